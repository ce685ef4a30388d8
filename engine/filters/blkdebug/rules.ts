// Rules of blkdebug: what shall happen at which event, and what came of it.
import type { BlkdebugEvent, IoType } from '../../block/events.ts';

interface RuleBase {
  readonly event: BlkdebugEvent;
  /** The rule counts only in this state; 0: in any. */
  readonly state: number;
  /** Where the rule was given: `FILE:LINE` or `inject-error.N`. */
  readonly where: string;
  /** How often its event came by in the right state. */
  armed: number;
  /** How often it did what it says: failed a request, or set the state. */
  fired: number;
}

/** Fails requests from its event on, until another event arms rules of its own. */
export interface InjectRule extends RuleBase {
  readonly action: 'inject-error';
  readonly ioTypes: ReadonlySet<IoType>;
  /**
   * 0 lets the request pass and shields the rules behind; negative ends it without doing
   * anything.
   */
  readonly errno: number;
  /** Only requests that cover this byte of the file. */
  readonly offset: number | 'any';
  readonly once: boolean;
  readonly immediately: boolean;
}

/** Changes the state that rules can be limited to. */
export interface SetStateRule extends RuleBase {
  readonly action: 'set-state';
  readonly newState: number;
}

export type Rule = InjectRule | SetStateRule;

/** What became of one rule: a fault that never fired tests nothing. */
export interface RuleReport {
  readonly where: string;
  readonly action: Rule['action'];
  readonly event: BlkdebugEvent;
  readonly armed: number;
  readonly fired: number;
}

/** What a rule covers that names no kind of I/O: everything that changes or reads the file. */
export const DEFAULT_IO_TYPES: ReadonlySet<IoType> = new Set<IoType>([
  'read',
  'write',
  'write-zeroes',
  'discard',
  'flush',
]);
