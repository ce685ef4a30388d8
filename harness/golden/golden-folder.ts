// The folder of goldens: golden/NNN.out, and golden/NNN.out.bad beside it after a run that
// differed.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** 'golden/121.out', as messages name it. */
export const goldenFile = (number: string): string => `golden/${number}.out`;

/** The golden of a case; undefined when there is none yet. */
export function readGolden(root: string, number: string): string | undefined {
  const path = join(root, goldenFile(number));
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** Makes `transcript` the golden of a case, and removes what an earlier run left beside it. */
export function writeGolden(root: string, number: string, transcript: string): void {
  mkdirSync(join(root, 'golden'), { recursive: true });
  writeFileSync(join(root, goldenFile(number)), transcript);
  removeBad(root, number);
}

/** Leaves `transcript` beside the golden that it differs from. Returns the file's name. */
export function writeBad(root: string, number: string, transcript: string): string {
  const file = `${goldenFile(number)}.bad`;
  mkdirSync(join(root, 'golden'), { recursive: true });
  writeFileSync(join(root, file), transcript);
  return file;
}

/** Removes what an earlier run left. */
export function removeBad(root: string, number: string): void {
  rmSync(join(root, `${goldenFile(number)}.bad`), { force: true });
}

/** Goldens that belong to none of the cases `numbers`, as messages name them. */
export function orphanGoldens(root: string, numbers: Iterable<string>): readonly string[] {
  const folder = join(root, 'golden');
  const wanted = new Set([...numbers].map((number) => `${number}.out`));
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names
    .filter((name) => name.endsWith('.out') && !wanted.has(name))
    .toSorted()
    .map((name) => `golden/${name}`);
}
