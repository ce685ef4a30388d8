// For tests only: a small image laid out as qemu-img lays out a new one, made from the codecs
// alone.
//
//     | header | refcount table | refcount block | L1 | L2 | data 0 | data 1 | ...
import { asCluster, hostOf, type HostOffset } from '../base/address.ts';
import { encodeHeaderCluster, noExtensions } from '../qcow2/format/extensions.ts';
import type { HeaderExtensions } from '../qcow2/format/extensions.ts';
import { geometryOf } from '../qcow2/format/geometry.ts';
import type { Header } from '../qcow2/format/header.ts';
import { newHeader } from '../qcow2/format/header.ts';
import { storeEntry } from '../qcow2/format/l2-entry.ts';
import { setRefcount } from '../qcow2/format/refcount-block.ts';

export interface SmallImageOptions {
  readonly version?: number;
  readonly clusterBits?: number;
  readonly refcountOrder?: number;
  /** Bytes. */
  readonly size?: number;
  readonly dataClusters?: number;
  readonly header?: Partial<Header>;
  readonly extensions?: Partial<HeaderExtensions>;
  readonly backingFile?: string;
}

/**
 * An image without errors, whose first `dataClusters` guest clusters (2 by default) are
 * allocated.
 */
export function smallImage(options: SmallImageOptions = {}): Uint8Array {
  const { version = 3, clusterBits = 16, refcountOrder = 4, dataClusters = 2 } = options;
  const geometry = geometryOf(clusterBits, refcountOrder, false);
  const { clusterSize } = geometry;
  const place = (cluster: number): HostOffset => hostOf(asCluster(cluster), clusterSize);
  const size = options.size ?? 1024 * clusterSize;
  const used = 5 + dataClusters;
  const image = new Uint8Array(used * clusterSize);
  const header = newHeader({
    version,
    clusterBits,
    refcountOrder,
    size,
    l1Size: Math.ceil(size / geometry.bytesPerL2Table),
    l1TableOffset: place(3),
    refcountTableOffset: place(1),
    refcountTableClusters: 1,
    ...options.header,
  });
  const extensions = { ...noExtensions(), ...options.extensions };
  image.set(encodeHeaderCluster(header, extensions, options.backingFile), 0);
  storeEntry(image, clusterSize, { offset: place(2), copied: false });
  const block = image.subarray(2 * clusterSize, 3 * clusterSize);
  for (let cluster = 0; cluster < used; cluster += 1) {
    setRefcount(block, cluster, refcountOrder, 1);
  }
  storeEntry(image, 3 * clusterSize, { offset: place(4), copied: true });
  for (let index = 0; index < dataClusters; index += 1) {
    const entry = { offset: place(5 + index), copied: true };
    storeEntry(image, 4 * clusterSize + index * 8, entry);
  }
  return image;
}
