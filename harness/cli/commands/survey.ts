// `blkdrill survey`: crashes and faults of all cases and of random ones, up to a number of each.
import { RequestError } from '../../cases/request-error.ts';
import type { Command } from '../command.ts';
import { boundOptions, workerOptions } from './sweep-options.ts';
import { surveyProgram } from '../survey-program.ts';

/** Counts what sweeps have judged, feature by feature. */
export const surveyCommand: Command = {
  name: 'survey',
  summary: 'crash and fail the steps of all cases and of random ones, in a checkout',
  arguments: '[case...]',
  description:
    'Sweeps crashes and faults of the steps of numbered cases, then of the corpus, then of ' +
    'random cases (one for each seed; every eighth is a modelled one), until --states different ' +
    'crash states and --points fault points were judged, and --per-feature of both for each ' +
    'feature of images. Once the totals are reached, only steps about features that are short ' +
    'are swept. Prints the numbers by feature, and each broken promise that QEMU keeps as soon ' +
    'as it is found, with the text of the case where that is random. Sweeps are bounded by ' +
    'counts, so what is found depends neither on the machine nor on the number of workers; ' +
    '--deadline only ends a sweep that would not end by itself, which is reported. Without ' +
    'CASE: all cases of the group quick.',
  options: [
    { name: 'states', value: 'N', summary: 'different crash states (default: 10000)' },
    { name: 'points', value: 'N', summary: 'fault points (default: 10000)' },
    {
      name: 'per-feature',
      value: 'N',
      summary: 'so many of both for each feature (default: any number)',
    },
    { name: 'skip-corpus', summary: "leave out the cases that 'blkdrill corpus' has chosen" },
    { name: 'random', value: 'N', summary: 'at most so many random cases (default: 999999)' },
    {
      name: 'seed',
      value: 'S',
      summary: 'the first random case, and the seed of all that is random (default: 0)',
    },
    {
      name: 'strict',
      summary: 'open every image with crash-safety=strict: no flaw of QEMU counts as known',
    },
    ...boundOptions(),
    { name: 'table', value: 'FILE', summary: 'write the numbers so far after every few steps' },
    ...workerOptions('1800'),
  ],
  environment: [],
  exitStatus: {
    0: 'no promise is broken that QEMU keeps',
    1: 'one is, or a sweep was lost',
    2: 'the request or a case file is wrong',
    130: 'ended by Ctrl-C: the sums up to then are printed',
  },
  async run(request) {
    const outcome = await surveyProgram('survey').survey(request, process.cwd());
    if (typeof outcome !== 'number') throw new RequestError(outcome);
    return outcome;
  },
};
