// The same requests to qemu-nbd and to `blkdrill serve`, on equal images: the replies word for
// word, and the files that are left.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Draw, nbd } from '../../engine/index.ts';
import { isAnswer, isReply, NbdServer, RawClient, stopServers } from '../testing/nbd-servers.ts';
import {
  clientFlags,
  command,
  go,
  joined,
  lengthAndText,
  metaContexts,
  option,
  type RawCommand,
} from '../testing/raw-nbd.ts';

const { COMMAND, OPTION } = nbd;
const SIZE = 4 * 1024 * 1024;
const folder = mkdtempSync(join(tmpdir(), 'blkdrill-serve-'));
const inFolder = (name: string): string => join(folder, name);

function real(program: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', cwd: folder });
  expect(`${stderr}${status}`).toBe('0');
  return stdout;
}

beforeAll(() => {
  real('qemu-img', 'create', '-q', '-f', 'qcow2', 'base.qcow2', '3M');
  real('qemu-io', '-c', 'write -P 1 0 1M', '-c', 'write -z 2M 256k', 'base.qcow2');
  const backing = ['-b', 'base.qcow2', '-F', 'qcow2'];
  real('qemu-img', 'create', '-q', '-f', 'qcow2', ...backing, 'first.qcow2', `${SIZE}`);
  real('qemu-img', 'bitmap', '--add', '-g', '4096', 'first.qcow2', 'b');
  real('qemu-io', '-c', 'write -P 2 512k 256k', '-c', 'write -z 768k 128k', 'first.qcow2');
  writeFileSync(inFolder('small.raw'), new Uint8Array(1000).fill(3));
});

afterEach(stopServers);
afterAll(() => rmSync(folder, { recursive: true }));

/** What the two differ in on purpose: the errors that the protocol asks for. */
const DIFFERENT: readonly (readonly [ours: RegExp, real: string])[] = [
  [/ error 28 (operation past EOF)/, ' error 22 $1'],
  [/ error 1 (Export is read-only)/, ' error 22 $1'],
];
const asReal = (line: string): string =>
  DIFFERENT.reduce((text, [ours, there]) => text.replace(ours, there), line);

interface Pair {
  readonly ours: RawClient;
  readonly real: RawClient;
  readonly close: () => Promise<void>;
}

interface PairOptions {
  readonly image: string;
  readonly format: string;
  readonly words?: readonly string[];
}

let pairs = 0;

/** Both servers, each on a copy of the image, and a client of each. */
async function pairOf({ image, format, words = [] }: PairOptions): Promise<Pair> {
  pairs += 1;
  for (const side of ['ours', 'real']) copyFileSync(inFolder(image), inFolder(`${side}.${image}`));
  const common = ['-f', format, '-x', 'disk', ...words];
  const here = inFolder(`ours.${image}`);
  const ourServer = await NbdServer.ours(inFolder(`ours.${pairs}`), [...common, here]);
  const own = ['-e', '16', '-A', '--discard', 'unmap'];
  const there = inFolder(`real.${image}`);
  const realServer = await NbdServer.real(inFolder(`real.${pairs}`), [...own, ...common, there]);
  const ours = await RawClient.connect(ourServer.socket);
  const realClient = await RawClient.connect(realServer.socket);
  return {
    ours,
    real: realClient,
    async close() {
      ours.close();
      realClient.close();
      const told = `${await ourServer.stop()} ${ourServer.stdout.split('\n').slice(1).join('|')}`;
      expect(told).toBe('0 ');
      await realServer.stop('SIGTERM');
    },
  };
}

type Whole = (words: readonly string[]) => boolean;

/** Sends `bytes` to both and compares what comes back. */
async function both(
  { ours, real: there }: Pair,
  bytes: Uint8Array,
  isWhole: Whole,
  reads?: ReadonlyMap<number, number>,
): Promise<readonly string[]> {
  ours.send(bytes);
  there.send(bytes);
  const found = await ours.receive(isWhole, reads);
  expect(found.map(asReal)).toEqual(await there.receive(isWhole, reads));
  expect(ours.isClosed).toBe(there.isClosed);
  return found;
}

const IMAGE = { image: 'first.qcow2', format: 'qcow2', words: ['-B', 'b'] };
const isGreeted: Whole = (words) => words.length > 0;
const CHUNKS = option(OPTION.structuredReply);
const CONTEXTS = ['base:allocation', 'qemu:allocation-depth', 'qemu:dirty-bitmap:b'];

