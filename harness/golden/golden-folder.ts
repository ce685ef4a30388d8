// The folder of goldens: golden/NNN.out, what a case prints, and golden/NNN.io, what it does to
// files; after a run that differed golden/NNN.out.bad or golden/NNN.io.bad beside them. Nothing is
// written through a link: what a case prints lands in this folder or nowhere.
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { whySpecial } from '../host/special-file.ts';
import { isSystemError, systemErrorText } from '../host/system-error.ts';

/** The transcript of a case, or its write log. */
export type GoldenKind = 'out' | 'io';
const KINDS: readonly GoldenKind[] = ['out', 'io'];

/** 'golden/121.out', as messages name it. */
export const goldenFile = (number: string, kind: GoldenKind = 'out'): string =>
  `golden/${number}.${kind}`;

/** A golden that cannot be read or written, in words. */
export class GoldenError extends Error {
  override readonly name = 'GoldenError';
}

/** Runs `act` on `file`; a call of the system that fails becomes a GoldenError. */
function attempt<T>(file: string, what: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new GoldenError(`${file} cannot be ${what}: ${systemErrorText(error)}`);
  }
}

const isLink = (path: string): boolean =>
  lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;

/** The golden of a case; undefined when there is none yet. Throws GoldenError. */
export function readGolden(
  root: string,
  number: string,
  kind: GoldenKind = 'out',
): string | undefined {
  const file = goldenFile(number, kind);
  const path = join(root, file);
  return attempt(file, 'read', () => {
    if (!existsSync(path) && !isLink(path)) return undefined;
    const special = whySpecial(path);
    if (special !== undefined) throw new GoldenError(`${file} cannot be read: ${special}`);
    return readFileSync(path, 'utf8');
  });
}

/** The write log of a case; undefined when there is none yet. Throws GoldenError. */
export const readWriteLog = (root: string, number: string): string | undefined =>
  readGolden(root, number, 'io');

/** Writes a new file and gives it the name, so that nobody meets half of it. */
function writeWhole(root: string, file: string, text: string): void {
  const path = join(root, file);
  const scratch = `${path}.${process.pid}`;
  attempt(file, 'written', () => {
    mkdirSync(join(root, 'golden'), { recursive: true });
    if (isLink(path)) throw new GoldenError(`${file} is a link: nothing is written there`);
    try {
      writeFileSync(scratch, text, { flag: 'wx' });
      renameSync(scratch, path);
    } catch (error) {
      rmSync(scratch, { force: true });
      throw error;
    }
  });
}

/**
 * Makes `text` the golden of a case, and removes what an earlier run left beside it. Throws
 * GoldenError; the golden is then as it was.
 */
export function writeGolden(
  root: string,
  number: string,
  text: string,
  kind: GoldenKind = 'out',
): void {
  writeWhole(root, goldenFile(number, kind), text);
  removeBad(root, number, kind);
}

/**
 * Leaves `text` beside the golden that it differs from. Returns the file's name. Throws
 * GoldenError.
 */
export function writeBad(
  root: string,
  number: string,
  text: string,
  kind: GoldenKind = 'out',
): string {
  const file = `${goldenFile(number, kind)}.bad`;
  writeWhole(root, file, text);
  return file;
}

/** Removes what an earlier run left; a failure to do so is ignored, as it does no harm. */
export function removeBad(root: string, number: string, kind: GoldenKind = 'out'): void {
  try {
    rmSync(join(root, `${goldenFile(number, kind)}.bad`), { force: true });
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}

/**
 * Goldens that belong to none of the cases `numbers`, as messages name them. Throws GoldenError
 * where the folder cannot be read.
 */
export function orphanGoldens(root: string, numbers: Iterable<string>): readonly string[] {
  const folder = join(root, 'golden');
  const wanted = new Set(
    [...numbers].flatMap((number) => KINDS.map((kind) => `${number}.${kind}`)),
  );
  const names = existsSync(folder) ? attempt('golden/', 'read', () => readdirSync(folder)) : [];
  return names
    .filter((name) => KINDS.some((kind) => name.endsWith(`.${kind}`)) && !wanted.has(name))
    .toSorted()
    .map((name) => `golden/${name}`);
}
