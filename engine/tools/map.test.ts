// Maps of chains against a model: which image decides each sector, and where its bytes stand.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { READ_ONLY } from '../block/node.ts';
import type { Task } from '../task/task.ts';
import { ChainWorld, type Layer, nameOf } from '../testing/chains.ts';
import { Images } from '../testing/images.ts';
import { property } from '../testing/property.ts';
import { emptyMapEntry, isContinuedBy, type MapEntry, type MapRun, mapRunFrom } from './map.ts';

const KIB = 1024;
const CLUSTER = 4 * KIB;
const SIZE = 64 * KIB;

const layers: fc.Arbitrary<Layer> = fc.record({
  size: fc.constant(SIZE),
  clusterSize: fc.constant(CLUSTER),
  writes: fc.array(
    fc.record({
      offset: fc.nat(15).map((cluster) => cluster * CLUSTER),
      length: fc.constantFrom(CLUSTER, 3 * CLUSTER),
      value: fc.nat(3),
    }),
    { maxLength: 4 },
  ),
});

/** All entries of the map of an image, those that continue each other as one. */
function mapOf(chain: ChainWorld, index: number): MapEntry[] {
  return chain.use(index, READ_ONLY, function* (top): Task<MapEntry[]> {
    const entries: MapEntry[] = [];
    let current: MapEntry | undefined = emptyMapEntry(0);
    while (current !== undefined) {
      const { entry, next }: MapRun = yield* mapRunFrom(top, current, top.length());
      if (entry.length > 0) entries.push(entry);
      current = next;
    }
    return entries;
  });
}

describe('a map', () => {
  property([fc.array(layers, { minLength: 1, maxLength: 3 })], { numRuns: 60 })(
    'tells of each cluster how deep it stands, and its place holds what the disk reads as',
    (made) => {
      const chain = new ChainWorld();
      chain.build(made);
      const top = made.length - 1;
      const content = chain.contents(top).get(nameOf(top)) ?? new Uint8Array();
      let end = 0;
      for (const entry of mapOf(chain, top)) {
        expect(entry.start).toBe(end);
        end += entry.length;
        for (let at = entry.start; at < end; at += CLUSTER) {
          const isHeld = ({ writes }: Layer): boolean =>
            writes.some(({ offset, length }) => offset <= at && at < offset + length);
          const decides = made.findLastIndex(isHeld);
          expect(entry.depth).toBe(decides < 0 ? top : top - decides);
          expect(entry.isPresent).toBe(decides >= 0);
          const { offset, filename = '' } = entry;
          if (!entry.isData || offset === undefined) continue;
          const place = offset + at - entry.start;
          const stored = chain.world.storage.readBytes(filename, place, CLUSTER);
          expect(Buffer.compare(stored, content.subarray(at, at + CLUSTER))).toBe(0);
        }
      }
      expect(end).toBe(SIZE);
    },
  );

  const entry: MapEntry = {
    start: 0,
    length: 512,
    depth: 1,
    isPresent: true,
    isZero: false,
    isData: true,
    offset: 4096,
    filename: 'a',
  };

  test.each<[boolean, Partial<MapEntry>]>([
    [true, { offset: 4608 }],
    [false, { offset: 4096 }],
    [false, { offset: undefined }],
    [false, { offset: 4608, depth: 0 }],
    [false, { offset: 4608, isZero: true }],
    [false, { offset: 4608, isData: false }],
    [false, { offset: 4608, isPresent: false }],
    [false, { offset: 4608, filename: 'b' }],
  ])('goes on (%s) with an entry that differs by %o', (isContinued, changes) => {
    expect(isContinuedBy(entry, { ...entry, ...changes, start: 512 })).toBe(isContinued);
  });

  test('goes on without places, but never from nothing', () => {
    const nowhere = { ...entry, offset: undefined };
    expect(isContinuedBy(nowhere, { ...nowhere, start: 512 })).toBe(true);
    expect(isContinuedBy(nowhere, { ...entry, start: 512 })).toBe(false);
    expect(isContinuedBy(emptyMapEntry(0), emptyMapEntry(0))).toBe(false);
  });
});

describe('what is told of an image', () => {
  const SPEC = { size: SIZE, clusterSize: CLUSTER };

  test('is the size of its clusters, seen through filters and raw images', () => {
    const images = new Images();
    images.qcow2('image', SPEC);
    images.raw('raw', new Uint8Array(SIZE));
    const faults = { faults: '' };
    images.with('image', faults, (node) => {
      expect(node.describe()?.clusterSize).toBe(CLUSTER);
      expect(node.primary?.describe()?.clusterSize).toBe(0);
    });
    images.with('raw', { format: 'raw' }, (node) => expect(node.describe()?.clusterSize).toBe(0));
  });

  test('is whether a new one reads as zeroes', () => {
    const images = new Images();
    images.qcow2('plain', SPEC);
    images.qcow2('filled', { ...SPEC, preallocation: 'metadata' });
    images.qcow2('over', { ...SPEC, backingFile: 'plain', backingFormat: 'qcow2' });
    images.raw('raw', new Uint8Array(SIZE));
    const told = (name: string, format: 'qcow2' | 'raw' = 'qcow2'): boolean =>
      images.with(name, { format }, (node) => node.hasZeroInit());
    expect([told('plain'), told('filled'), told('over'), told('raw', 'raw')]).toEqual([
      true,
      true,
      false,
      true,
    ]);
  });
});
