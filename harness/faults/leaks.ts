// Leaks that a run with a fault leaves: which are new, and which need not be.
import { ONE_CLUSTER } from '../oracle/flaw-parts.ts';
import type { ImageState } from '../oracle/image-state.ts';
import type { Violation } from '../oracle/judge.ts';
import { type Seen, tellsOfLostCaches } from './expected.ts';
import type { FaultRun } from './fault-run.ts';

/**
 * How many clusters leak more than before the step, and than the whole run leaves. What counted
 * behind the end of the file is no leak of a run that makes the file grow over it.
 */
function newLeaks({ subject: { before, end, countedBehind = 0 }, state }: Seen): number {
  if (state.refused !== undefined) return 0;
  const leaksOf = (one: ImageState | undefined): number =>
    one === undefined || one.refused !== undefined ? 0 : one.soundness.leaks;
  const known = Math.max(leaksOf(before) + countedBehind, leaksOf(end));
  return Math.max(0, state.soundness.leaks - known);
}

/** Whether there are more leaks than before the step, and than the whole run leaves. */
export const hasNewLeaks = (seen: Seen): boolean => newLeaks(seen) > 0;

/**
 * QEMU's words for clusters that it could not give back: what a request no longer needs, unlike
 * what it has just taken, leaks where the refcount block in the way cannot be written.
 */
const TOLD =
  /(^|: )(qcow2_free_clusters failed|Failed to discard (cropped clusters|unused refblocks)): /m;

/**
 * Leaks of a guest's request of which one write failed, and nothing else: all that it needs to take
 * back what it has allocated works.
 */
export function avoidableLeaks(
  { failed, failedByRules, failedBetween, text }: FaultRun,
  seen: readonly Seen[],
): readonly Violation[] {
  const [only, second] = failed;
  if (only?.kind !== 'write' || second !== undefined || failedBetween !== undefined) return [];
  if (failedByRules > 0 || TOLD.test(text) || tellsOfLostCaches(text)) return [];
  const detail = 'clusters leak although nothing but one write of a request failed';
  return seen.filter(hasNewLeaks).map((one) => ({
    promise: 'space' as const,
    image: one.subject.image,
    block: undefined,
    detail,
    signature: newLeaks(one) === 1 ? ONE_CLUSTER : '',
  }));
}
