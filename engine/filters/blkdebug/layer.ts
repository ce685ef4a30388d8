// blkdebug, the layer: events arm rules, and armed rules fail the requests that follow.
//
// An event fails nothing by itself. It replaces the armed rules if it has matching ones, and
// these stay armed until another event does so: a sticky fault goes on failing data, metadata and
// flushes alike.
import { assert } from '../../base/assert.ts';
import { ENOTSUP } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import type { BlkdebugEvent, IoType } from '../../block/events.ts';
import type { BlockNode, Limits, OpenMode, WriteFlags } from '../../block/node.ts';
import { flush } from '../../block/request.ts';
import type { StatusRun } from '../../block/node.ts';
import type { Task } from '../../task/task.ts';
import { nextTurn } from '../../task/task.ts';
import { FilterNode } from '../filter-node.ts';
import { Breakpoints } from './breakpoints.ts';
import type { InjectRule, Rule, RuleReport } from './rules.ts';

/** The first state; rules for state 0 match in every state. */
const FIRST_STATE = 1;

/** What a blkdebug node is made of, beside the node below it. */
export interface BlkdebugSetup {
  /** In the order of definition; those that inject errors come first. */
  readonly rules: readonly Rule[];
  readonly limits: Limits;
  /** Takes the lines about requests that stop and go on. */
  readonly print?: ((line: string) => void) | undefined;
}

/**
 * Passes everything on to the node below, except what an armed rule fails.
 *
 * @example
 * ```ts
 * import * as engine from 'blkdrill/engine';
 *
 * const report = (line: string) => console.log(line);
 * const storage = new engine.MemoryStorage();
 * const context = { storage, drivers: engine.DRIVERS, report, reportBare: report, now: () => 0 };
 * const scheduler = new engine.Scheduler();
 * const spec = engine.parseCreateOptions('t.qcow2', new Map([['size', 1048576n]]));
 * scheduler.run(engine.createImage(context, spec));
 *
 * // The first write of guest data meets a full disk.
 * const options = new Map<string, string | number | boolean>([
 *   ['driver', 'qcow2'],
 *   ['file.driver', 'blkdebug'],
 *   ['file.inject-error.0.event', 'write_aio'],
 *   ['file.inject-error.0.errno', engine.ENOSPC],
 *   ['file.inject-error.0.once', true],
 *   ['file.image.driver', 'file'],
 *   ['file.image.filename', 't.qcow2'],
 * ]);
 * const image = scheduler.run(engine.openGraph(context, { options, mode: engine.READ_WRITE }));
 * const data = new Uint8Array(512).fill(7);
 * try {
 *   scheduler.run(engine.write(image, 0, data));
 * } catch (error) {
 *   if (!(error instanceof engine.IoError)) throw error;
 *   console.log(engine.strerror(error.errno)); // No space left on device
 * }
 * scheduler.run(engine.write(image, 0, data));
 * scheduler.run(engine.closeGraph(context, image));
 * ```
 */
export class Blkdebug extends FilterNode {
  readonly driver = 'blkdebug';
  #state = FIRST_STATE;
  readonly #allRules: readonly Rule[];
  /** Rules that are still in force, in the order of definition. */
  readonly #rules = new Map<BlkdebugEvent, Rule[]>();
  #armed: InjectRule[] = [];
  readonly #came = new Set<BlkdebugEvent>();
  readonly breakpoints: Breakpoints;

  constructor(filename: string, mode: OpenMode, below: BlockNode, setup: BlkdebugSetup) {
    super(filename, mode, below, 'image');
    this.limits = setup.limits;
    this.#allRules = setup.rules;
    this.breakpoints = new Breakpoints(setup.print);
    for (const rule of setup.rules) {
      const ofEvent = this.#rules.get(rule.event);
      if (ofEvent === undefined) this.#rules.set(rule.event, [rule]);
      else ofEvent.push(rule);
    }
  }

  /** The present state, as set-state rules left it. */
  get state(): number {
    return this.#state;
  }

