// Faults on the real tools: each occurrence of each event that blkdebug hears in a step fails once,
// by rules with states, and the tools must do what our engine does: the same text, exit status and
// files, byte for byte. What sweeps of our engine find holds for them by that.
import type { TestCase } from '../../cases/types.ts';
import { type BlkdebugEvent, BLKDEBUG_EVENTS, errnoName } from '../../../engine/index.ts';
import { CONFIG_FILE, type Engine, nameOf } from '../../engines/engine.ts';
import { engineNamed } from '../../engines/registry.ts';
import { choicesOf } from '../../engines/schedule.ts';
import { ABORTED, settle, type Settled } from '../../engines/settle.ts';
import { filterDates, filterIo } from '../../golden/filters.ts';
import { plural } from '../../golden/plural.ts';
import { enterStep, type StepCell } from '../../host/step-cell.ts';
import type { EngineChoice } from '../../run/job.ts';
import { StepLoop } from '../../run/step-loop.ts';
import type { FaultRules } from '../../shapes/fault-options.ts';
import { ioSession } from '../../verbs/io.ts';
import { type ProgramVerb, startProgram } from '../../verbs/run-program.ts';
import type { Step } from '../../verbs/step.ts';
import { verbNamed } from '../../verbs/table.ts';
import { instrumentedEngine } from '../instrumented-engine.ts';
import type { InstrumentedEngine } from '../../crashes/crash-sweep.ts';

/** The steps of one case; plain data, as workers are told it. */
export interface EventFaultJob {
  readonly kind: 'event-faults';
  readonly case: TestCase;
  /** The other engine, and what its prepare() returned. */
  readonly engine: EngineChoice;
  /** Our own engine with the behaviour of that version; absent: as QEMU 7.2. */
  readonly ours?: EngineChoice;
  /** Faults of one step; where there are more they are taken evenly over all. */
  readonly distinct: number;
  /** Numbers of the only steps whose I/O fails, from 1; absent: all. */
  readonly only?: readonly number[];
  /** Milliseconds that the job may take. */
  readonly deadline: number;
  /** Where its step is noted; absent: nowhere. */
  readonly at?: StepCell;
}

/** The I/O behind the Nth occurrence of an event fails, once. */
export interface EventFault {
  readonly event: BlkdebugEvent;
  /** From 1. */
  readonly nth: number;
  readonly errno: number;
}

/** What the faults of one step showed. */
export interface StepEventFaults {
  /** Number of the step among all of the case, from 1. */
  readonly step: number;
  readonly line: number;
  readonly title: string;
  /** Why nothing failed in it; undefined: something did. */
  readonly skipped: string | undefined;
  readonly runs: number;
  /** How often each came. */
  readonly results: readonly (readonly [Settled<unknown>['kind'], number])[];
  /** Runs of the tools that ended with another status than 0. */
  readonly failed: number;
  /** Faults that were tried, by their event. */
  readonly tried: readonly (readonly [string, number])[];
  /** Faults that were not, likewise. */
  readonly notReached: readonly (readonly [string, number])[];
  readonly differences: readonly { readonly words: string; readonly where: string }[];
}

/** EIO and ENOSPC. */
const ERRNOS = [5, 28];

/** Files above this many bytes are not copied again and again. */
const LARGEST = 32 * 1024 * 1024;

/** 'ENOSPC at l2_update number 2'. */
export const eventFaultWords = ({ event, nth, errno }: EventFault): string =>
  `${errnoName(errno) ?? errno} at ${event} number ${nth}`;

/** Rules of blkdebug that count: each occurrence of the event leads to the next state. */
export const rulesOf = ({ event, nth, errno }: EventFault): FaultRules => {
  const fault = { event, errno, once: true, state: nth };
  const others = { immediately: undefined, sector: undefined, iotype: undefined };
  return {
    at: undefined,
    faults: [{ ...fault, ...others }],
    stateChanges: Array.from({ length: nth }, (_none, index) => ({
      event,
      state: index + 1,
      newState: index + 2,
    })),
  };
};

/** Rules that fail nothing, and tell how often each event came. */
const COUNTING: FaultRules = {
  at: undefined,
  faults: [],
  stateChanges: BLKDEBUG_EVENTS.map((event) => ({ event, state: undefined, newState: 1 })),
};

/**
 * Fails the I/O of the job's case, step by step; `onFound` is told of each at once. Throws
 * EngineStopped when it ran out of time.
 */
