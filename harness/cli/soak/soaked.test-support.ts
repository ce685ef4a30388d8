// A small soak, for tests.
import { HEADER } from './files.test-support.ts';
import type { SoakHeader, SoakResult } from './record.ts';
import { Soak } from './run.ts';
import { sweeperOn } from './sweeper.ts';

/** Its first cases are short ones, in one of which something is found. */
export const SMALL = { ...HEADER, seed: 55, distinct: 2, work: 60 };

/** The results of subjects 0 to `cases`, with that many workers. */
export async function soaked(
  header: SoakHeader,
  cases: number,
  { jobs = 1, makeSweeper = () => sweeperOn(undefined), first = header.shard - 1 } = {},
): Promise<readonly SoakResult[]> {
  const results: SoakResult[] = [];
  const begins = (subject: number): boolean => subject < cases;
  const onResult = (result: SoakResult): void => void results.push(result);
  const deadline = 60_000;
  await new Soak({ header, jobs, deadline, makeSweeper, begins, onResult }, first).run();
  return results;
}
