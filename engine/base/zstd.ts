// Zstandard: where one frame ends and the next begins, and the codec that whoever starts the engine
// provides. Node 20 has none of its own, and a codec reads a file of its own to get going.
import { InvariantError } from './assert.ts';

/** Compresses and decompresses single frames, at once. */
export interface ZstdCodec {
  /** One frame of the default level, with the size of the content in it. */
  readonly compress: (content: Uint8Array) => Uint8Array;
  /** The content of one whole frame; undefined when it is damaged or longer than `limit`. */
  readonly decompress: (frame: Uint8Array, limit: number) => Uint8Array | undefined;
}

const MAGIC = 0xfd2fb528;
/** The low four bits of a skippable frame's magic are free. */
const SKIPPABLE_MAGIC = 0x184d2a50;
let loadCodec = (): ZstdCodec => {
  throw new InvariantError('a program that meets zstd has called provideZstd');
};
let codec: ZstdCodec | undefined;

/** Sets where the codec comes from. `load` is called once, when the first frame is met. */
export function provideZstd(load: () => ZstdCodec): void {
  loadCodec = load;
  codec = undefined;
}

/** One frame. */
export function zstdCompress(content: Uint8Array): Uint8Array {
  codec ??= loadCodec();
  return codec.compress(content);
}

/**
 * `size` bytes from as many frames as they take, whatever follows. Undefined when a frame is
 * damaged, or when the last one holds more.
 */
export function zstdDecompress(source: Uint8Array, size: number): Uint8Array | undefined {
  codec ??= loadCodec();
  const content = new Uint8Array(size);
  let [from, done] = [0, 0];
  while (done < size) {
    const end = frameEnd(source, from);
    if (end === undefined) return undefined;
    if (readU32LE(source, from) === MAGIC) {
      if (contentSize(source, from) > size - done) return undefined;
      const part = codec.decompress(source.subarray(from, end), size - done);
      if (part === undefined || part.length > size - done) return undefined;
      content.set(part, done);
      done += part.length;
    }
    from = end;
  }
  return content;
}

const byteAt = (source: Uint8Array, at: number): number => source[at] ?? 0;

const readU32LE = (source: Uint8Array, at: number): number =>
  byteAt(source, at) +
  byteAt(source, at + 1) * 2 ** 8 +
  byteAt(source, at + 2) * 2 ** 16 +
  byteAt(source, at + 3) * 2 ** 24;

/** Where the frame that begins at `from` ends; undefined when it is none, or is cut off. */
function frameEnd(source: Uint8Array, from: number): number | undefined {
  const magic = readU32LE(source, from);
  let at: number;
  if (magic - (magic % 16) === SKIPPABLE_MAGIC) {
    at = from + 8 + readU32LE(source, from + 4);
  } else if (magic === MAGIC) {
    const blocks = blocksEnd(source, from);
    if (blocks === undefined) return undefined;
    at = blocks;
  } else {
    return undefined;
  }
  return at <= source.length ? at : undefined;
}

/** The content's size in bytes as the frame tells it; 0 when it does not. */
function contentSize(source: Uint8Array, from: number): number {
  const { sizeAt, sizeBytes } = fieldsOf(source, from);
  switch (sizeBytes) {
    case 0:
      return 0;
    case 1:
      return byteAt(source, sizeAt);
    case 2:
      return byteAt(source, sizeAt) + byteAt(source, sizeAt + 1) * 2 ** 8 + 2 ** 8;
    case 4:
      return readU32LE(source, sizeAt);
    default:
      return readU32LE(source, sizeAt) + readU32LE(source, sizeAt + 4) * 2 ** 32;
  }
}

/** Where the size of the content stands, and how many bytes it takes; the blocks follow it. */
function fieldsOf(source: Uint8Array, from: number): { sizeAt: number; sizeBytes: number } {
  const descriptor = byteAt(source, from + 4);
  const isSingle = (descriptor >> 5) & 1;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const sizeBytes = [isSingle, 2, 4, 8][descriptor >> 6] ?? 0;
  return { sizeAt: from + 5 + (isSingle === 1 ? 0 : 1) + dictionaryBytes, sizeBytes };
}

/** Walks the blocks, each with its size in front, to the end of the frame and its checksum. */
function blocksEnd(source: Uint8Array, from: number): number | undefined {
  const { sizeAt, sizeBytes } = fieldsOf(source, from);
  let at = sizeAt + sizeBytes;
  for (;;) {
    if (at + 3 > source.length) return undefined;
    const header = readU32LE(source, at) & 0xffffff;
    const type = (header >> 1) & 3;
    if (type === 3) return undefined;
    at += 3 + (type === 1 ? 1 : header >> 3);
    if ((header & 1) !== 0) break;
  }
  return at + (byteAt(source, from + 4) & 4);
}
