// In an image with a data file the place of a cluster is fixed: it stands at its guest offset, and
// is never compressed. An entry that says otherwise is corrupt.
import { type GuestOffset, type HostOffset, inDataFile } from '../../base/address.ts';
import type { Task } from '../../task/task.ts';
import { type ClusterKind } from '../format/l2-entry.ts';
import { hex, signalCorruption } from '../state/corruption.ts';
import type { Image } from '../state/image.ts';

/** What a look-up found, and where. */
export interface FoundEntry {
  readonly kind: ClusterKind;
  /** Of the cluster; undefined where the entry has none. */
  readonly host: HostOffset | undefined;
  /** Guest offset of the cluster. */
  readonly guest: GuestOffset;
  /** Where the L2 table stands in the image file. */
  readonly l2Offset: HostOffset;
  /** Index of the entry in its slice. */
  readonly index: number;
}

/** Throws IoError, and takes the image out of service, where the entry cannot be true. */
export function* requirePlaceInDataFile(image: Image, found: FoundEntry): Task<void> {
  if (!image.geometry.hasDataFile) return;
  const { kind, host, guest, l2Offset, index } = found;
  if (kind === 'compressed') {
    yield* signalCorruption(
      image,
      'Compressed cluster entry found in image with external data file ' +
        `(L2 offset: ${hex(l2Offset)}, L2 index: ${hex(index)})`,
    );
  }
  if (host !== undefined && host !== inDataFile(guest)) {
    yield* signalCorruption(
      image,
      `External data file host cluster offset ${hex(host)} does not match guest cluster offset: ` +
        `${hex(guest)}, L2 index: ${hex(index)})`,
    );
  }
}
