// `blkdrill explore`: a case under many schedules, or with a crash at every moment.
import type { Command } from '../command.ts';
import { allEngineNames } from '../engine-names.ts';

/** Lists what a case can give. */
export const exploreCommand: Command = {
  name: 'explore',
  summary: 'run a case under many schedules, or crash its steps at every moment',
  arguments: '<case...>',
  description:
    'Runs a case on our own engine under many schedules: orders in which I/Os in flight may ' +
    'end. Lists the steps whose results vary, each result with how often it came, one seed that ' +
    'replays it (blkdrill suite NNN --schedule SEED), and the first lines in which it differs. ' +
    'With --every it takes one io step after the other, and names what replays a result when it ' +
    'stands in that step: schedule: picks 0 2 1. ' +
    'With --crashes each step of the cases runs once; then the files are made as the death of ' +
    'the process or a loss of power may leave them after any of its I/Os, and each image is ' +
    'judged: it opens, a check finds leaks at most, and its disk and its snapshots hold what ' +
    'their guest may expect. ' +
    'With --faults each step runs again and again with one I/O failing (EIO, ENOSPC; once, for ' +
    'longer, from there on, in part; with requests repeated; pairs), and what it leaves is ' +
    'judged. With --engine qemu beside it the real tools fail in the same way, and must do what ' +
    'ours does. ' +
    'With --orders each step runs in every order in which its I/Os may end, those first that ' +
    'differ least from the order of submission, and each end is judged; with --crashes or ' +
    '--faults beside it, the crashes or faults of each order. ' +
    'Random cases and sequences are swept by their numbers, as tokens and surveys name them ' +
    '(r720105, s2268, m12). blkdrill replay TOKEN tells the story of a crash, a fault or an order.',
  options: [
    {
      name: 'schedules',
      value: 'N',
      summary: 'how many schedules (default: 64)',
      conflicts: ['every'],
    },
    {
      name: 'seed',
      value: 'S',
      summary:
        'the first seed of schedules, or the seed of random crash states and faults (default: 0)',
      conflicts: ['every'],
    },
    {
      name: 'every',
      summary: 'every order of each io step, instead of orders that seeds decide',
    },
    {
      name: 'orders',
      summary: 'every order of each step, judged, instead of what it prints under schedules',
      conflicts: ['every', 'schedules'],
    },
    {
      name: 'crashes',
      summary:
        'the states that a crash may leave, instead of schedules; of each order, with --orders',
      conflicts: ['every', 'schedules', 'faults'],
    },
    {
      name: 'faults',
      summary:
        'each I/O of each step fails in turn, instead of schedules; in each order, with --orders',
      conflicts: ['every', 'schedules'],
    },
    {
      name: 'events',
      summary: 'with --faults: a table of the events of blkdebug, how often they came and failed',
      conflicts: ['every', 'schedules', 'crashes', 'orders'],
    },
    {
      name: 'distinct',
      value: 'N',
      summary:
        'most images (or runs, with --faults) of one step (default: 1000), or, with --orders, of ' +
        'one order of a step (default: 200)',
    },
    {
      name: 'limit',
      value: 'N',
      summary:
        'most orders of one step, with --orders or --every (default: 200; 20 where --crashes or ' +
        '--faults stands beside --orders)',
    },
    {
      name: 'engine',
      value: 'ENGINE',
      choices: allEngineNames,
      prefix: 'command:',
      summary:
        'with --faults and qemu: the I/O behind each event of blkdebug fails on the real tools ' +
        'too, and text, exit status and files must be those of ours; with --faults or --crashes ' +
        'and an engine of your own: the steps that it serves are swept on it',
      conflicts: ['every', 'schedules', 'orders', 'events'],
    },
    {
      name: 'work',
      value: 'N',
      summary:
        'most I/Os, changes and looks at files of one step, or of one of its orders, with ' +
        '--crashes or --faults (default: any number)',
      conflicts: ['every', 'schedules'],
    },
    {
      name: 'steps',
      value: 'A-B',
      summary: 'sweep these steps of the case only, by their numbers in tokens (4, or 4-9)',
      conflicts: ['every', 'schedules'],
    },
    {
      name: 'image-option',
      value: 'K=V',
      summary: 'create every qcow2 image with this option in sweeps; may be repeated',
      conflicts: ['every', 'schedules'],
    },
    {
      name: 'strict',
      summary:
        'open every image with crash-safety=strict: no flaw of QEMU counts as known in sweeps',
      conflicts: ['every', 'schedules', 'engine'],
    },
    {
      name: 'jobs',
      short: 'j',
      value: 'N',
      summary: 'workers at a time (default: one for each core)',
    },
    {
      name: 'deadline',
      value: 'SECONDS',
      summary: 'time limit of a case, or of a part of one (default: 600)',
    },
  ],
  environment: [],
  exitStatus: {
    0:
      'no schedule breaks an expectation or crashes; ' +
      'no crash, fault or order breaks a promise, but as QEMU does; no engine differs from ours',
    1: 'one does',
    2: 'the request or a case file is wrong',
    130: 'ended by Ctrl-C: what was found up to then is printed',
  },
  async run(request) {
    const { explore } = await import('../explore.ts');
    return await explore(request, process.cwd());
  },
};
