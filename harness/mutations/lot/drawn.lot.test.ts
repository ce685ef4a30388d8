// Mistakes that are drawn by lot among all that can be made in the engine: the share of them that
// turns a case red says what the cases are worth where nobody has thought of a mutation. What stays
// green is printed: a place that wants a case, or one where nothing is wrong after all.
import { appendFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Draw } from '../../../engine/index.ts';
import { root } from '../../build/paths.mjs';
import { ALL_CASES } from '../../cases/selection.ts';
import { selectCases } from '../../cases/suite-folder.ts';
import { Mutants } from '../run.ts';
import { sourcesIn } from '../sources.ts';
import { timeCases, verdictOf } from '../timed-cases.ts';
import { countedAround, type Mistake, mistakesOf, withMistake } from './mistakes.ts';

/** The write path. */
const WRITE_PATH = ['refcounts', 'mapping', 'cache', 'image', 'snapshots'].map(
  (folder) => `engine/qcow2/${folder}`,
);
const FOLDERS = process.env['LOT_FOLDERS']?.split(',') ?? WRITE_PATH;
const SEED = process.env['LOT_SEED'] ?? '0';
const COUNT = Number(process.env['LOT_COUNT'] ?? 40);
/** So many of the cases that come by a mistake are tried, the quickest of them. */
const CASES = Number(process.env['LOT_CASES'] ?? 60);
/** A file that gets a line of JSON for each mistake at once. */
const LOG = process.env['LOT_LOG'];
/** Of 138 in the write path 101 were red, 0.73; some of the rest change nothing. */
const LEAST_SHARE = 0.6;

const sources = sourcesIn(FOLDERS);

function drawnMistakes(): readonly Mistake[] {
  const pool = [...sources].flatMap(([file, text]) => mistakesOf(file, text));
  const draw = new Draw(`lot ${SEED}`);
  const drawn: Mistake[] = [];
  while (drawn.length < COUNT && pool.length > 0) {
    drawn.push(...pool.splice(draw.below(pool.length), 1));
  }
  return drawn;
}

const wordsOf = ({ file, line, kind, text }: Mistake): string =>
  `${file}:${line}: ${kind}: ${text.slice(0, 100)}`;

test('most mistakes that are drawn turn a case red', async () => {
  const drawn = drawnMistakes();
  const numbers = new Map(drawn.map((mistake, number) => [mistake, number]));
  const changed = new Map(
    [...new Set(drawn.map(({ file }) => file))].map((file) => {
      const mistakes = drawn.filter((one) => one.file === file);
      const text = sources.get(file) ?? '';
      return [file, countedAround(text, mistakes, (one) => numbers.get(one) ?? 0)];
    }),
  );
  const cases = selectCases(root, ALL_CASES).filter(({ engines }) => engines.includes('native'));
  const timed = await timeCases(cases, changed);
  const mutants = await Mutants.of('harness/mutations/judge-case.ts', 300_000);
  const green: string[] = [];
  const waiting = drawn.values();
  const lane = async (): Promise<void> => {
    for (const mistake of waiting) {
      const number = numbers.get(mistake) ?? 0;
      const { file, statement } = mistake;
      const coming = timed.filter(({ reached }) => statement === undefined || reached.has(number));
      const text = withMistake(sources.get(file) ?? '', mistake);
      const tried = coming.slice(0, CASES);
      const { verdict } = await verdictOf(mutants, { file, text, isExpectedRed: true }, tried);
      if (verdict === 'green') green.push(`${wordsOf(mistake)} (${coming.length} cases come by)`);
      const row = { verdict, cases: coming.length, what: wordsOf(mistake) };
      if (LOG !== undefined) appendFileSync(LOG, `${JSON.stringify(row)}\n`);
    }
  };
  try {
    await Promise.all([lane(), lane()]);
  } finally {
    mutants.close();
  }
  const red = drawn.length - green.length;
  process.stdout.write([...green, `${red} of ${drawn.length} red`, ''].join('\n'));
  expect(red / drawn.length).toBeGreaterThanOrEqual(LEAST_SHARE);
});
