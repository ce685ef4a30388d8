// Makes one crash state again from its token, and tells its story: what had reached the disk, what
// was lost, which promise is broken, who owned the host cluster that the guest now reads, and which
// I/O made it inevitable.
import {
  type CrashRecorder,
  type Landed,
  landedInOrder,
  type MemoryStorage,
  type RecordedChange,
} from '../../../engine/index.ts';
import type { TestCase } from '../../cases/types.ts';
import { nameOf } from '../../engines/engine.ts';
import { plural } from '../../golden/plural.ts';
import { StepLoop } from '../../run/step-loop.ts';
import type { Step } from '../../verbs/step.ts';
import { verbNamed } from '../../verbs/table.ts';
import { judge, type Violation } from '../../oracle/judge.ts';
import type { Observation } from '../../oracle/observation.ts';
import { instrumentedEngine, servedStep, type SweptEngine } from '../instrumented-engine.ts';
import { buildState } from '../../crashes/build-state.ts';
import { factsAbout } from '../../crashes/crash-facts.ts';
import { type CrashState, subsetsOf } from '../../crashes/crash-states.ts';
import { className } from '../../crashes/bad-states.ts';
import { type InstrumentedEngine, StateObserver } from '../../crashes/crash-sweep.ts';
import { knownFlaws, type NamedFlaw } from '../../faults/step-flaws.ts';
import { askedDuring, askedWords } from '../asked-then.ts';
import { checkOrder, TokenError } from '../token-fit.ts';
import { recordStep, type RecordedStep } from './crash-sweep.ts';
import { layoutOf, placeOf } from '../../crashes/image-places.ts';
import { type ClusterHistory, type ClusterPlace, historyOf } from './owner-history.ts';
import type { CrashToken } from './token.ts';

/** Where a change stands after the crash. */
export interface ToldChange {
  readonly change: RecordedChange;
  /** Whose place it is in the file, where that can be told: 'L2 table 0'. */
  readonly owner: string | undefined;
  readonly fate: 'on the disk' | 'lost' | 'torn';
}

/** All that there is to tell of a state. */
export interface CrashStory {
  readonly step: Step;
  readonly name: string;
  readonly violations: readonly Violation[];
  /** Flaws of QEMU that explain all of it; undefined: it is news. */
  readonly known: readonly NamedFlaw[] | undefined;
  /** Changes up to the crash, in the order of their issue. */
  readonly changes: readonly ToldChange[];
  /** The host cluster that the first violation is about. */
  readonly cluster: ClusterHistory | undefined;
  /** All that violations are about, each of them once. */
  readonly clusters: readonly ClusterHistory[];
  /** What was asked of the engine of others when that change was made; absent: ours made it. */
  readonly asked?: string;
  /** Number of the change that, once on the disk, broke the promise for good. */
  readonly inevitable: number | undefined;
  /** The files as the crash leaves them, by name. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/**
 * Runs the case up to the token's step and crashes that, on our engine or that other one. Throws
 * TokenError.
 */
export function replayCrash(
  testCase: TestCase,
  token: CrashToken,
  other?: SweptEngine,
): CrashStory {
  const found = testCase.steps[token.step - 1];
  if (found === undefined) {
    throw new TokenError(`case ${testCase.number} has ${plural(testCase.steps.length, 'step')}`);
  }
  if (verbNamed(found.verb).tool === undefined) {
    throw new TokenError(`step ${token.step} is none that runs a program`);
  }
  const step = servedStep(found, other);
  const engine = instrumentedEngine(testCase, other);
  try {
    const loop = new StepLoop(engine, []);
    const before = loop.run(testCase.steps.slice(0, token.step - 1));
    loop.keep(before.outputs);
    if (before.crash !== undefined) throw new TokenError('a step before it crashes');
    checkOrder(engine, step, token.order);
    const recorded = recordStep(engine, loop, step, token.order);
    return new Story(engine, recorded, stateOf(recorded.recorder, token)).tell(step);
  } finally {
    engine.close();
  }
}

/** The state that the token names. Throws TokenError where the run has none such. */
export function stateOf(recorder: CrashRecorder, token: CrashToken): CrashState {
  const { moment, cause, kept, torn, grown } = token;
  if (moment > recorder.lastMoment) {
    throw new TokenError(`the step has ${plural(recorder.lastMoment, 'moment')}, not ${moment}`);
  }
  const crash = recorder.crashAt(moment, cause);
  const find = (number: number): RecordedChange => {
    const change = crash.pending.find((one) => one.number === number);
    if (change === undefined) throw new TokenError(`change ${number} is not pending then`);
    return change;
  };
  const landed = kept.map((number): Landed => {
    const change = find(number);
    return torn?.change === number ? { change, parts: [[torn.from, torn.to]] } : { change };
  });
  return {
    cause,
    moment,
    landed: landedInOrder(crash, landed),
    kept,
    pending: crash.pending,
    torn: torn?.change,
    extended: grown === undefined ? undefined : find(grown),
    key: '',
  };
}

/** Of later changes all subsets are looked at; of more than these, beginnings and all but one. */
const CONTINUATIONS = { complete: 6, samples: 0, random: () => 0 };

class Story {
  readonly #engine: InstrumentedEngine;
  readonly #files: MemoryStorage;
  readonly #recorded: RecordedStep;
  readonly #observer: StateObserver;
  readonly #state: CrashState;

