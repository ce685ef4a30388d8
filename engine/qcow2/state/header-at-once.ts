// Rewriting the header of a strict image so that a write that is torn between sectors leaves the
// old one or the new one: all that decides anything stands in the first sector, which is written
// by itself. The feature table, which only names bits for messages, goes where it leaves no room; a
// name of a backing file that does not fit either is written beside the one in force, and flushed
// before.
//
//   | header | extensions | name |   feature table left out, or         name elsewhere
//   ^ 0                         ^ 512                       ^ 512 or behind the old name
import { flush, write } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import { encodeHeaderCluster } from '../format/extensions.ts';
import type { Image } from './image.ts';

const SECTOR = 512;

/** Without a flush. Extensions that do not fit into a sector are written as QEMU does. */
export function* writeHeaderAtOnce(image: Image): Task<void> {
  const { header, extensions, backingFile } = image;
  const inForce = { start: header.backingFileOffset, length: header.backingFileSize };
  let endOfExtensions = 0;
  const encode = (hasNoFeatureTable: boolean, isApart: boolean): Uint8Array =>
    encodeHeaderCluster(header, extensions, backingFile, {
      hasNoFeatureTable,
      nameAt: (end, length) => {
        endOfExtensions = end;
        if (!isApart || end > SECTOR) return end;
        const isFree = inForce.start >= SECTOR + length || inForce.start < SECTOR;
        return isFree ? SECTOR : inForce.start + inForce.length;
      },
    });
  const endsAt = (): number => Math.max(endOfExtensions, endOfHeader(image));
  let cluster = encode(false, false);
  if (endsAt() > SECTOR) cluster = encode(true, false);
  if (endsAt() <= SECTOR) {
    yield* write(image.file, 0, cluster.subarray(0, SECTOR));
    return;
  }
  if (endOfExtensions > SECTOR) {
    yield* write(image.file, 0, cluster);
    return;
  }
  cluster = encode(true, true);
  const { backingFileOffset, backingFileSize } = header;
  const name = cluster.subarray(backingFileOffset, backingFileOffset + backingFileSize);
  yield* write(image.file, backingFileOffset, name);
  yield* flush(image.file);
  yield* write(image.file, 0, cluster.subarray(0, SECTOR));
}

/** Where the name of the backing file ends, as it was encoded last; 0 without one. */
const endOfHeader = ({ header }: Image): number =>
  header.backingFileOffset + header.backingFileSize;
