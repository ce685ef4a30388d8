// The folder of goldens: golden/NNN.out, what a case prints, and golden/NNN.io, what it does to
// files; after a run that differed golden/NNN.out.bad or golden/NNN.io.bad beside them. Where a
// variant (a version of QEMU, an engine of others) is right to differ, golden/VARIANT/ holds the
// same for it. Nothing is written through a link: what a case prints lands in this folder or
// nowhere.
import {
  type Dirent,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { whySpecial } from '../host/special-file.ts';
import { isSystemError, systemErrorText } from '../host/system-error.ts';

/** The transcript of a case, or its write log. */
export type GoldenKind = 'out' | 'io';
const KINDS: readonly GoldenKind[] = ['out', 'io'];

/**
 * Whose goldens: a version of QEMU ('11.1') or an engine of others ('imago'); undefined: the usual
 * ones.
 */
export type Variant = string | undefined;

/** Whether a variant may have that name: it is one of a folder. */
export const isVariantName = (name: string): boolean => /^[a-z0-9][\w.-]{0,63}$/i.test(name);

/** Where goldens lie, as messages name it. */
const folderOf = (variant: Variant): string =>
  variant === undefined ? 'golden' : `golden/${variant}`;

/** 'golden/121.out' or 'golden/11.1/121.out', as messages name it. */
export const goldenFile = (
  number: string,
  kind: GoldenKind = 'out',
  variant?: Variant,
): string => `${folderOf(variant)}/${number}.${kind}`;

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

/**
 * The golden of a case; undefined when there is none yet. With a variant: the one of its own alone.
 * Throws GoldenError.
 */
export function readGolden(
  root: string,
  number: string,
  kind: GoldenKind = 'out',
  variant?: Variant,
): string | undefined {
  const file = goldenFile(number, kind, variant);
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
    // golden/ itself may be one: a checkout that cannot be written is mirrored by links.
    for (const name of [dirname(file), file].filter((part) => part !== folderOf(undefined))) {
      if (!isLink(join(root, name))) continue;
      throw new GoldenError(`${name} is a link: nothing is written there`);
    }
    mkdirSync(dirname(path), { recursive: true });
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
  variant?: Variant,
): void {
  writeWhole(root, goldenFile(number, kind, variant), text);
  removeBad(root, number, kind, variant);
}

/**
 * Removes the golden that a variant had of its own, and its folder where that was all; true: there
 * was one. Throws GoldenError.
 */
export function removeVariant(
  root: string,
  number: string,
  kind: GoldenKind,
  variant: string,
): boolean {
  const file = goldenFile(number, kind, variant);
  const path = join(root, file);
  if (!existsSync(path)) return false;
  attempt(file, 'removed', () => rmSync(path));
  removeBad(root, number, kind, variant);
  return true;
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
  variant?: Variant,
): string {
  const file = `${goldenFile(number, kind, variant)}.bad`;
  writeWhole(root, file, text);
  return file;
}

/** Removes a folder that has become empty; one that has not is left alone. */
function removeEmpty(path: string): void {
  try {
    rmdirSync(path);
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}

/** Removes what an earlier run left; a failure to do so is ignored, as it does no harm. */
export function removeBad(
  root: string,
  number: string,
  kind: GoldenKind = 'out',
  variant?: Variant,
): void {
  try {
    rmSync(join(root, `${goldenFile(number, kind, variant)}.bad`), { force: true });
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
  if (variant !== undefined) removeEmpty(join(root, folderOf(variant)));
}

/** The names in a folder below `root`; none where it is not there. Throws GoldenError. */
function entriesOf(root: string, folder: string): readonly Dirent[] {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  return attempt(`${folder}/`, 'read', () => readdirSync(path, { withFileTypes: true }));
}

/** Variants that have a folder below `root`/golden, in their order. Throws GoldenError. */
export const variantsOf = (root: string): readonly string[] =>
  entriesOf(root, 'golden')
    .filter((entry) => entry.isDirectory() && isVariantName(entry.name))
    .map(({ name }) => name)
    .toSorted();

/**
 * Goldens that belong to none of the cases `numbers`, those of variants too, as messages name them.
 * Throws GoldenError where a folder cannot be read.
 */
export function orphanGoldens(root: string, numbers: Iterable<string>): readonly string[] {
  const wanted = new Set(
    [...numbers].flatMap((number) => KINDS.map((kind) => `${number}.${kind}`)),
  );
  const orphansIn = (folder: string): readonly string[] =>
    entriesOf(root, folder)
      .map(({ name }) => name)
      .filter((name) => KINDS.some((kind) => name.endsWith(`.${kind}`)) && !wanted.has(name))
      .toSorted()
      .map((name) => `${folder}/${name}`);
  return [undefined, ...variantsOf(root)].map(folderOf).flatMap(orphansIn);
}
