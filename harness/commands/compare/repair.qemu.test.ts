// Images made by the real tools, damaged at random metadata places, then checked and repaired by
// the real qemu-img and by its stand-in: equal text, exit status and bytes.
//
// BLKDRILL_REPAIR_SEEDS widens the search, BLKDRILL_SEED moves it.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Output, Transcript } from '../shared/output.ts';
import { runImg } from '../program.ts';
import { damage, makeImages, metadataPlaces } from '../../../engine/testing/damaged-images.ts';
import { DAMAGES } from '../../../engine/testing/damages.ts';
import { Scratch, seededNumbers } from '../../../engine/testing/qemu-tools.ts';
import { MemoryStorage } from '../../../engine/index.ts';

const scratch = new Scratch();
afterAll(() => scratch.remove());

const SEEDS = Number(process.env['BLKDRILL_REPAIR_SEEDS'] ?? '100');
const FIRST_SEED = Number(process.env['BLKDRILL_SEED'] ?? '0');

/** What cannot be compared: this engine says so. */
const OURS = /blkdrill does not support/;
/** A file that a repair makes longer (bytes) is not compared. */
const TOO_LONG = 2 ** 34;
/** Bytes at the start of a file that are compared; more is only there where a repair grew it. */
const COMPARED = 2 ** 24;

const COMMANDS = [
  ['check'],
  ['check', '-r', 'leaks'],
  ['check', '-r', 'all'],
  ['check', '--output=json'],
  ['check', '--output=json', '-r', 'all'],
] as const;

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly length: number;
  /** Not more than COMPARED. */
  readonly bytes: Uint8Array;
}

function ours(bytes: Uint8Array, command: readonly string[]): Outcome {
  const storage = new MemoryStorage();
  storage.create('image');
  storage.writeBytes('image', bytes);
  const transcript = new Transcript();
  const output = new Output(transcript.sink);
  const world = { storage, output, stdin: '', clock: () => 0, now: () => 0 };
  const status = runImg([...command, '-f', 'qcow2', 'image'], world);
  const { stdout, stderr } = transcript;
  const length = storage.length('image');
  return { status, stdout, stderr, length, bytes: storage.readBytes('image', 0, COMPARED) };
}

function real(bytes: Uint8Array, command: readonly string[]): Outcome {
  scratch.write('image', bytes);
  const run = scratch.run('qemu-img', [...command, '-f', 'qcow2', 'image']);
  const descriptor = openSync(join(scratch.folder, 'image'), 'r');
  const { size } = fstatSync(descriptor);
  const after = new Uint8Array(Math.min(size, COMPARED));
  readSync(descriptor, after, 0, after.length, 0);
  closeSync(descriptor);
  return { ...run, length: size, bytes: after };
}

/** The first place where two files differ. */
function firstDifference(a: Uint8Array, b: Uint8Array): string {
  if (Buffer.compare(a, b) === 0) return 'none';
  let at = 0;
  while (a[at] === b[at]) at += 1;
  return `at 0x${at.toString(16)}, lengths ${a.length} and ${b.length}`;
}

/** Nodes without a name are numbered as they come, and the real tool makes more of them. */
const maskNodes = (text: string): string => text.replace(/#block\d+/g, '#blockN');

/** Fails unless both do the same; false when that cannot be told. */
function compare(what: string, bytes: Uint8Array, command: readonly string[]): boolean {
  const mine = ours(bytes, command);
  if (OURS.test(mine.stderr) || mine.length > TOO_LONG) return false;
  const theirs = real(bytes, command);
  const { status, stdout, length } = mine;
  const stderr = maskNodes(mine.stderr);
  const seen = { what, command: command.join(' ') };
  expect({ ...seen, status, stdout, stderr, length }).toEqual({
    ...seen,
    status: theirs.status,
    stdout: theirs.stdout,
    stderr: maskNodes(theirs.stderr),
    length: theirs.length,
  });
  const difference = firstDifference(mine.bytes, theirs.bytes);
  expect({ ...seen, difference }).toEqual({ ...seen, difference: 'none' });
  return true;
}

describe('a repair says, counts and writes what QEMU does', () => {
  const images = [...makeImages(scratch)];

  it(`for ${SEEDS} seeds of random damage`, () => {
    let compared = 0;
    for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed += 1) {
      const random = seededNumbers(seed);
      const [name, bytes] = images[seed % images.length] as [string, Uint8Array];
      const places = metadataPlaces(bytes);
      let damaged = bytes;
      for (let count = random(3); count >= 0; count -= 1) {
        damaged = damage(damaged, places, random);
      }
      const command = COMMANDS[random(COMMANDS.length)] as readonly string[];
      if (compare(`seed ${seed}, ${name}`, damaged, command)) compared += 1;
    }
    expect(compared).toBeGreaterThan(SEEDS / 2);
  });

  it.each(DAMAGES)('for a small image with %s', (what, bytes) => {
    for (const command of COMMANDS.slice(1, 3)) compare(what, bytes, command);
  });
});
