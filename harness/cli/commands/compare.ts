// `blkdrill compare`: the compatibility page of engines and readers.
import { GROUPS } from '../../cases/groups.ts';
import type { Command } from '../command.ts';

/** Writes the page. */
export const compareCommand: Command = {
  name: 'compare',
  summary: 'run cases, sweeps and readers on several engines, and write a page of what they show',
  arguments: '[case...]',
  description:
    'Writes index.html and page.md: cases by engines, sweeps of faults, events of blkdebug and ' +
    'crash states by engines, features of images by readers. Each red cell has the command lines ' +
    'that show it. All of it is from runs of this command: what was not run, or is not on this ' +
    'machine, is told as that. CASE is as for suite; without one: those of the group quick. ' +
    'Nothing of a clock is in the page.',
  options: [
    {
      name: 'engines',
      value: 'A,B',
      summary:
        'native, native@11.1, qemu, names of blkdrill.engines.yaml, command:PROGRAM, and ' +
        'qemu-7.2 for the tools on PATH if they are that version (default: all with a name)',
    },
    {
      name: 'readers',
      value: 'A,B',
      summary:
        'ours, qemu-img, 7zip, nbdkit, libqcow, systemd-import, an engine of others by its ' +
        "name, or 'PROGRAM {image}' (default: all that have a name)",
    },
    { name: 'output', value: 'DIR', summary: 'the folder that gets the page' },
    { name: 'group', short: 'g', value: 'GROUP', summary: 'only cases of this group' },
    {
      name: 'only',
      value: 'A,B',
      summary: 'only these tables: cases, faults, events, crashes, readers',
    },
    {
      name: 'distinct',
      value: 'N',
      summary: 'runs, or different images, of the sweep of one workload (default: 200)',
    },
    { name: 'jobs', short: 'j', value: 'N', summary: 'at a time (default: one for each core)' },
    {
      name: 'deadline',
      value: 'SECONDS',
      summary: 'time limit of one case, sweep or reading (default: 300)',
    },
  ],
  environment: ['BLKDRILL_TMPDIR', 'BLKDRILL_ANY_QEMU', 'CI', 'PATH'],
  list: { heading: 'Groups', rows: GROUPS },
  exitStatus: {
    0: 'the page is written, whatever it says',
    2: 'the request is wrong, or the page cannot be written',
    130: 'Ctrl-C: the page holds what was found by then',
  },
  async run(request) {
    const { compare } = await import('../compare/compare.ts');
    return await compare(request, process.cwd());
  },
};
