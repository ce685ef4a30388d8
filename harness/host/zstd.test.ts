// zstd through the engine's own reading of frames, with the package that provides the codec.
import { beforeAll, describe, expect, test } from 'vitest';
import { zstdCompress, zstdDecompress } from '../../engine/base/zstd.ts';
import { useZstd } from './zstd.ts';

const content = Uint8Array.from({ length: 5000 }, (_, at) => (at * at) % 61);
const join = (...parts: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]));

beforeAll(useZstd);

describe('zstd', () => {
  test('gives back what was compressed, whatever follows the frame', () => {
    const frame = zstdCompress(content);
    expect(frame.length).toBeLessThan(content.length);
    const padded = join(frame, new Uint8Array(300).fill(0x5a));
    expect(zstdDecompress(padded, content.length)).toEqual(content);
  });

  test('reads several frames, and passes over skippable ones', () => {
    const skippable = Uint8Array.of(0x53, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 9, 9);
    const frames = join(zstdCompress(content), skippable, zstdCompress(content));
    expect(zstdDecompress(frames, 2 * content.length)).toEqual(join(content, content));
  });

  test('refuses frames that hold more, or less, or that are damaged or cut off', () => {
    const frame = zstdCompress(content);
    expect(zstdDecompress(frame, content.length - 1)).toBeUndefined();
    expect(zstdDecompress(frame, content.length + 1)).toBeUndefined();
    expect(zstdDecompress(frame.subarray(0, frame.length - 1), content.length)).toBeUndefined();
    expect(zstdDecompress(frame.slice().fill(0xff, 9), content.length)).toBeUndefined();
    expect(zstdDecompress(new Uint8Array(100), content.length)).toBeUndefined();
  });
});
