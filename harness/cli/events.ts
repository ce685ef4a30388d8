// `blkdrill events`: the table of events, counted while the cases run.
import { missingEvents } from '../engines/event-tally.ts';
import { plural } from '../golden/plural.ts';
import { eventTable } from '../report/event-table.ts';
import { tallyCases } from '../run/tally-suites.ts';
import { askedCases, statusBeside } from './asked-cases.ts';
import { Progress } from './progress.ts';

/** Prints the table for the cases below `root`. Returns the exit status. Throws RequestError. */
export function events(root: string): number {
  const progress = new Progress();
  const found = askedCases(root, {});
  const tally = tallyCases(found.cases, (testCase, ended, count) =>
    progress.at(`${ended} of ${plural(count, 'case')}, running ${testCase.number}`),
  );
  progress.end();
  process.stdout.write(`${eventTable(tally).join('\n')}\n`);
  return statusBeside(found, missingEvents(tally).length === 0 ? 0 : 1);
}
