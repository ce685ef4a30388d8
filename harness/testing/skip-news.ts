// For tests only: with later tools on PATH, what is known to be news of their version judges
// nothing: those tests are skipped, and say so. The rest compares as with 7.2.
import { relative } from 'node:path';
import { beforeEach } from 'vitest';
import { root } from '../build/paths.mjs';
import { releaseOf } from '../golden/words/wording.ts';
import news10 from './news/10.0.json' with { type: 'json' };
import news11 from './news/11.1.json' with { type: 'json' };
import { settledName } from './test-name.mjs';
import { TOOLS_VERSION } from './tool-words.ts';

/** By release: files, and the full names of their tests. `list-news.mjs` writes them. */
const NEWS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  '10.0': news10,
  '11.1': news11,
};

const release = releaseOf(TOOLS_VERSION)?.join('.') ?? 'unknown';
const takesAll = (process.env['BLKDRILL_ALL_TESTS'] ?? '') !== '';
const news = new Map(
  Object.entries((!takesAll && NEWS[release]) || {}).map(([file, names]) => [file, new Set(names)]),
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
