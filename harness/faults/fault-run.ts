// One run of a step with one fault, from the same world each time: what it printed, what its guests
// asked for and saw, which I/O failed.
import {
  type Change,
  type CountedIo,
  CrashRecorder,
  fileBelow,
  type FaultLayer,
  type HearIo,
  NothingCanRun,
  type BlockNode,
  type BlkdebugEvent,
} from '../../engine/index.ts';
import type { GuestRequest } from '../commands/shared/guest-watch.ts';
import { EngineStopped } from '../engines/engine.ts';
import { type Order, underOrder } from '../engines/under-order.ts';
import { startProgram } from '../verbs/run-program.ts';
import { ioSession, openingOf, withCommands } from '../verbs/io.ts';
import type { Step } from '../verbs/step.ts';
import { verbNamed } from '../verbs/table.ts';
import type { LandedChanges } from '../crashes/crash-facts.ts';
import type { InstrumentedEngine } from '../crashes/crash-sweep.ts';
import { GuestLog, type KeepBytes } from '../oracle/guest-log.ts';
import type { KnownBytes } from '../oracle/known-bytes.ts';
import type { FailedIo } from '../oracle/known-flaw.ts';
import { ToldIos } from '../oracle/told-ios.ts';
import { layerOf, type MetIo, type NthFault, TooManyIos } from './fault.ts';

/** How a run came to its end. */
export type RunEnd =
  | { readonly how: 'ended'; readonly status: number }
  /** Nothing can run any more, or there is no end. */
  | { readonly how: 'hung'; readonly detail: string }
  /** Something was thrown that no program catches: a mistake of the engine's. */
  | { readonly how: 'crashed'; readonly detail: string };

/** What a guest read while the image was open. */
export interface GuestRead {
  readonly image: string;
  readonly offset: number;
  readonly bytes: Uint8Array;
  /** Moments of the log. */
  readonly issued: number;
  readonly ended: number;
}

/** What one run gave, beside the files that it left. */
export interface FaultRun {
  readonly end: RunEnd;
  /** Unfiltered. */
  readonly text: string;
  readonly log: GuestLog;
  readonly reads: readonly GuestRead[];
  /** Images of which some guest took the bytes of the file for its disk. */
  readonly bypassed: ReadonlySet<string>;
  /** I/Os that failed. */
  readonly failed: readonly CountedIo[];
  /** How many more the rules of the step have failed. */
  readonly failedByRules: number;
  /**
   * The moment at which the first failed while no request of a guest was under way: at an opening
   * or a close. Undefined: none did.
   */
  readonly failedBetween: number | undefined;
}

/** Longer reads are not looked at, in bytes. */
const LONGEST_READ = 1024 * 1024;

/** The world that runs begin with, and what they run. */
export interface RunSetup {
  readonly engine: InstrumentedEngine;
  readonly step: Step;
  /** The world. */
  readonly mark: unknown;
  /** Commands that an `io` step gives behind its own, to show what its caches hold. */
  readonly aftermath: readonly string[];
  /** I/Os after which a run counts as endless. */
  readonly limit: number;
  /** In which I/Os end. */
  readonly order?: Order;
  /** Keeps what guests write and read; absent: each run by itself. */
  readonly bytes?: KnownBytes;
}

/** The step with the commands that the ending of the fault adds. */
export function stepFor({ step, aftermath }: RunSetup, fault: NthFault | undefined): Step {
  const session = ioSession(step);
  if (session === undefined || fault === undefined || fault.ending === 'end') return step;
  const { commands } = session;
  const between = fault.ending === 'reopen' ? ['close', openingOf(session, step)] : [];
  const again = fault.ending === 'aftermath' ? [] : commands;
  return withCommands(step, [...commands, ...between, ...again, ...aftermath]);
}

const isDisk = (node: BlockNode): boolean => {
  for (let at: BlockNode | undefined = node; at !== undefined; at = at.primary) {
    if (at.driver === 'qcow2') return true;
  }
  return false;
};

/** Records what happens in one run. */
class Watch {
  readonly log: GuestLog;
  readonly reads: GuestRead[] = [];
  readonly bypassed = new Set<string>();
  readonly failed: CountedIo[] = [];
  failedBetween: number | undefined;
  readonly #keep: KeepBytes;
  #moment = 0;
  readonly #underWay = new Set<GuestRequest>();

