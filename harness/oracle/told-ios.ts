// I/Os by what known flaws ask of them: the place of each, the event of qcow2 before it, and the
// I/O of its file before that.
import type { BlkdebugEvent, IoKind } from '../../engine/index.ts';
import { emitterOf } from '../engines/event-tally.ts';
import type { FailedIo, ToldIo } from './known-flaw.ts';

/** What the I/O path says before it reads what lies beside an unaligned write. */
const RMW: ReadonlySet<string> = new Set(['pwritev_rmw_head', 'pwritev_rmw_tail']);

/** Follows one run: onEvent() and meet() are called in the order in which events and I/Os come. */
export class ToldIos {
  readonly #events = new Map<string, string>();
  readonly #before = new Map<string, ToldIo>();

  readonly onEvent = (file: string, event: BlkdebugEvent): void => {
    if (emitterOf(event) === 'qcow2' || RMW.has(event)) this.#events.set(file, event);
  };

  /** The I/O that is sent now. */
  meet(file: string, kind: IoKind, offset: number): FailedIo {
    const told = { kind, offset, event: this.#events.get(file) };
    this.#events.delete(file);
    const after = this.#before.get(file);
    this.#before.set(file, told);
    return { after, ...told };
  }
}
