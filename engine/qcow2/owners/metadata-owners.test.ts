// What the owners of a whole image cost, and what becomes of them when there is no room.
import { expect, test } from 'vitest';
import { asHost } from '../../base/address.ts';
import { DEFAULT_OVERLAP, MetadataOwners, type OverlapOptions } from './metadata-owners.ts';

/** Room for a large image; no warning is expected. */
const ownersOf = (clusterSize: number, options: Partial<OverlapOptions> = {}) => {
  const warnings: number[] = [];
  const all = { ...DEFAULT_OVERLAP, ...options };
  const owners = new MetadataOwners(clusterSize, all, (maxBytes) => warnings.push(maxBytes));
  return { owners, warnings };
};

/**
 * Offsets of the tables of a preallocated image: each L2 table before its data clusters, and a
 * refcount block of 16-bit counters where the last one ends.
 */
function tablesOf(clusterSize: number, guestSize: number): [Float64Array, Float64Array] {
  const perL2 = clusterSize / 8;
  const perBlock = clusterSize / 2;
  const l2Tables: number[] = [];
  const blocks: number[] = [];
  let cluster = 3;
  for (let data = 0; data < guestSize / clusterSize; data += perL2) {
    if (cluster >= blocks.length * perBlock) {
      blocks.push(cluster * clusterSize);
      cluster += 1;
    }
    l2Tables.push(cluster * clusterSize);
    cluster += 1 + perL2;
  }
  return [Float64Array.from(l2Tables), Float64Array.from(blocks)];
}

const KIB = 1024;
const GIB = 2 ** 30;

test.each([
  [2 * GIB, 512, 400_000],
  [2 ** 40, 64 * KIB, 170_000],
])('the tables of %i bytes in clusters of %i need at most %i', (guestSize, clusterSize, limit) => {
  const { owners } = ownersOf(clusterSize);
  const [l2Tables, blocks] = tablesOf(clusterSize, guestSize);
  const inserts = l2Tables.length + blocks.length;
  expect(inserts).toBeGreaterThan(2000);
  owners.addAll(l2Tables, blocks);
  const { statistics } = owners;
  expect(statistics.inserts).toBe(inserts);
  expect(statistics.bytes).toBeLessThanOrEqual(limit);
  expect(owners.find(asHost(l2Tables[99] as number), 1, [])).toBe('active L2 table');
  expect(owners.find(asHost(blocks[9] as number), 1, [])).toBe('refcount block');
  expect(owners.find(asHost((l2Tables[99] as number) + clusterSize), 1, [])).toBe(undefined);
});

test('tables that are entered all at once need no conversion, in whatever order they come', () => {
  const { owners } = ownersOf(512);
  const [l2Tables, blocks] = tablesOf(512, GIB / 8);
  owners.addAll(l2Tables.toReversed(), blocks.toReversed());
  expect(owners.statistics).toMatchObject({ listToMap: 0, mapToList: 0, expandedWindows: 0 });
  expect(owners.endOfMetadata).toBe(Math.max(...l2Tables, ...blocks) + 512);
});

test('sections that are not protected are not entered with the others', () => {
  const { owners } = ownersOf(512, { sections: new Set(['refcount block']) });
  owners.addAll(Float64Array.of(512), Float64Array.of(1024));
  expect(owners.statistics.inserts).toBe(1);
  expect([512, 1024].map((at) => owners.find(asHost(at), 1, []))).toEqual([
    undefined,
    'refcount block',
  ]);
});

test('an index that is full says so once, whatever is entered afterwards', () => {
  const { owners, warnings } = ownersOf(512, { maxBytes: 20 * KIB });
  owners.addAll(...tablesOf(512, GIB));
  owners.add('active L2 table', asHost(512));
  owners.update('active L1 table', asHost(1024), 512);
  expect(warnings).toEqual([20 * KIB]);
  expect(owners.statistics).toMatchObject({ inserts: 0, windows: 0 });
  expect(owners.find(asHost(0), 1, [])).toBeUndefined();
});
