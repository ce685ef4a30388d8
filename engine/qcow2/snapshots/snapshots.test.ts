// Snapshots in an image in memory: what the disk reads afterwards, and that no failure on the way
// leaves more than leaks.
import { describe, expect, test } from 'vitest';
import { EAGAIN, EFBIG, EINVAL, EIO, ENOENT, ENOTSUP } from '../../base/errno.ts';
import { FormatError, IoError } from '../../base/errors.ts';
import { read, truncate, write } from '../../block/request.ts';
import { entryIsCopied } from '../format/l2-entry.ts';
import { faultRule, filled, KIB, MIB, TestWorld } from '../../testing/test-world.ts';
import type { Qcow2Node } from '../image/node.ts';
import { saveVmState } from '../image/vmstate.ts';
import { applySnapshot } from './apply.ts';
import { createSnapshot } from './create.ts';
import { deleteSnapshot } from './delete.ts';

const named = (name: string) => ({ name, dateSeconds: 7, dateNanoseconds: 8000 });

/** A small image, opened for each step and closed after it. */
class Disk {
  readonly world = new TestWorld();
  constructor(refcountBits = 16) {
    this.world.create({ size: MIB, clusterSize: 512, refcountBits });
  }

  with<T>(work: (node: Qcow2Node) => T, faults?: string): T {
    const node = this.world.open(faults === undefined ? {} : { faults });
    try {
      return work(node);
    } finally {
      this.world.close(node);
    }
  }

  fill(offset: number, length: number, value: number): void {
    this.with((node) => this.world.run(write(node, offset, filled(length, value))));
  }

  byteAt(offset: number): number | undefined {
    const bytes = new Uint8Array(1);
    this.with((node) => this.world.run(read(node, offset, bytes)));
    return bytes[0];
  }

  create(name: string, faults?: string): void {
    this.with((node) => this.world.run(createSnapshot(node.image, named(name))), faults);
  }

  apply(name: string, faults?: string): void {
    this.with((node) => this.world.run(applySnapshot(node.image, name)), faults);
  }

  delete(name: string, faults?: string): void {
    this.with((node) => this.world.run(deleteSnapshot(node.image, name)), faults);
  }

  /** No errors at all. */
  expectSound(): void {
    expect(this.world.check()).toMatchObject({ corruptions: 0, checkErrors: 0, leaks: 0 });
    expect(this.world.layout().overlaps).toEqual([]);
  }
}

describe('a snapshot', () => {
  test('keeps what the disk held, however often it is applied', () => {
    const disk = new Disk();
    disk.fill(0, 4 * KIB, 1);
    disk.create('one');
    disk.fill(KIB, KIB, 2);
    disk.fill(700 * KIB, KIB, 3);
    disk.create('two');
    for (const [name, near, far] of [
      ['one', 1, 0],
      ['two', 2, 3],
      ['1', 1, 0],
    ] as const) {
      disk.apply(name);
      expect([disk.byteAt(KIB), disk.byteAt(700 * KIB), disk.byteAt(0)]).toEqual([near, far, 1]);
      disk.expectSound();
    }
    disk.delete('one');
    disk.apply('two');
    expect(disk.byteAt(KIB)).toBe(2);
    disk.delete('two');
    expect(disk.byteAt(KIB)).toBe(2);
    disk.expectSound();
  });

  test('shares its clusters until they are written, and gives COPIED back when it goes', () => {
    const disk = new Disk();
    disk.fill(0, KIB, 1);
    const isCopied = (): boolean => disk.with(({ image }) => entryIsCopied(image.l1, 0));
    expect(isCopied()).toBe(true);
    disk.create('one');
    expect(isCopied()).toBe(false);
    disk.delete('one');
    expect(isCopied()).toBe(true);
    disk.expectSound();
  });

  test('carries its date, the size of the disk and an id above all others', () => {
    const disk = new Disk();
    for (const name of ['a', 'b', 'c']) disk.create(name);
    disk.delete('b');
    disk.create('d');
    const { image } = disk.with((node) => node);
    expect(image.snapshots.map(({ id, name }) => `${id} ${name}`)).toEqual(['1 a', '3 c', '4 d']);
    expect(image.snapshots[2]).toMatchObject({
      dateSeconds: 7,
      dateNanoseconds: 8000,
      diskSize: MIB,
      vmStateSize: 0,
      icount: 0n,
      extraDataSize: 24,
    });
    disk.expectSound();
  });

  test('gives the disk its size back where that grows it', () => {
    const disk = new Disk();
    disk.fill(0, KIB, 1);
    disk.create('small');
    disk.with((node) => disk.world.run(truncate(node, 4 * MIB)));
    disk.fill(3 * MIB, KIB, 4);
    disk.create('large');
    expect(disk.with((node) => node.image.snapshots.map(({ diskSize }) => diskSize))).toEqual([
      MIB,
      4 * MIB,
    ]);
    disk.apply('large');
    expect(disk.byteAt(3 * MIB)).toBe(4);
    disk.expectSound();
  });

  test('holds VM state that the disk wrote before', () => {
    const disk = new Disk();
    disk.with((node) => disk.world.run(saveVmState(node.image, 0, filled(KIB, 9))));
    disk.create('one');
    disk.apply('one');
    disk.expectSound();
  });
});

