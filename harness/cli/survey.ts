// What `blkdrill survey` does; a bundle of its own, see commands/survey.ts.
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { RequestError } from '../cases/request-error.ts';
import type { TestCase } from '../cases/types.ts';
import { canBeSwept } from '../explore/instrumented-engine.ts';
import { askedCases, statusBeside } from './asked-cases.ts';
import type { Request } from './command.ts';
import { Progress } from './progress.ts';
import { onInterrupt } from './suite/interrupt.ts';
import { Survey, type SurveyRequest } from './survey-run.ts';
import { wholeNumber } from './values.ts';
import { writing } from './writing.ts';

export { madeCase } from '../fuzz/generated/made-case.ts';
export { corpus } from './corpus.ts';
export { soak } from './soak/soak.ts';

/** What an option may ask for. */
const MOST = 1_000_000_000;

/**
 * Sweeps what the request asks for. Resolves to the exit status, or to what is wrong with the
 * request: the classes of this bundle's errors are not those of the one that called it.
 */
export async function survey(request: Request, root: string): Promise<number | readonly string[]> {
  try {
    const { words } = request;
    const found = askedCases(root, words.length > 0 ? { words } : { groups: ['quick'] });
    const status = await run(askedIn(request, found.cases), request.last('table'));
    return statusBeside(found, status);
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    return error.lines;
  }
}

async function run(asked: SurveyRequest, table: string | undefined): Promise<number> {
  const progress = new Progress();
  const print = (lines: readonly string[]): void => {
    progress.clear();
    process.stdout.write(`${lines.join('\n')}\n`);
  };
  const sums = (lines: readonly string[]): void => {
    if (table !== undefined) keep(table, [...lines, timeTaken()]);
  };
  const running = new Survey(asked, { print, progress: (text) => progress.at(text), sums });
  const isOver = onInterrupt(() => print(['interrupted', ...running.sums()]));
  const isClean = await running.run();
  progress.end();
  isOver();
  print(running.sums());
  return isClean ? 0 : 1;
}

/** Throws RequestError where the file cannot be written. */
const keep = (file: string, lines: readonly string[]): void =>
  writing(file, () => writeFileSync(file, `${lines.join('\n')}\n`));

function timeTaken(): string {
  const { user, system } = process.cpuUsage();
  return `${Math.round((user + system) / 1e6)} s of processor time`;
}

function askedIn(request: Request, cases: readonly TestCase[]): SurveyRequest {
  const number = (name: string, usual: number): number =>
    wholeNumber(name, request.last(name) ?? String(usual), MOST);
  const seed = request.last('seed') ?? '0';
  if (!/^\d{1,9}$/.test(seed)) {
    throw new RequestError([`'--seed' needs a whole number, not '${seed}'`]);
  }
  const enough = 10_000;
  return {
    cases: cases.filter(canBeSwept),
    isStrict: request.has('strict'),
    goal: {
      total: { states: number('states', enough), points: number('points', enough) },
      perFeature: request.has('per-feature') ? number('per-feature', 1) : 0,
    },
    random: number('random', 999_999),
    skipsCorpus: request.has('skip-corpus'),
    seed: Number(seed),
    distinct: number('distinct', 300),
    work: number('work', 300_000),
    jobs: number('jobs', availableParallelism()),
    deadline: number('deadline', 1800) * 1000,
  };
}
