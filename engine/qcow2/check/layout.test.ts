// Holes, overlaps and owners in small images whose refcounts and pointers are changed.
import { describe, expect, it } from 'vitest';
import { asCluster, asHost } from '../../base/address.ts';
import { Scheduler } from '../../task/scheduler.ts';
import { headerField } from '../format/header.ts';
import { encodeSnapshotEntry } from '../format/snapshot-entry.ts';
import { readMetadata } from '../metadata/read-metadata.ts';
import { memoryFile, patched } from '../../testing/qemu-tools.ts';
import { smallImage } from '../../testing/small-image.ts';
import type { Layout } from './layout.ts';
import { formatLayout, formatOwner, readLayout } from './layout.ts';

const KB64 = 65536;

function layoutOf(bytes: Uint8Array): Layout {
  const file = memoryFile(bytes);
  const scheduler = new Scheduler();
  const options = { readOnly: true, forCheck: true, report: (): void => {} };
  return scheduler.run(readLayout(file, scheduler.run(readMetadata(file, options))));
}

const setRefcount = (bytes: Uint8Array, cluster: number, value: number): Uint8Array =>
  patched(bytes, 2 * KB64 + cluster * 2, 2, BigInt(value));

const setL2 = (bytes: Uint8Array, index: number, entry: bigint): Uint8Array =>
  patched(bytes, 4 * KB64 + index * 8, 8, entry);

/** A second L1 table at cluster 8, reached from a snapshot table at cluster 7. */
function withSnapshot(l1Entry: bigint): Uint8Array {
  let bytes = patched(smallImage(), headerField('snapshotCount').offset, 4, 1n);
  bytes = patched(bytes, headerField('snapshotsOffset').offset, 8, BigInt(7 * KB64));
  bytes = patched(bytes, 9 * KB64 - 1, 1, 0n);
  const entry = encodeSnapshotEntry({
    l1TableOffset: asHost(8 * KB64),
    l1Size: 1,
    id: '1',
    name: 'one',
    dateSeconds: 0,
    dateNanoseconds: 0,
    vmClock: 0n,
    vmStateSize: 0,
    diskSize: 1024 * KB64,
    icount: 0n,
    extraDataSize: 24,
    unknownExtraData: new Uint8Array(0),
  });
  bytes.set(entry, 7 * KB64);
  bytes = patched(bytes, 8 * KB64, 8, l1Entry);
  return setRefcount(setRefcount(bytes, 7, 1), 8, 1);
}