  constructor(engine: InstrumentedEngine, recorded: RecordedStep, state: CrashState) {
    this.#engine = engine;
    this.#files = engine.memoryFiles();
    this.#recorded = recorded;
    this.#observer = new StateObserver(engine, recorded);
    this.#state = state;
  }

  tell(step: Step): CrashStory {
    const state = this.#state;
    const violations = this.#violationsOf(this.#observer.observe(state));
    const files = new Map(
      this.#files.names().map((path) => [nameOf(path), this.#files.readBytes(path)]),
    );
    const clusters = this.#clustersOf(violations);
    const changes = this.#changes();
    const inevitable = violations.length === 0 ? undefined : this.#inevitable();
    const fatal = changes.find(({ change }) => change.number === inevitable)?.change;
    return {
      step,
      name: className(state.cause, violations),
      violations,
      known: this.#known(step, violations),
      changes,
      cluster: this.#clusterOf(violations[0]) && clusters[0],
      clusters,
      inevitable,
      ...(fatal && step.isServed === true && { asked: this.#askedFor(fatal) }),
      files,
    };
  }

  #known(step: Step, violations: readonly Violation[]): readonly NamedFlaw[] | undefined {
    const { cause, moment } = this.#state;
    const { failures } = this.#recorded;
    const failed = failures.filter((failure) => failure.moment <= moment).map(({ io }) => io);
    this.#observer.make(this.#state);
    const facts = factsAbout(this.#files, this.#state, violations);
    return knownFlaws(step, cause, violations, failed, facts);
  }

  #askedFor(change: RecordedChange): string {
    return askedWords(askedDuring(this.#recorded.log, change));
  }

  #violationsOf(seen: readonly Observation[]): readonly Violation[] {
    const cut = { moment: this.#state.moment, loses: true };
    return this.#recorded.expected.flatMap((expected, index) =>
      judge(expected, seen[index] as Observation, cut),
    );
  }

  /** Owners are those of the moment: of all that had been issued before the crash. */
  #changes(): readonly ToldChange[] {
    const { recorder } = this.#recorded;
    const { moment, landed, torn } = this.#state;
    const crash = recorder.crashAt(moment, 'power');
    const all = [...crash.certain, ...crash.pending].sort((a, b) => a.number - b.number);
    this.#build(all.map((change) => ({ change })));
    const layouts = new Map<string, ReturnType<typeof layoutOf>>();
    const there = new Set(landed.map(({ change }) => change.number));
    return all.map((change) => {
      const { file, offset, number } = change;
      if (!layouts.has(file)) layouts.set(file, layoutOf(this.#files, file));
      const fate = number === torn ? 'torn' : there.has(number) ? 'on the disk' : 'lost';
      const owners = change.kind === 'truncate' ? [] : (layouts.get(file)?.ownersAt(offset) ?? []);
      return { change, owner: owners.length > 0 ? owners.join(', ') : undefined, fate };
    });
  }

  #clustersOf(violations: readonly Violation[]): readonly ClusterHistory[] {
    const found = new Map<string, ClusterPlace>();
    for (const violation of violations) {
      const cluster = this.#clusterOf(violation);
      if (cluster !== undefined) found.set(`${cluster.number} ${cluster.file}`, cluster);
    }
    const { recorder, mark } = this.#recorded;
    const { certain, pending } = recorder.crashAt(recorder.lastMoment, 'process');
    const changes = [...certain, ...pending].sort((a, b) => a.number - b.number);
    const world = { engine: this.#engine, files: this.#files, mark, changes };
    return [...found.values()].map((one) => historyOf(world, one));
  }

  /** The host cluster that holds what the violation's block reads now. */
  #clusterOf(violation: Violation | undefined): ClusterPlace | undefined {
    if (violation?.block === undefined || violation.promise === 'snapshot') return undefined;
    buildState(this.#engine, this.#files, this.#recorded.mark, this.#state);
    const at = placeOf(this.#files, violation.image, violation.block * 512);
    const layout = at && layoutOf(this.#files, at.file);
    return at && layout && { file: at.file, number: Math.floor(at.offset / layout.clusterSize) };
  }

  /**
   * The first change that landed after which a promise is broken whatever of the rest lands. Found
   * by bisection, as what may follow a change may follow those before it, too.
   */
  #inevitable(): number | undefined {
    const { landed } = this.#state;
    let [open, lost] = [0, landed.length];
    while (lost - open > 1) {
      const middle = Math.floor((open + lost) / 2);
      if (this.#isLost(middle)) lost = middle;
      else open = middle;
    }
    return landed[lost - 1]?.change.number;
  }

  /** Whether each state breaks a promise in which the first `count` of what landed are there. */
  #isLost(count: number): boolean {
    const { landed, extended } = this.#state;
    const fixed = landed.slice(0, count);
    return [...subsetsOf(landed.slice(count), CONTINUATIONS)].every((more) => {
      const state = { landed: [...fixed, ...more], extended };
      return this.#violationsOf(this.#observer.observe(state)).length > 0;
    });
  }

  #build(landed: readonly Landed[]): void {
    const state = { landed, extended: undefined };
    buildState(this.#engine, this.#files, this.#recorded.mark, state);
  }
}
