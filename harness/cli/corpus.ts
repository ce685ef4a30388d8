// What `blkdrill corpus` does; it is in the bundle of surveys, see commands/corpus.ts.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RequestError } from '../cases/request-error.ts';
import { chooseCorpus } from '../fuzz/generated/choose-corpus.ts';
import { pairsOf } from '../fuzz/generated/event-pairs.ts';
import { generatedCase } from '../fuzz/generated/generated-case.ts';
import { madeCase } from '../fuzz/generated/made-case.ts';
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
    const met = meet(candidates(count));
    const chosen = chooseCorpus(met);
    const pairs = new Set([...met.values()].flatMap((one) => [...one])).size;
    const all = plural(met.size, 'case');
    process.stdout.write(`${all}, ${pairs} pairs of events; ${chosen.length} cases come by all\n`);
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

function meet(numbers: Iterable<string>): Map<string, ReadonlySet<string>> {
  const progress = new Progress();
  const met = new Map<string, ReadonlySet<string>>();
  for (const number of numbers) {
    const made = madeCase(number);
    if (made === undefined || met.has(number)) continue;
    progress.at(`${plural(met.size, 'case')} run, now ${number}`);
    met.set(number, pairsOf(made.testCase));
  }
  progress.end();
  return met;
}

const textOf = (chosen: readonly string[]): string =>
  [
    '// The corpus: cases that together come by all pairs of events that thousands come by.',
    '// Surveys and soaks begin with these. `blkdrill corpus --update` writes this file.',
    'export const CORPUS: readonly string[] = [',
    ...chosen.map((number) => `  '${number}',`),
    '];',
    '',
  ].join('\n');