async function agree(pair: Pair, ...steps: readonly Uint8Array[]): Promise<void> {
  await both(pair, clientFlags(), isGreeted);
  for (const step of steps) await both(pair, step, isAnswer);
}

/** Sends all of them, each when the one before was answered. */
async function askBoth(pair: Pair, list: readonly RawCommand[], isSimple = false): Promise<void> {
  for (const one of list) {
    const length = isSimple && one.command === COMMAND.read ? (one.length ?? 0) : 0;
    await both(pair, command(one), isReply, new Map([[one.cookie, length]]));
  }
}

describe('the negotiation', () => {
  const list = OPTION.listMetaContext;
  const text = (value: string): Uint8Array => new TextEncoder().encode(value);

  test('of options that make sense, and of some that do not', async () => {
    const pair = await pairOf(IMAGE);
    await agree(
      pair,
      option(99),
      option(11),
      option(5),
      option(5, text('x')),
      option(OPTION.list),
      option(OPTION.list, text('x')),
      go('other'),
      go('x'.repeat(200)),
      go('', [], OPTION.info),
      go('disk', [1, 3, 77], OPTION.info),
      go('disk', [], OPTION.info),
      option(OPTION.go),
      option(OPTION.go, text('\0\0\0\u0009x')),
      option(OPTION.go, lengthAndText('x'.repeat(4097))),
      option(OPTION.go, joined(lengthAndText('a\0b'), text('\0\0'))),
      option(OPTION.go, joined(lengthAndText('disk'), text('\0\0x'))),
      metaContexts('disk', ['base:allocation']),
      CHUNKS,
      CHUNKS,
      option(OPTION.structuredReply, text('x')),
      metaContexts('other', ['base:allocation']),
      ...[[], [''], ['base:'], ['qemu:'], ['qemu:dirty-bitmap:'], CONTEXTS, ['x:y']].flatMap(
        (queries) => [metaContexts('disk', queries, list), metaContexts('disk', queries)],
      ),
      metaContexts('disk', ['qemu:dirty-bitmap:b', 'base:allocation', 'x'.repeat(5000)]),
      go('disk', [3]),
    );
    const status = { command: COMMAND.status, cookie: 1, length: SIZE };
    await askBoth(pair, [status, { ...status, cookie: 2, flags: 8 }]);
    await pair.close();
  });

  test.each([0, 1, 2, 3])('of an export by its name, with flags %i', async (flags) => {
    const pair = await pairOf(IMAGE);
    await both(pair, clientFlags(flags), isGreeted);
    const length = flags >= 2 ? 10 : 134;
    const isTold: Whole = (words) => words.join('').length >= 4 + 2 * length;
    await both(pair, option(OPTION.exportName, text('disk')), isTold);
    await askBoth(pair, [{ command: COMMAND.read, cookie: 5, length: 512 }], true);
    await pair.close();
  });

  test.each([
    ['an unknown export', [clientFlags(), option(OPTION.exportName, text('other'))]],
    ['unknown flags', [clientFlags(4)]],
    ['a bad magic', [clientFlags(), new Uint8Array(16)]],
    ['an abort', [clientFlags(), option(OPTION.abort)]],
    ['an option without fixed newstyle', [clientFlags(2), go('disk')]],
  ])('that ends the connection: %s', async (_what, [flags, ...steps]) => {
    const pair = await pairOf(IMAGE);
    await both(pair, joined(flags ?? clientFlags(), ...steps), () => false);
    expect(pair.ours.isClosed).toBe(true);
    await pair.close();
  });
});

