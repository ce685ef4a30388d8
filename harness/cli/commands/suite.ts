// `blkdrill suite`: cases, run and compared with their goldens.
import { GROUPS } from '../../cases/groups.ts';
import { REPORTER_NAMES, reporterLines } from '../../report/reporters.ts';
import type { Command } from '../command.ts';
import { allEngineNames } from '../engine-names.ts';

/** Runs cases. */
export const suiteCommand: Command = {
  name: 'suite',
  summary: 'run cases and compare what they print with their goldens',
  arguments: '[case...]',
  description:
    'Runs cases of suites/ and compares what they print with golden/. CASE is a number (121), ' +
    'a range of them (501-510), a name (026-refcount-table-growth) with or without its number, ' +
    'or a file (suites/574-x.yaml). Without CASE: all of them.',
  options: [
    {
      name: 'group',
      short: 'g',
      value: 'GROUP',
      summary: 'only cases of this group; repeated: of any of these groups',
      npm: { settings: ['global'], value: /^[a-z][\w-]*$/i },
    },
    {
      name: 'exclude',
      short: 'x',
      value: 'GROUP',
      summary: 'no cases of this group; may be repeated',
      npm: { value: /^[a-z][\w-]*$/i },
    },
    {
      name: 'list',
      summary: 'list the selected cases, run nothing',
      conflicts: ['print', 'update', 'twice', 'schedule', 'deadline', 'jobs'],
    },
    {
      name: 'print',
      summary: 'print the transcripts and nothing else',
      conflicts: ['reporter', 'update'],
    },
    {
      name: 'jobs',
      short: 'j',
      value: 'N',
      summary: 'cases at a time (default: one for each core; qemu: 1)',
      npm: { value: /^\d{1,2}$/ },
    },
    {
      name: 'engine',
      value: 'ENGINE',
      choices: allEngineNames,
      prefix: 'command:',
      summary: 'our own engine (native), the tools found on PATH, or a program of your own',
      npm: { settings: ['engine_strict'] },
    },
    {
      name: 'image-option',
      value: 'K=V',
      summary: 'create every qcow2 image with this option; may be repeated',
      conflicts: ['update'],
      npm: { value: /=/ },
    },
    {
      name: 'reporter',
      value: 'NAME',
      choices: async () => REPORTER_NAMES,
      summary: reporterLines(),
    },
    {
      name: 'update',
      summary: 'show the differences, then write the goldens anew',
      npm: { settings: ['update_notifier'] },
    },
    {
      name: 'twice',
      summary: 'run everything two times and compare transcripts and I/O traces',
    },
    {
      name: 'schedule',
      value: 'SEED',
      summary: 'let I/O end in the order of this seed (native only)',
      conflicts: ['update'],
    },
    {
      name: 'reader',
      value: 'PROGRAM',
      summary:
        "have a program read each sound image that a step leaves, as '7zz e -so {image}' or " +
        "'qemu-img convert -O raw {image} {output}': what it gives must be what ours does; may " +
        'be repeated',
      conflicts: ['update', 'list'],
    },
    {
      name: 'deadline',
      value: 'SECONDS',
      summary: 'time limit of one case (default: 300)',
      npm: { value: /^\d{1,4}$/ },
    },
  ],
  environment: [
    'BLKDRILL_TMPDIR',
    'BLKDRILL_ANY_QEMU',
    'CI',
    'NO_COLOR',
    'FORCE_COLOR',
    'PATH',
    'XDG_CACHE_HOME',
  ],
  list: { heading: 'Groups', rows: GROUPS },
  exitStatus: {
    0: 'every case passed',
    1: 'a case failed',
    2: 'the request or a case file is wrong, or a file cannot be written',
    70: 'a mistake in blkdrill itself',
    130: 'ended by Ctrl-C',
    141: 'the reader of the output went away',
  },
  async run(request) {
    // The worker's program and this one's are loaded side by side.
    const { findWorker } = await import('../../build/find-worker.ts');
    const { startEarly } = await import('../../host/worker-pool.ts');
    const worker = request.has('list') ? undefined : findWorker();
    const started = worker && startEarly(worker);
    const { suite } = await import('../suite/run-suite.ts');
    return await suite(request, process.cwd(), started);
  },
};
