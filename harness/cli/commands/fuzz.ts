// `blkdrill fuzz`: random cases on our engine and on the real tools.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { RequestError } from '../../cases/request-error.ts';
import type { Command, Request } from '../command.ts';

/** A program of its own, as generators of random values are large. A package has none. */
const PROGRAM = new URL('./fuzz.cjs', import.meta.url);

/** Compares both engines on random cases, one for each seed. */
export const fuzzCommand: Command = {
  name: 'fuzz',
  summary: 'random cases on our engine and on the real tools, in a checkout',
  arguments: '[kind...]',
  description:
    'Makes random cases of a kind, one for each seed, and runs each on our own engine and on the ' +
    'real tools: text, exit status and every byte must be equal. A case that differs is made ' +
    'smaller and printed; its seed replays it. Without KIND it lists the kinds.',
  options: [
    { name: 'runs', value: 'N', summary: 'how many seeds (default: what the tests run)' },
    { name: 'seed', value: 'S', summary: 'the first seed; the next ones follow (default: 1)' },
    { name: 'failures', value: 'N', summary: 'end after so many failures (default: 1)' },
    { name: 'keep', value: 'DIR', summary: 'folder for the files of each failure' },
  ],
  environment: ['BLKDRILL_TMPDIR', 'PATH'],
  exitStatus: {
    0: 'all cases were equal, or the kinds were listed',
    1: 'one differs, or too many could not be compared',
    2: 'the request is wrong, or the real tools are missing',
    130: 'interrupted',
  },
  async run(request) {
    if (!existsSync(PROGRAM)) {
      throw new RequestError(['fuzz needs a checkout: it is no part of the package']);
    }
    const program = createRequire(import.meta.url)(fileURLToPath(PROGRAM)) as {
      fuzz(request: Request): Promise<number | readonly string[]>;
    };
    const outcome = await program.fuzz(request);
    if (typeof outcome !== 'number') throw new RequestError(outcome);
    return outcome;
  },
};
