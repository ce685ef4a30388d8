// Time and memory that damaged images can cost: each table at the largest size that is believed.
//
// The programs run as processes of their own, two at a time, which tell their processor time and
// their largest resident size when they end.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  fstatSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { asHost } from '../../../engine/base/address.ts';
import { headerField, type HeaderFieldName } from '../../../engine/qcow2/format/header.ts';
import { patched } from '../../../engine/testing/qemu-tools.ts';
import { launcher } from '../../build/paths.mjs';
import { smallImage } from '../../../engine/testing/small-image.ts';

const MAX_SECONDS = 10;
const MAX_BYTES = 512 * 1024 * 1024;
/** Milliseconds. What is judged is processor time: a busy machine may take its time. */
const WALL_TIME = 300_000;

const folder = mkdtempSync(join(tmpdir(), 'blkdrill-bounds-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PEAK = new URL('../../host/peak-memory.mjs', import.meta.url).href;
const REPORTER = `data:text/javascript,import { peakMemory } from ${JSON.stringify(PEAK)};
process.on('exit', () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  process.stderr.write('\\nUSED ' + (userCPUTime + systemCPUTime) / 1e6 + ' ' + peakMemory());
})`;

interface Used {
  readonly seconds: number;
  readonly bytes: number;
  /** The last lines of what it said was wrong. */
  readonly words: string;
}

type Program = 'blkdrill' | 'blkdrill-img' | 'blkdrill-io';

/** Runs a program on the image. Throws where it ends by a signal or by a mistake of ours. */
async function runAnew(image: Uint8Array, [program, argv]: Look): Promise<Used> {
  const bin = launcher(program);
  const cwd = mkdtempSync(join(folder, 'run-'));
  writeFileSync(join(cwd, 'image'), image);
  // Millions of lines can be reported: the last ones tell enough.
  const output = openSync(join(cwd, 'stderr'), 'w+');
  const child = spawn(process.execPath, ['--import', REPORTER, bin, ...argv], {
    cwd,
    stdio: ['ignore', 'ignore', output],
  });
  const [status] = (await once(child, 'exit')) as [number | null];
  const tail = Buffer.alloc(Math.min(fstatSync(output).size, 2000));
  readSync(output, tail, 0, tail.length, fstatSync(output).size - tail.length);
  closeSync(output);
  rmSync(cwd, { recursive: true });
  const stderr = tail.toString();
  const [, seconds, bytes] = /\nUSED ([\d.]+) (\d+)$/.exec(stderr) ?? [];
  if (status === null || seconds === undefined || /Error: |at .*\.[mt]?[jt]s:/.test(stderr)) {
    throw new Error(`${argv.join(' ')}: status ${status}, ${stderr}`);
  }
  return { seconds: Number(seconds), bytes: Number(bytes), words: stderr };
}

const ran = new Map<Uint8Array, Map<Look, Promise<Used>>>();

/** The same, once for each image and look: tests may ask again. */
function run(image: Uint8Array, look: Look): Promise<Used> {
  const looks = ran.get(image) ?? new Map<Look, Promise<Used>>();
  ran.set(image, looks);
  const used = looks.get(look) ?? runAnew(image, look);
  looks.set(look, used);
  return used;
}

const small = smallImage({ clusterBits: 9, size: 65536 });

const withFields = (fields: Partial<Record<HeaderFieldName, bigint>>): Uint8Array =>
  Object.entries(fields).reduce((bytes, [name, value]) => {
    const { offset, width } = headerField(name as HeaderFieldName);
    return patched(bytes, offset, width, value);
  }, small);

/** The bitmaps extension behind the header. */
function withBitmapDirectory(size: bigint): Uint8Array {
  let bytes = withFields({ autoclearFeatures: 1n });
  bytes = patched(bytes, 112, 8, 0x2385287500000018n);
  bytes = patched(bytes, 120, 8, 0x0000ffff00000000n);
  bytes = patched(bytes, 128, 8, size);
  return patched(bytes, 136, 8, 0xa00n);
}

const withSnapshots = (): Uint8Array => {
  const bytes = withFields({ snapshotCount: 3n, snapshotsOffset: 0xa00n });
  const views = [0, 40, 80].map((at) => [0xa00 + at, 0xa00 + at + 8] as const);
  return views.reduce(
    (image, [offsetAt, sizeAt]) => patched(patched(image, offsetAt, 8, 0n), sizeAt, 4, 4_194_304n),
    bytes,
  );
};

/** As many snapshots as there may be, all with one L1 table of 32 MiB: in the file or behind it. */
function withManySnapshots(isInFile: boolean): Uint8Array {
  const [at, count, l1At] = [0x2000, 65_536, 0x400000];
  const bytes = new Uint8Array(l1At + (isInFile ? 32 * 2 ** 20 : 0));
  bytes.set(withFields({ snapshotCount: BigInt(count), snapshotsOffset: BigInt(at) }));
  const entry = new Uint8Array(40);
  const view = new DataView(entry.buffer);
  view.setBigUint64(0, BigInt(isInFile ? l1At : 2 ** 40));
  view.setUint32(8, 4_194_304);
  for (let index = 0; index < count; index += 1) bytes.set(entry, at + index * 40);
  return bytes;
}

/** As many, whose L1 tables of 32 MiB lie on top of each other: each starts a cluster further. */
function withOverlappingSnapshots(entry: bigint): Uint8Array {
  const [at, count, l1At] = [0x2000, 65_536, 0x400000];
  const bytes = new Uint8Array(l1At + 32 * 2 ** 20 + count * 512);
  bytes.set(withFields({ snapshotCount: BigInt(count), snapshotsOffset: BigInt(at) }));
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < count; index += 1) {
    view.setBigUint64(at + index * 40, BigInt(l1At + index * 512));
    view.setUint32(at + index * 40 + 8, 4_194_304);
    view.setBigUint64(l1At + index * 512, entry);
  }
  return bytes;
}

/** An L1 table whose four million entries are one. Refcounts of 64 bits do not overflow. */
function withOneTable(): Uint8Array {
  const base = smallImage({ clusterBits: 16, size: 2 ** 37, refcountOrder: 6 });
  const l1At = 2 ** 20;
  const bytes = new Uint8Array(l1At + 32 * 2 ** 20);
  bytes.set(base);
  const view = new DataView(bytes.buffer);
  const { offset } = headerField('l1TableOffset');
  const l2 = view.getBigUint64(Number(view.getBigUint64(offset)));
  view.setBigUint64(offset, BigInt(l1At));
  view.setUint32(headerField('l1Size').offset, 4_194_304);
  for (let index = 0; index < 4_194_304; index += 1) view.setBigUint64(l1At + index * 8, l2);
  return bytes;
}

/**
 * Bitmaps with one table: 512 MiB of bits each, in 64 KiB of entries that name a cluster (or say
 * that all bits are set).
 */
function withBitmaps(count: number, tableEntry: bigint): Uint8Array {
  const [tableAt, bitsAt, directoryAt] = [8 * 65536, 9 * 65536, 16 * 65536];
  const bitmaps = { count, size: count * 32, offset: asHost(directoryAt) };
  const header = { autoclearFeatures: 1, l1Size: 4096 };
  const base = smallImage({ clusterBits: 16, size: 2 ** 41, extensions: { bitmaps }, header });
  const bytes = new Uint8Array(directoryAt + count * 32);
  bytes.set(base);
  // No part of it is all set, or all clear.
  bytes.fill(0x55, bitsAt, bitsAt + 65536);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < 8192; index += 1) {
    view.setBigUint64(tableAt + index * 8, tableEntry);
  }
  for (let index = 0; index < count; index += 1) {
    const at = directoryAt + index * 32;
    view.setBigUint64(at, BigInt(tableAt));
    view.setUint32(at + 8, 8192);
    view.setUint32(at + 16, 0x01090008);
    bytes.set(new TextEncoder().encode(String(index).padStart(8, '0')), at + 24);
  }
  return bytes;
}
const ALL_ONES = 1n;
const ONE_CLUSTER = 9n * 65536n;

