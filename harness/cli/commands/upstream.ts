// `blkdrill upstream`: QEMU's own tests, with our programs.
import type { Command } from '../command.ts';
import { engineNames } from '../engine-names.ts';

/** Runs tests of a QEMU source tree. */
export const upstreamCommand: Command = {
  name: 'upstream',
  summary: "QEMU's own tests with our programs",
  arguments: '[test...]',
  description:
    "Runs QEMU's own tests with blkdrill-img and blkdrill-io in the place of qemu-img and " +
    'qemu-io. Without TEST: every test that needs these two tools, or qemu-nbd beside them. ' +
    'Needs bash, python3 and GNU tools.',
  options: [
    {
      name: 'iotests',
      value: 'DIR',
      summary: "tests/qemu-iotests of QEMU's sources, 7.2 or newer",
      npm: { value: /\// },
    },
    {
      name: 'engine',
      value: 'ENGINE',
      choices: engineNames,
      summary: 'our programs (native), or the tools found on PATH',
      npm: { settings: ['engine_strict'] },
    },
    {
      name: 'jobs',
      short: 'j',
      value: 'N',
      summary: 'tests at a time (default: one for each core)',
    },
    { name: 'lines', value: 'N', summary: 'lines of each difference (default: 12)' },
    { name: 'deadline', value: 'SECONDS', summary: 'time limit of one test (default: 1200)' },
  ],
  environment: ['BLKDRILL_TMPDIR', 'NO_COLOR', 'FORCE_COLOR', 'PATH'],
  exitStatus: {
    0: 'every test passed or could not be run',
    1: 'a test failed',
    2: 'the request is wrong',
  },
  async run(request) {
    const { upstream } = await import('../upstream.ts');
    return await upstream(request, process.cwd());
  },
};
