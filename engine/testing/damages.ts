// For tests only: damages to a small image, with the words in which QEMU reports them. The words
// are compared with the real tool by check.qemu.test.ts and expected by check.test.ts.
import type { HeaderFieldName } from '../qcow2/format/header.ts';
import { headerField } from '../qcow2/format/header.ts';
import { patched } from './qemu-tools.ts';
import { smallImage } from './small-image.ts';
import type { CheckResult } from '../qcow2/check/check.ts';

const KB64 = 65536;

const withField = (name: HeaderFieldName, value: bigint, bytes = smallImage()): Uint8Array =>
  patched(bytes, headerField(name).offset, headerField(name).width, value);

const setL2 = (bytes: Uint8Array, index: number, entry: bigint): Uint8Array =>
  patched(bytes, 4 * KB64 + index * 8, 8, entry);

/** Two snapshots in cluster 6: one L1 table is not aligned, the other too large. */
function withSnapshots(): Uint8Array {
  let bytes = withField('snapshotCount', 2n);
  bytes = withField('snapshotsOffset', BigInt(6 * KB64), bytes);
  bytes = patched(bytes, 6 * KB64, 8, 512n);
  return patched(bytes, 6 * KB64 + 40 + 8, 4, 0xffffffffn);
}

/** What was damaged, the image, the lines of its check, and some of the counters. */
export const DAMAGES: [string, Uint8Array, string[], Partial<CheckResult>][] = [
  [
    'a data cluster without a refcount',
    patched(smallImage(), 2 * KB64 + 10, 2, 0n),
    [
      'ERROR cluster 5 refcount=0 reference=1',
      'ERROR OFLAG_COPIED data cluster: l2_entry=8000000000050000 refcount=0',
    ],
    { corruptions: 2, leaks: 0 },
  ],
  [
    'an L2 entry that points beyond the file',
    patched(smallImage(), 4 * KB64, 8, 0x80000000ff050000n),
    [
      'ERROR: counting reference for region exceeding the end of the file by one cluster or ' +
        'more: offset 0xff050000 size 0x10000',
      'Leaked cluster 5 refcount=1 reference=0',
      'ERROR OFLAG_COPIED data cluster: l2_entry=80000000ff050000 refcount=0',
    ],
    { corruptions: 2, leaks: 1, fragmentedClusters: 1 },
  ],
  [
    'no refcount table',
    withField('refcountTableClusters', 0n),
    [
      'ERROR cluster 0 refcount=0 reference=1',
      'ERROR cluster 3 refcount=0 reference=1',
      'ERROR cluster 4 refcount=0 reference=1',
      'ERROR cluster 5 refcount=0 reference=1',
      'ERROR cluster 6 refcount=0 reference=1',
      'ERROR OFLAG_COPIED L2 cluster: l1_index=0 l1_entry=8000000000040000 refcount=0',
      'ERROR OFLAG_COPIED data cluster: l2_entry=8000000000050000 refcount=0',
      'ERROR OFLAG_COPIED data cluster: l2_entry=8000000000060000 refcount=0',
    ],
    { corruptions: 8 },
  ],
  [
    'a refcount table entry that is not aligned',
    patched(smallImage(), KB64, 8, BigInt(2 * KB64 + 512)),
    [
      'ERROR refcount block 0 is not cluster aligned; refcount table entry corrupted',
      'qcow2: Image is corrupt: Refblock offset 0x20200 unaligned (reftable index: 0); ' +
        'further non-fatal corruption events will be suppressed',
      ...[0, 1, 2, 3, 4, 5, 6].map(
        (cluster) => `Can't get refcount for cluster ${cluster}: Input/output error`,
      ),
    ],
    { corruptions: 1, checkErrors: 7 },
  ],
  [
    'an L2 entry with reserved bits',
    patched(smallImage(), 4 * KB64, 8, 0x8100000000050002n),
    ['ERROR found l2 entry with reserved bits set: 8100000000050002'],
    { corruptions: 1 },
  ],
  [
    'two owners of one cluster',
    patched(smallImage(), 4 * KB64, 8, 0x8000000000060000n),
    ['Leaked cluster 5 refcount=1 reference=0', 'ERROR cluster 6 refcount=1 reference=2'],
    { corruptions: 1, leaks: 1, fragmentedClusters: 1 },
  ],
  [
    'too many snapshots',
    withField('snapshotCount', 65538n),
    [
      'qemu-img: ERROR snapshot table too large',
      'You can force-remove all 2 overhanging snapshots with qemu-img check -r all',
    ],
    { checkErrors: 1, failure: 27, imageEndOffset: 0 },
  ],
  [
    'an L1 entry with reserved bits that is not aligned',
    patched(smallImage(), 3 * KB64, 8, 0x8100000000040200n),
    [
      'ERROR found L1 entry with reserved bits set: 8100000000040200',
      'ERROR l2_offset=40200: Table is not cluster aligned; L1 entry corrupted',
      'Leaked cluster 6 refcount=1 reference=0',
    ],
    { corruptions: 2, leaks: 1 },
  ],
  [
    'compressed clusters, one with the COPIED flag',
    setL2(setL2(smallImage(), 0, 0x4000000000050000n), 1, 0xc000000000060200n),
    ['ERROR: coffset=0x60200: copied flag must never be set for compressed clusters'],
    { corruptions: 1, allocatedClusters: 2, compressedClusters: 2, fragmentedClusters: 2 },
  ],
  [
    'a compressed cluster far beyond any file',
    setL2(smallImage(), 0, 0x403fffffffffffffn),
    [
      'ERROR: counting reference for region exceeding the end of the file by one cluster or ' +
        'more: offset 0x3fffffffffffff size 0x1',
      'Leaked cluster 5 refcount=1 reference=0',
    ],
    { corruptions: 1, leaks: 1 },
  ],
  [
    'data and preallocated clusters that are not aligned',
    setL2(setL2(smallImage(), 0, 0x8000000000050200n), 1, 0x8000000000050401n),
    [
      'ERROR offset=50200: Data cluster is not properly aligned; L2 entry corrupted.',
      'ERROR offset=50400: Preallocated cluster is not properly aligned; L2 entry corrupted.',
      'ERROR cluster 5 refcount=1 reference=2',
      'ERROR cluster 6 refcount=1 reference=2',
    ],
    { corruptions: 4 },
  ],
  [
    'subclusters that contradict each other',
    withField('incompatibleFeatures', 16n, setL2(setL2(smallImage(), 1, 1n | (1n << 32n)), 3, 1n)),
    [
      'ERROR offset=50000: Allocated cluster has corrupted subcluster allocation bitmap',
      'ERROR: Unallocated cluster has non-zero subcluster allocation map',
      'Leaked cluster 6 refcount=1 reference=0',
    ],
    {},
  ],
  [
    'a compressed cluster with a subcluster bitmap',
    withField('incompatibleFeatures', 16n, setL2(smallImage(), 0, 0xc000000000050000n)),
    [
      'ERROR: coffset=0x50000: copied flag must never be set for compressed clusters',
      'ERROR compressed cluster 0 with non-zero subcluster allocation bitmap, ' +
        'entry=0x4000000000050000',
      'Leaked cluster 5 refcount=1 reference=0',
      'Leaked cluster 6 refcount=1 reference=0',
    ],
    {},
  ],
  [
    'more references than a narrow refcount can hold',
    setL2(smallImage({ refcountOrder: 0 }), 1, 0x8000000000050000n),
    [
      'ERROR: overflow cluster offset=0x50000',
      'Use qemu-img amend to increase the refcount entry width or qemu-img convert to create a ' +
        'clean copy if the image cannot be opened for writing',
      'Leaked cluster 6 refcount=1 reference=0',
    ],
    { corruptions: 1, leaks: 1 },
  ],
  [
    'refcount table entries with reserved bits, beyond the file and of a used cluster',
    patched(
      patched(patched(smallImage(), KB64 + 8, 8, 1n), KB64 + 16, 8, 1n << 40n),
      KB64 + 24,
      8,
      BigInt(5 * KB64),
    ),
    [
      'ERROR refcount table entry 1 has reserved bits set',
      'ERROR refcount block 2 is outside image',
      'ERROR refcount block 3 refcount=2',
      'ERROR cluster 5 refcount=1 reference=2',
    ],
    { corruptions: 4 },
  ],
  [
    'an L1 entry without its COPIED flag',
    patched(smallImage(), 3 * KB64, 8, 0x40000n),
    ['ERROR OFLAG_COPIED L2 cluster: l1_index=0 l1_entry=40000 refcount=1'],
    { corruptions: 1 },
  ],
  [
    'a snapshot table whose entries are all zero',
    withField('snapshotCount', 1n, withField('snapshotsOffset', BigInt(6 * KB64))),
    ['ERROR snapshot table entry 0 is incomplete', 'ERROR cluster 6 refcount=1 reference=2'],
    { corruptions: 2 },
  ],
  [
    'snapshots whose L1 tables are misplaced or too large',
    withSnapshots(),
    [
      'ERROR snapshot table entry 0 is incomplete',
      'ERROR snapshot table entry 1 is incomplete',
      'ERROR snapshot  () l1_offset=0x200: L1 table is not cluster aligned; ' +
        'snapshot table entry corrupted',
      'ERROR snapshot  () l1_size=0xffffffff: L1 table is too large; ' +
        'snapshot table entry corrupted',
      'ERROR cluster 6 refcount=1 reference=2',
    ],
    { corruptions: 5 },
  ],
  [
    'a snapshot with too much extra data',
    patched(
      withField('snapshotCount', 1n, withField('snapshotsOffset', BigInt(6 * KB64))),
      6 * KB64 + 36,
      4,
      4096n,
    ),
    [
      'qemu-img: ERROR failed to read the snapshot table: ' +
        'Too much extra metadata in snapshot table entry 0',
      'You can force-remove this extra metadata with qemu-img check -r all',
    ],
    { checkErrors: 1, failure: 27 },
  ],
  [
    'a snapshot table that is not aligned',
    withField('snapshotsOffset', 512n),
    ['qemu-img: ERROR snapshot table offset invalid'],
    { checkErrors: 1, failure: 22 },
  ],
];
