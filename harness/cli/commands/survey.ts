// `blkdrill survey`: crashes and faults of all cases and of random ones, up to a number of each.
import { RequestError } from '../../cases/request-error.ts';
import type { Command } from '../command.ts';
import { surveyProgram } from '../survey-program.ts';

/** Counts what sweeps have judged, feature by feature. */
export const surveyCommand: Command = {
  name: 'survey',
  summary: 'crash and fail the steps of all cases and of random ones, in a checkout',
  arguments: '[case...]',
  description:
    'Sweeps the steps of numbered cases and then of random ones, one for each seed, until so ' +
    'many different crash states and so many fault points were judged, and as many as ' +
    '--per-feature asks for of each feature of images: only steps about one that is short are ' +
    'swept then. Tells the numbers by feature, and as it comes every broken promise that QEMU ' +
    'keeps, with the text of a random case. Sweeps are bounded by numbers, so what is found ' +
    'depends on no machine and no number of workers; the deadline is there for what never ends, ' +
    'and those are told. Without CASE all cases of the group quick are taken.',
  options: [
    { name: 'states', value: 'N', summary: 'different crash states (default: 10000)' },
    { name: 'points', value: 'N', summary: 'fault points (default: 10000)' },
    { name: 'per-feature', value: 'N', summary: 'and of each feature (default: any number)' },
    { name: 'random', value: 'N', summary: 'most random cases (default: 999999)' },
    { name: 'seed', value: 'S', summary: 'the first random case, and what draws (default: 0)' },
    { name: 'distinct', value: 'N', summary: 'most states, or runs, of one step (default: 300)' },
    { name: 'work', value: 'N', summary: 'most I/Os and looks of a step (default: 300000)' },
    { name: 'table', value: 'FILE', summary: 'write the numbers so far after every few steps' },
    { name: 'jobs', short: 'j', value: 'N', summary: 'workers at a time (default: the cores)' },
    { name: 'deadline', value: 'SECONDS', summary: 'what a job never takes (default: 1800)' },
  ],
  environment: [],
  exitStatus: {
    0: 'no promise is broken that QEMU keeps',
    1: 'one is, or a sweep was lost',
    2: 'the request is wrong',
  },
  async run(request) {
    const outcome = await surveyProgram('survey').survey(request, process.cwd());
    if (typeof outcome !== 'number') throw new RequestError(outcome);
    return outcome;
  },
};
