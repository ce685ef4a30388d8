// The index against a plain count of owners for each cluster, and each promise by itself.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asHost } from '../../base/address.ts';
import { MetadataIndex, WINDOW_CLUSTERS } from './metadata-index.ts';

const SIZE = 512;
/** L2 table and refcount block: any two of the eight would do. */
const [L2, BLOCK] = [16, 32] as const;
const WINDOW = WINDOW_CLUSTERS * SIZE;

const indexWith = (expandedWindows = 2) => new MetadataIndex(SIZE, { expandedWindows });

/** First and last cluster. Sums of wild offsets and lengths would not be exact. */
const clustersOf = (offset: number, length: number): [number, number] => {
  const first = Math.floor(offset / SIZE);
  return [first, first + Math.ceil(((offset % SIZE) + length) / SIZE) - 1];
};

/** What is entered, as a plain list. */
class Model {
  readonly tables: { bit: number; offset: number; length: number }[] = [];

  query(offset: number, length: number): number {
    const [first, last] = clustersOf(offset, length);
    let bits = 0;
    for (const table of this.tables) {
      if (table.length === 0) continue;
      const [from, to] = clustersOf(table.offset, table.length);
      if (from <= last && to >= first) bits |= table.bit;
    }
    return bits;
  }

  end(): number {
    const ends = this.tables
      .filter(({ length }) => length > 0)
      .map(({ offset, length }) => (clustersOf(offset, length)[1] + 1) * SIZE);
    return Math.max(0, ...ends);
  }
}

