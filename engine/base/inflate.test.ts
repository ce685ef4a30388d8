// Streams that are sound, cut, damaged, or longer than what is wanted of them.
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inflateStart } from './inflate.ts';

const compress = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(deflateRawSync(bytes, { windowBits: 12 }));

/** What has some repetition, so that streams hold matches, too. */
const contents = fc
  .array(fc.tuple(fc.nat(255), fc.integer({ min: 1, max: 200 })), { minLength: 1, maxLength: 40 })
  .map((runs) => new Uint8Array(runs.flatMap(([byte, count]) => Array<number>(count).fill(byte))));

/** Has the next streams taken apart by the slow and careful one. */
const meetDamage = (): void => {
  expect(inflateStart(new Uint8Array(512).fill(0xff), 512)).toBeUndefined();
};

test('both ways give the start of a stream, whatever stands behind it', () => {
  fc.assert(
    fc.property(contents, fc.nat(), fc.nat(600), (bytes, wanted, padding) => {
      const length = 1 + (wanted % bytes.length);
      const stream = compress(bytes);
      const padded = new Uint8Array(stream.length + padding);
      padded.set(stream);
      const start = bytes.subarray(0, length);
      expect(inflateStart(padded, length)).toStrictEqual(start.slice());
      meetDamage();
      expect(inflateStart(padded, length)).toStrictEqual(start.slice());
    }),
    { seed: 1, numRuns: 100 },
  );
});

test('a stream that stands for too little is no stream', () => {
  fc.assert(
    fc.property(contents, fc.nat(), (bytes, cut) => {
      const stream = compress(bytes);
      const shorter = stream.subarray(0, cut % stream.length);
      const found = (): Uint8Array | undefined => inflateStart(shorter, bytes.length);
      // What is missing may be nothing but the end mark.
      const all = inflateRawSync(shorter, { windowBits: 12, finishFlush: 2 });
      const expected = all.length < bytes.length ? undefined : bytes.slice();
      expect(found()).toStrictEqual(expected);
      meetDamage();
      expect(found()).toStrictEqual(expected);
      expect(inflateStart(stream, bytes.length + 1)).toBeUndefined();
    }),
    { seed: 2, numRuns: 100 },
  );
});

test('thousands of damaged streams in a row keep next to no memory', () => {
  const before = process.memoryUsage().rss;
  const damaged = new Uint8Array(4096).fill(0xff);
  for (let count = 0; count < 5000; count += 1) inflateStart(damaged, 512);
  // A stream of Node's that fails takes some 40 KiB until the event loop turns.
  expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
});
