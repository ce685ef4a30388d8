// The last step of a case, in the world that the steps before it leave, under one trouble after the
// other: what each of them breaks, and which of them breaks what is asked for.
import type { TestCase } from '../cases/types.ts';
import { factsAbout } from '../crashes/crash-facts.ts';
import { type CrashState, statesAt } from '../crashes/crash-states.ts';
import { className } from '../crashes/bad-states.ts';
import { type InstrumentedEngine, StateObserver } from '../crashes/crash-sweep.ts';
import { layoutOf } from '../crashes/image-places.ts';
import { HandOverFailed } from '../engines/command/image-folder.ts';
import { EngineStopped } from '../engines/engine.ts';
import { isRunByIt } from '../engines/run-by-it.ts';
import { brokenClusters } from '../explore/broken-places.ts';
import { recordStep, type RecordedStep } from '../explore/crashes/crash-sweep.ts';
import { stateOf } from '../explore/crashes/replay-crash.ts';
import { type CrashToken, crashTokenOf } from '../explore/crashes/token.ts';
import type { FaultToken } from '../explore/faults/fault-token.ts';
import { instrumentedEngine, servedStep } from '../explore/instrumented-engine.ts';
import { within } from '../explore/sweep-steps.ts';
import type { OrderToken } from '../explore/orders/order-token.ts';
import { TokenError } from '../explore/token-fit.ts';
import { type MetIo, needsSpace } from '../faults/fault.ts';
import { FaultJudge, noFault } from '../faults/fault-judge.ts';
import { runWithFault, stepFor, toldRun } from '../faults/fault-run.ts';
import { type SweptStep, stepToSweep } from '../faults/fault-sweep.ts';
import { operationOf } from '../faults/operation.ts';
import { knownFlaws } from '../faults/step-flaws.ts';
import { judge, type Violation } from '../oracle/judge.ts';
import type { Observation } from '../oracle/observation.ts';
import { lookCost, type WorkBudget } from '../oracle/work-budget.ts';
import { OrderTree } from '../orders/order-tree.ts';
import { type Ordering, orderOf } from '../orders/picks.ts';
import { plural } from '../golden/plural.ts';
import type { EngineChoice } from '../run/job.ts';
import { StepLoop } from '../run/step-loop.ts';
import { withoutSchedule } from '../verbs/io.ts';
import { undisturbed } from '../verbs/run-program.ts';
import type { Step } from '../verbs/step.ts';
import { NEWS, type Signature } from './signature.ts';
import { orderKey, type Trouble } from './trouble.ts';

/** What one search for a trouble may try. */
export interface Breadth {
  readonly states: number;
  /** Those of the same kind of I/O behind the same event, those alike in one of both, others. */
  readonly faults: readonly number[];
  readonly orders: number;
}

/** Where commands have gone, what is looked for may have moved far. */
export const FAR: Breadth = { states: 400, faults: [24, 8, 4], orders: 32 };
/** Where a size or an option is another one it is mostly where it was. */
export const NEAR: Breadth = { states: 100, faults: [8, 3, 1], orders: 6 };

/** Milliseconds that an engine of others has for all that is tried in one world. */
const WORLD_TIME = 120_000;

/** A token that does not fit its case, or an engine of others that a candidate stops. */
export const isNoCandidate = (error: unknown): boolean =>
  [TokenError, EngineStopped, HandOverFailed].some((kind) => error instanceof kind);

/** Promises that depend on what the files are good for, in the name of a signature. */
const LATER = /, (later|repaired|ends)\b/;
const NARROW = { complete: 3, samples: 0, random: () => 0 };
const WIDE = { complete: 6, samples: 0, random: () => 0 };

/** What is known of a trouble's end before anything is said of its causes. */
interface Broken {
  readonly name: string;
  readonly violations: readonly Violation[];
  readonly flaws: () => ReturnType<typeof knownFlaws>;
}

