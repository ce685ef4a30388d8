// Images made by the real tools, damaged at random metadata places, and checked by the real
// qemu-img and by this engine: equal lines on standard error, equal counters, equal exit status.
import { afterAll, describe, expect, it } from 'vitest';
import { readU32 } from '../../base/endian.ts';
import { strerror } from '../../base/errno.ts';
import { FormatError } from '../../base/errors.ts';
import { Scheduler } from '../../task/scheduler.ts';
import { readMetadata } from '../metadata/read-metadata.ts';
import { memoryFile, patched, Scratch, seededNumbers } from '../../testing/qemu-tools.ts';
import { checkImage } from './check.ts';
import { printedBy } from './finding-text.ts';
import { damage, makeImages, metadataPlaces } from '../../testing/damaged-images.ts';
import { DAMAGES } from '../../testing/damages.ts';

const scratch = new Scratch();
afterAll(() => scratch.remove());

const OURS = 'blkdrill does not support';
/** Where a header says how its disk is encrypted. */
const CRYPT_METHOD_AT = 32;
/** Other damages than usual, for a longer search by hand. */
const SEED = Number(process.env['BLKDRILL_SEED'] ?? '0');
const ROUNDS = Number(process.env['BLKDRILL_ROUNDS'] ?? '80');

interface Outcome {
  status: number | null;
  stderr: string;
  counters: Record<string, number>;
}

function ourCheck(bytes: Uint8Array): Outcome {
  let stderr = '';
  const prefixed = (line: string): void => void (stderr += `qemu-img: ${line}\n`);
  const bare = (line: string): void => void (stderr += `${line}\n`);
  const file = memoryFile(bytes);
  const options = {
    readOnly: true,
    forCheck: true,
    report: prefixed,
    reportText: (text: string): void => void (stderr += text),
  };
  const scheduler = new Scheduler();
  try {
    const metadata = scheduler.run(readMetadata(file, options));
    const result = scheduler.run(checkImage(file, metadata, printedBy({ bare, prefixed })));
    if (result.failure !== undefined) {
      prefixed(`Check failed: ${strerror(result.failure)}`);
      return { status: 1, stderr, counters: {} };
    }
    if (result.checkErrors > 0) prefixed('Check failed');
    const counters = {
      'check-errors': result.checkErrors,
      'image-end-offset': result.imageEndOffset,
      corruptions: result.corruptions,
      leaks: result.leaks,
      'total-clusters': result.totalClusters,
      'allocated-clusters': result.allocatedClusters,
      'fragmented-clusters': result.fragmentedClusters,
      'compressed-clusters': result.compressedClusters,
    };
    const { checkErrors, corruptions, leaks } = result;
    const status = checkErrors > 0 ? 1 : corruptions > 0 ? 2 : leaks > 0 ? 3 : 0;
    return { status, stderr, counters: withoutZeroes(counters) };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    prefixed(`Could not open 'damaged': ${error.message}`);
    if (error.hint !== undefined) bare(error.hint);
    return { status: 1, stderr, counters: {} };
  }
}

const withoutZeroes = (counters: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(counters).filter(([, value]) => value !== 0));

function qemuCheck(bytes: Uint8Array): Outcome {
  scratch.write('damaged', bytes);
  const run = scratch.run('qemu-img', ['check', '-f', 'qcow2', '--output=json', 'damaged']);
  const parsed: Record<string, unknown> = run.stdout === '' ? {} : JSON.parse(run.stdout);
  const numbers = Object.entries(parsed).filter(([, value]) => typeof value === 'number');
  const counters = withoutZeroes(Object.fromEntries(numbers) as Record<string, number>);
  return { status: run.status, stderr: run.stderr, counters };
}

const images = makeImages(scratch);

describe('a check says and counts what QEMU does', () => {
  for (const [name, bytes] of images) {
    it(`for the image "${name}", undamaged and with random damage`, () => {
      expect(ourCheck(bytes)).toEqual(qemuCheck(bytes));
      const random = seededNumbers(name.length * 1000 + bytes.length + SEED);
      const places = metadataPlaces(bytes);
      let compared = 0;
      for (let round = 0; round < ROUNDS; round += 1) {
        let damaged = bytes;
        for (let count = random(3); count >= 0; count -= 1) {
          damaged = damage(damaged, places, random);
        }
        // The real tool wants a key, which is asked for by the driver and not by a check.
        if (readU32(damaged, CRYPT_METHOD_AT) !== 0) continue;
        const ours = ourCheck(damaged);
        if (ours.stderr.includes(OURS)) continue;
        compared += 1;
        expect({ round, ...ours }).toEqual({ round, ...qemuCheck(damaged) });
      }
      expect(compared).toBeGreaterThan(ROUNDS / 3);
    });
  }

  it.each(DAMAGES)('for a small image with %s', (_what, bytes) => {
    expect(ourCheck(bytes)).toEqual(qemuCheck(bytes));
  });

  it('for wild offsets of whole tables', () => {
    const snapshot = images.get('snapshot') as Uint8Array;
    const table = Number(new DataView(snapshot.buffer).getBigUint64(64));
    for (const offset of [1n << 63n, 0xffff_ffff_ffff_0000n, 0x7fff_ffff_ffff_0000n, 3n << 53n]) {
      for (const at of [table, 40, 48, 64]) {
        const bytes = patched(snapshot, at, 8, offset);
        expect({ offset, at, ...ourCheck(bytes) }).toEqual({ offset, at, ...qemuCheck(bytes) });
      }
    }
  });

  it('for files that are cut short', () => {
    for (const name of ['plain', 'snapshot', 'tiny']) {
      const bytes = images.get(name) as Uint8Array;
      for (let part = 1; part < 8; part += 1) {
        const cut = bytes.slice(0, Math.floor((bytes.length * part) / 8) + part);
        expect({ name, part, ...ourCheck(cut) }).toEqual({ name, part, ...qemuCheck(cut) });
      }
    }
  });
});
