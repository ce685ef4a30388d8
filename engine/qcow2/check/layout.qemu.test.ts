// Images made by QEMU: as many owners as references for every cluster, no overlaps, and holes
// only where QEMU really leaves some.
import { afterAll, describe, expect, it } from 'vitest';
import { asCluster } from '../../base/address.ts';
import { Scheduler } from '../../task/scheduler.ts';
import { readMetadata } from '../metadata/read-metadata.ts';
import { memoryFile, Scratch } from '../../testing/qemu-tools.ts';
import { checkImage } from './check.ts';
import { formatLayout, readLayout } from './layout.ts';
import { OnDiskRefcounts } from './on-disk-refcounts.ts';
import { getRefcount } from '../format/refcount-block.ts';

const scratch = new Scratch();
afterAll(() => scratch.remove());

const ignore = (): void => {};

function layoutLines(name: string): string[] {
  const file = memoryFile(scratch.read(name));
  const scheduler = new Scheduler();
  const metadata = scheduler.run(
    readMetadata(file, { readOnly: true, forCheck: true, report: ignore }),
  );
  const layout = scheduler.run(readLayout(file, metadata));
  const result = scheduler.run(checkImage(file, metadata, { found() {} }));
  expect(result).toMatchObject({ corruptions: 0, leaks: 0, checkErrors: 0 });
  expect(layout.hostClusters * metadata.geometry.clusterSize).toBe(result.imageEndOffset);
  const onDisk = new OnDiskRefcounts(file, metadata, { found() {} });
  const { refcountsPerBlock, refcountOrder } = metadata.geometry;
  for (let cluster = 0; cluster < layout.hostClusters; cluster += 1) {
    const block = scheduler.run(onDisk.block(Math.floor(cluster / refcountsPerBlock)));
    const index = cluster % refcountsPerBlock;
    const refcount = block === undefined ? 0 : getRefcount(block, index, refcountOrder);
    const owners = layout.ownersOf(asCluster(cluster)).length;
    expect({ cluster, owners }).toEqual({ cluster, owners: refcount });
  }
  return formatLayout(layout);
}

describe('the layout of an image made by QEMU', () => {
  it('has no hole where a refcount block was added in the middle of an allocation', () => {
    scratch.img('create', '-q', '-f', 'qcow2', '-o', 'cluster_size=512', 'grown', '1M');
    scratch.io('grown', 'write 0 124k');
    scratch.io('grown', 'write 124k 512');
    expect(scratch.read('grown').length).toBe(132096);
    expect(layoutLines('grown')).toEqual(['0 holes', '0 overlaps']);
  });

  it('has holes where the refcount table moved', () => {
    scratch.img('create', '-q', '-f', 'qcow2', '-o', 'cluster_size=512', 'moved', '16M');
    scratch.io('moved', 'write 0 8222208', 'write 8222208 512');
    expect(layoutLines('moved')[0]).toMatch(/^[1-9][0-9]* holes: 1/);
  });

  it('shares clusters between snapshots and between compressed clusters', () => {
    scratch.img('create', '-q', '-f', 'qcow2', '-o', 'cluster_size=4k', 'shared', '1M');
    for (let at = 0; at < 40; at += 4) scratch.io('shared', `write -c ${at}k 4k`);
    scratch.io('shared', 'write 100k 40k');
    scratch.img('snapshot', '-c', 'one', 'shared');
    scratch.io('shared', 'write 100k 8k', 'write -c 200k 4k');
    scratch.img('snapshot', '-c', 'two', 'shared');
    scratch.io('shared', 'write -z 120k 8k');
    expect(layoutLines('shared')[1]).toBe('0 overlaps');
  });

  it('knows bitmaps, subclusters and narrow refcounts', () => {
    scratch.img('create', '-q', '-f', 'qcow2', '-o', 'cluster_size=1k', 'bitmap', '4M');
    scratch.img('bitmap', '--add', '-g', '512', 'bitmap', 'b0');
    scratch.io('bitmap', 'write 0 100k');
    expect(layoutLines('bitmap')[1]).toBe('0 overlaps');
    const extended = 'cluster_size=16k,extended_l2=on';
    scratch.img('create', '-q', '-f', 'qcow2', '-o', extended, 'extended', '4M');
    scratch.io('extended', 'write 0 40k', 'write -c 64k 16k');
    expect(layoutLines('extended')).toEqual(['0 holes', '0 overlaps']);
    scratch.img('create', '-q', '-f', 'qcow2', '-o', 'refcount_bits=1', 'narrow', '4M');
    scratch.io('narrow', 'write 0 400k');
    expect(layoutLines('narrow')).toEqual(['0 holes', '0 overlaps']);
  });
});
