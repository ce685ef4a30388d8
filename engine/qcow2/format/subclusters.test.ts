// The bitmap functions against a plain model: one word per subcluster.
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { property } from '../../testing/property.ts';
import type { ClusterKind } from './l2-entry.ts';
import {
  countBefore,
  countBehind,
  storeSubclusterBits,
  SUBCLUSTERS,
  subclusterBits,
  subclusterKind,
  subclusterMask,
  subclusterRun,
  withData,
  withZeroes,
} from './subclusters.ts';

const word = fc.oneof(
  fc.constantFrom(0, 0xffff_ffff, 1, 0x8000_0000),
  fc.nat({ max: 0xffff_ffff }),
  fc.tuple(fc.nat({ max: 32 }), fc.nat({ max: 32 })).map(([a, b]) => {
    return subclusterMask(Math.min(a, b), Math.max(a, b));
  }),
);
const bitmaps = fc.record({ allocated: word, zero: word });
/** Bitmaps that do not contradict themselves. */
const soundBitmaps = bitmaps.map(({ allocated, zero }) => ({
  allocated: (allocated & ~zero) >>> 0,
  zero,
}));
const clusters = fc.constantFrom<ClusterKind>('normal', 'unallocated', 'compressed');
const indices = fc.nat({ max: SUBCLUSTERS - 1 });
const ranges = fc
  .tuple(fc.nat({ max: SUBCLUSTERS }), fc.nat({ max: SUBCLUSTERS }))
  .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));

const has = (set: number, index: number): boolean => Math.floor(set / 2 ** index) % 2 === 1;
const everyIndex = Array.from({ length: SUBCLUSTERS }, (_, index) => index);

describe('a subcluster bitmap', () => {
  property([bitmaps])('is read as it was stored, and leaves the first word alone', (bits) => {
    const table = new Uint8Array(48).fill(0xa5);
    storeSubclusterBits(table, 16, bits);
    expect(subclusterBits(table, 16)).toEqual(bits);
    expect(table.subarray(0, 24)).toEqual(new Uint8Array(24).fill(0xa5));
    expect(table.subarray(32)).toEqual(new Uint8Array(16).fill(0xa5));
  });

  property([ranges])('has masks of exactly the bits of a range', ({ from, to }) => {
    const mask = subclusterMask(from, to);
    for (const index of everyIndex) expect(has(mask, index)).toBe(index >= from && index < to);
  });

  property([word])('counts what lies outside of a set', (set) => {
    const members = everyIndex.filter((index) => has(set, index));
    expect(countBefore(set)).toBe(members[0] ?? SUBCLUSTERS);
    expect(countBehind(set)).toBe(SUBCLUSTERS - 1 - (members.at(-1) ?? -1));
  });

  property([bitmaps, clusters, indices])('gives each subcluster its kind', (bits, cluster, at) => {
    const isContradictory = everyIndex.some(
      (index) => has(bits.allocated, index) && (cluster !== 'normal' || has(bits.zero, index)),
    );
    const plain = cluster === 'unallocated';
    let kind = plain ? 'unallocated' : 'unallocated-with-cluster';
    if (has(bits.allocated, at)) kind = 'normal';
    if (has(bits.zero, at)) kind = plain ? 'zero-plain' : 'zero-allocated';
    if (isContradictory) kind = 'invalid';
    if (cluster === 'compressed') kind = 'compressed';
    expect(subclusterKind(cluster, bits, at)).toBe(kind);
  });

  property([soundBitmaps, clusters, indices])('measures runs of one kind', (bits, cluster, at) => {
    const kind = subclusterKind(cluster, bits, at);
    const run = kind === 'invalid' ? 0 : subclusterRun(kind, bits, at);
    const other = everyIndex.findIndex(
      (index) => index >= at && subclusterKind(cluster, bits, index) !== kind,
    );
    expect(run).toBe(kind === 'invalid' ? 0 : (other < 0 ? SUBCLUSTERS : other) - at);
  });

  property([soundBitmaps, ranges])('changes in the given range only', (bits, { from, to }) => {
    const written = withData(bits, from, to);
    const zeroed = withZeroes(bits, from, to);
    for (const index of everyIndex) {
      const isInside = index >= from && index < to;
      expect(has(written.allocated, index)).toBe(isInside || has(bits.allocated, index));
      expect(has(written.zero, index)).toBe(!isInside && has(bits.zero, index));
      expect(has(zeroed.allocated, index)).toBe(!isInside && has(bits.allocated, index));
      expect(has(zeroed.zero, index)).toBe(isInside || has(bits.zero, index));
    }
  });
});