describe('what is refused', () => {
  const failing = (act: () => void): unknown => {
    try {
      act();
    } catch (error) {
      return error;
    }
    return undefined;
  };

  test('a snapshot that is not there', () => {
    const disk = new Disk();
    expect(failing(() => disk.apply('no'))).toMatchObject({ errno: ENOENT });
    expect(failing(() => disk.delete('no'))).toBeInstanceOf(FormatError);
  });

  test('a second reference where a refcount holds one', () => {
    const disk = new Disk(1);
    disk.fill(0, 512, 1);
    expect(failing(() => disk.create('one'))).toMatchObject({ errno: EINVAL });
    expect(disk.world.check()).toMatchObject({ corruptions: 0, leaks: 1 });
  });

  test('a snapshot whose L1 table cannot be one, in words', () => {
    const disk = new Disk();
    disk.create('one');
    for (const [change, errno] of [
      [{ l1Size: 2 ** 30 }, EFBIG],
      [{ l1TableOffset: 1000 }, EINVAL],
    ] as const) {
      const work = (act: (node: Qcow2Node) => void) => () =>
        disk.with((node) => {
          Object.assign(node.image.snapshots[0] ?? {}, change);
          act(node);
        });
      const applying = work((node) => disk.world.run(applySnapshot(node.image, 'one')));
      expect(failing(applying)).toMatchObject({ errno });
      expect(disk.world.lines.pop()).toMatch(/^Snapshot L1 table /);
      const deleting = work((node) => disk.world.run(deleteSnapshot(node.image, 'one')));
      expect(failing(deleting)).toMatchObject({ errno });
    }
  });

  test('one more where there are as many as can be', () => {
    const disk = new Disk();
    disk.create('one');
    disk.with((node) => {
      const { snapshots } = node.image;
      node.image.snapshots = new Array<(typeof snapshots)[0]>(65536).fill(snapshots[0]!);
      const create = (): void => disk.world.run(createSnapshot(node.image, named('more')));
      expect(failing(create)).toMatchObject({ errno: EFBIG });
      expect(node.image.snapshots).toHaveLength(65536);
      node.image.snapshots = snapshots;
    });
    disk.expectSound();
  });

  test('snapshots of what stands in a data file', () => {
    const world = new TestWorld();
    world.create({ size: MIB, dataFile: 'data' });
    const node = world.open();
    const create = (): void => world.run(createSnapshot(node.image, named('one')));
    expect(failing(create)).toMatchObject({ errno: ENOTSUP });
    expect(failing(() => world.run(applySnapshot(node.image, 'one')))).toMatchObject({
      errno: ENOTSUP,
    });
    expect(node.image.snapshots).toEqual([]);
  });

  test('a table that cannot be written: the old list holds, on disk and in memory', () => {
    const made = (): Disk => {
      const disk = new Disk();
      disk.fill(0, KIB, 1);
      disk.create('one');
      return disk;
    };
    const other = made();
    other.create('two');
    const sector = other.with((node) => node.image.header.snapshotsOffset) / 512;
    const disk = made();
    const namesIn = ({ image }: Qcow2Node): string[] => image.snapshots.map(({ name }) => name);
    const inMemory = disk.with(
      (node) => {
        const create = (): void => disk.world.run(createSnapshot(node.image, named('two')));
        expect(failing(create)).toMatchObject({ errno: EIO });
        return namesIn(node);
      },
      faultRule({ event: 'none', sector, iotype: 'write', errno: EIO }),
    );
    expect(inMemory).toEqual(['one']);
    expect(disk.with(namesIn)).toEqual(['one']);
    // What was counted once more for the second snapshot leaks: nothing else is wrong.
    expect(disk.world.check()).toMatchObject({ corruptions: 0, checkErrors: 0 });
    disk.apply('one');
    expect(disk.byteAt(0)).toBe(1);
  });

  test('an L1 table that leads astray, and clusters that nothing describes', () => {
    for (const [entry, expected] of [
      [[0x80, 0, 0, 0, 0, 0, 0x0a, 0x00], EIO],
      [[0x80, 0, 0, 0, 0, 0, 0, 0], EIO],
      [[0x80, 0, 0, 0, 0x10, 0, 0, 0], EAGAIN],
    ] as const) {
      const world = new TestWorld();
      world.create({ size: MIB, clusterSize: 4 * KIB });
      world.storage.writeBytes('t.qcow2', Uint8Array.from(entry), 3 * 4 * KIB);
      const node = world.open();
      const error = failing(() => world.run(createSnapshot(node.image, named('one'))));
      expect(error).toMatchObject({ errno: expected });
    }
  });
});

