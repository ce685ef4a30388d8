#!/usr/bin/env node
// An adapter for blkdrill in JavaScript, without dependencies: any engine that has an NBD server.
// Its command line is given behind this script, with {image} and {socket} in it:
//
//   nbd.mjs qemu-nbd -f qcow2 --discard=unmap -k {socket} {image}
//   nbd.mjs qemu-storage-daemon ...
//
// Words in [brackets] are there for images that are opened to be read only: [--read-only]. A server
// is started by each `open` and ended by each `close`; it is asked for one request at a time.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';

const [program, ...words] = process.argv.slice(2);
if (program === undefined || !words.some((word) => word.includes('{socket}'))) {
  process.stderr.write('usage: nbd.mjs SERVER WORDS with {image} and {socket} among them\n');
  process.exit(2);
}

const say = (line) => process.stdout.write(`${line}\n`);

const READ = 0;
const WRITE = 1;
const DISCONNECT = 2;
const FLUSH = 3;
const TRIM = 4;
const WRITE_ZEROES = 6;
const FUA = 1;
const NO_HOLE = 2;
/** What an export's flags say that the server can do. */
const HAS = { flush: 4, trim: 32, zeroes: 64 };
const TIME_TO_LISTEN = 10_000;
const MAX_REQUEST = 32 * 1024 * 1024;

/** Images so far: each has a socket of its own. */
let opened = 0;

/** The engine lacks what was asked for. */
class Lack extends Error {}

/** Bytes of a socket, in the order in which they are asked for. */
class Incoming {
  #chunks = [];
  #length = 0;
  #wake = () => {};
  #hasEnded = false;

  constructor(socket) {
    socket.on('data', (chunk) => {
      this.#chunks.push(chunk);
      this.#length += chunk.length;
      this.#wake();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#hasEnded = true;
      this.#wake();
    });
  }

