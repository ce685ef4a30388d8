// The header and the header cluster: what is decoded is encoded again, byte by byte.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asHost } from '../../base/address.ts';
import { IoError } from '../../base/errors.ts';
import { ENOSPC } from '../../base/errno.ts';
import type { HeaderExtensions } from './extensions.ts';
import { encodeHeaderCluster, noExtensions } from './extensions.ts';
import {
  decodeHeader,
  encodeHeader,
  exactField,
  HEADER_FIELDS,
  headerField,
  newHeader,
} from './header.ts';

/** Bytes of a version 3 header with `length` bytes, zero padding behind the compression type. */
const headerBytes = fc
  .record({
    fields: fc.uint8Array({ minLength: 105, maxLength: 105 }),
    unknown: fc.uint8Array({ minLength: 0, maxLength: 64 }),
  })
  .map(({ fields, unknown }) => {
    const bytes = new Uint8Array(112 + unknown.length);
    bytes.set(fields);
    bytes.set(unknown, 112);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, 0x514649fb);
    view.setUint32(4, 3);
    view.setUint32(headerField('headerLength').offset, bytes.length);
    return bytes;
  });

describe('the header', () => {
  it('is encoded to the bytes that it was decoded from', () => {
    fc.assert(
      fc.property(headerBytes, (bytes) => {
        expect(encodeHeader(decodeHeader(bytes))).toEqual(bytes);
      }),
    );
  });

  it('has 72 bytes and fixed feature fields in version 2, whatever stands behind them', () => {
    fc.assert(
      fc.property(headerBytes, (bytes) => {
        const old = bytes.slice();
        old[7] = 2;
        const header = decodeHeader(old);
        expect(header.incompatibleFeatures).toBe(0);
        expect(header.refcountOrder).toBe(4);
        expect(header.headerLength).toBe(72);
        expect(encodeHeader(header)).toEqual(old.slice(0, 72));
      }),
    );
  });

  it('keeps the unknown bits of a feature word when a known one changes', () => {
    const bytes = new Uint8Array(112);
    bytes.set([0, 0, 0, 3], 4);
    bytes.set([0xf0, 0, 0, 0, 0, 0, 0, 1], headerField('compatibleFeatures').offset);
    bytes.set([0, 0, 0, 112], headerField('headerLength').offset);
    const header = decodeHeader(bytes);
    expect(header.compatibleFeatures).toBe(1);
    header.compatibleFeatures = 0;
    expect(exactField(header, 'compatibleFeatures')).toBe(0xf000_0000_0000_0000n);
    expect(encodeHeader(header)[headerField('compatibleFeatures').offset]).toBe(0xf0);
  });

  it('forgets the exact value of a field that was changed', () => {
    const bytes = new Uint8Array(112);
    bytes.set([0, 0, 0, 3], 4);
    bytes.set([0, 0x40, 0, 0, 0, 0, 0, 1], headerField('size').offset);
    const header = decodeHeader(bytes);
    expect(exactField(header, 'size')).toBe(2n ** 54n + 1n);
    header.size = 512;
    expect(exactField(header, 'size')).toBe(512n);
  });

  it('takes the compression type only from a header that is long enough', () => {
    const bytes = new Uint8Array(112);
    bytes.set([0, 0, 0, 3], 4);
    bytes[104] = 1;
    bytes[103] = 104;
    expect(decodeHeader(bytes).compressionType).toBe(0);
    bytes[103] = 105;
    expect(decodeHeader(bytes).compressionType).toBe(1);
  });

  it('names its fields at the offsets of the format', () => {
    expect(HEADER_FIELDS.map(({ name, offset }) => `${offset} ${name}`).slice(0, 6)).toEqual([
      '0 magic',
      '4 version',
      '8 backingFileOffset',
      '16 backingFileSize',
      '20 clusterBits',
      '24 size',
    ]);
    expect(headerField('headerLength').offset).toBe(100);
  });
});

describe('the header cluster', () => {
  const extended: HeaderExtensions = {
    ...noExtensions(),
    backingFormat: 'raw',
    unknown: [
      { magic: 0x11112222, bytes: Uint8Array.of(1, 2, 3) },
      { magic: 0x33334444, bytes: new Uint8Array(0) },
    ],
  };

  it('holds the extensions in order, padded to 8 bytes, and the name directly behind them', () => {
    const header = newHeader({ version: 3, clusterBits: 12 });
    const cluster = encodeHeaderCluster(header, extended, 'base');
    const view = new DataView(cluster.buffer);
    expect(view.getUint32(112)).toBe(0xe2792aca);
    expect(view.getUint32(116)).toBe(3);
    expect(view.getUint32(128)).toBe(0x11112222);
    expect(view.getUint32(144)).toBe(0x33334444);
    expect(view.getUint32(152)).toBe(0);
    expect(header.backingFileOffset).toBe(160);
    expect(header.backingFileSize).toBe(4);
    expect(new TextDecoder().decode(cluster.subarray(160, 165))).toBe('base\0');
  });

  it('has a feature table only where the cluster exceeds 4096 bytes and the version is 3', () => {
    const hasTable = (version: number, clusterBits: number): boolean => {
      const header = newHeader({ version, clusterBits });
      const at = version < 3 ? 72 : 112;
      const cluster = encodeHeaderCluster(header, noExtensions(), undefined);
      return new DataView(cluster.buffer).getUint32(at) === 0x6803f857;
    };
    expect([hasTable(3, 12), hasTable(3, 13), hasTable(2, 13)]).toEqual([false, true, false]);
  });

  it('has the extensions of data files, encryption and bitmaps before the unknown ones', () => {
    const header = newHeader({ version: 3, clusterBits: 12 });
    const extensions: HeaderExtensions = {
      ...extended,
      dataFile: 'data',
      luks: { offset: asHost(0x10000), length: 0x200n },
      bitmaps: { count: 2, size: 64, offset: asHost(0x20000) },
    };
    const view = new DataView(encodeHeaderCluster(header, extensions, undefined).buffer);
    const magics: string[] = [];
    for (let at = 112; view.getUint32(at) !== 0;) {
      magics.push(view.getUint32(at).toString(16));
      at += 8 + Math.ceil(view.getUint32(at + 4) / 8) * 8;
    }
    expect(magics).toEqual(['e2792aca', '44415441', '537be77', '23852875', '11112222', '33334444']);
    expect(view.getBigUint64(152)).toBe(0x10000n);
    expect(view.getBigUint64(160)).toBe(0x200n);
  });

  it('refuses what does not fit and leaves the header as it was', () => {
    const header = newHeader({ version: 3, clusterBits: 9 });
    const unknown = [{ magic: 1, bytes: new Uint8Array(400) }];
    const encode = (): unknown =>
      encodeHeaderCluster(header, { ...noExtensions(), unknown }, undefined);
    expect(encode).toThrow(new IoError(ENOSPC));
    const tooLong = 'x'.repeat(400);
    expect(() => encodeHeaderCluster(header, noExtensions(), tooLong)).toThrow(IoError);
    expect(header.backingFileOffset).toBe(0);
  });
});
