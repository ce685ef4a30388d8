// What `blkdrill corpus` does; it is in the bundle of surveys, see commands/corpus.ts.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RequestError } from '../cases/request-error.ts';
import { chooseCorpus, type Met } from '../fuzz/generated/choose-corpus.ts';
import { Branches, BranchWatch } from '../fuzz/generated/branches.ts';
import { generatedCase } from '../fuzz/generated/generated-case.ts';
import { engineNames } from '../fuzz/generated/engine-names.ts';
import { madeCase } from '../fuzz/generated/made-case.ts';
import { type PairsMet, pairsOf } from '../fuzz/generated/what-is-met.ts';
import { sequenceCount } from '../fuzz/sequences/sequence-test.ts';
import { plural } from '../golden/plural.ts';
import type { Request } from './command.ts';
import { Progress } from './progress.ts';
import { wholeNumber } from './values.ts';
import { writing } from './writing.ts';

const FILE = 'harness/fuzz/generated/corpus.ts';

/** Most candidates. */
const MOST = 1_000_000;

/** Sequences of up to so many commands are candidates, one for eight other cases. */
const COMMANDS = 2;
const PER_SEQUENCE = 8;

/** Chooses a corpus. Returns the exit status, or what is wrong with the request. */
export function corpus(request: Request, root: string): number | readonly string[] {
  try {
    const count = wholeNumber('cases', request.last('cases') ?? '4000', MOST);
    const { met, counts } = meet(candidates(count));
    const chosen = chooseCorpus(met);
    const all = plural(met.size, 'case');
    const come = `${chosen.length === 1 ? '1 case comes' : `${chosen.length} cases come`} by all`;
    process.stdout.write(`${all}, ${counts}: ${come}\n`);
    if (request.has('update')) {
      writing(FILE, () => writeFileSync(join(root, FILE), textOf(chosen)));
    } else process.stdout.write(`${chosen.join('\n')}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    return error.lines;
  }
}

/** Numbers of cases, as tokens have them. */
function* candidates(count: number): Generator<string> {
  const sequences = sequenceCount(COMMANDS);
  for (let at = 0; at < count; at += 1) {
    const made = generatedCase(at);
    if (made !== undefined) yield made.testCase.number;
    if (at % PER_SEQUENCE === 0) yield `s${Math.floor((at / count) * sequences)}`;
  }
}

/** What each case comes by, and how much they come by together, in words. */
function meet(numbers: Iterable<string>): { met: Met; counts: string } {
  const progress = new Progress();
  const found = new Map<string, PairsMet>();
  const branches = new Branches(engineNames());
  const watch = new BranchWatch();
  try {
    for (const number of numbers) {
      const made = madeCase(number);
      if (made === undefined || found.has(number)) continue;
      progress.at(`${plural(found.size, 'case')} run, now ${number}`);
      // What making it has run is no part of its run.
      watch.take();
      found.set(number, pairsOf(made.testCase));
      branches.add(watch.take());
    }
  } finally {
    watch.end();
    progress.end();
  }
  return together(found, branches.sets());
}

function together(
  found: ReadonlyMap<string, PairsMet>,
  branches: readonly ReadonlySet<string>[],
): { met: Met; counts: string } {
  const met = new Map<string, ReadonlySet<string>>();
  const all = {
    events: new Set<string>(),
    clusters: new Set<string>(),
    branches: new Set<string>(),
  };
  for (const [index, [number, { events, clusters }]] of [...found].entries()) {
    const own = { events, clusters, branches: branches[index] ?? new Set<string>() };
    for (const [kind, one] of Object.entries(own)) {
      for (const thing of one) all[kind as keyof typeof all].add(thing);
    }
    met.set(number, new Set([...own.events, ...own.clusters, ...own.branches]));
  }
  const counts = [
    plural(all.events.size, 'pair of events', 'pairs of events'),
    plural(all.clusters.size, 'pair of kinds of clusters', 'pairs of kinds of clusters'),
    plural(all.branches.size, 'branch of the engine', 'branches of the engine'),
  ];
  return { met, counts: counts.join(', ') };
}

const textOf = (chosen: readonly string[]): string =>
  [
    '// The corpus: cases that together come by all pairs of events and of kinds of clusters, and',
    '// by all branches of the engine, that thousands come by.',
    '// Surveys and soaks begin with these. `blkdrill corpus --update` writes this file.',
    'export const CORPUS: readonly string[] = [',
    ...chosen.map((number) => `  '${number}',`),
    '];',
    '',
  ].join('\n');
