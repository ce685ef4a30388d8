// What an image is good for after a run with faults, beyond what it holds: it can be repaired,
// which changes no data, and one can go on working with it.
import { FAULT_LAYERS } from '../../engine/index.ts';
import { keyedArgv } from '../engines/encrypted-argv.ts';
import { EngineStopped, nameOf, type Program, type RunResult } from '../engines/engine.ts';
import type { InstrumentedEngine } from '../crashes/crash-sweep.ts';
import { BLOCK, DiskModel } from '../oracle/disk-model.ts';
import { blockOf, EMPTY_DISK } from '../oracle/disk.ts';
import { GuestLog, type LoggedRequest } from '../oracle/guest-log.ts';
import type { ImageReader } from '../oracle/image-reader.ts';
import { type ImageState, isJudged, type OpenedState } from '../oracle/image-state.ts';
import { type Expectation, judge, kindsOf, type Violation, wordsOf } from '../oracle/judge.ts';
import { observe } from '../oracle/observation.ts';
import { clusterSizeOf } from './aftermath.ts';

/** Blocks that hold data and are written anew, and clusters that are allocated. */
const OVERWRITTEN = 4;
const ALLOCATED = 24;
const CLUSTER = 64 * 1024;

const noted = (image: string, promise: 'repaired' | 'later', detail: string): Violation => ({
  promise,
  image,
  block: undefined,
  detail,
  signature: detail.replaceAll(/\d+/g, 'N'),
});

const inside = (promise: 'repaired' | 'later', found: readonly Violation[]): Violation[] =>
  found.map((violation) => ({
    ...violation,
    promise,
    signature: `${violation.promise} ${violation.signature}`.trim(),
  }));

/** Where the header says whether the image is encrypted. */
const CRYPT_METHOD = 32;

/**
 * Runs a program on an image, with the key where it is encrypted; what it throws is returned in
 * words, but EngineStopped is thrown on.
 */
function runPlain(
  engine: InstrumentedEngine,
  program: Program,
  options: readonly string[],
  image: string,
): RunResult | string {
  const method = engine.memoryFiles().readBytes(image, CRYPT_METHOD, 4);
  const isEncrypted = method.some((byte) => byte !== 0);
  const argv = [...options, image];
  try {
    return engine.run(program, isEncrypted ? keyedArgv(program, argv, nameOf(image)) : argv);
  } catch (error) {
    if (error instanceof EngineStopped) throw error;
    return error instanceof Error ? `${error.name}: ${error.message}` : 'something was thrown';
  }
}

/** What an image that was sound before must hold after what guests have asked for since. */
const expectedOf = (
  image: string,
  before: OpenedState,
  model: DiskModel | undefined,
): Expectation => ({
  image,
  size: before.disk.size,
  before: (block) => blockOf(before.disk, block),
  snapshots: before.snapshots,
  after: observe(before, before),
  model,
});

/**
 * The type of the header extension that names the bitmaps of an image, and where it may stand: the
 * names of features before it alone take up to 400 bytes.
 */
const BITMAPS = 0x23852875;
const [FIRST_EXTENSION, HEADER_END] = [72, 1024];

/** Whether the header tells of bitmaps, whoever believes in them. */
function tellsOfBitmaps(engine: InstrumentedEngine, image: string): boolean {
  const head = engine.memoryFiles().readBytes(image, 0, HEADER_END);
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  for (let at = FIRST_EXTENSION; at + 8 <= head.length; at += 8) {
    if (view.getUint32(at) === BITMAPS) return true;
  }
  return false;
}

/** The same content, and nothing found. */
function isRepaired(
  image: string,
  before: OpenedState,
  now: ImageState,
  hasBitmaps: boolean,
): readonly Violation[] {
  if (now.refused !== undefined) return [noted(image, 'repaired', now.refused)];
  const { corruptions, leaks } = now.soundness;
  if (corruptions.length > 0) {
    const left = noted(image, 'repaired', `a repair leaves errors: ${wordsOf(corruptions)}`);
    return [{ ...left, signature: kindsOf(corruptions) }];
  }
  if (leaks > 0) return [noted(image, 'repaired', 'a repair leaves leaks')];
  const seen = observe(before, now);
  const found = inside(
    'repaired',
    judge(expectedOf(image, before, undefined), seen, { moment: Infinity, loses: false }),
  );
  if (!hasBitmaps) return found;
  return found.map((one) => ({ ...one, signature: `${one.signature} bitmaps` }));
}

