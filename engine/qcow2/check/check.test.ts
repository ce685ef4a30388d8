// The damages of which QEMU's words are known, on a small image; check.qemu.test.ts compares many
// more.
import { describe, expect, it } from 'vitest';
import { Scheduler } from '../../task/scheduler.ts';
import type { HeaderFieldName } from '../format/header.ts';
import { headerField } from '../format/header.ts';
import { FailingReads } from '../image/failing-reads.test-support.ts';
import { readMetadata } from '../image/metadata.ts';
import { memoryFile, patched } from '../image/qemu-tools.test-support.ts';
import { smallImage } from '../image/small-image.test-support.ts';
import type { CheckResult } from './check.ts';
import { checkImage } from './check.ts';

const KB64 = 65536;

interface Checked {
  readonly lines: readonly string[];
  readonly result: CheckResult;
}

function check(
  bytes: Uint8Array,
  fails: (offset: number) => number | undefined = () => undefined,
): Checked {
  const lines: string[] = [];
  const below = memoryFile(bytes);
  const scheduler = new Scheduler();
  const report = (): void => {};
  const options = { readOnly: true, forCheck: true, report };
  const metadata = scheduler.run(readMetadata(below, options));
  const out = {
    bare: (line: string) => lines.push(line),
    prefixed: (line: string) => lines.push(`qemu-img: ${line}`),
  };
  const file = new FailingReads(below, fails);
  const result = scheduler.run(checkImage(file, metadata, out));
  return { lines, result };
}

const withField = (name: HeaderFieldName, value: bigint, bytes = smallImage()): Uint8Array =>
  patched(bytes, headerField(name).offset, headerField(name).width, value);

describe('a check', () => {
  it('finds nothing in a sound image, and counts its clusters', () => {
    const { lines, result } = check(smallImage());
    expect(lines).toEqual([]);
    expect(result).toEqual({
      corruptions: 0,
      leaks: 0,
      checkErrors: 0,
      totalClusters: 1024,
      allocatedClusters: 2,
      fragmentedClusters: 0,
      compressedClusters: 0,
      imageEndOffset: 7 * KB64,
      failure: undefined,
    });
  });

  const damages: [string, Uint8Array, string[], Partial<CheckResult>][] = [
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
  ];
  for (const [what, bytes, lines, counters] of damages) {
    it(`reports ${what}`, () => {
      const checked = check(bytes);
      expect(checked.lines).toEqual(lines);
      expect(checked.result).toMatchObject(counters);
    });
  }

  it('tries an unreadable refcount block again for each cluster', () => {
    let left = 2;
    const { lines, result } = check(smallImage(), (offset) => {
      if (offset !== 2 * KB64 || left === 0) return undefined;
      left -= 1;
      return 28;
    });
    expect(lines).toEqual([
      "Can't get refcount for cluster 0: No space left on device",
      "Can't get refcount for cluster 1: No space left on device",
    ]);
    expect(result).toMatchObject({ checkErrors: 2, failure: undefined });
  });

  it('is given up when a table cannot be read', () => {
    const cases: [number, number, string][] = [
      [
        60,
        0,
        'ERROR failed to read the snapshot table pointer from the image header: ' +
          'Input/output error',
      ],
      [3 * KB64, 0, 'ERROR: I/O error in check_refcounts_l1'],
      [4 * KB64, 0, 'ERROR: I/O error in check_refcounts_l2'],
      [4 * KB64, 1, 'ERROR: Could not read L2 table: Input/output error'],
    ];
    for (const [at, passes, line] of cases) {
      let seen = 0;
      const { lines, result } = check(smallImage(), (offset) => {
        if (offset !== at) return undefined;
        seen += 1;
        return seen > passes ? 5 : undefined;
      });
      expect(lines).toEqual([line]);
      expect(result).toMatchObject({ checkErrors: 1, failure: 5, imageEndOffset: 0 });
    }
  });
});