describe('the layout', () => {
  it('of a sound image names an owner for every cluster, and neither holes nor overlaps', () => {
    const layout = layoutOf(smallImage());
    expect(formatLayout(layout)).toEqual(['0 holes', '0 overlaps']);
    expect(layout.hostClusters).toBe(7);
    const names = [0, 1, 2, 3, 4, 5, 6].map((at) =>
      layout.ownersOf(asCluster(at)).map(formatOwner),
    );
    expect(names).toEqual([
      ['header'],
      ['refcount table'],
      ['refcount block 0'],
      ['L1 table'],
      ['L2 table 0'],
      ['data of guest offset 0'],
      ['data of guest offset 65536'],
    ]);
    expect(layout.ownersOf(asCluster(7))).toEqual([]);
  });

  it('has holes where a cluster below the end has neither refcount nor owner', () => {
    const freed = setRefcount(setL2(smallImage({ dataClusters: 5 }), 0, 0n), 5, 0);
    const more = setRefcount(setL2(freed, 2, 0n), 7, 0);
    expect(formatLayout(layoutOf(setRefcount(setL2(more, 3, 0n), 8, 0)))).toEqual([
      '3 holes: 5, 7-8',
      '0 overlaps',
    ]);
  });

  it('ends behind the last cluster that is used, so free clusters at the end are no holes', () => {
    const layout = layoutOf(setRefcount(setL2(smallImage(), 1, 0n), 6, 0));
    expect(layout.hostClusters).toBe(6);
    expect(layout.holeCount).toBe(0);
  });

  it('does not take a leaked cluster for a hole', () => {
    expect(layoutOf(setL2(smallImage(), 0, 0n)).holeCount).toBe(0);
  });

  it('has overlaps where two parts of the image claim one cluster', () => {
    const onData = setL2(smallImage(), 0, 0x8000000000060000n);
    expect(formatLayout(layoutOf(onData))).toEqual([
      '0 holes',
      '1 overlaps',
      'cluster 6: data of guest offset 0, data of guest offset 65536',
    ]);
    const onTable = setRefcount(setL2(smallImage(), 0, 0x30000n), 3, 2);
    expect(formatLayout(layoutOf(onTable))[2]).toBe('cluster 3: L1 table, data of guest offset 0');
  });

  it('counts both clusters that an unaligned pointer touches', () => {
    const bytes = setL2(smallImage(), 1, 0x8000000000050200n);
    expect(layoutOf(bytes).overlaps.map(({ cluster }) => cluster)).toEqual([5]);
    expect(layoutOf(bytes).ownersOf(asCluster(6)).map(formatOwner)).toEqual([
      'data of guest offset 65536',
    ]);
  });

  it('lets snapshots share tables and data as long as the refcounts cover them', () => {
    let bytes = withSnapshot(0x40000n);
    expect(layoutOf(bytes).overlaps.map(({ cluster }) => cluster)).toEqual([4, 5, 6]);
    expect(formatLayout(layoutOf(bytes))[2]).toBe(
      'cluster 4: L2 table 0, L2 table 0 in snapshot 0',
    );
    for (const cluster of [4, 5, 6]) bytes = setRefcount(bytes, cluster, 2);
    expect(formatLayout(layoutOf(bytes))).toEqual(['0 holes', '0 overlaps']);
    expect(formatOwner(layoutOf(bytes).ownersOf(asCluster(8))[0] as never)).toBe(
      'L1 table of snapshot 0',
    );
  });

  it('lets compressed clusters share a host cluster, but not with plain data', () => {
    const compressed = 0x4000000000000000n;
    let bytes = setL2(smallImage(), 0, compressed | 0x50000n);
    bytes = setL2(bytes, 2, compressed | 0x50800n);
    expect(layoutOf(bytes).overlaps).toHaveLength(1);
    bytes = setRefcount(bytes, 5, 2);
    expect(formatLayout(layoutOf(bytes))).toEqual(['0 holes', '0 overlaps']);
    bytes = setRefcount(setL2(bytes, 1, 0x50000n), 5, 3);
    expect(formatLayout(layoutOf(bytes))[2]).toBe(
      'cluster 5: compressed data of guest offset 0, data of guest offset 65536, ' +
        'compressed data of guest offset 131072',
    );
  });

  it('names at most sixteen holes and overlaps', () => {
    let bytes = smallImage({ dataClusters: 100 });
    for (let index = 0; index < 80; index += 2) {
      bytes = setRefcount(setL2(bytes, index, 0n), 5 + index, 0);
    }
    for (let index = 1; index < 80; index += 2) {
      bytes = setL2(bytes, index, BigInt((index % 38) + 81) * 65536n);
    }
    const lines = formatLayout(layoutOf(bytes));
    expect(lines[0]).toMatch(/^40 holes: 5, 7, .*, \.\.\.$/);
    expect(lines.length).toBeLessThan(20);
    for (const line of lines) expect(line.length).toBeLessThan(800);
  });

  it('ends where tables are said to stand above all numbers', () => {
    const far = 2n ** 62n;
    const { offset } = headerField('l1TableOffset');
    let bytes = patched(withSnapshot(0n), 7 * KB64, 8, far);
    bytes = patched(bytes, KB64 + 8, 8, far);
    expect(layoutOf(bytes).overlaps).toEqual([]);
    bytes = patched(smallImage(), offset, 8, far);
    // Nobody owns what the L1 table would name.
    expect(layoutOf(bytes).holeCount).toBe(0);
    expect(layoutOf(bytes).ownersOf(asCluster(5))).toEqual([]);
  });

  it('takes clusters of an unusable refcount block for neither', () => {
    const layout = layoutOf(patched(smallImage(), KB64, 8, 0x20200n));
    expect(layout.holeCount).toBe(0);
  });
});
