// Peek and poke on small images: the field changes, no other byte does, and what is not there is
// told by name.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FormatError, UsageError } from '../../base/errors.ts';
import { Scheduler } from '../../task/scheduler.ts';
import { parseFieldPath } from '../format/field-path.ts';
import { parseFieldValue } from '../format/field-slot.ts';
import { headerField } from '../format/header.ts';
import { memoryFile, patched } from '../../testing/qemu-tools.ts';
import { smallImage } from '../../testing/small-image.ts';
import { peekField, pokeField } from './fields.ts';
import { read } from '../../block/request.ts';

const peek = (bytes: Uint8Array, name: string): string =>
  new Scheduler().run(peekField(memoryFile(bytes), parseFieldPath(name)));

function poke(bytes: Uint8Array, name: string, value: string): Uint8Array {
  const file = memoryFile(bytes);
  const scheduler = new Scheduler();
  scheduler.run(pokeField(file, parseFieldPath(name), parseFieldValue(value)));
  const after = new Uint8Array(file.length());
  scheduler.run(read(file, 0, after));
  return after;
}

const changed = (a: Uint8Array, b: Uint8Array): number[] =>
  [...a.keys()].filter((at) => a[at] !== b[at]);

test('fields are found by their names', () => {
  const image = smallImage({ clusterBits: 9 });
  expect(peek(image, 'header.l1_table_offset')).toBe('0x600');
  expect(peek(image, 'l1[0]')).toBe('0x8000000000000800');
  expect(peek(image, 'l2[0][1].offset')).toBe('0xc00');
  expect(peek(image, 'l2[0][1].copied')).toBe('on');
  expect(peek(image, 'refcount_table[0].offset')).toBe('0x400');
  expect([peek(image, 'refcount[6]'), peek(image, 'refcount[7]')]).toEqual(['1', '0']);
  expect(peek(image, 'refcount[256]')).toBe('0');
  expect(peek(image, '0:4')).toBe('0x514649fb');
});

test('a poke changes these bits and no others', () => {
  const image = smallImage({ clusterBits: 9 });
  expect(changed(image, poke(image, 'l1[0].copied', 'off'))).toEqual([0x600]);
  expect(changed(image, poke(image, 'header.version', '2'))).toEqual([7]);
  expect(changed(image, poke(image, '8:2', '0x0102'))).toEqual([8, 9]);
  const compressed = poke(image, 'l2[0][1]', '0x4000000000000c40');
  expect(peek(compressed, 'l2[0][1].compressed')).toBe('on');
  expect(peek(poke(compressed, 'l2[0][1].sectors', '1'), 'l2[0][1].offset')).toBe('0xc40');
  expect(peek(poke(compressed, 'l2[0][1].sectors', '1'), 'l2[0][1].sectors')).toBe('1');
});

test('refcounts of every width take their values and leave their neighbours', () => {
  const orders = fc.integer({ min: 0, max: 6 });
  fc.assert(
    fc.property(orders, fc.nat(31), fc.bigInt(0n, 2n ** 64n - 1n), (refcountOrder, at, wanted) => {
      const image = smallImage({ clusterBits: 9, refcountOrder });
      const value = wanted % 2n ** BigInt(2 ** refcountOrder);
      const after = poke(image, `refcount[${at}]`, `${value}`);
      for (let cluster = 0; cluster < 32; cluster += 1) {
        const name = `refcount[${cluster}]`;
        expect(peek(after, name)).toBe(cluster === at ? `${value}` : peek(image, name));
      }
    }),
    { numRuns: 60 },
  );
});

const small = smallImage({ clusterBits: 9 });
const badOrder = patched(small, headerField('refcountOrder').offset, 4, 7n);

test.each([
  [small, 'l1[16]', "'l1[16]' is not there: the L1 table has 16 entries"],
  [small, 'l2[1][0]', "'l2[1][0]' is not there: l1[1] points at no L2 table"],
  [small, 'l2[0][64]', "'l2[0][64]' is not there: the L2 table has 64 entries"],
  [
    small,
    'l2[0][0].bitmap',
    "'l2[0][0].bitmap' is not there: the image has no extended L2 entries",
  ],
  [small, 'l2[0][0].sectors', "'l2[0][0].sectors' is not there: the cluster is not compressed"],
  [small, 'refcount[16384]', "'refcount[16384]' is not there: the refcount table has 64 entries"],
  [
    small,
    'snapshot[0].icount',
    "'snapshot[0].icount' is not there: the snapshot table has 0 entries",
  ],
  [small, '3583:2', "'3583:2' is not there: bytes 3583 to 3584 of a file of 3584 bytes"],
  [badOrder, 'refcount[0]', "'refcount[0]' cannot be found: header.refcount_order is wrong"],
  [new Uint8Array(8), 'l1[0]', "'l1[0]' cannot be found: header.magic is wrong"],
  [
    smallImage({ clusterBits: 9, version: 2 }),
    'header.refcount_order',
    "'header.refcount_order' is not there: the header has 72 bytes",
  ],
])('what the image does not have is told by its name (%#)', (image, name, message) => {
  expect(() => peek(image, name)).toThrow(new FormatError(message));
});

test('what a field cannot hold is refused', () => {
  expect(() => poke(small, 'l1[0].offset', '0x201')).toThrow(
    new UsageError("'l1[0].offset' cannot hold 0x201: its bits are 9 to 55"),
  );
  expect(() => poke(small, 'header.l1_size', '4294967296')).toThrow(/cannot hold 0x100000000/);
  expect(() => poke(small, 'header.l1_size', 'on')).toThrow("'header.l1_size' is a number, not");
  expect(() => poke(small, 'l1[0].copied', '2')).toThrow(/its bits are 0 to 0/);
  expect(() => poke(small, 'refcount[256]', '1')).toThrow(/points at no refcount block/);
});
