// `blkdrill serve` as a process: what it prints, its exit statuses, signals, and what stands in the
// way.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nbd } from '../../engine/index.ts';
import { launcher } from '../build/paths.mjs';
import { readWord } from '../golden/io-word.ts';
import { parseWriteLog, readLines } from '../golden/write-log.ts';
import { isAnswer, isReply, NbdServer, RawClient, stopServers } from '../testing/nbd-servers.ts';
import { clientFlags, command, go, joined, option, type RawCommand } from '../testing/raw-nbd.ts';

const { COMMAND, OPTION } = nbd;
let folder: string;
const inFolder = (name: string): string => join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'blkdrill-serve-'));
  img('create', '-q', '-f', 'qcow2', 'a.qcow2', '16M');
});
afterEach(async () => {
  await stopServers();
  rmSync(folder, { recursive: true });
});

function program(name: string, ...args: string[]): { text: string; status: number | null } {
  const options = { cwd: folder, encoding: 'utf8' } as const;
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [launcher(name), ...args],
    options,
  );
  return { text: `${stdout}${stderr}`, status };
}

/** Runs our qemu-img, which succeeds. */
function img(...args: string[]): string {
  const { text, status } = program('blkdrill-img', ...args);
  expect({ text, status }).toMatchObject({ status: 0 });
  return text;
}

const refused = (...args: string[]) => program('blkdrill', 'serve', ...args);

const serve = (...words: readonly string[]): Promise<NbdServer> =>
  NbdServer.ours(inFolder('s'), [...words, inFolder('a.qcow2')]);

/** A client that has negotiated chunks. */
async function connect(server: NbdServer): Promise<RawClient> {
  const client = await RawClient.connect(server.socket);
  client.send(joined(clientFlags(), option(OPTION.structuredReply), go('')));
  const isThere = (words: readonly string[]): boolean =>
    isAnswer(words) && words.at(-1)?.startsWith('option 7') === true;
  await client.receive(isThere);
  return client;
}

async function ask(client: RawClient, given: RawCommand): Promise<readonly string[]> {
  client.send(command(given));
  return await client.receive(isReply);
}

const filled = (length: number, byte: number): Uint8Array => new Uint8Array(length).fill(byte);

