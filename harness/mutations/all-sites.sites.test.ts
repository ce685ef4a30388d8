// Each barrier and each undo of the engine is taken away, one at a time: a case turns red, or the
// site stands in a list with the reason why nothing can tell (untold-sites.ts).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../build/paths.mjs';
import { ALL_CASES } from '../cases/selection.ts';
import { selectCases } from '../cases/suite-folder.ts';
import type { Verdict } from './program.ts';
import { Mutants } from './run.ts';
import { sourcesIn } from './sources.ts';
import { counted, type Site, sitesOf, without } from './sites.ts';
import { type TimedCase, timeCases, verdictOf } from './timed-cases.ts';
import { UNTOLD_SITES, type UntoldSite } from './untold-sites.ts';

/** Folders whose barriers and undos are the engine's promises. */
const FOLDERS = ['engine/qcow2', 'engine/tools'];

const sources = sourcesIn(FOLDERS);
const sites = [...sources].flatMap(([file, text]) => sitesOf(file, text));
const cases = selectCases(root, ALL_CASES).filter(({ engines }) => engines.includes('native'));

/** Which of the statements with its text in its file it is, from 1. */
const occurrenceOf = ({ file, text, start }: Site): number =>
  sites.filter((one) => one.file === file && one.text === text && one.start <= start).length;

const isOf =
  (site: Site) =>
  ({ file, text, occurrence }: UntoldSite) =>
    file === site.file &&
    text === site.text &&
    (occurrence === undefined || occurrence === occurrenceOf(site));
const nameOf = ({ kind, file, line, text }: Site): string => `${kind} ${file}:${line}: ${text}`;

/** Cases that come by a site, the quickest first. */
const reaching = new Map<Site, readonly TimedCase[]>();

/** Notes which cases come by which sites. */
async function countSites(): Promise<void> {
  const numbers = new Map(sites.map((site, number) => [site, number]));
  const changed = new Map(
    [...sources].map(([file, text]) => [
      file,
      counted(
        text,
        sites.filter((site) => site.file === file),
        (site) => numbers.get(site) ?? 0,
      ),
    ]),
  );
  const timed = await timeCases(cases, changed);
  for (const [site, number] of numbers) {
    reaching.set(
      site,
      timed.filter(({ reached }) => reached.has(number)),
    );
  }
}

/** What the cases say without the site, up to the first that is red. */
async function verdictWithout(mutants: Mutants, site: Site): Promise<Verdict> {
  const { file } = site;
  const isExpectedRed = !UNTOLD_SITES.some(isOf(site));
  const change = { file, text: without(sources.get(file) ?? '', site), isExpectedRed };
  return (await verdictOf(mutants, change, reaching.get(site) ?? [])).verdict;
}

test('the list of sites that nothing can tell is up to date', () => {
  const stale = UNTOLD_SITES.filter((untold) => !sites.some((site) => isOf(site)(untold)));
  expect(stale).toEqual([]);
  expect(sites.length).toBeGreaterThan(150);
});

describe('taken away', { timeout: 600_000 }, () => {
  let mutants: Mutants;
  beforeAll(async () => {
    await countSites();
    mutants = await Mutants.of('harness/mutations/judge-case.ts', 300_000);
  }, 600_000);
  afterAll(() => mutants.close());

  test.concurrent.each(sites.map((site) => [nameOf(site), site] as const))(
    '%s',
    async (_name, site) => {
      const verdict = await verdictWithout(mutants, site);
      const isReached = (reaching.get(site) ?? []).length > 0;
      const untold = UNTOLD_SITES.find(isOf(site));
      expect({ verdict, isReached }).toEqual(
        untold === undefined
          ? { verdict: 'red', isReached: true }
          : { verdict: 'green', isReached: untold.isReached },
      );
    },
  );
});
