// How many crash states a second are judged: those of a write of 64 KiB into clusters that are new.
// Beside them the same states through the real tools: a check, and a read of what was written.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Draw, MemoryStorage } from '../../engine/index.ts';
import { loadCase } from '../cases/load.ts';
import { buildState } from '../crashes/build-state.ts';
import { type CrashState, statesAt } from '../crashes/crash-states.ts';
import {
  type CrashBudget,
  type InstrumentedEngine,
  type JudgedStates,
  judgeStates,
  type RecordedRun,
  sweepRun,
} from '../crashes/crash-sweep.ts';
import { pathOf } from '../engines/engine.ts';
import { NativeEngine } from '../engines/native.ts';
import { recordStep } from '../explore/crashes/crash-sweep.ts';
import { blockOf } from '../oracle/disk.ts';
import { BLOCK } from '../oracle/disk-model.ts';
import { ImageReader } from '../oracle/image-reader.ts';
import { StepLoop } from '../run/step-loop.ts';
import { median } from './median.ts';
import { processorTime } from './overlap/processor-time.ts';
import { fastFolder } from './suite-speed.ts';

/** Measurements of both, in turn. */
const TURNS = 3;
/** Sweeps of one measurement, and those before the first one, as programs grow quicker. */
const SWEEPS = 200;

const caseText = (clusterSize: number): string => `
purpose: A write that allocates can be cut off at any moment
groups: [quick]
steps:
  - create: { size: 1M, cluster_size: ${clusterSize} }
  - io: write -P 0xcd 0 64k
  - io: write -P 0xab 64k 64k
`;

/** What the writes of the case cover, as qemu-io reads it. */
const READ = 'read -q 0 128k';

const IMAGE = 'state.qcow2';

/** A write that has run with a recorder next to its file. */
export interface RecordedWrite {
  readonly engine: InstrumentedEngine;
  readonly recorded: RecordedRun<unknown>;
}

/** Runs the write that is measured. */
export function recordWrite(clusterSize: number): RecordedWrite {
  const found = loadCase('suites/999-crash-states.yaml', caseText(clusterSize));
  if (!('loaded' in found)) throw new Error(found.problems.join('\n'));
  const { steps } = found.loaded;
  const last = steps.at(-1);
  if (last === undefined) throw new Error('the case has no steps');
  const engine = new NativeEngine({ keepsTrace: false });
  const loop = new StepLoop(engine, []);
  const { crash, failures } = loop.run(steps.slice(0, -1));
  if (crash !== undefined || failures.length > 0) throw new Error('the case fails');
  return { engine, recorded: recordStep(engine, loop, last) };
}

/** All subsets of up to 8 pending writes, as `blkdrill explore --crashes` takes them. */
function budget(): CrashBudget {
  const draw = new Draw('crash states');
  const random = (): number => draw.fraction();
  return { complete: 8, samples: 32, causes: ['process', 'power'], distinct: Infinity, random };
}

/** A state with its image. */
interface StateFile {
  readonly state: CrashState;
  readonly bytes: Uint8Array;
}

/** One state for each different image. */
export function distinctStates({ engine, recorded }: RecordedWrite): readonly StateFile[] {
  const { recorder, mark } = recorded;
  const files = engine.memoryFiles();
  const found = new Map<string, StateFile>();
  const bounds = budget();
  for (let moment = 0; moment <= recorder.lastMoment; moment += 1) {
    for (const cause of bounds.causes) {
      for (const state of statesAt(recorder, moment, cause, bounds)) {
        buildState(engine, files, mark, state);
        const bytes = files.readBytes(pathOf('t.qcow2'));
        const key = Buffer.from(bytes).toString('latin1');
        if (!found.has(key)) found.set(key, { state, bytes });
      }
    }
  }
  return [...found.values()];
}

/** The files of the states, for the real tools. */
class RealStates {
  readonly #folder = mkdtempSync(join(fastFolder(), 'blkdrill-states-'));
  readonly #count: number;

