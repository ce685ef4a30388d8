// `blkdrill survey`: crashes and faults of all cases and of random ones, up to a number of each.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { RequestError } from '../../cases/request-error.ts';
import type { Command, Request } from '../command.ts';

/** A program of its own, as generators of random values are large. A package has none. */
const PROGRAM = new URL('./survey.cjs', import.meta.url);

/** Counts what sweeps have judged, feature by feature. */
export const surveyCommand: Command = {
  name: 'survey',
  summary: 'crash and fail the steps of all cases and of random ones, in a checkout',
  arguments: '[case...]',
  description:
    'Sweeps the steps of numbered cases and then of random ones, one for each seed, until so ' +
    'many different crash states and so many fault points were judged. Tells how many of them ' +
    'each feature of images had, and every broken promise that QEMU keeps, with the text of a ' +
    'random case. What is found depends on no number of workers, unless a sweep outstays its ' +
    'deadline: those are told. Without CASE all cases of the group quick are taken.',
  options: [
    { name: 'states', value: 'N', summary: 'different crash states (default: 10000)' },
    { name: 'points', value: 'N', summary: 'fault points (default: 10000)' },
    { name: 'random', value: 'N', summary: 'most random cases (default: 999999)' },
    { name: 'seed', value: 'S', summary: 'the first random case, and what draws (default: 0)' },
    { name: 'distinct', value: 'N', summary: 'most states, or runs, of one step (default: 300)' },
    { name: 'jobs', short: 'j', value: 'N', summary: 'workers at a time (default: the cores)' },
    { name: 'deadline', value: 'SECONDS', summary: 'what one sweep may take (default: 120)' },
  ],
  environment: [],
  exitStatus: {
    0: 'no promise is broken that QEMU keeps',
    1: 'one is, or a sweep was lost',
    2: 'the request is wrong',
  },
  async run(request) {
    if (!existsSync(PROGRAM)) {
      throw new RequestError(['survey needs a checkout: it is no part of the package']);
    }
    const program = createRequire(import.meta.url)(fileURLToPath(PROGRAM)) as {
      survey(request: Request, root: string): Promise<number | readonly string[]>;
    };
    const outcome = await program.survey(request, process.cwd());
    if (typeof outcome !== 'number') throw new RequestError(outcome);
    return outcome;
  },
};
