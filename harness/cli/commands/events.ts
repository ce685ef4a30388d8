// `blkdrill events`: which events of blkdebug the cases meet.
import type { Command } from '../command.ts';

/** Runs all cases on our own engine and prints the table of events. */
export const eventsCommand: Command = {
  name: 'events',
  summary: 'which events the suite reaches and fails, and which it does not',
  arguments: '',
  description:
    'Runs all cases on our own engine and prints, for each event of blkdebug: who emits it, how ' +
    'often the cases reach it, and how often a fault failed a request there. Then the events ' +
    'that no case fails.',
  options: [],
  environment: ['CI'],
  exitStatus: { 0: 'none is missing', 1: 'some are', 2: 'the request or a case file is wrong' },
  async run() {
    const { events } = await import('../events.ts');
    return events(process.cwd());
  },
};
