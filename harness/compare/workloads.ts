// Small workloads whose faults and crashes are swept on each engine: few commands, so that what is
// found is small from the start.
import { loadCase } from '../cases/load.ts';
import type { TestCase } from '../cases/types.ts';

/** Name, what it is about, and its steps in the words of a case. */
type Workload = readonly [name: string, about: string, steps: string];

const CREATE = '  - create: { size: 1M, cluster_size: 4k }\n';
const FILLED = `${CREATE}  - io: write -q -P 1 0 64k\n`;
const SNAPSHOT = `${FILLED}  - snapshot: create one\n`;
const BACKED = `  - create: { size: 1M, cluster_size: 4k, image: t.base }
  - io: { commands: write -q -P 1 0 64k, image: t.base }
  - create: { size: 1M, cluster_size: 4k, backing_file: t.base, backing_fmt: qcow2 }
`;

const WORKLOADS: readonly Workload[] = [
  ['first-write', 'the first write of an image', `${CREATE}  - io: write -q -P 2 0 4k\n`],
  ['in-place', 'a write in place', `${FILLED}  - io: write -q -P 2 4k 8k\n`],
  ['partial', 'a write of a part of a new cluster', `${FILLED}  - io: write -q -P 2 65k 1k\n`],
  [
    'refcount-block',
    'a write that needs a second refcount block',
    '  - create: { size: 1M, cluster_size: 512 }\n  - io: write -q -P 1 0 124k\n' +
      '  - io: write -q -P 2 124k 512\n',
  ],
  ['backed', 'a write above a backing file', `${BACKED}  - io: write -q -P 2 1k 2k\n`],
  ['snapshot', 'a write beside a snapshot', `${SNAPSHOT}  - io: write -q -P 2 0 4k\n`],
  ['zeroes', 'zeroes over data', `${FILLED}  - io: write -q -z 0 8k\n`],
  ['discard', 'a discard of data', `${FILLED}  - io: discard -q 0 8k\n`],
  [
    'growth',
    'a longer disk, and a write there',
    `${FILLED}  - io: [truncate 2M, write -q 1M 4k]\n`,
  ],
];

/** A workload as a case. */
export interface WorkloadCase {
  readonly name: string;
  readonly about: string;
  /** Of a file NAME.yaml, that commands take by `--case`. */
  readonly text: string;
  readonly testCase: TestCase;
}

/** All of them, numbered from 901. */
export const workloads = (): readonly WorkloadCase[] =>
  WORKLOADS.map(([name, about, steps], index) => {
    const text = `purpose: ${about}\ngroups: [rw]\nsteps:\n${steps}`;
    const number = String(901 + index);
    const result = loadCase(`suites/${number}-${name}.yaml`, text);
    if ('problems' in result) throw new Error(result.problems.join('\n'));
    return { name, about, text, testCase: result.loaded };
  });