describe('what it ends with', () => {
  test('Ctrl-C closes the image, removes the socket and tells of the faults', async () => {
    img('bitmap', '--add', 'a.qcow2', 'b');
    const faults = ['--faults', 'event=write_aio,errno=ENOSPC,once=on', '--faults', 'flush 1 EIO'];
    const server = await serve('--log', inFolder('log'), ...faults);
    expect(server.uri).toBe(`nbd+unix:///?socket=${inFolder('s')}`);
    const client = await connect(server);
    const write = { command: COMMAND.write, cookie: 1, data: filled(512, 7) };
    expect(await ask(client, write)).toEqual(['1: error 28 writing to file failed']);
    expect(await ask(client, { ...write, cookie: 2 })).toEqual(['2: simple 0']);
    expect(await ask(client, { command: COMMAND.flush, cookie: 3 })).toEqual([
      "3: error 5 fault 'flush 1 EIO'",
    ]);
    expect(await server.stop()).toBe(0);
    expect(server.stdout.split('\n').slice(1)).toEqual([
      'inject-error at write_aio (inject-error.0): armed 1, fired 1',
      'flush 1 EIO: came 1, fired 1',
      '',
    ]);
    expect(existsSync(inFolder('s'))).toBe(false);
    expect(readFileSync(inFolder('log'), 'utf8').split('\n')).toEqual([
      '1 connected',
      '1 agreed: chunks',
      '1 write 0+512 = ENOSPC',
      '1 write 0+512 = ok',
      "1 flush = EIO by 'flush 1 EIO'",
      '1 ended: the server ends',
      '',
    ]);
    expect(img('check', 'a.qcow2')).toContain('No errors were found');
    // The bitmap was stored: what was written is marked.
    expect(img('info', 'a.qcow2')).not.toContain('in-use');
    expect(program('blkdrill-io', '-r', '-c', 'read -P 7 0 512', 'a.qcow2').status).toBe(0);
  });

  test('a fault that never fired is an error, unless it may not fire', async () => {
    const faults = ['--faults', 'write 2 ENOSPC', '--faults', '{ event: write_aio, once: on }'];
    const server = await serve(...faults);
    expect(await server.stop('SIGTERM')).toBe(1);
    expect(server.stderr.split('\n').slice(1)).toEqual([
      'blkdrill: the fault never fired: inject-error at write_aio (inject-error.0): its event ' +
        'never came; what came: none, reftable_load, flush_to_os',
      "blkdrill: the fault never fired: 'write 2 ENOSPC': 0 such requests came",
      '',
    ]);
    const other = await serve(...faults, '--may-not-fire');
    expect(await other.stop()).toBe(0);
  });

  test('with --once it ends when the last client has gone', async () => {
    const server = await serve('--once');
    // Who only looks is no client yet.
    const looking = await RawClient.connect(server.socket);
    looking.send(joined(clientFlags(), option(OPTION.list), option(OPTION.abort)));
    await looking.receive(() => false);
    const first = await connect(server);
    const second = await connect(server);
    first.send(command({ command: COMMAND.disconnect, cookie: 1 }));
    await first.receive(() => false);
    expect(await ask(second, { command: COMMAND.flush, cookie: 2 })).toEqual(['2: simple 0']);
    second.close();
    expect(await server.end()).toBe(0);
    expect(server.stderr).toBe('');
  });

  test('a last flush that fails is told, and what was lost is no secret', async () => {
    const faults = ['--faults', 'event=flush_to_disk,errno=EIO'];
    const server = await serve(...faults);
    const client = await connect(server);
    const write = { command: COMMAND.write, cookie: 1, data: filled(512, 7) };
    expect(await ask(client, write)).toEqual(['1: simple 0']);
    expect(await server.stop()).toBe(1);
    expect(server.stderr).toContain('blkdrill: the last flush failed: Input/output error\n');
  });

  test('a log that cannot be written any more is told once, and is an error', async () => {
    const server = await serve('--log', '/dev/full');
    const client = await connect(server);
    const write = { command: COMMAND.write, cookie: 1, data: filled(512, 7) };
    expect(await ask(client, write)).toEqual(['1: simple 0']);
    expect(await server.stop('SIGTERM')).toBe(1);
    expect(server.stderr.split('\n')).toEqual([
      'blkdrill: a log cannot be written any more: no space left on device (ENOSPC)',
      expect.stringContaining('blkdrill: closing'),
      '',
    ]);
  });

  test('with nobody left to read what it says, it closes the image all the same', async () => {
    const server = await serve();
    const client = await connect(server);
    const write = { command: COMMAND.write, cookie: 1, data: filled(512, 7) };
    expect(await ask(client, write)).toEqual(['1: simple 0']);
    server.stopReading();
    // Standard output is gone, which nothing but the end is told to; see ending.ts.
    expect([0, 141]).toContain(await server.stop('SIGHUP'));
    expect(existsSync(inFolder('s'))).toBe(false);
    expect(img('check', 'a.qcow2')).toContain('No errors were found');
    expect(program('blkdrill-io', '-r', '-c', 'read -P 7 0 512', 'a.qcow2').status).toBe(0);
  });

  test('a second signal ends it at once', async () => {
    const server = await serve();
    await connect(server);
    const ended = server.stop();
    void server.stop();
    // Whichever came first: closed well, or killed by the signal.
    expect([0, -1]).toContain(await ended);
  });

  test('killed, it leaves an image that can be opened, and a socket in the way', async () => {
    const server = await serve();
    const client = await connect(server);
    await ask(client, { command: COMMAND.write, cookie: 1, data: filled(512, 7) });
    await server.stop('SIGKILL');
    const { text, status } = refused('--socket', 's', 'a.qcow2');
    expect(status).toBe(2);
    expect(text).toContain(
      'Address already in use; another server has it, or one that was killed has left it',
    );
    expect(program('blkdrill-img', 'check', 'a.qcow2').status).toBe(0);
  });
});