  constructor(keep: KeepBytes) {
    this.#keep = keep;
    this.log = new GuestLog(() => this.#tick(), keep);
  }

  #tick(): number {
    this.#moment += 1;
    return this.#moment;
  }

  onIo(io: CountedIo): void {
    if (io.errno === undefined) return;
    this.failed.push(io);
    if (this.#underWay.size === 0) this.failedBetween ??= this.#moment;
  }

  /** Requests that have not ended, the oldest first. */
  get underWay(): readonly GuestRequest[] {
    return [...this.#underWay];
  }

  onGuestRequest(node: BlockNode, request: GuestRequest): (failed: boolean) => void {
    if (!isDisk(node)) this.bypassed.add(fileBelow(node));
    const end = this.log.watch(node, request);
    const issued = this.#tick();
    this.#underWay.add(request);
    return (failed) => {
      this.#underWay.delete(request);
      end(failed);
      if (!failed && request.kind === 'read') this.#keepRead(node, request, issued);
    };
  }

  #keepRead(node: BlockNode, { offset, length, bytes }: GuestRequest, issued: number): void {
    if (bytes === undefined || length > LONGEST_READ) return;
    const image = fileBelow(node);
    this.reads.push({ image, offset, bytes: this.#keep(bytes), issued, ended: this.#tick() });
  }
}

/** Who hears of a run. */
export interface RunListener {
  /** Each I/O that reaches a file, at its end; with the requests of guests that were under way. */
  readonly onIo?: (io: CountedIo, underWay: readonly GuestRequest[]) => void;
  readonly onEvent?: (file: string, event: BlkdebugEvent) => void;
  /** Each I/O that a format sends to its file, above the rules of the step. */
  readonly onSent?: HearIo;
  /** Stands below what fails I/O: it sees what reaches a file. */
  readonly below?: FaultLayer;
}

/**
 * Runs the step from the world's mark, and leaves the files as the run leaves them. Throws
 * EngineStopped when the engine has no time left.
 */
export function runWithFault(
  setup: RunSetup,
  fault: NthFault | undefined,
  { onIo = () => {}, onEvent, onSent, below }: RunListener = {},
): FaultRun {
  const { engine, mark, limit } = setup;
  const step = stepFor(setup, fault);
  const verb = verbNamed(step.verb);
  if (verb.tool === undefined) throw new Error(`a step of '${step.verb}' runs no program`);
  const watch = new Watch(setup.bytes?.keep ?? ((bytes) => bytes.slice()));
  const failing = layerOf(fault, limit, (io) => {
    watch.onIo(io);
    onIo(io, watch.underWay);
  });
  let failedAbove = 0;
  const countSent: HearIo = (io) => {
    const heard = onSent?.(io);
    return (errno) => {
      if (errno !== undefined) failedAbove += 1;
      heard?.(errno);
    };
  };
  const hear = step.rules === undefined ? onSent : countSent;
  const layer: FaultLayer =
    below === undefined ? failing : { wrap: (node) => failing.wrap(below.wrap(node)) };
  engine.restore(mark);
  engine.instrument({
    layer,
    onGuestRequest: (node, request) => watch.onGuestRequest(node, request),
    ...(onEvent && { onEvent }),
    ...(hear && { onIo: hear }),
  });
  let text = '';
  let end: RunEnd;
  try {
    const result = underOrder(engine, setup.order, () => startProgram(verb, engine, step, []));
    text = result.text;
    end = { how: 'ended', status: result.status };
  } catch (error) {
    if (error instanceof EngineStopped) throw error;
    const how = error instanceof NothingCanRun || error instanceof TooManyIos ? 'hung' : 'crashed';
    end = { how, detail: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown' };
  } finally {
    engine.instrument(undefined);
    engine.takeFaultReports?.();
    engine.takeTrace?.();
  }
  const { log, reads, bypassed, failed, failedBetween } = watch;
  const failedByRules = Math.max(0, failedAbove - failed.length);
  return { end, text, log, reads, bypassed, failed, failedByRules, failedBetween };
}

/** A run without a fault, with each I/O and the events before it. */
export interface QuietRun extends FaultRun {
  readonly ios: readonly MetIo[];
  /** Each event that came by, with the number of the I/O of its file behind it, from 1. */
  readonly events: readonly { readonly event: string; readonly io: number | undefined }[];
}

/** Runs the step without a fault. */
export function runQuietly(setup: RunSetup): QuietRun {
  const ios: MetIo[] = [];
  const counts = new Map<string, number>();
  const events: { event: string; io: number | undefined; file: string; occurrence: number }[] = [];
  const waiting = new Map<string, (typeof events)[number][]>();
  const onIo = (io: CountedIo): void => {
    const came = waiting.get(io.file) ?? [];
    waiting.delete(io.file);
    for (const one of came) one.io = ios.length + 1;
    const last = came.at(-1);
    ios.push({ ...io, event: last && { event: last.event, occurrence: last.occurrence } });
  };
  const onEvent = (file: string, event: BlkdebugEvent): void => {
    const occurrence = (counts.get(`${file} ${event}`) ?? 0) + 1;
    counts.set(`${file} ${event}`, occurrence);
    const one = { event, io: undefined, file, occurrence };
    events.push(one);
    waiting.set(file, [...(waiting.get(file) ?? []), one]);
  };
  return { ...runWithFault(setup, undefined, { onIo, onEvent }), ios, events };
}

/** What is told of a run with a fault. */
export interface ToldRun {
  /** What failed by what qcow2 said of it, also what the rules of the step failed. */
  readonly failed: readonly FailedIo[];
  /** The changes that reached files: all of them are on the disk. */
  readonly changes: LandedChanges;
}

/** Runs the step again with the fault. Leaves the files as the run leaves them. */
export function toldRun(setup: RunSetup, fault: NthFault): ToldRun {
  const failed: FailedIo[] = [];
  const add = (io: FailedIo): void => {
    failed.push({ ...io, hasLanded: io.kind === 'write' && fault.written > 0 });
  };
  const told = new ToldIos();
  const hasRules = setup.step.rules !== undefined;
  const recorder = new CrashRecorder();
  const onSent: HearIo = ({ kind, offset, file }) => {
    const io = told.meet(file, kind, offset);
    return (errno) => void (errno !== undefined && add(io));
  };
  const refused: Change[] = [];
  const onIo = ({ kind, offset, length, file, errno }: CountedIo): void => {
    const io = hasRules ? undefined : told.meet(file, kind, offset);
    if (errno === undefined) return;
    if (io !== undefined) add(io);
    if (kind !== 'discard') return;
    // Between the changes that the recorder has numbered.
    const number = recorder.entries().filter(({ what }) => what === 'issue').length - 0.5;
    refused.push({ number, file, kind: 'punch', offset, length, bytes: undefined, isFua: false });
  };
  const above = hasRules ? { onSent } : {};
  runWithFault(setup, fault, { ...above, onIo, onEvent: told.onEvent, below: recorder });
  const { certain } = recorder.crashAt(recorder.lastMoment, 'process');
  const landed = certain.map((change) => ({ change }));
  return { failed, changes: { landed, pending: [], refused } };
}

/** How often an event came by, and how often the I/O behind it failed. */
export interface EventCount {
  readonly reached: number;
  readonly failed: number;
}

/** Events of a run, where the I/Os of these numbers have failed. */
export function eventCounts(
  { events }: QuietRun,
  failedIos: ReadonlySet<number>,
): ReadonlyMap<string, EventCount> {
  const found = new Map<string, EventCount>();
  for (const { event, io } of events) {
    const { reached, failed } = found.get(event) ?? { reached: 0, failed: 0 };
    const hasFailed = io !== undefined && failedIos.has(io);
    found.set(event, { reached: reached + 1, failed: failed + (hasFailed ? 1 : 0) });
  }
  return found;
}

/** What an I/O is called: `write 512 at 0x400 of t.qcow2`. */
export function ioWords({ file, kind, offset, length }: CountedIo): string {
  const name = file.replace(/^.*\//, '');
  if (kind === 'flush') return `flush of ${name}`;
  const at = `0x${offset.toString(16)}`;
  return kind === 'truncate'
    ? `truncate to ${at} of ${name}`
    : `${kind} ${length} at ${at} of ${name}`;
}
