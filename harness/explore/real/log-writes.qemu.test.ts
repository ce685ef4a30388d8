// Crash states of the real tools, made of what blklogwrites logs, under the same oracle.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CrashSweep, sweepRun } from '../../crashes/crash-sweep.ts';
import { DyingTools } from '../../engines/dying-tools.ts';
import { pathOf } from '../../engines/engine.ts';
import { NativeEngine } from '../../engines/native.ts';
import { findTools } from '../../engines/qemu-tools.ts';
import { DiskModel } from '../../oracle/disk-model.ts';
import { blockOf, EMPTY_DISK } from '../../oracle/disk.ts';
import { GuestLog, type LoggedRequest } from '../../oracle/guest-log.ts';
import { ImageReader } from '../../oracle/image-reader.ts';
import { observe } from '../../oracle/observation.ts';
import { type LoggedLength, readLog, recordOf } from './log-writes.ts';

let scratch: string;
let dying: DyingTools;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'blkdrill-test-'));
  const tools = findTools(process.env['PATH'] ?? '');
  dying = new DyingTools({ tools, scratch, deadline: Date.now() + 100_000 });
});
afterEach(() => {
  dying.close();
  rmSync(scratch, { recursive: true });
});

const IMAGE = pathOf('t.qcow2');
const LOG = pathOf('log');

const STACK =
  `open -o driver=qcow2,file.driver=blklogwrites,file.file.driver=file,` +
  `file.file.filename=${IMAGE},file.log.driver=file,file.log.filename=${LOG}`;

/** Makes an image of 64 KiB with one snapshot, all of it written with 0x01. */
function makeImage(options: string): void {
  const { world } = dying;
  world.run('img', ['create', '-q', '-f', 'qcow2', '-o', options, IMAGE, '64k']);
  world.run('io', ['-f', 'qcow2', '-c', 'write -q -P 1 0 64k', IMAGE]);
  world.run('img', ['snapshot', '-c', 'one', IMAGE]);
  world.run('img', ['create', '-q', '-f', 'raw', LOG, '8M']);
}

/** A write that was issued and of which no promise is made: its blocks hold old or new. */
const written = (offset: number, length: number, byte: number): LoggedRequest => ({
  kind: 'write',
  offset,
  length,
  bytes: new Uint8Array(length).fill(byte),
  isFua: false,
  image: IMAGE,
  issued: { event: offset, moment: 0 },
  ended: undefined,
  failed: false,
});

/** Runs commands on the real tool, logged, and crashes that at every moment of the log. */
function crash(
  commands: readonly string[],
  requests: readonly LoggedRequest[],
): { readonly sweep: CrashSweep<undefined>; readonly isComplete: boolean } {
  const { world } = dying;
  const engine = new NativeEngine({ keepsTrace: false });
  engine.writeFile('t.qcow2', world.readFile('t.qcow2'));
  const files = engine.memoryFiles();
  const mark = engine.snapshot();
  const asked = [STACK, ...commands].flatMap((text) => ['-c', text]);
  const lengths: LoggedLength[] = [];
  let after = 0;
  for (const { kind, offset, file } of dying.changesOf('io', ['-t', 'writeback', ...asked])) {
    if (file !== 't.qcow2' || kind === 'flush') continue;
    if (kind === 'truncate') lengths.push({ after, length: offset });
    else after += 1;
  }
  const recorder = recordOf(IMAGE, readLog(world.readFile('log')), lengths);
  const reader = new ImageReader(files);
  const state = reader.look(IMAGE);
  if (state.refused !== undefined) throw new Error(state.refused);
  const before = (block: number): Uint8Array => blockOf(state.disk, block);
  const model = new DiskModel(requests, { before, backing: (block) => blockOf(EMPTY_DISK, block) });
  const real = world.readFile('t.qcow2');
  engine.writeFile('t.qcow2', real);
  const end = engine.snapshot();
  const { snapshots } = state;
  const facts = { image: IMAGE, size: state.disk.size, before, snapshots, model };
  const recorded = {
    run: undefined,
    recorder,
    log: new GuestLog(() => 0),
    failures: [],
    mark,
    end,
    reader,
    before: new Map([[IMAGE, state]]),
    expected: [{ ...facts, after: observe(state, reader.look(IMAGE)) }],
  };
  const budget = { complete: 8, samples: 8, random: () => 0.4, distinct: 2000 };
  const sweep = sweepRun(engine, recorded, { ...budget, causes: ['power', 'process'] });
  engine.restore(mark);
  const { certain, pending } = recorder.crashAt(recorder.lastMoment, 'process');
  for (const { kind, offset, bytes } of [...certain, ...pending]) {
    const file = files.readBytes(IMAGE);
    const longer = new Uint8Array(Math.max(file.length, offset + (bytes?.length ?? 0)));
    longer.set(file);
    if (bytes !== undefined) longer.set(bytes, offset);
    files.writeBytes(IMAGE, kind === 'truncate' ? longer.slice(0, offset) : longer);
  }
  const isComplete = Buffer.compare(files.readBytes(IMAGE), real) === 0;
  engine.close();
  return { sweep, isComplete };
}

const HALVES = ['write -q -P 3 0 32k', 'write -q -P 3 32k 32k', 'flush'];
const REQUESTS = [written(0, 32768, 3), written(32768, 32768, 3)];

test('what the real tool logs is all that it writes, and no state of it breaks a promise', () => {
  makeImage('cluster_size=512');
  const { sweep, isComplete } = crash(HALVES, REQUESTS);
  expect(isComplete).toBe(true);
  expect(sweep.distinct).toBeGreaterThan(40);
  expect([...sweep.bad.keys()]).toEqual([]);
});

test('with lazy refcounts the real tool writes entries before their data is on the disk', () => {
  makeImage('cluster_size=512,lazy_refcounts=on');
  const { sweep, isComplete } = crash(HALVES, REQUESTS);
  expect(isComplete).toBe(true);
  expect([...sweep.bad.keys()]).toEqual(['power, written lazy refcounts']);
});
