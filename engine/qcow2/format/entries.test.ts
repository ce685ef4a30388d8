// L1 and L2 entries, refcounts, snapshot entries, names and features: what is encoded is decoded
// again.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asHost } from '../../base/address.ts';
import { property } from '../../testing/property.ts';
import {
  decodeFeatureTable,
  describeUnsupported,
  encodeFeatureTable,
  FEATURE_NAMES,
  hasFeature,
  knownAutoclear,
  withFeature,
} from './features.ts';
import { geometryOf } from './geometry.ts';
import {
  clusterKind,
  compressedOffsetExact,
  compressedRange,
  entryHex,
  entryIsCopied,
  entryOffset,
  l1ReservedBitsSet,
  l2ReservedBitsSet,
  nextEntry,
  storeCompressedEntry,
  storeEntry,
  subclusterBitmap,
} from './l2-entry.ts';
import { exactRefcount, getRefcount, refcountTableEntry, setRefcount } from './refcount-block.ts';
import { decodeSnapshotEntry, encodeSnapshotEntry, snapshotLengths } from './snapshot-entry.ts';
import { tableProblem } from './table-bounds.ts';
import { decodeText, encodeText } from './text.ts';

const clusterBits = fc.integer({ min: 9, max: 21 });
/** Multiples of 512 below 2^56. */
const hostOffset = fc.nat({ max: 2 ** 44 - 1 }).map((sector) => asHost(sector * 512));

const word = (value: bigint): Uint8Array => {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value);
  return bytes;
};