  async take(count) {
    while (this.#length < count) {
      if (this.#hasEnded) throw Object.assign(new Error('the server has gone'), { errno: -5 });
      await new Promise((wake) => (this.#wake = wake));
    }
    const all = Buffer.concat(this.#chunks);
    this.#chunks = [all.subarray(count)];
    this.#length -= count;
    return all.subarray(0, count);
  }
}

/** One export of one server, from its start to its end. */
class Export {
  static async open(image, isReadOnly) {
    opened += 1;
    const path = join(process.env.TMPDIR ?? '/tmp', `nbd-${process.pid}-${opened}`);
    const argv = words.flatMap((word) => {
      const optional = /^\[(.*)\]$/.exec(word)?.[1];
      if (optional !== undefined) return isReadOnly ? [optional] : [];
      return [word.replaceAll('{image}', image).replaceAll('{socket}', path)];
    });
    const one = new Export();
    one.server = spawn(program, argv, { stdio: ['ignore', 'ignore', 'pipe'] });
    one.server.on('error', (error) => (one.said += error.message));
    one.server.stderr.on('data', (chunk) => (one.said += chunk));
    one.ended = new Promise((end) => one.server.on('close', end));
    one.socket = await one.#connected(path);
    one.incoming = new Incoming(one.socket);
    await one.#greet();
    return one;
  }

  said = '';

  /** A socket has its name before anybody listens: it is called until somebody answers. */
  async #connected(path) {
    const last = Date.now() + TIME_TO_LISTEN;
    let hasEnded = false;
    void this.ended.then(() => (hasEnded = true));
    for (;;) {
      const socket = connect(path);
      try {
        await once(socket, 'connect');
        return socket;
      } catch {
        socket.destroy();
      }
      if (hasEnded || Date.now() > last) {
        if (this.server.pid !== undefined) this.server.kill('SIGKILL');
        const why = this.said.trim().split('\n').at(-1) || 'the server does not listen';
        throw Object.assign(new Error(why), { errno: -22 });
      }
      await new Promise((later) => setTimeout(later, 2));
    }
  }

  /** Fixed newstyle, NBD_OPT_GO to the default export. */
  async #greet() {
    await this.incoming.take(18);
    const option = Buffer.alloc(26);
    option.writeUInt32BE(3, 0);
    option.write('IHAVEOPT', 4, 'latin1');
    option.writeUInt32BE(7, 12);
    option.writeUInt32BE(6, 16);
    this.socket.write(option);
    for (;;) {
      const head = await this.incoming.take(20);
      const kind = head.readUInt32BE(12);
      const data = await this.incoming.take(head.readUInt32BE(16));
      if (kind === 1) return;
      if (kind >= 2 ** 31) throw Object.assign(new Error('no such export'), { errno: -2 });
      if (kind === 3 && data.readUInt16BE(0) === 0) {
        this.size = Number(data.readBigUInt64BE(2));
        this.flags = data.readUInt16BE(10);
      }
    }
  }

  /** The bytes that a read gives. Throws with the errno of the server, negative as in Node. */
  async request(type, offset, length, { flags = 0, data } = {}) {
    const head = Buffer.alloc(28);
    head.writeUInt32BE(0x25609513, 0);
    head.writeUInt16BE(flags, 4);
    head.writeUInt16BE(type, 6);
    head.writeBigUInt64BE(BigInt(offset), 16);
    head.writeUInt32BE(length, 24);
    this.socket.write(head);
    if (data !== undefined) this.socket.write(data);
    const errno = (await this.incoming.take(16)).readUInt32BE(4);
    if (errno !== 0) throw Object.assign(new Error('the server refuses'), { errno: -errno });
    return type === READ ? await this.incoming.take(length) : undefined;
  }

  needs(what) {
    if (Math.floor(this.flags / HAS[what]) % 2 === 0) throw new Lack(`the server has no ${what}`);
  }

  async flush() {
    if (Math.floor(this.flags / HAS.flush) % 2 === 1) await this.request(FLUSH, 0, 0);
  }

  async close() {
    await this.flush();
    const bye = Buffer.alloc(28);
    bye.writeUInt32BE(0x25609513, 0);
    bye.writeUInt16BE(DISCONNECT, 6);
    this.socket.end(bye);
    // Some servers end with their last client, others have to be told.
    const timer = setTimeout(() => this.server.kill('SIGTERM'), 20);
    await this.ended;
    clearTimeout(timer);
  }
}

function dataOf(word) {
  const [length, byte] = word.split('*');
  return byte === undefined
    ? Buffer.from(word, 'base64')
    : Buffer.alloc(+length, parseInt(byte, 16));
}

let disk;

/** Asks for a range in pieces that any server takes. */
async function inPieces(from, length, ask) {
  for (let at = 0; at < length; at += MAX_REQUEST) {
    await ask(from + at, Math.min(MAX_REQUEST, length - at), at);
  }
}

/** The value of an answer. Throws Lack, and what has an errno. */
async function answer([word, first = '0', second = '', ...more]) {
  if (word === 'open') {
    disk = await Export.open(first, second === 'ro');
    return String(disk.size);
  }
  if (word === 'die') {
    disk?.server.kill('SIGKILL');
    process.exit(0);
  }
  const offset = Number(first);
  const flags = more.includes('fua') ? FUA : 0;
  if (word === 'read') {
    const pieces = [];
    await inPieces(offset, Number(second), async (at, length) => {
      pieces.push(await disk.request(READ, at, length));
    });
    return Buffer.concat(pieces).toString('base64');
  }
  if (word === 'write') {
    const data = dataOf(second);
    await inPieces(offset, data.length, (at, length, done) =>
      disk.request(WRITE, at, length, { flags, data: data.subarray(done, done + length) }),
    );
  } else if (word === 'zero') {
    disk.needs('zeroes');
    const how = flags + (more.includes('unmap') ? 0 : NO_HOLE);
    await inPieces(offset, Number(second), (at, length) =>
      disk.request(WRITE_ZEROES, at, length, { flags: how }),
    );
  } else if (word === 'discard') {
    disk.needs('trim');
    await inPieces(offset, Number(second), (at, length) => disk.request(TRIM, at, length));
  } else if (word === 'flush') {
    await disk.flush();
  } else if (word === 'close') {
    const open = disk;
    disk = undefined;
    await open.close();
  } else {
    throw new Lack(word);
  }
  return '';
}

const SERVES = 'open,read,write,flush,close,zero,unmap,discard,fua,die';
say(`blkdrill-engine 1 name=nbd-${basename(program)} version=1 serves=${SERVES}`);
for await (const line of createInterface({ input: process.stdin })) {
  try {
    const value = await answer(line.split(' '));
    say(value === '' ? 'ok' : `ok ${value}`);
  } catch (error) {
    if (error instanceof Lack) say(`no ${error.message}`);
    else say(`err ${Math.abs(error.errno ?? 5)} ${error.message.replaceAll('\n', ' ')}`);
  }
}
