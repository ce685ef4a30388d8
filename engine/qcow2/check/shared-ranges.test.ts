// Ranges on top of each other, against arrays of bytes.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asHost } from '../../base/address.ts';
import { KnownRanges, type Range, RangeCounter } from './shared-ranges.ts';

const SIZE = 24;
const ranges = fc.array(
  fc.tuple(fc.nat(SIZE - 1), fc.integer({ min: 1, max: SIZE })).map(([start, length]): Range => {
    return { start: asHost(start), end: asHost(Math.min(start + length, SIZE)) };
  }),
  { maxLength: 12 },
);

test('what is known is what was added, in parts that are as long as can be', () => {
  fc.assert(
    fc.property(ranges, ranges, (added, asked) => {
      const known = new KnownRanges();
      const bytes = Array.from({ length: SIZE }, () => false);
      for (const range of added) {
        known.add(range);
        bytes.fill(true, range.start, range.end);
      }
      for (const range of asked) {
        const parts = known.split(range);
        const covered = parts.flatMap(({ start, end, isKnown }) =>
          Array.from({ length: end - start }, (_none, index) => [start + index, isKnown]),
        );
        const wanted = bytes
          .slice(range.start, range.end)
          .map((isKnown, index) => [range.start + index, isKnown]);
        expect(covered).toEqual(wanted);
        for (const [index, part] of parts.entries()) {
          expect(part.isKnown).not.toBe(parts[index + 1]?.isKnown);
        }
      }
    }),
  );
});

test('every byte counts as often as it was named', () => {
  fc.assert(
    fc.property(ranges, (named) => {
      const counter = new RangeCounter();
      const wanted = Array.from({ length: SIZE }, () => 0);
      for (const range of named) {
        counter.add(range);
        for (let at: number = range.start; at < range.end; at += 1)
          wanted[at] = (wanted[at] ?? 0) + 1;
      }
      const found = Array.from({ length: SIZE }, () => 0);
      for (const { start, end, times } of counter.ranges()) found.fill(times, start, end);
      expect(found).toEqual(wanted);
    }),
  );
});
