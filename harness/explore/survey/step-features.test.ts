// What steps are about, told from their command lines.
import { expect, test } from 'vitest';
import { loadCase } from '../../cases/load.ts';
import { featuresOf } from './step-features.ts';

test('what a step does counts, and what its images have by then', () => {
  const loaded = loadCase(
    'suites/699-x.yaml',
    `purpose: p
steps:
  - create: { size: 1M, lazy_refcounts: on }
  - io: [write -z 0 4k, discard 64k 64k]
  - snapshot: create a
  - io: truncate 2M
  - resize: { size: 1M, shrink: on }
  - check: { repair: all }
  - create: { size: 1M, extended_l2: on }
  - io: write -c 0 64k
  - io: write -b 0 4k
  - img: bitmap --add $TEST_IMG b
  - img: amend -o lazy_refcounts=off $TEST_IMG
  - echo: done
`,
  );
  if ('problems' in loaded) throw new Error(loaded.problems.join('\n'));
  const found = featuresOf(loaded.loaded).map((features) => [...features].sort());
  expect(found).toEqual([
    ['lazy refcounts'],
    ['discard', 'lazy refcounts', 'zero writes'],
    ['lazy refcounts', 'snapshots'],
    ['growth', 'lazy refcounts', 'snapshots'],
    ['lazy refcounts', 'shrink', 'snapshots'],
    ['lazy refcounts', 'repair', 'snapshots'],
    ['subclusters'],
    ['compression', 'subclusters'],
    ['VM state', 'compression', 'subclusters'],
    ['VM state', 'bitmaps', 'compression', 'subclusters'],
    ['VM state', 'amend', 'bitmaps', 'compression', 'subclusters'],
    [],
  ]);
});