describe('an entry', () => {
  it('keeps offset and flags', () => {
    fc.assert(
      fc.property(hostOffset, fc.boolean(), fc.boolean(), (offset, copied, zero) => {
        const table = new Uint8Array(24);
        storeEntry(table, 8, { offset, copied, zero });
        expect(entryOffset(table, 8)).toBe(offset);
        expect(entryIsCopied(table, 8)).toBe(copied);
        const kind = clusterKind(table, 8, geometryOf(16, 4, false));
        const expected = zero
          ? offset === 0
            ? 'zero-plain'
            : 'zero-allocated'
          : offset === 0
            ? 'unallocated'
            : 'normal';
        expect(kind).toBe(expected);
        expect(l2ReservedBitsSet(table, 8)).toBe(false);
        expect([...table.subarray(0, 8), ...table.subarray(16)]).toEqual(Array(16).fill(0));
      }),
    );
  });

  it('of a compressed cluster keeps the offset and covers its bytes in whole sectors', () => {
    const sizes = fc.record({
      bits: clusterBits,
      offset: fc.nat({ max: 2 ** 40 }),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(sizes, ({ bits, offset, part }) => {
        const geometry = geometryOf(bits, 4, false);
        const size = 1 + Math.floor(part * (geometry.clusterSize - 2));
        const table = new Uint8Array(8);
        storeCompressedEntry(table, 0, geometry, { offset: asHost(offset), size });
        expect(clusterKind(table, 0, geometry)).toBe('compressed');
        const range = compressedRange(table, 0, geometry);
        expect(range.offset).toBe(offset);
        expect((range.offset + range.length) % 512).toBe(0);
        expect(range.length).toBeGreaterThanOrEqual(size);
        expect(range.length).toBeLessThan(size + 512);
        expect(compressedOffsetExact(table, 0, geometry)).toBe(BigInt(offset));
      }),
    );
  });

  it('has reserved bits exactly where the masks say', () => {
    for (let bit = 0n; bit < 64n; bit += 1n) {
      const table = word(1n << bit);
      expect(l1ReservedBitsSet(table, 0)).toBe((0x7f000000000001ffn & (1n << bit)) !== 0n);
      expect(l2ReservedBitsSet(table, 0)).toBe((0x3f000000000001fen & (1n << bit)) !== 0n);
      expect(entryHex(table, 0)).toBe((1n << bit).toString(16));
    }
  });

  it('with a bitmap tells contradictions apart', () => {
    const bitmapOf = (value: bigint) => {
      const entry = new Uint8Array(16);
      entry.set(word(value), 8);
      return subclusterBitmap(entry, 0);
    };
    expect(bitmapOf(0n)).toEqual({ isEmpty: true, hasAllocated: false, isContradictory: false });
    expect(bitmapOf(1n).hasAllocated).toBe(true);
    expect(bitmapOf(1n << 32n).hasAllocated).toBe(false);
    expect(bitmapOf((1n << 33n) | 2n).isContradictory).toBe(true);
  });
});

describe('refcounts', () => {
  it('of every width keep their value and leave their neighbours alone', () => {
    const counters = fc.record({
      order: fc.integer({ min: 0, max: 6 }),
      values: fc.array(fc.nat({ max: 2 ** 31 - 1 }), { minLength: 64, maxLength: 64 }),
    });
    fc.assert(
      fc.property(counters, ({ order, values }) => {
        const block = new Uint8Array(512);
        const stored = values.map((value) => value % Math.min(2 ** (2 ** order), 2 ** 31));
        stored.forEach((value, index) => setRefcount(block, index, order, value));
        expect(stored.map((_, index) => getRefcount(block, index, order))).toEqual(stored);
        expect(exactRefcount(block, 5, order)).toBe(stored[5]);
      }),
    );
  });

  it('of 64 bits are printed exactly', () => {
    expect(String(exactRefcount(word(2n ** 64n - 1n), 0, 6))).toBe('18446744073709551615');
  });

  it('are found through table entries whose low bits are told apart', () => {
    const entry = refcountTableEntry(word(0x8000_0000_0001_0201n), 0, 65536);
    expect(entry.exactOffset()).toBe(0x8000000000010200n);
    expect(entry.misalignment).toBe(0x200);
    expect(entry.hasReservedBits).toBe(true);
  });
});

describe('a snapshot entry', () => {
  it('is decoded to what was encoded', () => {
    // Any characters but NUL. (The strings of fast-check first make a table of all there are.)
    const character = fc.oneof(
      fc.integer({ min: 0x01, max: 0x7f }),
      fc.integer({ min: 0x80, max: 0xd7ff }),
      fc.integer({ min: 0xe000, max: 0x10ffff }),
    );
    const text = fc
      .array(character, { maxLength: 40 })
      .map((codes) => String.fromCodePoint(...codes));
    const entry = fc.record({
      l1TableOffset: hostOffset,
      l1Size: fc.nat(),
      id: text,
      name: text,
      dateSeconds: fc.nat(),
      dateNanoseconds: fc.nat(),
      vmClock: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      vmStateSize: fc.nat({ max: 2 ** 40 }),
      diskSize: fc.nat({ max: 2 ** 50 }),
      icount: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      unknownExtraData: fc.uint8Array({ maxLength: 40 }),
    });
    fc.assert(
      fc.property(entry, (values) => {
        const extraDataSize = 24 + values.unknownExtraData.length;
        const bytes = encodeSnapshotEntry({ ...values, extraDataSize });
        expect(bytes.length).toBe(snapshotLengths(bytes, 0).total);
        const decoded = decodeSnapshotEntry(bytes, 0, 0);
        expect(decoded).toEqual({
          ...values,
          extraDataSize,
          exactL1TableOffset: BigInt(values.l1TableOffset),
          exactVmStateSize: BigInt(values.vmStateSize),
          exactDiskSize: BigInt(values.diskSize),
        });
        expect(encodeSnapshotEntry(decoded)).toEqual(bytes);
      }),
    );
  });

  it('without extra data takes the disk size from the image', () => {
    const decoded = decodeSnapshotEntry(new Uint8Array(40), 0, 12345);
    expect(decoded.diskSize).toBe(12345);
    expect(decoded.icount).toBe(2n ** 64n - 1n);
  });
});

describe('names', () => {
  it('of any bytes come back as they were, up to the first zero byte', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const end = bytes.indexOf(0);
        const used = end < 0 ? bytes : bytes.slice(0, end);
        expect(encodeText(decodeText(bytes))).toEqual(used);
      }),
    );
  });

  it('in UTF-8 are read as text', () => {
    const text = 'Größe \u{1f4be} \ufffd';
    expect(decodeText(new TextEncoder().encode(text))).toBe(text);
  });
});

