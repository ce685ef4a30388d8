// What is promised of passwords, told where it is not kept: a step is said to do what it does not.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { instrumentedEngine } from '../../explore/instrumented-engine.ts';
import { loadCase } from '../../cases/load.ts';
import { verbNamed } from '../../verbs/table.ts';
import { StepLoop } from '../../run/step-loop.ts';
import { ModelDisk } from './model-disk.ts';
import { holdsDisk, holdsPasswords, type Slots } from './slots-promise.ts';
import type { RunStep, StepPromise } from './step-promise.ts';

const FILE = 't.luks';
const SIZE = 4096;
const OBJECTS = ['first', 'second'].flatMap((word) => [
  '--object',
  `secret,id=${word},data=${word}`,
]);
const NAME = `json:{"driver":"luks","key-secret":"first","file.filename":"TEST_DIR/${FILE}"}`;
const HOW = 'key-secret=first,iter-time=0,cipher-alg=aes-128,cipher-mode=cbc';

const amend = (options: string): readonly string[] => ['amend', ...OBJECTS, '-o', options, NAME];
const LINES = [
  ['create', '-q', '-f', 'luks', ...OBJECTS, '-o', HOW, `TEST_DIR/${FILE}`, String(SIZE)],
  amend('state=active,new-secret=second,iter-time=0'),
  amend('state=inactive,old-secret=second'),
];

const text = [
  'purpose: Passwords',
  'groups: [rw]',
  'engines: [native]',
  'reason: It is a test of promises',
  'steps:',
  ...LINES.map((img) => `  - ${JSON.stringify({ img })}`),
  '',
].join('\n');

const testCase = (() => {
  const loaded = loadCase('suites/999-passwords.yaml', text);
  if ('problems' in loaded) throw new Error(loaded.problems.join('\n'));
  return loaded.loaded;
})();

let engine = instrumentedEngine(testCase);
beforeEach(() => {
  engine.close();
  engine = instrumentedEngine(testCase);
});
afterEach(() => engine.close());

/** Runs the steps up to one of them, counted from 1; what its promise says. */
function told(count: number, promise: StepPromise, spoil?: () => void): readonly string[] {
  const loop = new StepLoop(engine, []);
  let run: RunStep | undefined;
  for (const step of testCase.steps.slice(0, count)) {
    const verb = verbNamed(step.verb);
    if (verb.tool === undefined) throw new Error('all steps run a program');
    const before = engine.snapshot();
    expect(loop.run([step]).crash).toBeUndefined();
    run = { engine, verb, step, before, text: '' };
  }
  spoil?.();
  return run === undefined ? [] : promise(run).map(({ words }) => words);
}

const BOTH: Slots = new Map([
  [0, 'first'],
  [1, 'second'],
]);
const ONE: Slots = new Map([[0, 'first']]);

test('passwords that are where they are said to be', () => {
  expect(told(2, holdsPasswords(FILE, BOTH))).toEqual([]);
});

test('a password that is in another slot, that is another one, or that is not there', () => {
  const swapped = new Map([...BOTH].map(([index, one]) => [1 - index, one]));
  expect(told(2, holdsPasswords(FILE, swapped))).toEqual(["'first' opens slot 0"]);
  const third = new Map([...BOTH, [1, 'third']] as const);
  expect(told(2, holdsPasswords(FILE, third))).toEqual(["'second' opens slot 1"]);
  expect(told(2, holdsPasswords(FILE, ONE))).toEqual(['slot 1 is active']);
  expect(told(3, holdsPasswords(FILE, BOTH))).toEqual(['slot 1 is inactive']);
});

test('a password that went leaves neither its salt nor its key material', () => {
  expect(told(3, holdsPasswords(FILE, ONE))).toEqual([]);
  const spoil = (at: number): void => {
    const bytes = engine.readFile(FILE).slice();
    bytes[at] = 1;
    engine.writeFile(FILE, bytes);
  };
  // The salt of slot 1.
  expect(told(3, holdsPasswords(FILE, ONE), () => spoil(264))).toEqual([
    'slot 1 keeps a salt, or a number of iterations',
  ]);
  const whole = told(3, holdsPasswords(FILE, ONE), () => {
    const bytes = engine.readFile(FILE).slice();
    const world = instrumentedEngine(testCase);
    new StepLoop(world, []).run(testCase.steps.slice(0, 2));
    const old = world.readFile(FILE);
    world.close();
    const at = 4096 + 64 * 1024 + 160;
    bytes.set(old.subarray(at, at + 16), at);
    engine.writeFile(FILE, bytes);
  });
  expect(whole).toEqual(['key material of slot 1 is left at 69792']);
});

test('a disk that is another one', () => {
  const disk = new ModelDisk(SIZE);
  disk.doubt(0, SIZE);
  expect(told(1, holdsDisk(FILE, disk))).toEqual([]);
  disk.fill(512, 1, 7);
  expect(told(1, holdsDisk(FILE, disk))).toEqual([`${FILE} holds something else at 512`]);
});
