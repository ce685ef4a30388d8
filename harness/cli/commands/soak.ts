// `blkdrill soak`: random cases, swept until the time is over.
import { RequestError } from '../../cases/request-error.ts';
import type { Command } from '../command.ts';
import { boundOptions, workerOptions } from './sweep-options.ts';
import { SHARD_VARIABLES } from '../soak/shard.ts';
import { surveyProgram } from '../survey-program.ts';

/** Sweeps random cases for so many minutes, in shards where there are several machines. */
export const soakCommand: Command = {
  name: 'soak',
  summary: 'crash and fail random cases for some minutes, on one machine or many, in a checkout',
  arguments: '',
  description:
    "Draws random cases, one in eight a modelled one, behind those of the corpus ('blkdrill " +
    "corpus'), subject after subject, and sweeps the crashes and faults of each of their " +
    'steps. With --sequences a subject is an image that some commands have made, and ' +
    'all single faults and crash states of each command that may come last there are taken. ' +
    'Ends when the minutes are over (what was begun gets a minute more, and is left to the ' +
    'next run then), or before subject --cases, or when there is none. Prints each broken ' +
    'promise that QEMU keeps as soon as it is found, and the sums at the end. With --output ' +
    'each subject that is done is a line of JSON in the file; a file that is there is ' +
    'continued behind its last whole line. What is found of a subject depends on the seed ' +
    'alone: neither on the clock, nor on the number of workers or shards. Subject K is of ' +
    'shard K modulo N, plus one. Job runners that tell which of its like a job is are ' +
    "listened to, unless --shard is given; 'blkdrill merge' puts the files of all shards " +
    'together.',
  options: [
    {
      name: 'minutes',
      value: 'M',
      summary: 'begin no subject after so long (default: 10; where there is an end: any time)',
    },
    { name: 'cases', value: 'N', summary: 'only subjects 0 to N-1, of all shards together' },
    {
      name: 'sequences',
      value: 'N',
      summary: 'in place of random cases all sequences of up to N (1 to 3) commands on tiny images',
    },
    { name: 'geometry', value: 'NAME', summary: 'only sequences on that one of the images' },
    { name: 'skip-corpus', summary: 'begin with what is drawn, and not with the corpus' },
    { name: 'seed', value: 'S', summary: 'draws all that is random (default: 0)' },
    { name: 'shard', value: 'I/N', summary: 'one of N equal parts, from 1/N on' },
    { name: 'output', value: 'FILE', summary: 'keep the results there, or continue what is there' },
    ...boundOptions('; of sequences any number'),
    ...workerOptions('600; of sequences 3600'),
  ],
  environment: SHARD_VARIABLES,
  exitStatus: {
    0: 'no promise is broken that QEMU keeps',
    1: 'one is, or a sweep was lost; also in the part of the file that was there',
    2: 'the request is wrong, or the file cannot be continued or written',
    130: 'ended by Ctrl-C: what is done is printed and kept',
  },
  async run(request) {
    const outcome = await surveyProgram('soak').soak(request);
    if (typeof outcome !== 'number') throw new RequestError(outcome);
    return outcome;
  },
};
