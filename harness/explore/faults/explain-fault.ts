// Why a fault breaks a promise: how many of its failures it takes, who owned the host clusters that
// it is about as the run went on, and from which change of the files on it was so to the end.
import { CrashRecorder, type Finding, type RecordedChange } from '../../../engine/index.ts';
import type { TestCase } from '../../cases/types.ts';
import type { InstrumentedEngine } from '../../crashes/crash-sweep.ts';
import { orderOf, type Ordering } from '../../orders/picks.ts';
import type { NthFault } from '../../faults/fault.ts';
import { replayFault } from '../../faults/fault-sweep.ts';
import type { NamedFlaw } from '../../faults/step-flaws.ts';
import { readerOf } from '../../oracle/image-reader.ts';
import type { Violation } from '../../oracle/judge.ts';
import { blockOf } from '../../oracle/disk.ts';
import { StepLoop } from '../../run/step-loop.ts';
import { withoutSchedule } from '../../verbs/io.ts';
import type { Step } from '../../verbs/step.ts';
import { placeOf, layoutOf } from '../../crashes/image-places.ts';
import {
  buildUpTo,
  type ChangedWorld,
  type ClusterHistory,
  type ClusterPlace,
  historyOf,
} from '../crashes/owner-history.ts';
import { instrumentedEngine } from '../instrumented-engine.ts';

/** What is behind the broken promises of one fault. */
export interface FaultExplanation {
  readonly step: Step;
  readonly violations: readonly Violation[];
  /** Flaws of QEMU that explain all of it; undefined: it is news. */
  readonly known: readonly NamedFlaw[] | undefined;
  /** I/Os that failed, and the fewest of them, the first ones, that break the same promises. */
  readonly failures: number;
  readonly needed: number | undefined;
  readonly clusters: readonly ClusterHistory[];
  /**
   * The change after which it was so to the end, and whose place it wrote; undefined: it was so
   * before, or cannot be told.
   */
  readonly since: LastChange | undefined;
}

/** A change of the files, and who owns its place at the end. */
export interface LastChange {
  readonly change: RecordedChange;
  readonly owners: readonly string[];
}

/** Failures that are tried one by one. */
const MOST_TRIED = 32;
/** Clusters whose owners are told. */
const MOST_CLUSTERS = 4;
const BLOCK = 512;

/** Explains a fault of a step; undefined where there is no such step. */
export function explainFault(
  testCase: TestCase,
  stepNumber: number,
  fault: NthFault,
  order?: Ordering,
): FaultExplanation | undefined {
  const given = testCase.steps[stepNumber - 1];
  if (given === undefined) return undefined;
  const engine = instrumentedEngine(testCase);
  try {
    new StepLoop(engine, []).run(testCase.steps.slice(0, stepNumber - 1));
    const step = order === undefined ? given : withoutSchedule(given);
    return explain(engine, step, fault, order);
  } finally {
    engine.close();
  }
}

function explain(
  engine: InstrumentedEngine,
  step: Step,
  fault: NthFault,
  order: Ordering | undefined,
): FaultExplanation {
  const mark = engine.snapshot();
  const replayed = (what: NthFault): ReturnType<typeof replayFault> => {
    engine.restore(mark);
    return replayFault(engine, step, what, orderOf(order));
  };
  const { run, violations, known, again } = replayed(fault);
  const failures = run.failed.length;
  const recorder = new CrashRecorder();
  again({ below: recorder });
  const { certain, pending } = recorder.crashAt(recorder.lastMoment, 'process');
  const changes = [...certain, ...pending].sort((a, b) => a.number - b.number);
  const world = { engine, files: engine.memoryFiles(), mark, changes };
  const clusters = violations.length === 0 ? [] : clustersOf(world, violations);
  const since = violations[0] && sinceWhen(world, violations[0]);
  const isSame = (times: number): boolean =>
    namesOf(replayed({ ...fault, times }).violations) === namesOf(violations);
  const tried = Array.from({ length: Math.min(failures - 1, MOST_TRIED) }, (_none, at) => at + 1);
  const isOne = violations.length === 0 || fault.second !== undefined;
  const needed = isOne ? undefined : (tried.find(isSame) ?? failures);
  return { step, violations, known, failures, needed, clusters, since };
}

const namesOf = (violations: readonly Violation[]): string =>
  violations.map(({ image, promise, signature }) => `${image} ${promise} ${signature}`).join();

/** Host clusters that findings name, and those that hold what is read wrongly. */
function clustersOf(
  world: ChangedWorld,
  violations: readonly Violation[],
): readonly ClusterHistory[] {
  const places = new Map<string, ClusterPlace>();
  const add = (file: string, number: number): void =>
    void places.set(`${number} ${file}`, { file, number });
  buildUpTo(world, world.changes.length);
  for (const { image, promise, block } of violations) {
    if (block !== undefined && promise !== 'snapshot') {
      const at = placeOf(world.files, image, block * BLOCK);
      const layout = at && layoutOf(world.files, at.file);
      if (at && layout) add(at.file, Math.floor(at.offset / layout.clusterSize));
    }
    for (const finding of corruptionsOf(world, image)) {
      if ('cluster' in finding && typeof finding.cluster === 'number') add(image, finding.cluster);
    }
  }
  return [...places.values()].slice(0, MOST_CLUSTERS).map((place) => historyOf(world, place));
}

function corruptionsOf({ files }: ChangedWorld, image: string): readonly Finding[] {
  const state = files.exists(image) ? readerOf(files).look(image) : undefined;
  return state?.refused === undefined ? (state?.soundness.corruptions ?? []) : [];
}

/** The change behind which the files show the same to their end. */
function sinceWhen(world: ChangedWorld, violation: Violation): LastChange | undefined {
  const { changes } = world;
  const last = shown(world, violation, changes.length);
  if (last === undefined) return undefined;
  let count = changes.length;
  while (count > 0 && shown(world, violation, count - 1) === last) count -= 1;
  const change = changes[count - 1];
  if (change === undefined) return undefined;
  buildUpTo(world, changes.length);
  const layout = change.kind === 'truncate' ? undefined : layoutOf(world.files, change.file);
  return { change, owners: layout?.ownersAt(change.offset) ?? [] };
}

/** What the first `count` changes leave of what is broken; undefined: nothing of that kind. */
function shown(
  world: ChangedWorld,
  { image, promise, block }: Violation,
  count: number,
): string | undefined {
  buildUpTo(world, count);
  if (!world.files.exists(image)) return 'gone';
  const state = readerOf(world.files).look(image);
  if (state.refused !== undefined) return `refused: ${state.refused}`;
  if (promise === 'sound') {
    const kinds = new Set(state.soundness.corruptions.map(({ kind }) => kind));
    return kinds.size === 0 ? undefined : [...kinds].sort().join();
  }
  if (block === undefined || promise === 'snapshot') return undefined;
  if (state.disk.unreadable.has(block)) return 'unreadable';
  return Buffer.from(blockOf(state.disk, block)).toString('base64');
}