describe('a failure at any step', () => {
  const EVENTS = [
    'cluster_alloc',
    'refblock_load',
    'refblock_alloc',
    'l2_load',
    'refblock_update_part',
    'l2_update',
    'flush_to_os',
    'cluster_free',
    'pwritev',
    'pwritev_done',
  ];
  /** Lines of check for clusters that have more users than refcounts. */
  const missingReferences = ({ world }: Disk): string[] => {
    const lines: string[] = [];
    world.check((line) => lines.push(line));
    return lines.filter((line) => line.startsWith('ERROR cluster'));
  };
  const ACTS = ['create', 'apply', 'delete'] as const;
  const cases = EVENTS.flatMap((event) =>
    ACTS.flatMap((act) => ['on', 'off'].map((once) => [act, event, once] as const)),
  );

  test.each(cases)('%s with an error at %s, once=%s, costs at most leaks', (act, event, once) => {
    const disk = new Disk();
    disk.fill(0, 4 * KIB, 1);
    disk.create('one');
    disk.fill(KIB, KIB, 2);
    disk.create('two');
    disk.fill(2 * KIB, KIB, 3);
    const faults = faultRule({ event, errno: 5, once });
    try {
      disk[act](act === 'create' ? 'three' : 'one', faults);
    } catch (error) {
      if (!(error instanceof IoError || error instanceof FormatError)) throw error;
    }
    // Raised refcounts can be on disk while the L1 table still carries COPIED: that counts as an
    // error, and QEMU leaves the same. No entry ever points at a cluster that counts as free.
    const check = disk.world.check();
    expect(check).toMatchObject({ checkErrors: 0 });
    if (act !== 'create') expect(check.corruptions).toBe(0);
    expect(missingReferences(disk)).toEqual([]);
    if (act !== 'apply') {
      expect([0, KIB, 2 * KIB, 3 * KIB].map((at) => disk.byteAt(at))).toEqual([1, 2, 3, 1]);
    }
    disk.apply('two');
    expect([0, KIB, 2 * KIB, 3 * KIB].map((at) => disk.byteAt(at))).toEqual([1, 2, 1, 1]);
  });
});
