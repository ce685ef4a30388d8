// Decompresses raw deflate streams (RFC 1951).
//
// Node's zlib is three times as fast as pako, but says nothing of a stream that it finds damaged,
// or that goes on behind what is wanted, and keeps the memory of such a stream until the event loop
// turns, which it does not while images are looked at one after the other. So pako is tried second;
// after a damaged stream it is tried first for the next few, as damaged streams tend to come
// together.
import { inflateRawSync } from 'node:zlib';
import { Inflate } from 'pako';

/** zlib's Z_SYNC_FLUSH: a stream that ends early is no error by itself. */
const SYNC_FLUSH = 2;
const WINDOW_BITS = 12;
/** After a damaged stream: how many of those that follow pako tries first. */
const CROWD = 64;

let suspected = 0;

/**
 * The first `length` bytes that the stream at the start of `source` stands for, whatever comes
 * behind them. Undefined where it is damaged before, or stands for less.
 */
export function inflateStart(source: Uint8Array, length: number): Uint8Array | undefined {
  if (suspected > 0) {
    suspected -= 1;
    return inflateByPako(source, length);
  }
  try {
    const options = { windowBits: WINDOW_BITS, maxOutputLength: length, finishFlush: SYNC_FLUSH };
    const { buffer, byteOffset, byteLength } = inflateRawSync(source, options);
    return byteLength < length ? undefined : new Uint8Array(buffer, byteOffset, byteLength);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    suspected = CROWD;
    return inflateByPako(source, length);
  }
}

/** Thrown by a listener of pako's to end its work. */
const ENOUGH = new Error('enough');

function inflateByPako(source: Uint8Array, length: number): Uint8Array | undefined {
  const stream = new Inflate({ raw: true, windowBits: WINDOW_BITS, chunkSize: length });
  let found: Uint8Array | undefined;
  stream.onData = (chunk) => {
    found = chunk as Uint8Array;
    throw ENOUGH;
  };
  try {
    stream.push(source, false);
  } catch (error) {
    if (error !== ENOUGH) throw error;
  }
  return found === undefined || found.length < length ? undefined : found;
}
