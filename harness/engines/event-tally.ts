// Who emits each event of blkdebug, and which of them cases reach and fail: a measure of coverage.
// An event that qcow2 emits and that no case fails stands for an error path that is never tried.
import { BLKDEBUG_EVENTS, type BlkdebugEvent } from '../../engine/index.ts';

/** Events that the I/O path emits for any node; all others are qcow2's own. */
const IO_PATH: ReadonlySet<string> = new Set<BlkdebugEvent>([
  'flush_to_os',
  'flush_to_disk',
  'pwritev_rmw_head',
  'pwritev_rmw_after_head',
  'pwritev_rmw_tail',
  'pwritev_rmw_after_tail',
  'pwritev',
  'pwritev_zero',
  'pwritev_done',
]);

/**
 * Events that no command can reach, and why: the one list of them. The house rules hold it against
 * the engine's sources, and the cases against what they meet.
 */
export const NOBODY: Readonly<Record<string, string>> = {
  refblock_update: 'QEMU declares it and emits it nowhere',
};

/** How often events came by, and how often a rule failed a request because of them. */
export class EventTally {
  readonly reached = new Map<string, number>();
  readonly failed = new Map<string, number>();

  reach(event: string, times = 1): void {
    this.reached.set(event, (this.reached.get(event) ?? 0) + times);
  }

  fail(event: string, times: number): void {
    this.failed.set(event, (this.failed.get(event) ?? 0) + times);
  }
}

/** 'qcow2', 'I/O path', 'blkdebug' (when it is opened), or 'nobody'. */
export function emitterOf(event: BlkdebugEvent): string {
  if (Object.hasOwn(NOBODY, event)) return 'nobody';
  if (event === 'none') return 'blkdebug';
  return IO_PATH.has(event) ? 'I/O path' : 'qcow2';
}

/** Events that somebody emits and that were never reached, or never failed, in QEMU's order. */
export const missingEvents = (tally: EventTally): readonly BlkdebugEvent[] =>
  BLKDEBUG_EVENTS.filter(
    (event) => emitterOf(event) !== 'nobody' && (tally.failed.get(event) ?? 0) === 0,
  );
