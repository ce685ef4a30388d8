// The I/O path: block status, of one node and of a chain.
import { alignDown, alignUp } from '../base/align.ts';
import { assert } from '../base/assert.ts';
import { IoError } from '../base/errors.ts';
import type { Task } from '../task/task.ts';
import type { BlockNode, StatusRun } from './node.ts';

/** Lengths count in whole sectors: a last one that the file does not fill reads as zeroes. */
const SECTOR = 512;
const PAST_END: StatusRun = { length: 0, data: false, zero: true, allocated: false };

/**
 * The status of `node` at `offset` for at most `length` bytes; filters answer with their child's.
 * Where `wantZero` is false, only the question "allocated or not" is answered exactly; where
 * `looksBelow` is false, data of a format may lie in a hole of its file.
 */
export function* status(
  node: BlockNode,
  offset: number,
  length: number,
  wantZero: boolean,
  looksBelow = wantZero,
): Task<StatusRun> {
  const size = alignUp(node.length(), SECTOR);
  if (offset >= size || length === 0) {
    return PAST_END;
  }
  const asked = Math.min(length, size - offset);
  const alignment = node.limits.requestAlignment;
  const start = alignDown(offset, alignment);
  const run = yield* node.doStatus(start, alignUp(offset + asked, alignment) - start, wantZero);
  const skipped = offset - start;
  assert(run.length > skipped, 'a status run covers the offset it was asked for');
  let answer: StatusRun = {
    ...run,
    length: Math.min(run.length - skipped, asked),
    hostOffset: run.hostOffset === undefined ? undefined : run.hostOffset + skipped,
  };
  if (run.raw === true) {
    assert(run.owner !== undefined, 'a raw status names the node that it speaks of');
    assert(answer.hostOffset !== undefined, 'a raw status has an offset');
    return yield* status(run.owner, answer.hostOffset, answer.length, wantZero, looksBelow);
  }
  if (run.data || run.zero) {
    answer = { ...answer, allocated: true };
  } else if (node.canBack && node.backing === undefined) {
    answer = { ...answer, zero: true };
  } else if (wantZero && node.backing !== undefined && offset >= node.backing.length()) {
    answer = { ...answer, zero: true };
  }
  if (looksBelow && answer.recurse && answer.data && answer.owner && answer.owner !== node) {
    return yield* lookBelow(answer, answer.owner);
  }
  return answer;
}

/**
 * Asks `owner` whether it has a hole where `answer` has data. An error there is ignored: the answer
 * that there is already holds.
 */
function* lookBelow(answer: StatusRun, owner: BlockNode): Task<StatusRun> {
  assert(answer.hostOffset !== undefined, 'a recursive status has an offset');
  let below: StatusRun;
  try {
    below = yield* status(owner, answer.hostOffset, answer.length, true);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    return answer;
  }
  const reachesEnd = answer.hostOffset + below.length >= owner.length();
  if (below.length === 0 || (below.zero && reachesEnd)) {
    // Past the end of its file a format reads zeroes, so the whole run is zero.
    return { ...answer, zero: true };
  }
  const length = Math.min(answer.length, below.length);
  return { ...answer, zero: below.zero, length };
}

/** Status over a chain: `depth` counts the layers above the one that decided, filters left out. */
export interface ChainStatus extends StatusRun {
  readonly depth: number;
}

/**
 * Follows the backing chain from `top` down to the layer that decides what is read at `offset`.
 * With `last` no further than that layer, itself included: what none of them decides comes back as
 * not allocated.
 */
export function* statusAbove(
  top: BlockNode,
  offset: number,
  length: number,
  wantZero: boolean,
  last?: BlockNode,
  looksBelow = wantZero,
): Task<ChainStatus> {
  let node = top;
  let left = length;
  let depth = 0;
  for (;;) {
    const run = yield* status(node, offset, left, wantZero, looksBelow);
    if (run.length === 0 && node !== top) {
      // This layer is shorter than the one above: its part reads as zeroes, decided here.
      return { length: left, data: false, zero: true, allocated: true, owner: node, depth };
    }
    const next = node.isFilter ? node.primary : node.backing;
    if (run.allocated || run.length === 0 || next === undefined || node === last) {
      return { depth, ...run };
    }
    left = run.length;
    if (!node.isFilter) depth += 1;
    node = next;
  }
}

/**
 * Whether one status answer says that the whole range reads as zeroes; asked before
 * copy-on-write. With `looksForHoles` (QEMU 11) several may say so together, and holes in files
 * count that are images themselves.
 */
export function* isZeroFast(
  node: BlockNode,
  offset: number,
  length: number,
  looksForHoles: boolean,
): Task<boolean> {
  if (length === 0) {
    return true;
  }
  if (looksForHoles) return yield* isZeroInHoles(node, offset, length);
  const run = yield* statusAbove(node, offset, length, false);
  return run.zero && run.length >= length;
}

function* isZeroInHoles(node: BlockNode, offset: number, length: number): Task<boolean> {
  for (let at = offset; at < offset + length;) {
    const run = yield* statusAbove(node, at, offset + length - at, true, undefined, false);
    if (!run.zero || run.length === 0) return false;
    at += run.length;
  }
  return true;
}
