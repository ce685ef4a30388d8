// Runs one case on our engine and on the real tools, line by line, until they end, differ,
// or one of them cannot go on.
//
// Where the real tool fails an assertion, dies or does not end, there is nothing to compare: ours
// must then have ended with a message and an exit status, within its bounds of time and memory, and
// the case is counted separately.
import type { ChildLimits } from '../../engines/child.ts';
import { type Engine, EngineStopped } from '../../engines/engine.ts';
import { parseCheck } from '../../golden/check-text.ts';
import { compareFindings, describeChanges } from '../../golden/compare-findings.ts';
import { filterDates, filterInfo, filterIo } from '../../golden/filters.ts';
import { backingBytes } from '../random-cases/compare-engines.ts';
import type { CorruptCase } from './corrupt-case.ts';
import { makeImage } from './image-recipe.ts';
import { type Damaged, applyDamages } from './damages.ts';
import { BACKING, type CommandLine, FAULTS, IMAGE } from '../random-cases/random-case.ts';
import { withDatesOf } from '../random-cases/snapshot-dates.ts';

/** Seconds that one command may take, whatever the image. */
export const MAX_SECONDS = 10;
/** Files up to this size are compared byte by byte, longer ones by their length. */
const MAX_COMPARED = 64 * 1024 * 1024;
/** What a process with our engine in it may take. It is killed where it does not end by itself. */
export const LIMITS: ChildLimits = {
  seconds: MAX_SECONDS,
  bytes: 512 * 1024 * 1024,
  killAfter: 60_000,
  maxKept: MAX_COMPARED,
};
/** The last bytes of the header fields version and incompatible_features. */
const VERSION_AT = 7;
const MARKS_AT = 79;
/** Real runs before a difference counts. */
const REPEATS = 5;
/** What our engine prints where it lacks a feature; such cases cannot be compared. */
const LACKING = /.*(?:blkdrill does not support|not supported yet by blkdrill).*/;

export type CorruptResult =
  | { readonly kind: 'equal' }
  /** Our engine lacks something. */
  | { readonly kind: 'lacking'; readonly where: string }
  /** The real tool ended by a signal, or did not end. */
  | { readonly kind: 'aborts' | 'runs away'; readonly where: string }
  /** Real runs differ among themselves. */
  | { readonly kind: 'varies'; readonly where: string }
  | Different;

/** Text, exit status or bytes are not those of the real tool. */
interface Different {
  readonly kind: 'different';
  readonly where: string;
  /** What our engine has left behind. */
  readonly ours?: State;
}

/** What a case needs of an engine. */
export type CorruptEngine = Pick<Engine, 'run' | 'fileSize' | 'readFile' | 'writeFile' | 'close'>;

/** Where a case is made, and the two worlds that it is run in. */
export interface Worlds {
  readonly maker: () => Engine;
  /** Throws Error where our engine crashes, or takes more than it may. */
  readonly native: (lines: readonly CommandLine[]) => CorruptEngine;
  readonly real: () => CorruptEngine;
}

/** What one line left behind. */
interface State {
  readonly text: string;
  readonly size: number;
  readonly image: Uint8Array;
}

/** Compares text, exit status and bytes after every line. Throws what our engine must not throw. */
export function compareCorrupt(corrupt: CorruptCase, worlds: Worlds): CorruptResult {
  const image = damagedImage(corrupt, worlds.maker).bytes;
  const native = worlds.native(corrupt.lines);
  const real = worlds.real();
  try {
    for (const engine of [native, real]) writeFiles(engine, image, corrupt);
    for (const [index, line] of corrupt.lines.entries()) {
      const result = compareLine(line, native, real);
      if (result === undefined) continue;
      if (result.kind !== 'different') return result;
      const lines = corrupt.lines.slice(0, index + 1);
      const varies = doesVary(image, { ...corrupt, lines }, worlds, result.ours);
      return varies ? { kind: 'varies', where: result.where } : result;
    }
    return { kind: 'equal' };
  } finally {
    native.close();
    real.close();
  }
}

/** The image of the case, damaged. */
export function damagedImage(corrupt: CorruptCase, make: () => Engine): Damaged {
  const engine = make();
  try {
    engine.writeFile(BACKING, backingBytes());
    const sound = makeImage(engine, corrupt.recipe);
    const damaged = applyDamages(sound, corrupt.damages, corrupt.keepsHeader);
    return { ...damaged, bytes: withMarks(damaged.bytes, corrupt.marks ?? 0) };
  } finally {
    engine.close();
  }
}

