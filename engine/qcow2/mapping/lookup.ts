// Looking up where a piece of the guest disk stands, for reading and for block status.
import { type GuestOffset, hostAdd, NO_HOST } from '../../base/address.ts';
import type { Task } from '../../task/task.ts';
import { clusterKind, compressedRange, entryOffset } from '../format/l2-entry.ts';
import { hex, signalCorruption } from '../state/corruption.ts';
import type { Image } from '../state/image.ts';
import { requirePlaceInDataFile } from './data-file-place.ts';
import { l1IndexOf, loadSlice, sliceIndexOf } from './l2-table.ts';
import type { Piece } from './piece.ts';
import { type LookUpStart, lookUpSubclusters } from './subcluster-lookup.ts';

export type { Piece } from './piece.ts';

/**
 * The piece at `offset`, for at most `length` bytes. It ends where the kind of the (sub)cluster
 * changes, where host clusters are not adjacent, at the end of an L2 slice, and behind one
 * compressed cluster. Throws IoError.
 */
export function* lookUp(image: Image, offset: GuestOffset, length: number): Task<Piece> {
  const { clusterSize } = image.geometry;
  const inCluster = offset % clusterSize;
  const firstIndex = sliceIndexOf(image, offset);
  const available = (image.l2SliceEntries - firstIndex) * clusterSize;
  const needed = Math.min(length + inCluster, available);
  const nothing: Piece = {
    kind: 'unallocated',
    length: needed - inCluster,
    hasHost: false,
    hostOffset: NO_HOST,
    compressed: undefined,
  };
  const l1Index = l1IndexOf(image, offset);
  const l2Offset = l1Index < image.l1Entries ? entryOffset(image.l1, l1Index * 8) : NO_HOST;
  if (l2Offset === 0) {
    return nothing;
  }
  if (l2Offset % clusterSize !== 0) {
    yield* signalCorruption(
      image,
      `L2 table offset ${hex(l2Offset)} unaligned (L1 index: ${hex(l1Index)})`,
    );
  }
  const slice = yield* loadSlice(image, offset, l2Offset);
  try {
    const guest = offset - inCluster;
    const start = { guest, l2Offset, index: firstIndex, inCluster, needed };
    return image.geometry.extendedL2
      ? yield* lookUpSubclusters(image, slice.bytes, start)
      : yield* lookUpClusters(image, slice.bytes, start);
  } finally {
    image.l2Cache.put(slice);
  }
}

/** The piece that begins there, in an image without subclusters. Throws IoError. */
function* lookUpClusters(image: Image, table: Uint8Array, start: LookUpStart): Task<Piece> {
  const { clusterSize, l2EntrySize } = image.geometry;
  const { guest, l2Offset, index, inCluster, needed } = start;
  const at = index * l2EntrySize;
  const kind = clusterKind(table, at, image.geometry);
  const isZero = kind === 'zero-plain' || kind === 'zero-allocated';
  if (isZero && image.header.version < 3) {
    yield* signalCorruption(
      image,
      `Zero cluster entry found in pre-v3 image ` +
        `(L2 offset: ${hex(l2Offset)}, L2 index: ${hex(index)})`,
    );
  }
  const host = entryOffset(table, at);
  const hasHost = kind === 'normal' || kind === 'zero-allocated';
  if (hasHost && host % clusterSize !== 0) {
    yield* signalCorruption(
      image,
      `Cluster allocation offset ${hex(host)} unaligned ` +
        `(L2 offset: ${hex(l2Offset)}, L2 index: ${hex(index)})`,
    );
  }
  yield* requirePlaceInDataFile(image, {
    kind,
    host: hasHost ? host : undefined,
    guest: guest,
    l2Offset,
    index: index,
  });
  const limit = kind === 'compressed' ? 1 : Math.ceil(needed / clusterSize);
  let count = 1;
  while (count < limit) {
    const next = at + count * l2EntrySize;
    if (clusterKind(table, next, image.geometry) !== kind) break;
    if (hasHost && entryOffset(table, next) !== host + count * clusterSize) break;
    count += 1;
  }
  return {
    kind,
    length: Math.min(count * clusterSize, needed) - inCluster,
    hasHost,
    hostOffset: hasHost ? hostAdd(host, inCluster) : NO_HOST,
    compressed: kind === 'compressed' ? compressedRange(table, at, image.geometry) : undefined,
  };
}
