// The map of owners: claims come back grouped by cluster, in the order in which they were made.
import { describe, expect, it } from 'vitest';
import { asCluster } from '../../base/address.ts';
import { InvariantError } from '../../base/assert.ts';
import { OwnerMap } from './owner-map.ts';

describe('the owner map', () => {
  it('groups many claims by cluster and keeps their order', () => {
    const map = new OwnerMap(1000);
    for (let round = 0; round < 5; round += 1) {
      for (let cluster = 999; cluster >= 0; cluster -= 1) {
        map.add(asCluster(cluster), 'data', round * 2 ** 40 + cluster, round - 1);
      }
    }
    for (const cluster of [0, 1, 500, 999]) {
      expect(map.count(asCluster(cluster))).toBe(5);
      expect(map.owners(asCluster(cluster))).toEqual(
        [0, 1, 2, 3, 4].map((round) => ({
          kind: 'data',
          index: round * 2 ** 40 + cluster,
          snapshot: round - 1,
        })),
      );
    }
  });

  it('does not keep claims beyond its end, and takes none once it was asked', () => {
    const map = new OwnerMap(4);
    map.add(asCluster(4), 'header', 0, -1);
    expect([0, 1, 2, 3].map((cluster) => map.count(asCluster(cluster)))).toEqual([0, 0, 0, 0]);
    expect(() => map.add(asCluster(0), 'header', 0, -1)).toThrow(InvariantError);
  });
});
