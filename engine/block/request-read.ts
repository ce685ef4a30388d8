// The I/O path, reading: alignment, splitting at the transfer limit, zeroes past the end.
import { alignDown, alignUp } from '../base/align.ts';
import { EIO } from '../base/errno.ts';
import { IoError } from '../base/errors.ts';
import type { Task } from '../task/task.ts';
import type { BlockNode } from './node.ts';
import { readAndCopy } from './copy-on-read.ts';
import { beginRequest, endRequest, makeSerialising, waitForOverlaps } from './tracked.ts';

const SECTOR = 512;
/** No request may reach beyond this offset: a wild one fails with EIO, it does not read zeroes. */
const MAX_END = 2 ** 63 - 2 ** 30;

/**
 * Fills `target` from `offset`. What lies past the end of the node reads as zeroes, without an I/O.
 * With `copies`, what comes from a backing file is kept in the node. Throws IoError.
 */
export function* read(
  node: BlockNode,
  offset: number,
  target: Uint8Array,
  copies = node.copiesOnRead,
): Task<void> {
  const length = target.length;
  if (offset + length > MAX_END || (offset === MAX_END && length > 0)) {
    throw new IoError(EIO);
  }
  const alignment = node.limits.requestAlignment;
  if (alignment === 1 && !node.tracksRequests) {
    yield* readAligned(node, offset, target);
    return;
  }
  if (length === 0 && offset % alignment !== 0) {
    return;
  }
  const start = alignDown(offset, alignment);
  const end = alignUp(offset + length, alignment);
  const request = beginRequest(node, offset, length);
  try {
    if (copies) makeSerialising(request, Math.max(alignment, node.clusterSize));
    yield* waitForOverlaps(node, request);
    if (start === offset && end === offset + length) {
      yield* readAligned(node, offset, target, copies);
    } else {
      // A driver may leave the buffer as it is.
      const padded = new Uint8Array(end - start);
      padded.set(target, offset - start);
      yield* readAligned(node, start, padded, copies);
      target.set(padded.subarray(offset - start, offset - start + length));
    }
  } finally {
    endRequest(node, request);
  }
}

/** Reads an aligned range, in pieces where the node limits transfers. */
export function* readAligned(
  node: BlockNode,
  offset: number,
  target: Uint8Array,
  copies = false,
): Task<void> {
  if (copies && (yield* readAndCopy(node, offset, target))) {
    return;
  }
  const { requestAlignment, maxTransfer } = node.limits;
  const size = alignUp(node.length(), SECTOR);
  const available = alignUp(Math.max(0, size - offset), requestAlignment);
  const length = target.length;
  if (length <= available && (maxTransfer === 0 || length <= maxTransfer)) {
    yield* node.doRead(offset, target);
    return;
  }
  const readable = Math.min(length, available);
  const piece =
    maxTransfer === 0
      ? readable
      : Math.max(requestAlignment, alignDown(maxTransfer, requestAlignment));
  for (let done = 0; done < readable; done += piece) {
    yield* node.doRead(offset + done, target.subarray(done, Math.min(done + piece, readable)));
  }
  target.fill(0, readable);
}
