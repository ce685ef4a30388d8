// A check that notes shared tables finds what one finds that goes through all of them.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { write } from '../../block/request.ts';
import { Scheduler } from '../../task/scheduler.ts';
import { filled, KIB, TestWorld } from '../image/image.test-support.ts';
import { readMetadata } from '../image/metadata.ts';
import { memoryFile } from '../image/qemu-tools.test-support.ts';
import { createSnapshot } from '../snapshots/create.ts';
import { runCheck } from './check.ts';
import { CheckContext } from './check-context.ts';
import { OnDiskRefcounts } from './on-disk-refcounts.ts';

/** Everything that a check says and counts; `patience` as of SharedTables. */
function checked(bytes: Uint8Array, patience: number): unknown {
  const scheduler = new Scheduler();
  const file = memoryFile(bytes);
  const lines: string[] = [];
  const report = (line: string): void => void lines.push(line);
  const options = { readOnly: true, forCheck: true, report };
  const metadata = scheduler.run(readMetadata(file, options));
  const onDisk = new OnDiskRefcounts(file, metadata, report);
  const context = new CheckContext({
    file, metadata, report: { bare: report, prefixed: report }, onDisk, mode: 'none', patience,
  });
  return { result: scheduler.run(runCheck(context)), lines };
}

const SNAPSHOTS = 4;

/** Snapshots that share L2 tables, the data of which is also shared within a table. */
function imageOf(refcountBits: number): TestWorld {
  const world = new TestWorld();
  world.create({ size: 256 * KIB, clusterSize: 512, refcountBits });
  const node = world.open();
  for (let index = 0; index < SNAPSHOTS; index += 1) {
    world.run(write(node, index * 40 * KIB, filled(8 * KIB, index + 1)));
    const name = `snapshot ${index}`;
    world.run(createSnapshot(node.image, { name, dateSeconds: 0, dateNanoseconds: 0 }));
  }
  world.close(node);
  return world;
}

test.each([16, 64])('nothing is lost by noting, with refcounts of %s bits', (refcountBits) => {
  const world = imageOf(refcountBits);
  const sound = world.storage.readBytes('t.qcow2', 0, world.storage.length('t.qcow2'));
  const view = new DataView(sound.buffer, sound.byteOffset, sound.length);
  const table = Number(view.getBigUint64(64));
  const at = (index: number): number => table + index * 80;
  const damages = fc.array(
    fc.record({
      kind: fc.constantFrom('share L1', 'share L1', 'share L2', 'word'),
      from: fc.nat(SNAPSHOTS - 1),
      to: fc.nat(SNAPSHOTS - 1),
      word: fc.nat(Math.floor(sound.length / 8) - 1),
      value: fc.nat(Math.ceil(sound.length / 512) + 3),
    }),
    { maxLength: 5 },
  );
  const property = fc.property(damages, (list) => {
    const bytes = sound.slice();
    const damaged = new DataView(bytes.buffer);
    for (const { kind, from, to, word, value } of list) {
      const l1 = damaged.getBigUint64(at(from));
      if (kind === 'share L1') damaged.setBigUint64(at(to), l1);
      if (kind === 'share L2') {
        const place = Number(l1 % 2n ** 40n) + to * 8;
        if (place + 8 < bytes.length) damaged.setBigUint64(place, BigInt(value) * 512n);
      }
      // Not in the header, which has to be read, nor in the refcount table.
      if (kind === 'word' && word >= 128) damaged.setBigUint64(word * 8, BigInt(value) * 512n);
    }
    expect(checked(bytes, -1)).toEqual(checked(bytes, Infinity));
  });
  fc.assert(property, { numRuns: 80 });
});
