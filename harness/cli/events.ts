// `blkdrill events`: the table of events, counted while the suites run.
import { RequestError } from '../cases/request-error.ts';
import { missingEvents } from '../engines/event-tally.ts';
import { eventTable } from '../report/event-table.ts';
import { tallySuites } from '../run/tally-suites.ts';

const HELP = `Usage: blkdrill events

Runs all cases on our own engine and prints, for each event of blkdebug: who emits it, how often the
cases reach it, and how often a fault failed a request there. Then the events that no case fails.

Exit status: 0 none is missing, 1 some are, 2 the request or a case file is wrong.
`;

/** Prints the table for the suites below `root`. Returns the exit status. Throws RequestError. */
export function events(argv: readonly string[], root: string): number {
  if (argv.length === 1 && (argv[0] === '--help' || argv[0] === '-h')) {
    process.stdout.write(HELP);
    return 0;
  }
  if (argv.length > 0) throw new RequestError([`'blkdrill events' takes no '${argv[0]}'`]);
  const tally = tallySuites(root);
  process.stdout.write(`${eventTable(tally).join('\n')}\n`);
  return missingEvents(tally).length === 0 ? 0 : 1;
}