/** Repairs the image. */
function repair(
  engine: InstrumentedEngine,
  reader: ImageReader,
  image: string,
  before: OpenedState,
): readonly Violation[] {
  const hasBitmaps = tellsOfBitmaps(engine, image);
  const result = runPlain(engine, 'img', ['check', '-q', '-r', 'all', '-f', 'qcow2'], image);
  if (typeof result === 'string') return [noted(image, 'repaired', result)];
  return isRepaired(image, before, reader.look(image), hasBitmaps);
}

/**
 * Commands of qemu-io that write over data that is there, and where there is none until the file
 * has to grow.
 */
export function workOn({ disk }: OpenedState): readonly string[] {
  const chunks = [...disk.chunks.keys()].slice(0, OVERWRITTEN);
  const size = disk.size - (disk.size % 512);
  const over = chunks.map((chunk) => `write -P 0xb1 ${chunk * 16384} 512`);
  const room = Math.floor(size / CLUSTER);
  const step = Math.max(1, Math.floor(room / ALLOCATED));
  const clusters = Array.from(
    { length: Math.min(ALLOCATED, room) },
    (_none, index) => index * step,
  );
  const writes = clusters.map((cluster) => `write -P 0xb2 ${cluster * CLUSTER + 2048} 4096`);
  return [...over.filter((_line, index) => (chunks[index] ?? 0) * 16384 + 512 <= size), ...writes];
}

/**
 * Goes on writing, flushes, opens the image again. Writes may fail where something of their
 * clusters cannot be read before.
 */
function goOn(
  engine: InstrumentedEngine,
  reader: ImageReader,
  image: string,
  before: OpenedState,
): readonly Violation[] {
  let moment = 0;
  const log = new GuestLog(() => (moment += 1));
  engine.instrument({ onGuestRequest: log.watch });
  const commands = [...workOn(before), 'flush'].flatMap((line) => ['-c', line]);
  const result = runPlain(engine, 'io', ['-f', 'qcow2', '-t', 'writeback', ...commands], image);
  engine.instrument(undefined);
  if (typeof result === 'string') return [noted(image, 'later', result)];
  const cluster = clusterSizeOf(engine.memoryFiles(), image);
  const mayFail = ({ offset, length }: LoggedRequest): boolean =>
    [...before.disk.unreadable].some((block) => {
      const start = Math.floor((block * BLOCK) / cluster) * cluster;
      return offset < start + cluster && start < offset + length;
    });
  if (log.requests.some((request) => request.failed && !mayFail(request))) {
    return [noted(image, 'later', 'a write fails although no I/O does')];
  }
  const now = reader.look(image);
  // What is too large to be read whole now cannot be compared.
  if (now.refused === undefined && now.disk.cutAt !== undefined) return [];
  const model = new DiskModel(log.requests, {
    before: (block) => blockOf(before.disk, block),
    backing: (block) => blockOf(before.backing ?? EMPTY_DISK, block),
  });
  return inside(
    'later',
    judge(expectedOf(image, before, model), observe(before, now), {
      moment: Infinity,
      loses: false,
    }),
  );
}

/**
 * Repairs the image, and goes on working with it, each from the present state of the world, which
 * stays as it is. Images that are damaged already are repaired only. Fault layers of the case are
 * off meanwhile: what they fail says nothing of the image.
 */
export function judgeLater(
  engine: InstrumentedEngine,
  reader: ImageReader,
  image: string,
  state: ImageState,
): readonly Violation[] {
  if (state.refused !== undefined || state.disk.cutAt !== undefined) return [];
  const mark = engine.snapshot();
  const begin = (): void => {
    engine.restore(mark);
    for (const { name } of FAULT_LAYERS) engine.setLayer?.(name, undefined);
  };
  begin();
  const repaired = repair(engine, reader, image, state);
  begin();
  const worked = isJudged(state) ? goOn(engine, reader, image, state) : [];
  engine.restore(mark);
  return [...repaired, ...worked];
}
