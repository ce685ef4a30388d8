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
  ['--orders --steps 9-99', 'case 677 has 15 steps'],
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

test.each([
  ['677/8/fault/io=999/errno=5/times=1/written=0/end', 'the step has 15 I/Os, not 999'],
  [
    '677/8/fault/space=999/errno=28/times=1/written=0/end',
    'the step has 8 I/Os that need space, not 999',
  ],
  ['677/8/fault/io=999/errno=5/times=1/written=0/end/then=99:5', 'the step has 15 I/Os, not 999'],
  ['677/8/fault/io=0/errno=5/times=1/written=0/end', 'I/Os are numbered from 1'],
  ['677/8/fault/io=1/errno=999/times=1/written=0/end', 'there is no error number 999'],
  ['677/8/fault/io=1/errno=5/times=1/written=0/end/then=3:999', 'there is no error number 999'],
  [
    '677/8/fault/io=2/errno=5/times=1/written=512/end',
    'I/O 2 is a read, and cannot fail after 512 bytes',
  ],
  [
    '677/8/fault/io=1/errno=5/times=1/written=0/end/order=7.7.7.7',
    'choice 1 is among 2 I/Os, not 8',
  ],
  ['677/8/order/7.7.7.7', 'choice 1 is among 2 I/Os, not 8'],
  ['677/8/order/late.1x9', 'the order has 5 choices, not 6'],
  ['677/8/power/3/order=7.7.7.7', 'choice 1 is among 2 I/Os, not 8'],
  ['676/1/power/0', 'step 1 is none that runs a program'],
])('a token that fits nothing keeps no promise: %s', async (token, problem) => {
  const refused = `'${token}' does not fit its case: ${problem}`;
  expect(await told(() => replay(ofToken(token), ROOT))).toBe(refused);
  expect(await told(() => explain(ofToken(token), ROOT))).toBe(refused);
});

test('a fault of a step without a program is refused', async () => {
  const token = '676/1/fault/io=1/errno=5/times=1/written=0/end';
  const refused = 'case 676 has 12 steps; step 1 is none that runs a program';
  expect(await told(() => replay(ofToken(token), ROOT))).toBe(refused);
  expect(await told(() => explain(ofToken(token), ROOT))).toBe(refused);
});

test('a token whose order has too many choices is none', async () => {
  const order = '/order=0x999999.1x999999';
  for (const start of ['677/8/power/3', '677/8/fault/io=1/errno=5/times=1/written=0/end']) {
    const token = start + order;
    const refused = `'${token}' is no token of 'blkdrill explore'`;
    expect(await told(() => replay(ofToken(token), ROOT))).toBe(refused);
    expect(await told(() => explain(ofToken(token), ROOT))).toBe(refused);
  }
});