  /** What came of each rule, in the order of definition. */
  ruleReports(): readonly RuleReport[] {
    return this.#allRules.map(({ where, action, event, armed, fired }) => ({
      where,
      action,
      event,
      armed,
      fired,
    }));
  }

  /** Events that came by, in the order in which they came first. */
  get eventsCame(): readonly BlkdebugEvent[] {
    return [...this.#came];
  }

  override event(name: BlkdebugEvent): Task<void> | undefined {
    this.#came.add(name);
    const rules = this.#rules.get(name);
    if (rules !== undefined) this.#process(rules);
    return this.breakpoints.hit(name);
  }

  /** The state changes last: all rules of one event see the state in which it found them. */
  #process(rules: readonly Rule[]): void {
    let newState: number | undefined;
    const armed: InjectRule[] = [];
    for (const rule of rules) {
      if (rule.state !== 0 && rule.state !== this.#state) continue;
      rule.armed += 1;
      if (rule.action === 'inject-error') {
        armed.push(rule);
      } else if (newState === undefined) {
        newState = rule.newState;
        rule.fired += 1;
      }
    }
    if (armed.length > 0) this.#armed = armed;
    if (newState !== undefined) this.#state = newState;
  }

  /** The armed rule that decides about a request; undefined lets it pass. */
  #matching(type: IoType, offset: number, length: number): InjectRule | undefined {
    const rule = this.#armed.find(
      (candidate) =>
        candidate.ioTypes.has(type) &&
        (candidate.offset === 'any' ||
          (length > 0 && offset <= candidate.offset && candidate.offset < offset + length)),
    );
    return rule?.errno === 0 ? undefined : rule;
  }

  /** Ends a request as `rule` wants: a rule that shall fire once is gone afterwards. */
  *#inject(rule: InjectRule): Task<void> {
    rule.fired += 1;
    if (rule.once) this.#drop(rule);
    if (!rule.immediately) yield nextTurn;
    if (rule.errno > 0) throw new IoError(rule.errno);
  }

  #drop(rule: InjectRule): void {
    this.#armed = this.#armed.filter((other) => other !== rule);
    const left = (this.#rules.get(rule.event) ?? []).filter((other) => other !== rule);
    if (left.length === 0) this.#rules.delete(rule.event);
    else this.#rules.set(rule.event, left);
  }

  override doRead(offset: number, target: Uint8Array): Task<void> {
    const rule = this.#matching('read', offset, target.length);
    return rule === undefined ? super.doRead(offset, target) : this.#inject(rule);
  }

  override doWrite(offset: number, source: Uint8Array, flags: WriteFlags): Task<void> {
    const rule = this.#matching('write', offset, source.length);
    return rule === undefined ? super.doWrite(offset, source, flags) : this.#inject(rule);
  }

  /** Requests below the preferred size are refused before any rule is looked at. */
  override doWriteZeroes(offset: number, length: number, flags: WriteFlags): Task<void> {
    const { requestAlignment, writeZeroesAlignment } = this.limits;
    const unit = Math.max(requestAlignment, writeZeroesAlignment);
    if (length < unit) return refuse();
    assert(offset % unit === 0 && length % unit === 0, 'zero writes are whole units');
    const rule = this.#matching('write-zeroes', offset, length);
    return rule === undefined ? super.doWriteZeroes(offset, length, flags) : this.#inject(rule);
  }

  override doDiscard(offset: number, length: number): Task<void> {
    if (length < this.limits.requestAlignment) return refuse();
    const rule = this.#matching('discard', offset, length);
    return rule === undefined ? super.doDiscard(offset, length) : this.#inject(rule);
  }

  override doFlushToDisk(): Task<void> {
    const rule = this.#matching('flush', 0, 0);
    return rule === undefined ? flush(this.below) : this.#inject(rule);
  }

  override *doStatus(offset: number, length: number, wantZero: boolean): Task<StatusRun> {
    const rule = this.#matching('block-status', offset, length);
    if (rule !== undefined) yield* this.#inject(rule);
    return yield* super.doStatus(offset, length, wantZero);
  }
}

function* refuse(): Task<void> {
  throw new IoError(ENOTSUP);
}
