// Runs one hostile case on our engine and on the real tools, line by line, until they end, differ,
// or one of them cannot go on.
//
// Where the real tool fails an assertion, dies or runs away there is nothing to compare: ours must
// have ended with a message and an exit status, in its bound of time, and the case counts apart.
import { type Engine, EngineStopped } from '../engines/engine.ts';
import { filterDates, filterInfo, filterIo } from '../golden/filters.ts';
import { backingBytes } from './compare-engines.ts';
import type { HostileCase } from './hostile-cases.ts';
import { makeImage } from './hostile-images.ts';
import { type Damaged, mutate } from './hostile-mutations.ts';
import { BACKING, type CommandLine, IMAGE } from './random-case.ts';
import { withDatesOf } from './snapshot-dates.ts';

/** Seconds that one command may take in our engine, whatever the image. */
export const MAX_SECONDS = 10;
/** Files up to this size are compared byte by byte, longer ones by their length. */
const MAX_COMPARED = 64 * 1024 * 1024;
/** Real runs before a difference counts. */
const REPEATS = 3;
/** What our engine says where it lacks something; such cases teach nothing yet. */
const LACKING = /blkdrill does not support|not supported yet by blkdrill/;

export type HostileResult =
  | { readonly kind: 'equal' | 'lacking' }
  /** The real tool ended by a signal, or did not end. */
  | { readonly kind: 'aborts' | 'runs away'; readonly where: string }
  /** Real runs differ among themselves. */
  | { readonly kind: 'varies'; readonly where: string }
  | { readonly kind: 'different'; readonly where: string };

/** Two worlds, and a clock in seconds. */
export interface Worlds {
  readonly native: () => Engine;
  readonly real: () => Engine;
  readonly clock: () => number;
}

/** What one line left behind. */
interface State {
  readonly text: string;
  readonly size: number;
  readonly image: Uint8Array;
}

/** Compares text, exit status and bytes after every line. Throws what our engine must not throw. */
export function compareHostile(hostile: HostileCase, worlds: Worlds): HostileResult {
  const image = damagedImage(hostile, worlds.native).bytes;
  const native = worlds.native();
  const real = worlds.real();
  try {
    for (const engine of [native, real]) {
      engine.writeFile(BACKING, backingBytes());
      engine.writeFile(IMAGE, image);
    }
    for (const [index, line] of hostile.lines.entries()) {
      const result = compareLine(line, native, real, worlds.clock);
      if (result === undefined) continue;
      if (result.kind !== 'different') return result;
      const varies = doesVary(image, hostile.lines.slice(0, index + 1), worlds);
      return varies ? { kind: 'varies', where: result.where } : result;
    }
    return { kind: 'equal' };
  } finally {
    native.close();
    real.close();
  }
}

/** The image of the case, damaged. */
export function damagedImage(hostile: HostileCase, make: () => Engine): Damaged {
  const engine = make();
  try {
    engine.writeFile(BACKING, backingBytes());
    return mutate(makeImage(engine, hostile.recipe), hostile.mutations);
  } finally {
    engine.close();
  }
}

function compareLine(
  line: CommandLine,
  native: Engine,
  real: Engine,
  clock: () => number,
): HostileResult | undefined {
  const shown = `${line.program} ${line.argv.join(' ')}`;
  const started = clock();
  const ours = runLine(native, line);
  const seconds = clock() - started;
  if (seconds > MAX_SECONDS) throw new Error(`${shown}: took ${seconds.toFixed(1)} s`);
  checkFiles(native, shown);
  let theirs: State;
  try {
    theirs = runLine(real, line);
  } catch (error) {
    if (!(error instanceof EngineStopped)) throw error;
    return { kind: 'runs away', where: shown };
  }
  if (LACKING.test(ours.text)) return { kind: 'lacking' };
  const signal = /exit status (1[3-9]\d)\n$/.exec(theirs.text);
  if (signal !== null) return { kind: 'aborts', where: `${shown}: exit status ${signal[1]}` };
  const where = differenceOf(shown, ours, withDatesOf(ours, theirs));
  return where === undefined ? undefined : { kind: 'different', where };
}

/** A look that changes bytes after all is noticed at the next line that may. */
const isLook = ({ argv }: CommandLine): boolean =>
  ['info', 'map', '-l', '-r'].some((word) => argv.slice(0, 3).includes(word));

function runLine(engine: Engine, line: CommandLine): State {
  const { text, status } = engine.run(line.program, line.argv);
  const size = engine.fileSize(IMAGE) ?? 0;
  const isCompared = size <= MAX_COMPARED && !isLook(line);
  const image = isCompared ? engine.readFile(IMAGE) : new Uint8Array(0);
  const filtered = filterInfo(filterDates(filterIo(text)));
  return { text: `${filtered}exit status ${status}\n`, size, image };
}

/** Whatever the image says, no other file is made or changed. */
function checkFiles(native: Engine, shown: string): void {
  if (Buffer.compare(native.readFile(BACKING), backingBytes()) !== 0) {
    throw new Error(`${shown}: the backing file was written to`);
  }
}

function doesVary(image: Uint8Array, lines: readonly CommandLine[], worlds: Worlds): boolean {
  const runs = Array.from({ length: REPEATS }, () => {
    const engine = worlds.real();
    try {
      engine.writeFile(BACKING, backingBytes());
      engine.writeFile(IMAGE, image);
      return lines.map((line) => runLine(engine, line)).at(-1);
    } finally {
      engine.close();
    }
  });
  const [first, ...others] = runs;
  return others.some(
    (other) =>
      other === undefined || first === undefined ||
      differenceOf('', first, withDatesOf(first, other)) !== undefined,
  );
}

function differenceOf(line: string, ours: State, theirs: State): string | undefined {
  if (ours.text !== theirs.text) {
    return `${line}\n${firstDifference(theirs.text, ours.text)}`;
  }
  if (ours.size === theirs.size && Buffer.compare(ours.image, theirs.image) === 0) {
    return undefined;
  }
  let at = 0;
  while (at < ours.image.length && ours.image[at] === theirs.image[at]) at += 1;
  const around = ({ image }: State): string =>
    Buffer.from(image.subarray(at, at + 16)).toString('hex');
  return (
    `${line}\nimage bytes from 0x${at.toString(16)}: qemu ${around(theirs)}, native ` +
    `${around(ours)}; lengths ${theirs.size} and ${ours.size}`
  );
}

/** The first line that differs, and those around it. */
function firstDifference(theirs: string, ours: string): string {
  const [real, native] = [theirs.split('\n'), ours.split('\n')];
  const at = real.findIndex((text, index) => text !== native[index]);
  const around = (lines: string[]): string => lines.slice(Math.max(0, at - 2), at + 4).join('\n');
  return `--- qemu, line ${at + 1}\n${around(real)}\n+++ native\n${around(native)}`;
}