  /** Throws where the real tools say something else of a state than our own reader. */
  constructor(states: readonly StateFile[]) {
    const storage = new MemoryStorage();
    const reader = new ImageReader(storage);
    for (const [index, { bytes }] of states.entries()) {
      const file = join(this.#folder, `${index}-${IMAGE}`);
      writeFileSync(file, bytes);
      storage.create(IMAGE);
      storage.writeBytes(IMAGE, bytes);
      this.#requireEqual(file, reader.look(IMAGE));
    }
    this.#count = states.length;
  }

  #requireEqual(file: string, ours: ReturnType<ImageReader['look']>): void {
    if (ours.refused !== undefined) throw new Error(`a state cannot be opened: ${ours.refused}`);
    const argv = ['check', '--output=json', file];
    const { stdout } = spawnSync('qemu-img', argv, { encoding: 'utf8' });
    const found = JSON.parse(stdout) as { leaks?: number; corruptions?: number };
    const { leaks, corruptions } = ours.soundness;
    if ((found.leaks ?? 0) !== leaks || found.corruptions !== undefined || corruptions.length > 0) {
      throw new Error(`${stdout}, but we find ${leaks} leaks, ${corruptions.length} corruptions`);
    }
    const raw = `${file}.raw`;
    const conversion = ['convert', '-f', 'qcow2', '-O', 'raw', file, raw];
    const { status, stderr } = spawnSync('qemu-img', conversion, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`a state cannot be read: ${stderr}`);
    const bytes = readFileSync(raw);
    rmSync(raw);
    for (let block = 0; block * BLOCK < ours.disk.size; block += 1) {
      const real = bytes.subarray(block * BLOCK, (block + 1) * BLOCK);
      if (Buffer.compare(real, blockOf(ours.disk, block)) !== 0) {
        throw new Error(`block ${block} of a state reads differently`);
      }
    }
  }

  /** States in one second of the tools' time: the file is made, checked and read. */
  perCpuSecond(): number {
    const script = `for f in *-${IMAGE}; do
      cp "$f" replayed # stands for the replay of a log, which no tool of QEMU does
      qemu-img check -q replayed # leaks have a status of their own
      qemu-io -r -f qcow2 -c '${READ}' replayed || exit 1
    done`;
    return this.#count / processorTime('sh', ['-c', script], this.#folder).total;
  }

  dispose(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** States in one second of processor time, ours and through the real tools. */
export interface CrashRate {
  readonly clusterSize: number;
  /** States with different images: these are judged by both. */
  readonly distinct: number;
  readonly perCpuSecond: number;
  readonly realPerCpuSecond: number;
  /** The median of the turns' ratios. */
  readonly ratio: number;
  /** All states of the write, many of which have the same image, and how many we judge. */
  readonly states: number;
  readonly statesPerCpuSecond: number;
}

/** Judges states of a run; `recorded` knows none of them yet. */
type JudgeStates = (recorded: RecordedRun<unknown>) => JudgedStates;

/**
 * How many states a second `judge` judges, all of them new to it each time. Throws where two calls
 * do not show the same.
 */
function rateOf({ engine, recorded }: RecordedWrite, judge: JudgeStates): number {
  const files = engine.memoryFiles();
  /** As recordRun() leaves it: it has looked at the image before the write. */
  const unknowing = (): RecordedRun<unknown> => {
    const reader = new ImageReader(files);
    engine.restore(recorded.mark);
    for (const path of reader.images()) reader.look(path);
    return { ...recorded, reader };
  };
  const { states } = judge(unknowing());
  let taken = 0;
  for (let count = 0; count < SWEEPS; count += 1) {
    const fresh = unknowing();
    const cpu = process.cpuUsage();
    const found = judge(fresh);
    const { user, system } = process.cpuUsage(cpu);
    taken += user + system;
    if (found.states !== states || found.bad.size > 0) {
      throw new Error(`${found.states} states, not ${states}: ${[...found.bad.keys()].join('; ')}`);
    }
  }
  return ((SWEEPS * states) / taken) * 1e6;
}

/** Throws where the real tools and our own reader do not see the same in one of the states. */
export function measureCrashStates(clusterSize: number): CrashRate {
  const write = recordWrite(clusterSize);
  const { engine, recorded } = write;
  const files = distinctStates(write);
  const distinct = files.map(({ state }) => state);
  const judgeDistinct: JudgeStates = (run) =>
    judgeStates(engine, run, distinct, { distinct: Infinity });
  const judgeAll: JudgeStates = (run) => sweepRun(engine, run, budget());
  const real = new RealStates(files);
  try {
    rateOf(write, judgeDistinct);
    const turns = Array.from({ length: TURNS }, () => ({
      ours: rateOf(write, judgeDistinct),
      theirs: real.perCpuSecond(),
      all: rateOf(write, judgeAll),
    }));
    return {
      clusterSize,
      distinct: distinct.length,
      perCpuSecond: median(turns.map(({ ours }) => ours)),
      realPerCpuSecond: median(turns.map(({ theirs }) => theirs)),
      ratio: median(turns.map(({ ours, theirs }) => ours / theirs)),
      states: judgeAll(recorded).states,
      statesPerCpuSecond: median(turns.map(({ all }) => all)),
    };
  } finally {
    real.dispose();
    engine.close();
  }
}
