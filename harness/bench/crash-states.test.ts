// The states that are measured are those of a write that allocates, and all of them are judged.
import { expect, test } from 'vitest';
import { judgeStates } from '../crashes/crash-sweep.ts';
import { distinctStates, recordWrite } from './crash-states.ts';

test('each state of the write that is measured has an image of its own and is judged', () => {
  const write = recordWrite(512);
  const { engine, recorded } = write;
  const files = distinctStates(write);
  expect(files.length).toBeGreaterThan(25);
  const states = files.map(({ state }) => state);
  const found = judgeStates(engine, recorded, states, { distinct: Infinity });
  expect(found).toMatchObject({ states: files.length, distinct: files.length, isCut: false });
  expect([...found.bad.keys()]).toEqual([]);
  engine.close();
});
