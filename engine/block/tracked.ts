// Requests that overlap a read-modify-write, or a copy on read, wait for it, and it waits for them.
// Nodes without a request alignment above one that copy nothing never need this, and skip it.
import { rangesOverlap } from '../base/align.ts';
import type { Task } from '../task/task.ts';
import { WaitQueue } from '../task/wait-queue.ts';
import type { BlockNode, TrackedRequest } from './node.ts';

/** Registers a request, or returns undefined where the node needs no tracking. */
export function beginRequest(
  node: BlockNode,
  offset: number,
  length: number,
): TrackedRequest | undefined {
  if (node.limits.requestAlignment === 1 && !node.tracksRequests) {
    return undefined;
  }
  const request = { offset, length, isSerialising: false, finished: new WaitQueue() };
  node.tracked.push(request);
  return request;
}

/** Takes a request off the list and wakes those who wait for it. */
export function endRequest(node: BlockNode, request: TrackedRequest | undefined): void {
  if (request !== undefined) {
    node.tracked.splice(node.tracked.indexOf(request), 1);
    request.finished.wakeAll();
  }
}

/** Waits until no other request overlaps this one where either of the two is serialising. */
export function* waitForOverlaps(node: BlockNode, request: TrackedRequest | undefined): Task<void> {
  if (request === undefined) {
    return;
  }
  for (;;) {
    const other = node.tracked.find(
      (candidate) =>
        candidate !== request &&
        node.tracked.indexOf(candidate) < node.tracked.indexOf(request) &&
        (candidate.isSerialising || request.isSerialising) &&
        rangesOverlap(candidate.offset, candidate.length, request.offset, request.length),
    );
    if (other === undefined) {
      return;
    }
    yield other.finished;
  }
}

/** Has a request that frees clusters of a strict node meet no other one on them. */
export function serialiseFreeing(node: BlockNode, request: TrackedRequest | undefined): void {
  if (node.isStrict) makeSerialising(request, Math.max(1, node.clusterSize));
}

/** Widens `request` to whole units of `alignment` and makes every overlapping one wait for it. */
export function makeSerialising(request: TrackedRequest | undefined, alignment: number): void {
  if (request !== undefined) {
    const start = request.offset - (request.offset % alignment);
    const end = Math.ceil((request.offset + request.length) / alignment) * alignment;
    request.offset = start;
    request.length = end - start;
    request.isSerialising = true;
  }
}
