// Files as a short text: runs that leave the same bytes leave the same key. Only what differs from
// a known state is hashed.
import { createHash } from 'node:crypto';
import type { MemoryStorage } from '../../../engine/index.ts';

type Files = ReturnType<MemoryStorage['snapshot']>;
type Snapshot = Files extends ReadonlyMap<string, infer T> ? T : never;
type Bytes = Uint8Array | undefined;

const isEmpty = (bytes: Bytes): boolean => bytes === undefined || bytes.every((byte) => byte === 0);

const isSame = (a: Bytes, b: Bytes): boolean =>
  a === b || (a && b ? Buffer.compare(a, b) === 0 : isEmpty(a ?? b));

/** Pages of `now` that differ from those of `before`, by number. */
function changedPages(before: Snapshot | undefined, now: Snapshot): readonly number[] {
  const numbers = new Set([...(before?.pages.keys() ?? []), ...now.pages.keys()]);
  return [...numbers]
    .filter((number) => {
      const [old, page] = [before?.pages.get(number), now.pages.get(number)];
      return old !== page && !isSame(old?.bytes, page?.bytes);
    })
    .sort((a, b) => a - b);
}

/** '' where the files are as they were. Which blocks are holes makes no difference. */
export function worldKey(before: Files, now: Files): string {
  const parts: string[] = [];
  for (const [name, file] of now) {
    const old = before.get(name);
    const pages = changedPages(old, file);
    if (pages.length === 0 && old?.length === file.length) continue;
    const hash = createHash('sha1');
    for (const page of pages) {
      const bytes = file.pages.get(page)?.bytes;
      hash.update(`${page} ${isEmpty(bytes)} `);
      if (bytes !== undefined && !isEmpty(bytes)) hash.update(bytes);
    }
    parts.push(`${name} ${file.length} ${hash.digest('base64')}`);
  }
  for (const name of before.keys()) if (!now.has(name)) parts.push(`${name} gone`);
  return parts.join('\n');
}