/** A step whose world is made; close() lets go of it. */
export class LastStep {
  /** Expectations that the steps before it did not meet. */
  readonly unmet: number;
  readonly #engine: InstrumentedEngine;
  readonly #loop: StepLoop;
  readonly #step: Step;
  /** The engine runs the step; false: ours does in its place, which shows nothing of it. */
  readonly #isItsOwn: boolean;
  readonly #place: { readonly number: string; readonly step: number };
  readonly #work: WorkBudget;
  readonly #mark: unknown;
  readonly #swept: SweptStep;
  readonly #recorded = new Map<string, RecordedStep & { readonly observer: StateObserver }>();
  readonly #judges = new Map<string, FaultJudge | undefined>();

  /** How many files are judged for what they are good for later. */
  readonly #laters: number;

  /**
   * Runs the steps before the last one, on our own engine or that other one. Throws TokenError
   * where one of them crashes. `wanted` is what is looked for, and nothing else is then told from
   * it.
   */
  constructor(testCase: TestCase, work: WorkBudget, wanted?: Signature, other?: EngineChoice) {
    const { steps, number } = testCase;
    this.#step = servedStep(undisturbed(steps.at(-1) as Step), other);
    this.#place = { number, step: steps.length };
    this.#work = work;
    // What is told last, and takes longest: where it is not wanted it need not be known.
    this.#laters = wanted === undefined || LATER.test(wanted.name) ? Infinity : 0;
    this.#engine = instrumentedEngine(testCase, other && within(other, WORLD_TIME));
    this.#loop = new StepLoop(this.#engine, []);
    const before = this.#loop.run(steps.slice(0, -1));
    if (before.crash !== undefined) {
      this.close();
      throw new TokenError('a step before it crashes');
    }
    this.unmet = before.failures.length;
    this.#mark = this.#engine.snapshot();
    this.#isItsOwn = isRunByIt(this.#engine, () => this.#loop.run([this.#step]));
    this.#swept = stepToSweep(this.#engine, this.#step);
    work.spend(steps.length * lookCost(this.#engine.memoryFiles()));
  }

  close(): void {
    this.#engine.close();
  }

  /** What the trouble breaks; undefined: nothing, or it does not fit. */
  look(trouble: Trouble): Signature | undefined {
    return this.#look(trouble, undefined);
  }

  /** Throws TokenError where the trouble does not fit the step. */
  requireFit(trouble: Trouble): void {
    if (trouble.kind === 'crash') {
      stateOf(this.#recordedIn(trouble.token.order).recorder, trouble.token);
    }
    if (trouble.kind !== 'fault') return;
    const { at, of } = trouble.token.fault;
    const count = this.#countedFor(trouble.token).length;
    if (at <= count) return;
    const kind = of === 'space' ? ' that need space' : '';
    throw new TokenError(`the step has ${plural(count, 'I/O')}${kind}, not ${at}`);
  }

  /** Whether the trouble breaks just this. */
  shows(trouble: Trouble, wanted: Signature): boolean {
    const seen = this.#look(trouble, wanted.name);
    return seen?.flaws === wanted.flaws && seen.owners === wanted.owners;
  }

  /**
   * A trouble like this one that breaks the same; undefined: none was found. `met` is what this one
   * fails where it is known to break that.
   */
  search(
    like: Trouble,
    wanted: Signature,
    { met, breadth }: { readonly met: MetIo | undefined; readonly breadth: Breadth },
  ): Trouble | undefined {
    if (this.#work.isSpent) return undefined;
    if (this.shows(like, wanted)) return like;
    for (const trouble of this.#others(like, met, breadth)) {
      if (this.#work.isSpent) return undefined;
      if (this.shows(trouble, wanted)) return trouble;
    }
    return undefined;
  }

  /** The I/O that the trouble fails first; undefined: none. */
  metBy(trouble: Trouble): MetIo | undefined {
    return trouble.kind === 'fault'
      ? this.#countedFor(trouble.token)[trouble.token.fault.at - 1]
      : undefined;
  }

  #look(trouble: Trouble, wanted: string | undefined): Signature | undefined {
    if (operationOf(this.#step) === undefined || !this.#isItsOwn) return undefined;
    const broken = this.#breaks(trouble);
    if (broken === undefined || broken.violations.length === 0) return undefined;
    const { name, violations } = broken;
    if (wanted !== undefined && wanted !== name) return undefined;
    const cases = broken.flaws()?.map((flaw) => String(flaw.case)) ?? [NEWS];
    const flaws = [...new Set(cases)].sort();
    return { name, flaws: flaws.join(), owners: this.#ownersOf(violations) };
  }

  #breaks(trouble: Trouble): Broken | undefined {
    try {
      switch (trouble.kind) {
        case 'crash':
          return this.#crash(trouble.token);
        case 'fault':
          return this.#fail(trouble.token);
        case 'order':
          return this.#reorder(trouble.token);
      }
    } catch (error) {
      if (!isNoCandidate(error)) throw error;
      return undefined;
    }
  }

  #crash(token: CrashToken): Broken {
    const recorded = this.#recordedIn(token.order);
    return this.#crashed(recorded, recorded.observer, stateOf(recorded.recorder, token));
  }

  #crashed(recorded: RecordedStep, observer: StateObserver, state: CrashState): Broken {
    const seen = observer.observe(state);
    const { files } = observer;
    this.#work.spend(state.landed.length + lookCost(files));
    const cut = { moment: state.moment, loses: true };
    const violations = recorded.expected.flatMap((expected, index) =>
      judge(expected, seen[index] as Observation, cut),
    );
    const flaws: Broken['flaws'] = () => {
      const failed = recorded.failures
        .filter(({ moment }) => moment <= state.moment)
        .map(({ io }) => io);
      const facts = factsAbout(files, state, violations);
      return knownFlaws(this.#step, state.cause, violations, failed, facts);
    };
    return { name: className(state.cause, violations), violations, flaws };
  }

  #fail({ fault, order }: FaultToken): Broken | undefined {
    const step = order === undefined ? this.#step : withoutSchedule(this.#step);
    const found = this.#judgeOf(step, order);
    if (found === undefined) return undefined;
    const { setup } = found;
    const run = runWithFault(setup, fault, { onIo: () => this.#work.spend(1) });
    if (run.failed.length === 0 && fault.at > 0) return undefined;
    this.#work.spend(lookCost(found.files));
    const { outcome, violations } = found.verdict(fault, run);
    const flaws: Broken['flaws'] = () => {
      const { failed, changes } = toldRun(setup, fault);
      const facts = factsAbout(found.files, changes, violations);
      return knownFlaws(stepFor(setup, fault), 'fault', violations, failed, facts);
    };
    return { name: `${outcome}, ${className('fault', violations)}`, violations, flaws };
  }

  #reorder({ order, ending }: OrderToken): Broken | undefined {
    const step = withoutSchedule(this.#step);
    const found = this.#judgeOf(step, undefined);
    if (found === undefined) return undefined;
    const fault = ending === 'end' ? undefined : noFault(ending);
    const setup = { ...found.setup, order: orderOf(order) };
    const run = runWithFault(setup, fault, { onIo: () => this.#work.spend(1) });
    this.#work.spend(lookCost(found.files));
    const { violations } = found.orderVerdict(run, ending);
    const flaws: Broken['flaws'] = () => knownFlaws(step, 'order', violations);
    return { name: className('order', violations), violations, flaws };
  }

  #recordedIn(order: Ordering | undefined): RecordedStep & { readonly observer: StateObserver } {
    const key = orderKey(order);
    const known = this.#recorded.get(key);
    if (known !== undefined) return known;
    this.#engine.restore(this.#mark);
    const found = recordStep(this.#engine, this.#loop, this.#step, order);
    if (found.run.crash !== undefined) throw new TokenError('the step crashes by itself');
    const recorded = { ...found, observer: new StateObserver(this.#engine, found) };
    this.#recorded.set(key, recorded);
    return recorded;
  }

  /** Undefined: the step breaks promises by itself. */
  #judgeOf(step: Step, order: Ordering | undefined): FaultJudge | undefined {
    const key = `${orderKey(order)} ${step === this.#step}`;
    if (this.#judges.has(key)) return this.#judges.get(key);
    const operation = operationOf(step);
    if (operation === undefined) return undefined;
    this.#engine.restore(this.#mark);
    const setup = { ...this.#swept, step, operation, laters: this.#laters, order: orderOf(order) };
    const made = new FaultJudge(setup);
    this.#work.spend(made.quiet.ios.length * 5 + lookCost(made.files));
    this.#judges.set(key, made);
    return made;
  }

  #ownersOf(violations: readonly Violation[]): string {
    const files = this.#engine.memoryFiles();
    const owners = brokenClusters(files, violations).flatMap(({ file, number }) => {
      const layout = layoutOf(files, file);
      return layout?.ownersAt(number * layout.clusterSize) ?? [];
    });
    return [...new Set(owners.map((owner) => owner.replaceAll(/'.*'|0x[0-9a-f]+|\b\d+\b/g, 'N')))]
      .sort()
      .join();
  }

  *#others(like: Trouble, met: MetIo | undefined, most: Breadth): Generator<Trouble> {
    switch (like.kind) {
      case 'crash':
        yield* this.#otherStates(like.token, most.states);
        break;
      case 'fault':
        yield* this.#otherFaults(like.token, met, most.faults);
        break;
      case 'order':
        yield* this.#otherOrders(like.token, most.orders);
    }
  }

  /** States of all moments: first those in which little is lost or kept. */
  *#otherStates({ cause, order }: CrashToken, most: number): Generator<Trouble> {
    const { recorder } = this.#recordedIn(order);
    const { number, step } = this.#place;
    const seen = new Set<string>();
    for (const bounds of [NARROW, WIDE]) {
      for (let moment = 0; moment <= recorder.lastMoment; moment += 1) {
        for (const state of statesAt(recorder, moment, cause, bounds)) {
          if (seen.has(state.key)) continue;
          if (seen.size >= most) return;
          seen.add(state.key);
          yield { kind: 'crash', token: crashTokenOf(number, step, state, order) };
        }
      }
    }
  }

  /** I/Os that count for a fault, of the run without one. */
  #countedFor({ fault, order }: FaultToken): readonly MetIo[] {
    const step = order === undefined ? this.#step : withoutSchedule(this.#step);
    const ios = this.#judgeOf(step, order)?.quiet.ios ?? [];
    return fault.of === 'space' ? ios.filter(needsSpace) : ios;
  }

  /** The same at each I/O: first at those like `met`, and of these at those before it. */
  *#otherFaults(
    token: FaultToken,
    met: MetIo | undefined,
    most: readonly number[],
  ): Generator<Trouble> {
    const ios = this.#countedFor(token);
    const { at: first } = token.fault;
    const ranked = ios.map((io, index) => {
      const at = index + 1;
      const alike = [io.kind === met?.kind, io.event?.event === met?.event?.event];
      const strangeness = alike.filter((is) => !is).length;
      return { at, strangeness, distance: at < first ? first - at : ios.length + at - first };
    });
    ranked.sort((a, b) => a.strangeness - b.strangeness || a.distance - b.distance);
    const tried = ranked.filter(({ at }) => at !== first);
    for (const [strangeness, count] of most.entries()) {
      for (const { at } of tried.filter((one) => one.strangeness === strangeness).slice(0, count)) {
        yield { kind: 'fault', token: { ...token, fault: { ...token.fault, at } } };
      }
    }
  }

  /** Orders with few choices. */
  *#otherOrders(token: OrderToken, most: number): Generator<Trouble> {
    const found = this.#judgeOf(withoutSchedule(this.#step), undefined);
    const landsLate = token.order?.landsLate === true;
    const tree = new OrderTree(() => 0);
    for (let tried = 0; found !== undefined && tried < most; tried += 1) {
      const source = tree.next();
      if (source === undefined) return;
      runWithFault({ ...found.setup, order: { choices: () => source, landsLate } }, undefined);
      const order: Ordering = { picks: [...source.picks], landsLate };
      yield { kind: 'order', token: { ...token, order } };
    }
  }
}
