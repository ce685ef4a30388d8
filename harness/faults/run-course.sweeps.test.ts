// Runs of one course that leave the same files get the verdict that each gets by itself.
import { expect, test } from 'vitest';
import { EIO } from '../../engine/index.ts';
import { loadCase } from '../cases/load.ts';
import { NativeEngine } from '../engines/native.ts';
import { KnownBytes } from '../oracle/known-bytes.ts';
import { StepLoop } from '../run/step-loop.ts';
import type { Step } from '../verbs/step.ts';
import type { NthFault } from './fault.ts';
import { FaultJudge } from './fault-judge.ts';
import { runWithFault } from './fault-run.ts';
import { stepToSweep } from './fault-sweep.ts';
import { courseOf } from './run-course.ts';

/** The last step of a case in its world. */
function world(steps: string) {
  const found = loadCase('suites/601-x.yaml', `purpose: p\nsteps:\n${steps}`);
  if ('problems' in found) throw new Error(found.problems.join('\n'));
  const engine = new NativeEngine({ keepsTrace: false });
  new StepLoop(engine, []).run(found.loaded.steps.slice(0, -1));
  return { engine, swept: stepToSweep(engine, found.loaded.steps.at(-1) as Step) };
}

const once = (at: number): NthFault => ({
  kind: 'nth',
  at,
  of: 'io',
  errno: EIO,
  times: 1,
  written: 0,
  ending: 'repeat',
});

const sticky = (at: number): NthFault => ({ ...once(at), times: 'sticky', ending: 'end' });

test('one judge says of all faults what a new judge says of each', () => {
  const { engine, swept } = world(`  - create: 256k
  - io: write -P 1 0 64k
  - io: [discard 0 64k, write -P 4 128k 64k, read 0 16k]
`);
  const given = { ...swept, operation: 'guest', laters: 3 } as const;
  const judge = new FaultJudge(given);
  const faults = judge.quiet.ios.flatMap((_io, index) =>
    [once, once, sticky].map((fault) => fault(index + 1)),
  );
  const courses = new Set<string>();
  let broken = 0;
  for (const fault of faults) {
    const run = runWithFault(judge.setup, fault);
    courses.add(courseOf(run, judge.setup.bytes as KnownBytes));
    const { outcome, violations } = judge.verdict(fault, run);
    const alone = new FaultJudge(given);
    const { outcome: own, violations: found } = alone.verdict(
      fault,
      runWithFault(alone.setup, fault),
    );
    expect([outcome, violations.filter(isNow)]).toEqual([own, found.filter(isNow)]);
    broken += violations.length;
  }
  expect(broken).toBeGreaterThan(0);
  expect(courses.size).toBeGreaterThan(4);
  expect(courses.size).toBeLessThan((faults.length * 2) / 3 + 1);
  engine.close();
});

/** What files are good for later is judged of the first ones only. */
const isNow = ({ promise }: { readonly promise: string }): boolean =>
  promise !== 'later' && promise !== 'repaired';

test('a course tells what was written and read, and how it ended', () => {
  const { engine, swept } = world(`  - create: 256k
  - io: [write -P 1 0 4k, read 0 4k]
`);
  const bytes = new KnownBytes();
  const setup = { ...swept, aftermath: [], limit: Infinity, bytes };
  const course = (commands: string): string => {
    const other = world(`  - create: 256k\n  - io: ${commands}\n`).swept.step;
    return courseOf(runWithFault({ ...setup, step: other }, undefined), bytes);
  };
  const plain = course('[write -P 1 0 4k, read 0 4k]');
  expect(course('[write -P 1 0 4k, read 0 4k]')).toBe(plain);
  for (const other of ['[write -P 2 0 4k, read 0 4k]', '[write -P 1 0 4k, read 0 2k]']) {
    expect(course(other)).not.toBe(plain);
  }
  expect(courseOf(runWithFault(setup, once(7)), bytes)).not.toBe(plain);
  engine.close();
});
