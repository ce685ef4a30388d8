// For tests only: an NBD server that hangs up. Called with the path of its socket and a plan, as
// JSON: a list with an entry for each connection, the last one for all that follow. `refuses` hangs
// up at once, `drops: N` at the Nth command, before it answers; `offers` are flags of the export.
// Prints `ready` when it can be called, then a line for each connection and each command, with the
// flags of that where it has any. It knows no structured replies.
import { createServer } from 'node:net';

const [socket, plan] = process.argv.slice(2);
const entries = JSON.parse(plan ?? '[]');
const SIZE = 1024 * 1024;
const disk = Buffer.alloc(SIZE, 1);
const NAMES = ['READ', 'WRITE', 'DISC', 'FLUSH', 'TRIM', 'CACHE', 'ZEROES', 'STATUS'];
const GO = 7;
const DISCONNECT = 2;
/** Flush, FUA, trim and zero writes. */
const USUAL_OFFERS = 0x6d;
const UNSUPPORTED = 0x80000001;
let connections = 0;

/** A reply to an option. */
function optionReply(option, type, data = Buffer.alloc(0)) {
  const head = Buffer.alloc(20);
  head.writeBigUInt64BE(0x3e889045565a9n);
  head.writeUInt32BE(option, 8);
  head.writeUInt32BE(type, 12);
  head.writeUInt32BE(data.length, 16);
  return Buffer.concat([head, data]);
}

/** The export, and the end of negotiation. */
function goReply(offers) {
  const info = Buffer.alloc(12);
  info.writeBigUInt64BE(BigInt(SIZE), 2);
  info.writeUInt16BE(offers, 10);
  return Buffer.concat([optionReply(GO, 3, info), optionReply(GO, 1)]);
}

/** Each takes what it needs off `bytes`: how much, and what comes next. Zero: not enough yet. */
const parts = {
  flags: (bytes) => ({ length: bytes.length < 4 ? 0 : 4, next: 'options' }),
  options(bytes, peer, { offers = USUAL_OFFERS }) {
    const length = bytes.length < 16 ? Infinity : 16 + bytes.readUInt32BE(12);
    if (bytes.length < length) return { length: 0 };
    const option = bytes.readUInt32BE(8);
    peer.write(option === GO ? goReply(offers) : optionReply(option, UNSUPPORTED));
    return { length, next: option === GO ? 'commands' : 'options' };
  },
  commands(bytes, peer, entry, serve) {
    if (bytes.length < 28) return { length: 0 };
    const command = bytes.readUInt16BE(6);
    const count = bytes.readUInt32BE(24);
    const length = 28 + (command === 1 ? count : 0);
    if (bytes.length < length) return { length: 0 };
    const offset = Number(bytes.readBigUInt64BE(16));
    serve({ command, flags: bytes.readUInt16BE(4), offset, count, bytes });
    return { length, next: 'commands' };
  },
};

createServer((peer) => {
  const index = connections;
  connections += 1;
  const entry = entries[Math.min(index, entries.length - 1)];
  const say = (text) => process.stdout.write(`${index} ${text}\n`);
  peer.on('error', () => {}); // the other side has hung up
  say('CONNECT');
  if (entry.refuses) return peer.destroy();
  let left = Buffer.alloc(0);
  let state = 'flags';
  let commands = 0;
  const serve = ({ command, flags, offset, count, bytes }) => {
    say(`${NAMES[command]} ${offset} ${count}${flags === 0 ? '' : ` flags ${flags}`}`);
    commands += 1;
    if (command === DISCONNECT) return peer.end();
    if (commands === entry.drops) return peer.destroy();
    if (command === 1) bytes.copy(disk, offset, 28, 28 + count);
    if (command === 6) disk.fill(0, offset, offset + count);
    const answer = Buffer.alloc(16);
    answer.writeUInt32BE(0x67446698);
    bytes.copy(answer, 8, 8, 16);
    peer.write(answer);
    if (command === 0) peer.write(disk.subarray(offset, offset + count));
  };
  peer.write(Buffer.from('NBDMAGICIHAVEOPT\0\x03', 'latin1'));
  peer.on('data', (bytes) => {
    left = Buffer.concat([left, bytes]);
    while (!peer.destroyed) {
      const { length, next } = parts[state](left, peer, entry, serve);
      if (length === 0) return;
      left = left.subarray(length);
      state = next;
    }
  });
}).listen(socket, () => process.stdout.write('ready\n'));
