// Findings of this engine and of the real qemu-img on damaged images, compared as values.
import { afterAll, describe, expect, it } from 'vitest';
import {
  checkImage,
  type CheckResult,
  type Finding,
  findingText,
  FormatError,
  readMetadata,
  Scheduler,
} from '../../engine/index.ts';
import { damage, makeImages, metadataPlaces } from '../../engine/testing/damaged-images.ts';
import { DAMAGES } from '../../engine/testing/damages.ts';
import { memoryFile, Scratch, seededNumbers } from '../../engine/testing/qemu-tools.ts';
import { compareFindings } from './compare-findings.ts';
import { parseCheck } from './check-text.ts';

const scratch = new Scratch();
afterAll(() => scratch.remove());

const ROUNDS = 12;

interface Checked {
  readonly findings: readonly Finding[];
  /** Undefined where the check was given up, which prints none. */
  readonly sums: Readonly<Record<string, number>> | undefined;
}

/** Undefined where the image is refused. Findings without words are left out. */
function ourCheck(bytes: Uint8Array): Checked | undefined {
  const scheduler = new Scheduler();
  const file = memoryFile(bytes);
  const findings: Finding[] = [];
  const report = {
    found(finding: Finding): void {
      if (findingText(finding).length > 0) findings.push(finding);
    },
  };
  try {
    const options = { readOnly: true, forCheck: true, report: (): void => {} };
    const metadata = scheduler.run(readMetadata(file, options));
    const result = scheduler.run(checkImage(file, metadata, report));
    return { findings, sums: result.failure === undefined ? sumsOf(result) : undefined };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return undefined;
  }
}

const sumsOf = ({ corruptions, leaks, checkErrors, imageEndOffset }: CheckResult) => ({
  corruptions,
  leaks,
  checkErrors,
  imageEndOffset,
});

function qemuCheck(bytes: Uint8Array): Checked {
  scratch.write('damaged', bytes);
  const run = scratch.run('qemu-img', ['check', '-f', 'qcow2', 'damaged']);
  const { findings, totals } = parseCheck(run.stderr + run.stdout);
  const { corruptions, leaks, checkErrors, imageEndOffset = 0 } = totals;
  const isGivenUp = run.stdout === '';
  const sums = { corruptions, leaks, checkErrors, imageEndOffset };
  return { findings, sums: isGivenUp ? undefined : sums };
}

function expectEqual(bytes: Uint8Array): void {
  const ours = ourCheck(bytes);
  const real = qemuCheck(bytes);
  if (ours === undefined) {
    expect(real).toEqual({ findings: [], sums: undefined });
    return;
  }
  expect(compareFindings(ours.findings, real.findings)).toEqual([]);
  expect(ours).toEqual(real);
}

describe('this engine finds what QEMU finds', () => {
  it.each(DAMAGES)('in a small image with %s', (_what, bytes) => expectEqual(bytes));

  it.each([...makeImages(scratch)])('in the image "%s", damaged at random', (name, bytes) => {
    const random = seededNumbers(name.length * 77 + bytes.length);
    const places = metadataPlaces(bytes);
    for (let round = 0; round < ROUNDS; round += 1) {
      let damaged = bytes;
      for (let count = random(3); count >= 0; count -= 1) {
        damaged = damage(damaged, places, random);
      }
      expectEqual(damaged);
    }
  });
});
