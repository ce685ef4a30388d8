// Sequences as subjects: each counted once, nothing left out in silence, the same in any sharding.
import { expect, test } from 'vitest';
import type { Fork, ForkJob } from '../../explore/forks/fork-job.ts';
import { sequenceCount } from '../../fuzz/sequences/sequence-test.ts';
import { HEADER, printedOn, soakFolder } from './files.test-support.ts';
import { SoakFile } from './file.ts';
import { merge } from './merge.ts';
import type { SoakHeader, SoakResult } from './record.ts';
import { Soak } from './run.ts';
import { SequenceSubjects } from './sequence-subjects.ts';
import { SoakSums } from './sums.ts';
import type { AnyJob, Sweeper } from './sweeper.ts';

const SEQUENCES: SoakHeader = { ...HEADER, sequences: 2, distinct: 1, work: 1 };

async function soaked(
  header: SoakHeader,
  makeSweeper: () => Sweeper,
  jobs = 1,
): Promise<readonly SoakResult[]> {
  const results: SoakResult[] = [];
  const subjects = new SequenceSubjects(header);
  const begins = (subject: number): boolean => subject < subjects.count;
  const onResult = (result: SoakResult): void => void results.push(result);
  const request = { header, subjects, jobs, deadline: 60_000, makeSweeper, begins, onResult };
  await new Soak(request, header.shard - 1).run();
  return results;
}

/** Notes the jobs, and finds nothing. */
function noting(jobs: AnyJob[]): () => Sweeper {
  const rest = { runs: 3, damaged: 0, classes: [] };
  return () => ({
    async run(job): Promise<readonly Fork[]> {
      jobs.push(job);
      const { numbers } = job as ForkJob;
      return numbers.map((number) => ({ number, crashes: undefined, faults: undefined, rest }));
    },
    stop: () => {},
  });
}

/** Finds one of everything. */
function finding(): Sweeper {
  const step = { step: 4, line: 1, title: 'write', states: 2, distinct: 1, classes: [] };
  const violations = [
    { promise: 'written', image: 'TEST_DIR/x', block: 0, detail: 'lost', signature: '' } as const,
  ];
  const crashes = { ...step, files: 1, isCut: true, sampled: 5 };
  const faults = {
    ...{ ...step, skipped: undefined, outcomes: [], events: [] },
    notReached: [['EIO once', 2]] as const,
  };
  const forkOf = (number: string): Fork => {
    const token = `${number}/4/fault/x`;
    const name = 'silent loss, then write';
    const lost = { cause: 'fault', name, token, violations, count: 1, known: undefined } as const;
    return { number, crashes, faults, rest: { runs: 3, damaged: 4, classes: [lost] } };
  };
  return { run: async (job) => (job as ForkJob).numbers.map(forkOf), stop: () => {} };
}

test('each sequence is swept, or begins as one that is', async () => {
  const jobs: AnyJob[] = [];
  const results = await soaked(SEQUENCES, noting(jobs));
  const sums = new SoakSums();
  for (const result of results) sums.add(result);
  expect(sums.sequences).toBe(sequenceCount(2));
  expect(sums.sequences - sums.equal).toBe(27 * results.length);
  const numbers = jobs.flatMap((job) => (job as ForkJob).numbers);
  expect(new Set(numbers).size).toBe(27 * results.length);
  expect(sums.lines(SEQUENCES).at(-1)).toContain(
    `${sequenceCount(2)} sequences (${sums.equal} by an equal beginning)`,
  );
  const part = new SoakSums();
  for (const result of results.slice(1)) part.add(result);
  expect(part.lines(SEQUENCES).at(-1)).toContain(
    `: ${part.sequences} of ${sequenceCount(2)} sequences (`,
  );
  expect(part.lines({ ...SEQUENCES, shards: 2 }).at(-1)).toContain(
    `: ${part.sequences} sequences (`,
  );
  // One more command goes on behind the only one of a sequence, and none behind the second.
  expect(
    jobs
      .map((job) => (job as ForkJob).rest)
      .toSorted()
      .at(-4),
  ).toBe(0);
  expect(jobs.filter((job) => (job as ForkJob).rest === 1)).toHaveLength(3);
});

test('one geometry is a part of all', async () => {
  const jobs: AnyJob[] = [];
  const results = await soaked({ ...SEQUENCES, geometry: 'backed' }, noting(jobs));
  const sums = new SoakSums();
  for (const result of results) sums.add(result);
  expect(sums.sequences).toBe(sequenceCount(2) / 3);
  expect(jobs.every((job) => (job as ForkJob).case.file === 'backed.yaml')).toBe(true);
});

test('shards merged are one run, byte for byte, with what was left out', async () => {
  const folder = soakFolder();
  const listener = { result: () => {}, note: () => {} };
  const write = async (name: string, header: SoakHeader, jobs = 1): Promise<string> => {
    const file = new SoakFile(folder.at(name), header, listener);
    for (const result of await soaked(header, finding, jobs)) file.add(result);
    file.close();
    return folder.at(name);
  };
  const one: SoakHeader = { ...SEQUENCES, geometry: 'subclusters' };
  await write('whole', one, 3);
  const files: string[] = [];
  for (const shard of [1, 2]) files.push(await write(`${shard}`, { ...one, shard, shards: 2 }));
  const text = printedOn('stdout', () => merge(files, folder.at('merged')));
  expect(folder.get('merged')).toBe(folder.get('whole'));
  const whole = 27 * folder.get('whole').trimEnd().split('\n').slice(1).length;
  const left = (what: string, count = whole, first = 's27'): string =>
    `${String(count).padStart(7)}  left out: ${what} (first: ${first})\n`;
  expect(text).toContain(
    left('ends of whose pending changes not all subsets were taken', whole * 5) +
      left('sweeps of crashes that their bounds ended') +
      left('faults: EIO once', whole * 2) +
      left('damaged files on which no command went on', whole * 4),
  );
  expect(text).toMatch(
    /^s27-s53, step 4: 1 fault: silent loss, then write\n    x: lost \(written\)/m,
  );
  expect(text).toContain('    blkdrill replay s27/4/fault/x\n');
  expect(text).toMatch(/, \d+ commands gone on, \d+ kinds of broken promises, \d+ of them news, /);
});
