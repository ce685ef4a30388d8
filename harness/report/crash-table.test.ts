// The explanation of a crash state in which promises are broken, and of one in which none is.
import { expect, test } from 'vitest';
import { loadCase } from '../cases/load.ts';
import type { TestCase } from '../cases/types.ts';
import { replayCrash } from '../explore/crashes/replay-crash.ts';
import { parseToken } from '../explore/crashes/token.ts';
import { explanationLines } from './crash-table.ts';

function load(steps: string): TestCase {
  const result = loadCase('suites/601-x.yaml', `purpose: p\nsteps:\n${steps}`);
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  return result.loaded;
}

/** A write takes a cluster whose discarded entry is still on the disk: the flaw of case 585. */
const CASE = load(`  - create: 1M
  - io: write -P 1 0 64k
  - io: [discard 0 64k, write -P 4 64k 64k]
    cache: writeback
`);

function explained(text: string): readonly string[] {
  const token = parseToken(text);
  if (token === undefined) throw new Error(text);
  return explanationLines(CASE, replayCrash(CASE, token));
}

test('it tells the owners of the cluster, and the change behind which all is lost', () => {
  expect(explained('601/3/process/3/keep=1')).toEqual([
    'suites/601-x.yaml:5: io: discard 0 64k',
    't.qcow2: guest block 0x0 reads 0x04, may hold 0x01 or zeroes (written)',
    'as in QEMU: a write takes a cluster that the disk still names for another place (case 585)',
    'Host cluster 5 of t.qcow2, as the changes reach the file:',
    '  before: data of guest offset 0',
    '  after change 2: nobody',
    '  after change 4: data of guest offset 65536',
    'From change 1 on every state of what landed breaks a promise.',
    '  change 1: write 65536 at 0x50000 of t.qcow2 (data of guest offset 0): on the disk',
    'Changes of the files are numbered from 0: what is written, zeroed, discarded or truncated.',
  ]);
});

test('where all promises are kept it says so', () => {
  const [, ...lines] = explained('601/3/process/1');
  expect(lines).toEqual(['All promises are kept.']);
});
