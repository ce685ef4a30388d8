// A few sequences, the same ones each time, whose last command is swept whole: no promise is broken
// that QEMU keeps, and nothing is left out.
import { expect, test } from 'vitest';
import { crashSteps } from '../../explore/crashes/crash-job.ts';
import { failSteps } from '../../explore/faults/fault-job.ts';
import { sequenceNumber, sequenceTest } from './sequence-test.ts';

const EVERYTHING = 1_000_000_000;

test.each([
  [0, [22], [624]],
  [1, [19], [623, 641]],
  [2, [17], [587]],
])('on geometry %i commands %j: flaws %j', (geometry, letters, flaws) => {
  const made = sequenceTest(sequenceNumber(geometry, letters));
  if (made === undefined) throw new Error('there is no such sequence');
  const { testCase } = made;
  const shared = {
    ...{ case: testCase, part: 0, parts: 1, only: [testCase.steps.length], seed: 0 },
    ...{ distinct: EVERYTHING, work: EVERYTHING, deadline: 60_000 },
  };
  const [crashes, ...moreCrashes] = crashSteps({ ...shared, kind: 'crashes' });
  const [faults, ...moreFaults] = failSteps({ ...shared, kind: 'faults' });
  expect([moreCrashes, moreFaults]).toEqual([[], []]);
  expect(crashes).toMatchObject({ isCut: false, states: expect.toSatisfy((one) => one > 50) });
  expect(faults).toMatchObject({
    ...{ skipped: undefined, notReached: [] },
    states: expect.toSatisfy((one) => one > 50),
  });
  const classes = [...(crashes?.classes ?? []), ...(faults?.classes ?? [])];
  expect(classes.filter(({ known }) => known === undefined)).toEqual([]);
  const known = classes.flatMap((one) => one.known ?? []).map((flaw) => flaw.case);
  expect([...new Set(known)].toSorted((one, other) => one - other)).toEqual(flaws);
});