describe('the metadata index', () => {
  test('answers as a plain list of tables does, whatever was entered and taken out', () => {
    const near = fc.integer({ min: 0, max: 3 * WINDOW });
    const offset = fc.oneof(
      near,
      near.map((at) => at - (at % SIZE)),
      fc.constant(2 ** 55),
    );
    const length = fc.oneof(fc.constant(SIZE), fc.nat(5 * SIZE), fc.constant(1100 * SIZE));
    const operation = fc.record({
      what: fc.constantFrom('insert', 'insert', 'remove', 'query'),
      bit: fc.constantFrom(1, 8, L2, BLOCK, 64),
      offset,
      length,
      pick: fc.nat(),
    });
    const operations = fc.array(operation, { maxLength: 60 });
    const all = fc.property(operations, fc.integer({ min: 1, max: 3 }), (list, expanded) => {
      const index = indexWith(expanded);
      const model = new Model();
      for (const step of list) {
        if (step.what === 'insert') {
          index.insert(step.bit, asHost(step.offset), step.length);
          model.tables.push(step);
        } else if (step.what === 'remove' && model.tables.length > 0) {
          const [gone] = model.tables.splice(step.pick % model.tables.length, 1);
          if (gone) index.remove(gone.bit, asHost(gone.offset), gone.length);
        }
        const wide = 1 + (step.pick % (2 * WINDOW));
        for (const asked of [1, SIZE, step.length + 1, wide]) {
          expect(index.query(asHost(step.offset), asked)).toBe(model.query(step.offset, asked));
        }
        expect(index.endOfMetadata()).toBe(model.end());
      }
    });
    fc.assert(all, { numRuns: 150 });
  });

  test('a section that comes to a cluster leaves those that are there', () => {
    const index = indexWith();
    index.insert(L2, asHost(5 * SIZE), SIZE);
    index.insert(BLOCK, asHost(5 * SIZE), SIZE);
    index.insert(1, asHost(4 * SIZE), 3 * SIZE);
    expect(index.query(asHost(5 * SIZE), 1)).toBe(L2 + BLOCK + 1);
  });

  test('taking one of two owners away does not hide the other', () => {
    const index = indexWith();
    for (let count = 0; count < 3; count += 1) index.insert(L2, asHost(5 * SIZE), SIZE);
    index.remove(L2, asHost(5 * SIZE), SIZE);
    index.remove(L2, asHost(5 * SIZE), SIZE);
    expect(index.query(asHost(5 * SIZE), 1)).toBe(L2);
    index.remove(L2, asHost(5 * SIZE), SIZE);
    expect(index.query(asHost(5 * SIZE), 1)).toBe(0);
  });

  test('a table that is not aligned covers two clusters', () => {
    const index = indexWith();
    index.insert(L2, asHost(5 * SIZE + 8), SIZE);
    expect([4, 5, 6, 7].map((at) => index.query(asHost(at * SIZE), 1))).toEqual([0, L2, L2, 0]);
  });

  test('a removal does not widen itself over an offset that is not aligned', () => {
    const index = indexWith();
    for (const at of [4, 5, 6, 7]) index.insert(L2, asHost(at * SIZE), SIZE);
    index.insert(L2, asHost(5 * SIZE + 8), SIZE);
    index.remove(L2, asHost(5 * SIZE + 8), SIZE);
    expect([4, 5, 6, 7].map((at) => index.query(asHost(at * SIZE), 1))).toEqual([L2, L2, L2, L2]);
    index.remove(L2, asHost(5 * SIZE), SIZE);
    expect([4, 5, 6, 7].map((at) => index.query(asHost(at * SIZE), 1))).toEqual([L2, 0, L2, L2]);
  });

  test('one wild entry costs one window', () => {
    const index = indexWith();
    const before = index.bytes;
    index.insert(L2, asHost(2 ** 55), SIZE);
    expect(index.statistics.windows).toBe(1);
    expect(index.bytes - before).toBeLessThan(1024);
    expect(index.query(asHost(2 ** 55), 1)).toBe(L2);
  });

  test('what lies beyond all offsets that an entry can hold is not kept', () => {
    const index = indexWith();
    index.insert(BLOCK, asHost(2 ** 63), SIZE);
    index.insert(BLOCK, asHost(2 ** 56 - SIZE), 2 * SIZE);
    expect(index.query(asHost(2 ** 56 - SIZE), 1)).toBe(BLOCK);
    index.remove(BLOCK, asHost(2 ** 56 - SIZE), 2 * SIZE);
    expect(index.query(asHost(2 ** 56 - SIZE), 1)).toBe(0);
  });

  test('no more windows are expanded at once than was asked for, and nothing is lost', () => {
    for (const expandedWindows of [1, 15]) {
      const index = indexWith(expandedWindows);
      for (let round = 0; round < 3; round += 1) {
        for (let window = 0; window < 40; window += 1) {
          index.insert(L2, asHost(window * WINDOW + (9 - round) * SIZE), SIZE);
        }
      }
      const { statistics } = index;
      expect(statistics.expandedWindows).toBe(expandedWindows);
      expect(statistics.listToMap - statistics.mapToList).toBe(expandedWindows);
      for (let window = 0; window < 40; window += 1) {
        const bits = [6, 7, 8, 9, 10].map((at) =>
          index.query(asHost(window * WINDOW + at * SIZE), 1),
        );
        expect(bits).toEqual([0, L2, L2, L2, 0]);
      }
    }
  });

  test('a window that was only looked at is not packed again', () => {
    const index = indexWith(1);
    for (let window = 0; window < 10; window += 1) index.insert(L2, asHost(window * WINDOW), SIZE);
    for (let window = 0; window < 10; window += 1) index.query(asHost(window * WINDOW), 1);
    const { listToMap, mapToList, queries, inserts, removes } = index.statistics;
    expect({ listToMap, mapToList, queries, inserts, removes }).toEqual({
      listToMap: 10,
      mapToList: 0,
      queries: 10,
      inserts: 10,
      removes: 0,
    });
  });

  test('its memory is given back to other lists when owners go', () => {
    const index = indexWith(1);
    for (let window = 0; window < 400; window += 1) {
      for (let at = 0; at < 40; at += 1)
        index.insert(L2, asHost(window * WINDOW + at * 2 * SIZE), SIZE);
      const { bytes } = index;
      for (let at = 0; at < 40; at += 1)
        index.remove(L2, asHost(window * WINDOW + at * 2 * SIZE), SIZE);
      if (window > 1) expect(bytes).toBeLessThan(48 * 1024);
    }
    expect(index.endOfMetadata()).toBe(0);
  });

  test('thousands of counted tables of any length are bounded in work', () => {
    const index = indexWith();
    for (let table = 0; table < 2000; table += 1) index.insert(8, asHost(table * SIZE), 2 ** 35);
    expect(index.query(asHost(2 ** 34), 1)).toBe(8);
    expect(index.statistics.windows).toBe(0);
    for (let table = 0; table < 2000; table += 1) index.remove(8, asHost(table * SIZE), 2 ** 35);
    expect(index.query(asHost(2 ** 34), 1)).toBe(0);
  });
});
