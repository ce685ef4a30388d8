// Storing a refcount that a repair has worked out.
import { type HostCluster, hostOf } from '../../base/address.ts';
import type { Task } from '../../task/task.ts';
import type { Image } from '../state/image.ts';
import { updateRefcounts } from './update.ts';

/**
 * Stores the refcount of one cluster, which must have one already. At zero the file may drop the
 * cluster, whatever was chosen for discards. Throws IoError.
 */
export function* storeRefcount(
  image: Image,
  cluster: HostCluster,
  from: number,
  to: number,
): Task<void> {
  yield* updateRefcounts(image, {
    offset: hostOf(cluster, image.geometry.clusterSize),
    length: 1,
    isDecrease: from > to,
    discardClass: 'always',
    becomes: to,
  });
}