export function failEvents(
  job: EventFaultJob,
  onFound?: (found: StepEventFaults) => void,
): readonly StepEventFaults[] {
  const { name, setup } = job.engine;
  const deadline = performance.timeOrigin + performance.now() + job.deadline;
  const theirs = engineNamed(name).make({ setup, deadline, keepsTrace: false });
  try {
    return failEventsOn(job, theirs, onFound);
  } finally {
    theirs.close();
  }
}

/** The same on an engine that the caller closes. */
export function failEventsOn(
  {
    case: testCase,
    ours: as,
    distinct,
    only,
    at,
  }: Omit<EventFaultJob, 'engine' | 'kind' | 'deadline'>,
  theirs: Engine,
  onFound?: (found: StepEventFaults) => void,
): readonly StepEventFaults[] {
  const ours = instrumentedEngine(testCase, as && { ...as, deadline: Infinity });
  const worlds = new Worlds(ours, theirs);
  const last = only === undefined ? Infinity : Math.max(0, ...only);
  try {
    return testCase.steps.slice(0, last).flatMap((step, index) => {
      const number = index + 1;
      enterStep(at, number);
      const isSwept = only?.includes(number) !== false;
      const found = isSwept ? sweepStep(worlds, step, number, distinct) : undefined;
      for (const engine of [ours, theirs]) {
        const { crash } = new StepLoop(engine, []).run([step]);
        if (crash !== undefined) throw crash.cause;
      }
      if (found !== undefined) onFound?.(found);
      return found ?? [];
    });
  } finally {
    ours.close();
  }
}

/** What a run of a step left. */
interface Outcome {
  readonly text: string;
  readonly status: number;
  readonly files: ReadonlyMap<string, Uint8Array | undefined>;
}

/** Both worlds, kept alike. */
class Worlds {
  readonly ours: InstrumentedEngine;
  readonly theirs: Engine;

  constructor(ours: InstrumentedEngine, theirs: Engine) {
    this.ours = ours;
    this.theirs = theirs;
  }

  /** Names of all files that ours has, but for that of the rules. */
  names(): readonly string[] {
    return this.ours
      .memoryFiles()
      .names()
      .map(nameOf)
      .filter((name) => name !== CONFIG_FILE);
  }

  /** Gives ours the bytes of theirs: dates differ, where nothing else does. */
  makeAlike(): void {
    for (const name of this.names()) {
      if (this.theirs.fileSize(name) === undefined) continue;
      const bytes = this.theirs.readFile(name);
      if (Buffer.compare(bytes, this.ours.readFile(name)) !== 0) this.ours.writeFile(name, bytes);
    }
  }
}

function sweepStep(
  worlds: Worlds,
  step: Step,
  number: number,
  distinct: number,
): StepEventFaults | undefined {
  const verb = verbNamed(step.verb);
  if (verb.tool === undefined || verb.faults === undefined) return undefined;
  const { line, title } = step;
  const told = { step: number, line, title };
  const skipped = whyNot(worlds, verb, step);
  if (skipped !== undefined) {
    const nothing = { tried: [], notReached: [], differences: [] };
    return { ...told, skipped, runs: 0, results: [], failed: 0, ...nothing };
  }
  worlds.makeAlike();
  return { ...told, ...new StepSweep(worlds, verb, step).run(distinct) };
}

const hasBreak = (command: string): boolean => /^\s*(break|wait_break)\s/.test(command);

function whyNot({ ours }: Worlds, verb: ProgramVerb, step: Step): string | undefined {
  if (step.rules !== undefined) return 'it has rules of its own';
  const argv = verb.argv(step, []);
  if (argv[0] === 'snapshot' && argv.includes('-c')) return 'it writes the time of day';
  // A request that fails may never come to its breakpoint, and what waits for it waits for ever.
  if (ioSession(step)?.commands.some(hasBreak) === true) return 'its requests wait at breakpoints';
  const files = ours.memoryFiles();
  const isLarge = files.names().some((path) => files.length(path) > LARGEST);
  return isLarge ? `a file has more than ${LARGEST / 1024 / 1024} MiB` : undefined;
}

class StepSweep {
  readonly #worlds: Worlds;
  readonly #verb: ProgramVerb;
  readonly #step: Step;
  readonly #mark: { readonly ours: unknown; readonly theirs: unknown };
  readonly #counts = new Map<Settled<unknown>['kind'], number>();
  #failed = 0;

  constructor(worlds: Worlds, verb: ProgramVerb, step: Step) {
    this.#worlds = worlds;
    this.#verb = verb;
    this.#step = step;
    this.#mark = { ours: worlds.ours.snapshot(), theirs: worlds.theirs.snapshot() };
  }