describe('what stands in the way', () => {
  test.each([
    [['nosuch.qcow2'], "blkdrill: Could not open 'nosuch.qcow2': No such file"],
    [['--bitmap', 'x', 'a.qcow2'], "Bitmap 'x' is not found"],
    [['--port', '0', '--socket', 's', 'a.qcow2'], "option '-p, --port <N>' cannot be used with"],
    [['--port', '70000', 'a.qcow2'], "'--port' needs a whole number from 1 to 65535"],
    [['--socket', 'x'.repeat(120), 'a.qcow2'], 'the path of a socket has at most 107 bytes'],
    [['--socket', 'no/such/s', 'a.qcow2'], 'cannot listen: '],
    [['-U', 'a.qcow2'], "'--force-share' needs '--read-only'"],
    [['--cache', 'x', 'a.qcow2'], "unknown cache mode 'x'"],
    [['--format', 'qcow3', 'a.qcow2'], "Could not open 'a.qcow2': Unknown driver 'qcow3'"],
    [['--image-opts', '-f', 'raw', 'driver=raw'], '--image-opts and --format are mutually'],
    [['--faults', 'event=writeaio', 'a.qcow2'], 'invalid parameter value: writeaio'],
    [['--faults', 'event=write_aio,errno=ENOSPACE', 'a.qcow2'], "(did you mean 'ENOSPC'?)"],
    [['--faults', '{ event: write_aoi }', 'a.qcow2'], "--faults:1:10: unknown event 'write_aoi'"],
    [['--faults', 'write 0 EIO', 'a.qcow2'], "'--faults' needs a command, which ones of them"],
    [
      ['--faults', 'write 1 EOI', 'a.qcow2'],
      "unknown error 'EOI' in '--faults' (did you mean 'EIO'?)",
    ],
    [['--faults', 'x.yaml', 'a.qcow2'], 'x.yaml: no such file or directory (ENOENT)'],
    [['--faults', 'x.conf', 'a.qcow2'], 'Could not read blkdebug config file: No such file'],
    [['--log', 'no/such/log', 'a.qcow2'], 'log: no such file or directory (ENOENT)'],
    [
      ['--image-opts', '--faults', 'event=none', 'driver=null-co'],
      'stands between a format and its',
    ],
    [[], "missing required argument 'image'"],
    [['a.qcow2', 'b.qcow2'], 'too many arguments'],
  ])('%j', (args, expected) => {
    const { text, status } = refused(...args);
    expect(text).toContain(expected);
    expect(status).toBe(2);
    // Nobody holds the image any more.
    expect(program('blkdrill-io', '-c', 'write 0 512', 'a.qcow2').status).toBe(0);
  });

  test('a port that somebody has', async () => {
    const other = createServer();
    const port = await new Promise<number>((listens) => {
      other.listen({ host: '127.0.0.1', port: 0 }, () => {
        const address = other.address();
        listens(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    const { text, status } = refused('--port', `${port}`, 'a.qcow2');
    other.close();
    expect(text).toContain(`cannot listen: 127.0.0.1:${port}: Address already in use`);
    expect(status).toBe(2);
  });

  test('an image that is served is in use', async () => {
    const server = await serve();
    const { text, status } = program('blkdrill-io', '-c', 'write 0 512', 'a.qcow2');
    expect(status).toBe(1);
    expect(text).toContain('Failed to get "write" lock');
    expect(refused('--socket', 't', 'a.qcow2').text).toContain('Failed to get "write" lock');
    expect(await server.stop()).toBe(0);
    const reader = await serve('--read-only', '--force-share');
    expect(program('blkdrill-io', '-c', 'write 0 512', 'a.qcow2').status).toBe(0);
    expect(await reader.stop()).toBe(0);
  });
});

test('faults stand in a YAML file, and below options and json: names', async () => {
  writeFileSync(inFolder('f.yaml'), 'faults:\n  - { event: write_aio, errno: ENOSPC, once: on }\n');
  const file = inFolder('a.qcow2');
  const json = JSON.stringify({ driver: 'qcow2', file: { driver: 'file', filename: file } });
  const named = [
    [`json:${json}`],
    ['--image-opts', `driver=qcow2,file.filename=${file}`],
    ['--format', 'qcow2', file],
    [file],
  ];
  for (const words of named) {
    const faults = ['--faults', inFolder('f.yaml')];
    const server = await NbdServer.ours(inFolder('s'), [...faults, ...words]);
    const client = await connect(server);
    const write = { command: COMMAND.write, cookie: 1, data: filled(512, 7) };
    expect(await ask(client, write)).toEqual(['1: error 28 writing to file failed']);
    expect(await server.stop()).toBe(0);
  }
});

test('a write log has what each request does to files', async () => {
  const log = inFolder('writes');
  const server = await serve('--write-log', log, '--faults', 'event=write_aio,errno=EIO,once=on');
  const client = await connect(server);
  const write = { command: COMMAND.write, cookie: 1, data: filled(12_288, 7) };
  await ask(client, write);
  await ask(client, write);
  await ask(client, { command: COMMAND.read, cookie: 2, length: 512 });
  await ask(client, { command: COMMAND.flush, cookie: 3 });
  expect(await server.stop()).toBe(0);
  const steps = parseWriteLog(readFileSync(log, 'utf8'));
  // A read reaches no file. What a rule fails does not either, but the cluster was taken.
  expect(steps.map(({ title }) => title)).toEqual([
    '1 write 0+12288 = EIO',
    '1 write 0+12288 = ok',
    '1 flush = ok',
  ]);
  const ios = steps.map(({ lines }) =>
    readLines(lines).flatMap(({ word }) => readWord(word) ?? []),
  );
  const data = ios.map((list) =>
    list.filter(({ rest, length }) => rest !== '' && length === 12_288),
  );
  expect(data.map(({ length }) => length)).toEqual([0, 1, 0]);
  expect(ios[2]?.at(-1)?.kind).toBe('flush');
  expect(readLines(steps[0]?.lines ?? '')[0]?.file).toBe(inFolder('a.qcow2'));
});

test('a log does not take the place of the image', () => {
  for (const option of ['--log', '--write-log']) {
    const { text, status } = refused(option, './a.qcow2', 'a.qcow2');
    expect([text, status]).toEqual([
      'blkdrill: ./a.qcow2 is the image: a log would take its place\n',
      2,
    ]);
  }
  expect(img('check', 'a.qcow2')).toContain('No errors were found');
});

test('a port of this machine alone', async () => {
  const words = ['--port', '0', '--export', 'a b', inFolder('a.qcow2')];
  const server = await NbdServer.start(words);
  const [, port] = /^nbd:\/\/127\.0\.0\.1:(\d+)\/a%20b$/.exec(server.uri) ?? [];
  const client = await RawClient.connect({ host: '127.0.0.1', port: Number(port) });
  client.send(joined(clientFlags(), go('a b')));
  expect((await client.receive(isAnswer)).at(-1)).toBe('option 7: ack ');
  expect(await server.stop()).toBe(0);
});