const ONE_TABLE = withOneTable();
const ONE_CLUSTER_BITMAP = withBitmaps(1, ONE_CLUSTER);
const SET_BITMAPS = withBitmaps(65_535, ALL_ONES);
const CLEAR_BITMAPS = withBitmaps(65_535, 0n);

type Look = readonly [Program, readonly string[]];

const CHECK: Look = ['blkdrill-img', ['check', '-f', 'qcow2', 'image']];
const REPAIR: Look = ['blkdrill-img', ['check', '-f', 'qcow2', '-r', 'all', 'image']];
const INFO: Look = ['blkdrill-img', ['info', 'image']];
const MAP: Look = ['blkdrill-img', ['map', '-f', 'qcow2', 'image']];
const WRITE: Look = [
  'blkdrill-io',
  ['-f', 'qcow2', '-c', 'read 0 64k', '-c', 'write 0 64k', 'image'],
];
const INSPECT: Look = ['blkdrill', ['inspect', 'image']];
const OPTIONS = 'driver=qcow2,overlap-check=all,file.filename=image';
const WRITE_PROTECTED: Look = ['blkdrill-io', ['--image-opts', '-c', 'write 0 64k', OPTIONS]];

/** What is large, the image, and the programs that have most to do with it. */
const CASES: readonly (readonly [string, Uint8Array, readonly Look[]])[] = [
  [
    'an L1 table of 32 MiB',
    withFields({ l1Size: 4_194_304n, size: 2n ** 37n }),
    [CHECK, MAP, WRITE],
  ],
  ['a refcount table of 8 MiB', withFields({ refcountTableClusters: 16_384n }), [CHECK, WRITE]],
  [
    '65,536 snapshots',
    withFields({ snapshotCount: 65_536n, snapshotsOffset: 0xa00n }),
    [INFO, REPAIR],
  ],
  ['snapshots with L1 tables of 32 MiB', withSnapshots(), [CHECK]],
  [
    '65,536 snapshots with one L1 table in the file',
    withManySnapshots(true),
    [CHECK, WRITE_PROTECTED, INSPECT],
  ],
  ['65,536 snapshots with one L1 table behind the file', withManySnapshots(false), [CHECK]],
  [
    '65,536 snapshots with L1 tables on top of each other',
    withOverlappingSnapshots(0n),
    [CHECK, INSPECT],
  ],
  [
    '65,536 such snapshots, with something wrong in each cluster',
    withOverlappingSnapshots(1n),
    [CHECK],
  ],
  ['one L2 table named four million times', ONE_TABLE, [CHECK]],
  ['a bitmap directory of 64 MiB', withBitmapDirectory(67_107_840n), [CHECK]],
  ['a bitmap of 512 MiB that is all set', withBitmaps(1, ALL_ONES), [CHECK, INFO]],
  ['a bitmap of 512 MiB from one cluster', ONE_CLUSTER_BITMAP, [CHECK, INFO]],
  ['65,535 bitmaps that are all set', SET_BITMAPS, [CHECK, INFO]],
  ['65,535 bitmaps that are all clear', CLEAR_BITMAPS, [CHECK, INFO]],
  ['a refcount block at 1 TiB', patched(small, 0x200 + 8, 8, 2n ** 40n), [CHECK, REPAIR]],
  [
    'a refcount block in the last cluster that can be counted',
    patched(small, 0x200 + 8, 8, 2n ** 40n - 1024n),
    [CHECK, REPAIR],
  ],
  [
    'a refcount block far out, and counts that are rebuilt',
    patched(patched(small, 0x200 + 8, 8, 2n ** 38n), 0x400, 2, 0n),
    [REPAIR],
  ],
];

test.concurrent.each(CASES)(
  '%s costs little time and memory',
  async (_what, bytes, looks) => {
    for (const look of looks) {
      const used = await run(bytes, look);
      const [, argv] = look;
      expect({ argv, isFast: used.seconds < MAX_SECONDS, ...used }).toMatchObject({ isFast: true });
      expect({ argv, isSmall: used.bytes < MAX_BYTES, ...used }).toMatchObject({ isSmall: true });
    }
  },
  WALL_TIME,
);

test.concurrent.each<[Uint8Array, Look, string]>([
  [ONE_TABLE, INSPECT, 'too many entries of tables for its layout to be told'],
  [ONE_CLUSTER_BITMAP, CHECK, "Could not read bitmap '00000000' from image: Cannot"],
  [SET_BITMAPS, CHECK, "Could not read bitmap '00000004' from image: Cannot"],
  [
    CLEAR_BITMAPS,
    CHECK,
    "Could not read bitmap_table table from image for bitmap '00004096': Cannot allocate memory",
  ],
])(
  'what takes too much is refused in words (%#)',
  async (bytes, look, words) => {
    expect((await run(bytes, look)).words).toContain(words);
  },
  WALL_TIME,
);
