// The damages of which QEMU's words are known, on a small image; check.qemu.test.ts compares many
// more.
import { describe, expect, it } from 'vitest';
import { ENOSPC } from '../../base/errno.ts';
import { Scheduler } from '../../task/scheduler.ts';
import { FailNth, type NthFailure } from '../../filters/fail-nth.ts';
import { readMetadata } from '../metadata/read-metadata.ts';
import { memoryFile } from '../../testing/qemu-tools.ts';
import { smallImage } from '../../testing/small-image.ts';
import type { CheckResult } from './check.ts';
import { checkImage } from './check.ts';
import { printedBy } from './finding-text.ts';
import { DAMAGES } from '../../testing/damages.ts';

const KB64 = 65536;

interface Checked {
  readonly lines: readonly string[];
  readonly result: CheckResult;
}

function check(bytes: Uint8Array, failure: Partial<NthFailure> = {}): Checked {
  const lines: string[] = [];
  const below = memoryFile(bytes);
  const scheduler = new Scheduler();
  const report = (): void => {};
  const options = { readOnly: true, forCheck: true, report };
  const metadata = scheduler.run(readMetadata(below, options));
  const out = printedBy({
    bare: (line) => lines.push(line),
    prefixed: (line) => lines.push(`qemu-img: ${line}`),
  });
  const file = new FailNth(failure).wrap(below);
  const result = scheduler.run(checkImage(file, metadata, out));
  return { lines, result };
}

describe('a check', () => {
  it('finds nothing in a sound image, and counts its clusters', () => {
    const { lines, result } = check(smallImage());
    expect(lines).toEqual([]);
    expect(result).toEqual({
      corruptions: 0,
      leaks: 0,
      corruptionsFixed: 0,
      leaksFixed: 0,
      checkErrors: 0,
      totalClusters: 1024,
      allocatedClusters: 2,
      fragmentedClusters: 0,
      compressedClusters: 0,
      imageEndOffset: 7 * KB64,
      failure: undefined,
    });
  });

  for (const [what, bytes, lines, counters] of DAMAGES) {
    it(`reports ${what}`, () => {
      const checked = check(bytes);
      expect(checked.lines).toEqual(lines);
      expect(checked.result).toMatchObject(counters);
    });
  }

  it('tries an unreadable refcount block again for each cluster', () => {
    const failure = { at: 1, times: 2, touching: 2 * KB64, errno: ENOSPC };
    const { lines, result } = check(smallImage(), failure);
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
    for (const [touching, passes, line] of cases) {
      const failure = { at: passes + 1, times: Infinity, touching };
      const { lines, result } = check(smallImage(), failure);
      expect(lines).toEqual([line]);
      expect(result).toMatchObject({ checkErrors: 1, failure: 5, imageEndOffset: 0 });
    }
  });
});