describe('features', () => {
  it('have a table of 48 bytes each that is decoded again', () => {
    const table = encodeFeatureTable(FEATURE_NAMES);
    expect(table.length).toBe(384);
    expect(decodeFeatureTable(table)).toEqual(FEATURE_NAMES);
  });

  it('keep the name of an entry that is torn', () => {
    const table = encodeFeatureTable([
      { type: 0, bit: 63, name: 'whole' },
      { type: 0, bit: 62, name: 'torn' },
    ]);
    const namesOf = (length: number): string[] =>
      decodeFeatureTable(table.subarray(0, length)).map(({ name }) => name);
    expect(namesOf(54)).toEqual(['whole', 'torn']);
    expect(namesOf(51)).toEqual(['whole', 't']);
    expect(namesOf(50)).toEqual(['whole']);
    expect(namesOf(2)).toEqual([]);
  });

  it('are set and cleared one by one', () => {
    expect(withFeature(0, 8, true)).toBe(8);
    expect(withFeature(15, 8, false)).toBe(7);
    expect(withFeature(2 ** 40, 1, true)).toBe(2 ** 40 + 1);
    expect(hasFeature(2 ** 40 + 2, 2)).toBe(true);
    expect(knownAutoclear(0xff)).toBe(3);
  });

  it('that are unknown are described by the image first', () => {
    const names = [
      { type: 0, bit: 40, name: 'new thing' },
      { type: 1, bit: 5, name: 'other' },
    ];
    expect(describeUnsupported((1n << 40n) | 32n, names)).toBe(
      'new thing, Unknown incompatible feature: 20',
    );
    expect(describeUnsupported(1n << 63n, [])).toBe(
      'Unknown incompatible feature: 8000000000000000',
    );
  });
});

describe('the bounds of a table', () => {
  const table = { entries: 2, entrySize: 8, maxBytes: 64, offset: 65536n, clusterSize: 65536 };

  it('are its size, its alignment and the largest offset', () => {
    expect(tableProblem(table)).toBe(undefined);
    expect(tableProblem({ ...table, entries: 9 })).toBe('too large');
    expect(tableProblem({ ...table, offset: 512n })).toBe('offset invalid');
    expect(tableProblem({ ...table, offset: 2n ** 63n })).toBe('offset invalid');
  });

  it('are the same for an offset that is a number', () => {
    for (const offset of [0, 512, 65536, 65537, 2 ** 52]) {
      const exact = tableProblem({ ...table, offset: BigInt(offset) });
      expect(tableProblem({ ...table, offset })).toBe(exact);
    }
  });
});

describe('the next entry of a table', () => {
  const sizes = fc.integer({ min: 0, max: 40_000 });
  property([sizes, fc.uniqueArray(fc.nat(79_999), { maxLength: 4 }), fc.nat(39_999)])(
    'is the first that is not zero, however far away',
    (entries, used, from) => {
      const words = new Uint32Array(entries * 2);
      for (const at of used) if (at < words.length) words[at] = at + 1;
      const found = words.findIndex((word, at) => at >= from * 2 && word !== 0);
      expect(nextEntry(words, from)).toBe(found < 0 ? -1 : Math.floor(found / 2));
    },
  );

  it('is found on both sides of all ends of what is looked at together', () => {
    for (const at of [0, 7, 8, 63, 64, 65, 127, 16_447, 16_448, 16_449, 39_999]) {
      const words = new Uint32Array(40_000);
      words[at] = 1;
      expect(nextEntry(words, 0)).toBe(Math.floor(at / 2));
      expect(nextEntry(words, Math.floor(at / 2) + 1)).toBe(-1);
    }
  });
});