describe('commands', () => {
  const cookies = (list: readonly Omit<RawCommand, 'cookie'>[]): readonly RawCommand[] =>
    list.map((one, index) => ({ ...one, cookie: index + 1 }));
  const PAST = SIZE - 512;

  const EDGES = cookies([
    { command: COMMAND.read, length: 0 },
    { command: COMMAND.read, length: SIZE },
    { command: COMMAND.read, length: SIZE, flags: 4 },
    { command: COMMAND.read, length: 100_000, offset: 700_001, flags: 1 },
    { command: COMMAND.read, length: 1024, offset: PAST },
    { command: COMMAND.read, length: 1, offset: 2 ** 40 },
    { command: COMMAND.read, length: 2 ** 25 + 1 },
    { command: COMMAND.read, length: 512, flags: 8 },
    { command: COMMAND.write, data: new Uint8Array(0) },
    { command: COMMAND.write, data: new Uint8Array(1024), offset: PAST },
    { command: COMMAND.write, data: new Uint8Array(512), flags: 4 },
    { command: COMMAND.writeZeroes, length: 1024, offset: PAST },
    { command: COMMAND.writeZeroes, length: 0 },
    { command: COMMAND.writeZeroes, length: 100_000, offset: 1, flags: 16 },
    { command: COMMAND.trim, length: 1024, offset: PAST },
    { command: COMMAND.trim, length: 0, flags: 1 },
    { command: COMMAND.flush, length: 512, offset: SIZE },
    { command: COMMAND.flush, flags: 1 },
    { command: COMMAND.flush, flags: 2 },
    { command: COMMAND.cache, length: 2 ** 25 + 1 },
    { command: COMMAND.cache, length: 3 * 2 ** 20 },
    { command: COMMAND.status, length: 0 },
    { command: COMMAND.status, length: SIZE },
    { command: COMMAND.status, length: SIZE, flags: 8 },
    { command: COMMAND.status, length: 1, offset: SIZE - 1 },
    { command: COMMAND.status, length: 2, offset: SIZE - 1 },
    { command: COMMAND.status, length: 1_000_000, offset: 777_777 },
    { command: 8, length: 0 },
    { command: 77, length: 512 },
  ]);

  test('at the edges of what is allowed', async () => {
    const pair = await pairOf(IMAGE);
    await agree(pair, CHUNKS, metaContexts('disk', CONTEXTS), go('disk', [3]));
    await askBoth(pair, EDGES);
    await pair.close();
    expect(readFileSync(inFolder('ours.first.qcow2'))).toEqual(
      readFileSync(inFolder('real.first.qcow2')),
    );
  });

  test('of a client that takes simple replies', async () => {
    const pair = await pairOf({ ...IMAGE, words: [] });
    await agree(pair, go('disk'));
    // Simple replies have no text by which the errors that differ on purpose could be told.
    const isFull = ({ command: number, offset }: RawCommand): boolean =>
      offset === PAST && (number === COMMAND.write || number === COMMAND.writeZeroes);
    await askBoth(
      pair,
      EDGES.filter((one) => !isFull(one)),
      true,
    );
    await pair.close();
  });

  test('on an export that is read-only', async () => {
    const pair = await pairOf({ ...IMAGE, words: ['-r', '-B', 'b'] });
    await agree(pair, CHUNKS, metaContexts('disk', CONTEXTS), go('disk'));
    const isCache = ({ command: number, length }: RawCommand): boolean =>
      number === COMMAND.cache && length === 3 * 2 ** 20;
    await askBoth(
      pair,
      EDGES.filter((one) => !isCache(one)),
    );
    // The real one would copy from the backing file, and may not: a hint becomes an error.
    const cache = command(EDGES.find(isCache) ?? { command: COMMAND.cache, cookie: 1 });
    pair.ours.send(cache);
    pair.real.send(cache);
    expect(await pair.ours.receive(isReply)).toEqual(['21: simple 0']);
    expect(await pair.real.receive(isReply)).toEqual(['21: error 1 caching data failed']);
    await pair.close();
    expect(readFileSync(inFolder('ours.first.qcow2'))).toEqual(
      readFileSync(inFolder('first.qcow2')),
    );
  });

  test('on a raw file of 1000 bytes', async () => {
    const pair = await pairOf({ image: 'small.raw', format: 'raw' });
    await agree(pair, CHUNKS, metaContexts('disk', CONTEXTS), go('disk', [3]));
    const status = { command: COMMAND.status, cookie: 1, length: 1024 };
    const read = { command: COMMAND.read, cookie: 2, length: 1024 };
    await askBoth(pair, [status, read, { ...read, cookie: 3, offset: 999, length: 2 }]);
    await pair.close();
  });

  test('with too much data, which cost a client of the real one its connection', async () => {
    const pair = await pairOf(IMAGE);
    await agree(pair, CHUNKS, go('disk', [3]));
    const length = 2 ** 25 + 512;
    const write = command({ command: COMMAND.write, cookie: 1, length });
    pair.ours.send(joined(write, new Uint8Array(length)));
    // Only the head: what it does not read could take its reply along.
    pair.real.send(write);
    const words = [`1: error 22 len (${length} ) is larger than max len (33554432)`];
    expect(await pair.ours.receive(isReply)).toEqual(words);
    expect(await pair.real.receive(() => false)).toEqual(words);
    expect([pair.ours.isClosed, pair.real.isClosed]).toEqual([false, true]);
    pair.ours.send(command({ command: COMMAND.flush, cookie: 2 }));
    expect(await pair.ours.receive(isReply)).toEqual(['2: simple 0']);
    await pair.close();
  });

  test('under faults of the image', async () => {
    const config = inFolder('rules.conf');
    const rule = (event: string, errno: number): string =>
      `[inject-error]\nevent = "${event}"\nerrno = "${errno}"\nonce = "on"\n`;
    writeFileSync(config, rule('write_aio', 28) + rule('l2_update', 5) + rule('read_aio', 5));
    copyFileSync(inFolder('first.qcow2'), inFolder('ours.f.qcow2'));
    copyFileSync(inFolder('first.qcow2'), inFolder('real.f.qcow2'));
    const words = ['-f', 'qcow2', '-x', 'disk'];
    const faults = ['--faults', config, inFolder('ours.f.qcow2')];
    const ourServer = await NbdServer.ours(inFolder('f1'), [...words, ...faults]);
    const there = `blkdebug:${config}:${inFolder('real.f.qcow2')}`;
    const server = await NbdServer.real(inFolder('f2'), ['-e', '4', ...words, there]);
    const ours = await RawClient.connect(ourServer.socket);
    const realClient = await RawClient.connect(server.socket);
    const pair = { ours, real: realClient, close: () => Promise.resolve() };
    await agree(pair, CHUNKS, go('disk', [3]));
    const data = new Uint8Array(65_536).fill(9);
    const write = { command: COMMAND.write, data, offset: 1_048_576 };
    const tail = { ...write, offset: 3_670_016 };
    await askBoth(pair, cookies([write, write, tail, { command: COMMAND.flush }, tail]));
    // A failed read costs a client of the real one its connection.
    const read = command({ command: COMMAND.read, cookie: 9, offset: 1_048_576, length: 512 });
    ours.send(read);
    realClient.send(read);
    expect(await ours.receive(isReply)).toEqual(['9: error 5 reading from file failed']);
    expect(await realClient.receive(() => false)).toEqual([]);
    expect([ours.isClosed, realClient.isClosed]).toEqual([false, true]);
    expect(await ourServer.stop()).toBe(0);
    await server.stop('SIGTERM');
    const left = ['ours.f.qcow2', 'real.f.qcow2'].map((name) => readFileSync(inFolder(name)));
    expect(left[0]).toEqual(left[1]);
  });

  /** A write of a byte that the cookie decides, or something without data. */
  function drawn(draw: Draw, cookie: number): RawCommand {
    const kinds = [0, 1, 1, 1, 3, 4, 5, 6, 6, 7, 7];
    const number = kinds[draw.below(kinds.length)] ?? 0;
    const unit = [1, 512, 4096, 65_536][draw.below(4)] ?? 1;
    const offset = draw.below(Math.floor(SIZE / unit)) * unit;
    const length = Math.min((1 + draw.below(8)) * unit, SIZE - offset);
    const flags: Readonly<Record<number, readonly number[]>> = {
      [COMMAND.read]: [0, 4],
      [COMMAND.write]: [0, 1],
      [COMMAND.trim]: [0, 1],
      [COMMAND.writeZeroes]: [0, 1, 2, 16, 18],
      [COMMAND.status]: [0, 8],
    };
    const own = flags[number] ?? [0];
    const given = { command: number, cookie, offset, flags: own[draw.below(own.length)] ?? 0 };
    if (number === COMMAND.flush) return { command: number, cookie };
    if (number !== COMMAND.write) return { ...given, length };
    return { ...given, data: new Uint8Array(length).fill(cookie % 256) };
  }

  test.each([1, 2, 3, 4, 5, 6])('drawn at random, with seed %i', async (seed) => {
    const pair = await pairOf(IMAGE);
    await agree(pair, CHUNKS, metaContexts('disk', CONTEXTS), go('disk', [3]));
    const draw = new Draw(`serve ${seed}`);
    const list = Array.from({ length: 150 }, (_, index) => drawn(draw, index + 1));
    await askBoth(pair, list);
    await pair.close();
    expect(readFileSync(inFolder('ours.first.qcow2'))).toEqual(
      readFileSync(inFolder('real.first.qcow2')),
    );
  });
});
