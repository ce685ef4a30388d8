// For tests only: with later tools on PATH, what is known to be news of their version judges
// nothing: those tests are skipped, and say so. The rest compares as with 7.2.
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { beforeEach } from 'vitest';
import { root } from '../build/paths.mjs';
import { releaseOf } from '../golden/words/wording.ts';
import { settledName } from './test-name.mjs';
import { TOOLS_VERSION } from './tool-words.ts';

/** Files, and the full names of their tests: what a release answers otherwise. */
type News = Readonly<Record<string, readonly string[]>>;

/** As `list-news.mjs` writes them. */
function newsOf(release: string): News {
  const path = join(root, `harness/testing/news/${release}.json`);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as News) : {};
}

const release = releaseOf(TOOLS_VERSION)?.join('.') ?? 'unknown';
const takesAll = (process.env['BLKDRILL_ALL_TESTS'] ?? '') !== '';
const news = new Map(
  Object.entries(takesAll ? {} : newsOf(release)).map(([file, names]) => [file, new Set(names)]),
);

if (news.size > 0) {
  beforeEach(({ task, skip }) => {
    const names = news.get(relative(root, task.file.filepath));
    if (names === undefined) return;
    const words: string[] = [task.name];
    for (let suite = task.suite; suite !== undefined; suite = suite.suite) {
      words.unshift(suite.name);
    }
    if (names.has(settledName(words.filter((word) => word !== '').join(' ')))) {
      skip(`judges QEMU 7.2: ${release} is known to answer otherwise`);
    }
  });
}
