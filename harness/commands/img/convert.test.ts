// Round trips through convert, in memory: whatever the formats and options, the disk stays what it
// was.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MemoryStorage } from '../../../engine/index.ts';
import { property } from '../../../engine/testing/property.ts';
import { Output, Transcript } from '../shared/output.ts';
import { runImg } from '../program.ts';

function newWorld() {
  const storage = new MemoryStorage();
  const img = (line: string): { status: number; text: string } => {
    const transcript = new Transcript();
    const output = new Output(transcript.sink);
    const world = { storage, output, stdin: '', clock: () => 0, now: () => 0 };
    const status = runImg(line.split(' '), world);
    return { status, text: transcript.merged };
  };
  return { storage, img };
}

const piece = fc.record({
  sectors: fc.integer({ min: 1, max: 200 }),
  byte: fc.constantFrom(0, 0, 1, 255),
});

property(
  [
    fc.array(piece, { minLength: 1, maxLength: 12 }),
    fc.constantFrom('', '-c ', '-S 0 ', '-S 512 ', '-W -m 3 ', '-o preallocation=metadata '),
    fc.constantFrom(512, 4096, 65536),
    fc.constantFrom('', '-S 0 ', '-S 64k ', '-m 1 '),
  ],
  { numRuns: 40 },
)('raw to qcow2 and back is the same disk', (pieces, there, clusterSize, back) => {
  const { storage, img } = newWorld();
  const bytes = new Uint8Array(pieces.reduce((sum, { sectors }) => sum + sectors * 512, 0));
  let at = 0;
  for (const { sectors, byte } of pieces) {
    bytes.fill(byte, at, at + sectors * 512);
    at += sectors * 512;
  }
  storage.create('a');
  storage.writeBytes('a', bytes);
  const options = `-O qcow2 -o cluster_size=${clusterSize}`;
  expect(img(`convert ${there}${options} -f raw a b`)).toEqual({ status: 0, text: '' });
  expect(img(`convert ${back}-O raw b c`)).toEqual({ status: 0, text: '' });
  expect(Buffer.compare(storage.readBytes('c'), bytes)).toBe(0);
  expect(img('compare -f raw a b').text).toBe('Images are identical.\n');
  expect(img('check b').text).toContain('No errors were found on the image.');
});

test('many workers write what one worker writes', () => {
  const { storage, img } = newWorld();
  const bytes = Uint8Array.from({ length: 9_000_448 }, (_value, index) => (index * 7) % 251);
  bytes.fill(0, 3_000_000, 5_000_000);
  storage.create('a');
  storage.writeBytes('a', bytes);
  img('convert -m 1 -O qcow2 -f raw a one');
  img('convert -m 16 -O qcow2 -f raw a many');
  expect(Buffer.compare(storage.readBytes('many'), storage.readBytes('one'))).toBe(0);
});
