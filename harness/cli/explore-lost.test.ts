// What `blkdrill explore` says where a part of a sweep is lost, and where nothing is to be swept.
import { expect, test, vi } from 'vitest';
import { ALL_CASES } from '../cases/selection.ts';
import { selectCases } from '../cases/suite-folder.ts';
import type { TestCase } from '../cases/types.ts';
import type { PoolOptions, Timed } from '../host/worker-pool.ts';
import { crashLines } from '../report/crash-table.ts';
import { faultLines } from '../report/fault-table.ts';
import { ORDER_WORDS, orderSweepLines } from '../report/order-table.ts';
import { exploreSweep } from './explore-sweeps.ts';

/** A pool in this thread, in which the jobs of these numbers are lost. */
const losing =
  (lost: readonly number[]) =>
  async <J extends Timed, A>(jobs: readonly J[], options: PoolOptions<J, A>): Promise<void> => {
    for (const [index, job] of jobs.entries()) {
      const isLost = lost.includes(index);
      const gone = { lost: 'no end after 1 s', hasHung: true, milliseconds: 1000 };
      options.onAnswer(index, isLost ? gone : await options.inThisThread(job));
    }
  };

const REQUEST = {
  ...{ seed: 0, distinct: 20, jobs: 1, deadline: 1000, wantsEvents: false, imageOptions: [] },
  ...{ orders: undefined, work: undefined, steps: undefined, pool: losing([]) },
} as const;

/** What is printed to both outputs, and the status. */
async function swept(
  words: readonly string[],
  more: Partial<Parameters<typeof exploreSweep>[3]> = {},
  what: 'crashes' | 'faults' | undefined = 'crashes',
): Promise<string> {
  let text = '';
  const take = (chunk: unknown): boolean => {
    text += String(chunk);
    return true;
  };
  const spies = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation(take),
  );
  const status = await exploreSweep(what, words, process.cwd(), { ...REQUEST, ...more });
  for (const spy of spies) spy.mockRestore();
  return `${text}status ${status}`;
}

test('a sweep that lost a part did not come to its end, and tells what it found', async () => {
  const found = await swept(['606'], { jobs: 2, pool: losing([1]) });
  const [first, ...others] = found.split('\n');
  expect(first).toMatch(
    /^606-[-a-z0-9]+: [1-9]\d* crash states, \d+ different images.*, not swept to the end$/,
  );
  expect(others.slice(-2)).toEqual([
    expect.stringMatching(/^606-[-a-z0-9]+: no end after 1 s$/),
    'status 1',
  ]);
});

test('a lost case keeps no promises; those behind it are told as they are', async () => {
  const found = await swept(['606', '678'], { distinct: 2, pool: losing([0]) });
  const lines = found.split('\n');
  expect(lines[0]).toMatch(
    /^606-[-a-z0-9]+: 0 crash states, 0 different images, not swept to the end$/,
  );
  expect(lines.find((line) => line.startsWith('678-'))).not.toContain('not swept');
  expect(lines.find((line) => line.startsWith('2 cases: '))).toMatch(/, not swept to the end$/);
});

test('a case without choices says why its orders are not swept', async () => {
  const found = await swept(['676'], { orders: 20 }, undefined);
  expect(found).toBe(
    '676-discarded-under-a-request-in-flight: not swept: no step has two I/Os pending at once\n' +
      'status 0',
  );
  expect(await swept(['676'], { orders: 20 })).toBe(found);
});

test('nothing keeps no promises', () => {
  const [testCase] = selectCases(process.cwd(), { ...ALL_CASES, words: ['676'] });
  const { slug } = testCase as TestCase;
  expect(crashLines(testCase as TestCase, [])).toEqual([
    `${slug}: 0 crash states, 0 different images: nothing to judge`,
  ]);
  expect(faultLines(testCase as TestCase, [])).toEqual([
    `${slug}: 0 fault points, 0 different outcomes: nothing to judge`,
  ]);
  expect(orderSweepLines(ORDER_WORDS.none)(testCase as TestCase, [], false)).toEqual([
    `${slug}: 0 orders, 0 different outcomes, not swept to the end`,
  ]);
});