  /** Leaves both worlds as they were. */
  run(distinct: number): Omit<StepEventFaults, 'step' | 'line' | 'title'> {
    const all = this.#faults();
    const runs = Math.min(distinct, all.length);
    const numbers = Array.from({ length: runs }, (_none, at) =>
      Math.floor((at * all.length) / runs),
    );
    const taken = new Set(numbers.flatMap((at) => all[at] ?? []));
    const differences = [...taken].flatMap((fault) => this.#compare(fault));
    const counted = { tried: new Map<string, number>(), missed: new Map<string, number>() };
    for (const fault of all) {
      const counts = taken.has(fault) ? counted.tried : counted.missed;
      counts.set(fault.event, (counts.get(fault.event) ?? 0) + 1);
    }
    const { ours, theirs } = this.#worlds;
    ours.restore(this.#mark.ours);
    theirs.restore(this.#mark.theirs);
    return {
      skipped: undefined,
      runs: taken.size,
      results: [...this.#counts],
      failed: this.#failed,
      tried: [...counted.tried],
      notReached: [...counted.missed],
      differences,
    };
  }

  /** Each occurrence of each event that a rule's node hears, with each error. */
  #faults(): readonly EventFault[] {
    const { ours } = this.#worlds;
    ours.takeFaultReports?.();
    this.#start(ours, COUNTING);
    const reports = ours.takeFaultReports?.() ?? [];
    return BLKDEBUG_EVENTS.flatMap((event) => {
      const count = reports
        .filter((report) => report.event === event)
        .reduce((sum, { fired }) => sum + fired, 0);
      const numbers = Array.from({ length: count }, (_none, index) => index + 1);
      return numbers.flatMap((nth) => ERRNOS.map((errno) => ({ event, nth, errno })));
    });
  }

  #start(engine: Engine, rules: FaultRules): Pick<Outcome, 'text' | 'status'> {
    const { ours, theirs } = this.#mark;
    engine.restore(engine === this.#worlds.ours ? ours : theirs);
    const step = { ...this.#step, rules };
    const { text, status } = startProgram(this.#verb, engine, step, []);
    return { text: filterDates(filterIo(text)), status };
  }

  #compare(fault: EventFault): StepEventFaults['differences'] {
    const rules = rulesOf(fault);
    const { ours, theirs } = this.#worlds;
    let names: readonly string[] = [];
    let last: Outcome | undefined;
    const outcomeOn = (engine: Engine): Outcome => {
      const run = this.#start(engine, rules);
      if (engine === ours) names = this.#worlds.names();
      const has = (name: string): boolean => engine.fileSize(name) !== undefined;
      const files = names.map(
        (name) => [name, has(name) ? engine.readFile(name) : undefined] as const,
      );
      return { ...run, files: new Map(files) };
    };
    const settled = settle<Outcome>({
      ours: (seed) => {
        if (seed !== undefined) ours.setChoices?.(() => choicesOf({ seed }));
        try {
          return outcomeOn(ours);
        } finally {
          ours.setChoices?.(undefined);
        }
      },
      theirs: () => (last = outcomeOn(theirs)),
      differenceOf,
      hasAborted: ({ status }) => status === ABORTED,
      mayMatch: true,
    });
    if (last !== undefined && last.status !== 0) this.#failed += 1;
    this.#counts.set(settled.kind, (this.#counts.get(settled.kind) ?? 0) + 1);
    if (settled.kind !== 'different') return [];
    return [{ words: eventFaultWords(fault), where: settled.where }];
  }
}

/** The first difference, in words; undefined where there is none. */
function differenceOf(ours: Outcome, theirs: Outcome): string | undefined {
  if (ours.text !== theirs.text || ours.status !== theirs.status) {
    const lines = ({ text, status }: Outcome): string => `${text}exit status ${status}`;
    return `--- theirs\n${lines(theirs)}\n+++ ours\n${lines(ours)}`;
  }
  for (const [name, bytes] of ours.files) {
    const other = theirs.files.get(name);
    if (bytes === undefined || other === undefined) {
      if (bytes !== other)
        return `${name} is there in ${bytes === undefined ? 'theirs' : 'ours'} alone`;
      continue;
    }
    if (Buffer.compare(bytes, other) === 0) continue;
    const at = bytes.findIndex((byte, index) => byte !== other[index]);
    const lengths = `${plural(bytes.length, 'byte')} in ours, ${other.length} in theirs`;
    return at < 0 ? `${name} has ${lengths}` : `${name} differs from byte ${at} on (${lengths})`;
  }
  return undefined;
}
