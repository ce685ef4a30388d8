// What `blkdrill explore` sweeps when it is asked for some steps, image options and a bound.
import { expect, onTestFinished, test, vi } from 'vitest';
import { RequestError } from '../cases/request-error.ts';
import { exploreCommand } from './commands/explore.ts';
import { explore } from './explore.ts';
import { parseCommand } from './parse.ts';
import { explain, replay } from './replay.ts';
import { Request } from './command.ts';

const ROOT = process.cwd();

/** What `go` prints, or why it refuses. */
async function told(go: () => number | Promise<number>): Promise<string> {
  let text = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  onTestFinished(() => write.mockRestore());
  try {
    const status = await go();
    return `${text}status ${status}`;
  } catch (error) {
    if (error instanceof RequestError) return error.message;
    throw error;
  }
}

const explored = (...argv: string[]): Promise<string> =>
  told(async () => {
    const parsed = await parseCommand(exploreCommand, argv, 'blkdrill explore');
    if (parsed === 'told') throw new Error('a help was printed');
    return explore(parsed.request, ROOT);
  });

const ofToken = (token: string): Request => new Request([token], new Map());

test('some steps are swept as among all of them, by any number of workers', async () => {
  const some = await explored('677', '--orders', '--steps', '8-9', '-j', '2');
  expect(some).toContain('677-orders-of-requests-that-meet: 12 orders, 2 different outcomes');
  expect(some).toContain('blkdrill replay 677/8/order/late.1x3\n');
  expect(await explored('677', '--orders', '--steps', '8-8', '-j', '3')).toBe(some);
});

test('image options hold in sweeps, and in what replays them', async () => {
  const option = ['--image-option', 'refcount_bits=64'];
  const found = await explored('677', '--orders', '--steps', '8', ...option);
  expect(found).toContain('677-orders-of-requests-that-meet (refcount_bits=64): 12 orders');
  const token = '677,refcount_bits=64/8/order/late.1x3';
  expect(found).toContain(`blkdrill replay ${token}\n`);
  const broken = 't.qcow2: guest block 0x20000 reads 0x06, may hold 0x07 (written)\n';
  expect(await told(() => replay(ofToken(token), ROOT))).toContain(broken);
  expect(await told(() => explain(ofToken(token), ROOT))).toContain(broken);
  const unknown = token.replace('bits', 'bots');
  expect(await told(() => replay(ofToken(unknown), ROOT))).toBe(
    "'677,refcount_bots=64' has an unknown image option",
  );
});

test('a case that is not made for an image option is named', async () => {
  const found = await explored('606', '678', '--crashes', '--image-option', 'compat=0.10');
  const [first, second] = found.split('\n');
  expect(first).toBe('678-a-copy-that-nobody-flushes: not run: not made for compat=0.10');
  expect(second).toMatch(/^606-l1-table-before-the-header \(compat=0.10\): \d+ crash states/);
});

test('a bound of the work is kept, and what it leaves out is told', async () => {
  const faults = await explored('603', '--faults', '--steps', '2', '--work', '1000');
  expect(faults).toMatch(/write -P 1 0 4k: not tried, as the budget was spent:\n +\d+ {2}EIO/);
  expect(await explored('603', '--faults', '--steps', '2', '--work', '1000')).toBe(faults);
  const crashes = await explored('603', '--crashes', '--steps', '2', '--work', '100');
  expect(crashes).toMatch(/write -P 1 0 4k: not all states: \d+ spent the budget\n/);
});

test.each([
  ['--orders --steps 99', 'case 677 has 15 steps'],
  ['--orders --steps 9-6', "'--steps' needs a number from 1 or a range like 4-9, not '9-6'"],
  ['--orders --steps 0', "'--steps' needs a number from 1 or a range like 4-9, not '0'"],
  ['678 --orders --steps 3', "'--steps' takes steps of one case, and more are selected"],
  ['--steps 3', "'--steps' has no meaning without '--crashes', '--faults' or '--orders'"],
  ['--orders --work 5', "'--work' has no meaning without '--crashes' or '--faults'"],
  [
    '--orders --image-option refcount_bit=8',
    "unknown image option 'refcount_bit' (did you mean 'refcount_bits'?)",
  ],
  [
    '--orders --image-option data_file=a/b',
    "'--image-option' takes words and numbers, which 'data_file=a/b' is not",
  ],
  ['--every --steps 3', "option '--steps <A-B>' cannot be used with option '--every'"],
])('is refused: %s', async (words, problem) => {
  expect(await explored('677', ...words.split(' '))).toContain(problem);
});
