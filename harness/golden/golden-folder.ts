// The folder of goldens: golden/NNN.out, and golden/NNN.out.bad beside it after a run that
// differed. Nothing is written through a link: what a case prints lands in this folder or nowhere.
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
import { isSystemError, systemErrorText } from '../host/system-error.ts';

/** 'golden/121.out', as messages name it. */
export const goldenFile = (number: string): string => `golden/${number}.out`;

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
export function readGolden(root: string, number: string): string | undefined {
  const file = goldenFile(number);
  const path = join(root, file);
  return attempt(file, 'read', () =>
    existsSync(path) || isLink(path) ? readFileSync(path, 'utf8') : undefined,
  );
}

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
 * Makes `transcript` the golden of a case, and removes what an earlier run left beside it. Throws
 * GoldenError; the golden is then as it was.
 */
export function writeGolden(root: string, number: string, transcript: string): void {
  writeWhole(root, goldenFile(number), transcript);
  removeBad(root, number);
}

/**
 * Leaves `transcript` beside the golden that it differs from. Returns the file's name. Throws
 * GoldenError.
 */
export function writeBad(root: string, number: string, transcript: string): string {
  const file = `${goldenFile(number)}.bad`;
  writeWhole(root, file, transcript);
  return file;
}

/** Removes what an earlier run left. Where that cannot be done it stays: it misleads nobody. */
export function removeBad(root: string, number: string): void {
  try {
    rmSync(join(root, `${goldenFile(number)}.bad`), { force: true });
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
  const wanted = new Set([...numbers].map((number) => `${number}.out`));
  const names = existsSync(folder) ? attempt('golden/', 'read', () => readdirSync(folder)) : [];
  return names
    .filter((name) => name.endsWith('.out') && !wanted.has(name))
    .toSorted()
    .map((name) => `golden/${name}`);
}
