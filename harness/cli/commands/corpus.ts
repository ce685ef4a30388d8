// `blkdrill corpus`: the made cases with which surveys and soaks begin.
import { RequestError } from '../../cases/request-error.ts';
import type { Command } from '../command.ts';
import { surveyProgram } from '../survey-program.ts';

/** Chooses few cases that come by all that many come by. */
export const corpusCommand: Command = {
  name: 'corpus',
  summary: 'choose the made cases with which surveys and soaks begin, in a checkout',
  arguments: '',
  description:
    'Runs random cases, modelled ones and sequences on our own engine, and chooses a few that ' +
    'together come by all that all of them come by: pairs of events of blkdebug, one behind ' +
    'the other; pairs of kinds of clusters, side by side or one made of the other; branches of ' +
    'the engine, as V8 counts them. None of the few can be left out. Prints their numbers, as ' +
    "tokens and 'blkdrill explore' have them. With --update they become the corpus: the cases " +
    'that surveys and soaks sweep before all others.',
  options: [
    { name: 'cases', value: 'N', summary: 'cases to choose from (default: 4000)' },
    { name: 'update', summary: 'write them into harness/fuzz/generated/corpus.ts' },
  ],
  environment: [],
  exitStatus: { 0: 'chosen', 2: 'the request is wrong' },
  async run(request) {
    const outcome = surveyProgram('corpus').corpus(request, process.cwd());
    if (typeof outcome !== 'number') throw new RequestError(outcome);
    return outcome;
  },
};