/** Version 2 has no marks. */
function withMarks(image: Uint8Array, marks: number): Uint8Array {
  if (marks === 0 || image[VERSION_AT] !== 3) return image;
  const marked = image.slice();
  const other = Math.floor((marked[MARKS_AT] ?? 0) / 4) * 4;
  marked[MARKS_AT] = other + marks;
  return marked;
}

function writeFiles(engine: CorruptEngine, image: Uint8Array, { faults }: CorruptCase): void {
  engine.writeFile(BACKING, backingBytes());
  engine.writeFile(IMAGE, image);
  if (faults !== undefined) engine.writeFile(FAULTS, new TextEncoder().encode(faults));
}

function compareLine(
  line: CommandLine,
  native: CorruptEngine,
  real: CorruptEngine,
): CorruptResult | undefined {
  const shown = `${line.program} ${line.argv.join(' ')}`;
  const ours = runLine(native, line);
  checkFiles(native, shown);
  let theirs: State;
  try {
    theirs = runLine(real, line);
  } catch (error) {
    if (!(error instanceof EngineStopped)) throw error;
    return { kind: 'runs away', where: shown };
  }
  const lacking = LACKING.exec(ours.text);
  if (lacking !== null) return { kind: 'lacking', where: `${shown}: ${lacking[0]}` };
  const signal = /exit status (1[3-9]\d)\n$/.exec(theirs.text);
  if (signal !== null) return { kind: 'aborts', where: `${shown}: exit status ${signal[1]}` };
  const where = differenceOf(shown, ours, withDatesOf(ours, theirs));
  if (where === undefined) return undefined;
  if (isTooLong(theirs) && ours.text === theirs.text) {
    return { kind: 'lacking', where: `${shown}: a file above 2^53 bytes` };
  }
  return { kind: 'different', where, ours };
}

/**
 * Bytes are compared after lines that may change them: a read-only line that does is noticed there.
 */
const isLook = ({ argv }: CommandLine): boolean =>
  ['info', 'map', '-l', '-r'].some((word) => argv.slice(0, 3).includes(word));

function runLine(engine: CorruptEngine, line: CommandLine): State {
  const { text, status } = engine.run(line.program, line.argv);
  const size = engine.fileSize(IMAGE) ?? 0;
  const isCompared = size <= MAX_COMPARED && !isLook(line);
  const image = isCompared ? engine.readFile(IMAGE) : new Uint8Array(0);
  const filtered = filterInfo(filterDates(filterIo(text)));
  return { text: `${filtered}exit status ${status}\n`, size, image };
}

/** Of so long a file our engine knows places and length only to the nearest double: no text. */
const isTooLong = ({ size }: State): boolean => size > Number.MAX_SAFE_INTEGER;

/** Whatever the image says, no other file is made or changed. */
function checkFiles(native: CorruptEngine, shown: string): void {
  if (Buffer.compare(native.readFile(BACKING), backingBytes()) !== 0) {
    throw new Error(`${shown}: the backing file was written to`);
  }
}

/** Whether real runs differ among themselves, one of them from the one that was compared with. */
function doesVary(
  image: Uint8Array,
  corrupt: CorruptCase,
  worlds: Worlds,
  ours: State | undefined,
): boolean {
  const runs = Array.from({ length: REPEATS }, () => {
    const engine = worlds.real();
    try {
      writeFiles(engine, image, corrupt);
      return corrupt.lines.map((line) => runLine(engine, line)).at(-1);
    } finally {
      engine.close();
    }
  });
  const isSame = (one: State | undefined, other: State | undefined): boolean =>
    one !== undefined &&
    other !== undefined &&
    differenceOf('', one, withDatesOf(one, other)) === undefined;
  return runs.some((run) => !isSame(runs[0], run) || isSame(ours, run));
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

/** The first line that differs, and those around it; what checks found that the other did not. */
function firstDifference(theirs: string, ours: string): string {
  const [real, native] = [theirs.split('\n'), ours.split('\n')];
  const at = real.findIndex((text, index) => text !== native[index]);
  const around = (lines: string[]): string => lines.slice(Math.max(0, at - 2), at + 4).join('\n');
  const lines = `--- qemu, line ${at + 1}\n${around(real)}\n+++ native\n${around(native)}`;
  const changes = compareFindings(parseCheck(theirs).findings, parseCheck(ours).findings);
  return changes.length === 0 ? lines : `${lines}\nfindings: ${describeChanges(changes)}`;
}
