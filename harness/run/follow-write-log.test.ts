// A run against its write log: what is told where it leaves it, beside the difference inside of a
// step.
import { expect, test } from 'vitest';
import { loadCase } from '../cases/load.ts';
import { engineNamed } from '../engines/registry.ts';
import { type CaseRun, type ExpectedLog, writeLogOf } from './outcome.ts';
import { runCase } from './run-case.ts';
import { judge } from './verdict.ts';

const TEXT = `
purpose: p
steps:
  - create: { size: 1M, cluster_size: 512 }
  - io: write 0 512
  - echo: word
  - create: { size: 1M, cluster_size: 512 }
`;

function run(writeLog: ExpectedLog, text = TEXT, keepsWriteLog = true): CaseRun {
  const result = loadCase('601-x.yaml', text);
  if (!('loaded' in result)) throw new Error(result.problems.join('\n'));
  const native = engineNamed('native');
  const setup = undefined;
  const engine = native.make({ setup, deadline: Infinity, keepsTrace: false, keepsWriteLog });
  try {
    return runCase(result.loaded, engine, [], undefined, false, writeLog);
  } finally {
    engine.close();
  }
}

const FIRST = run({ text: undefined });
const LOG = writeLogOf(FIRST);
const told = (text: string, steps = TEXT): string | undefined => {
  const { writeLog } = run({ text }, steps);
  if (writeLog.state !== 'different') return writeLog.state;
  const { line, title, message } = writeLog.difference;
  return `${line}: ${title}: ${message}`;
};

test('a run meets the log that it has written, whatever comments are added to the case', () => {
  expect(LOG.match(/^[-=].*$/gm)).toEqual(['- create', '- io: write 0 512', '= create']);
  expect(told(LOG)).toBe('equal');
  expect(told(LOG, TEXT.replace('steps:', '# more\nsteps:'))).toBe('equal');
});

test('a log that is missing is red where the case changes a file, and no matter elsewhere', () => {
  expect(FIRST.writeLog).toEqual({ state: 'missing' });
  const testCase = { file: 'f' } as Parameters<typeof judge>[0];
  const text = FIRST.outputs.map((output) => output.text).join('');
  expect(judge(testCase, FIRST, { golden: { text }, milliseconds: 1 }).verdict).toBe('failed');
  const quiet = 'purpose: p\nsteps: [echo: word]\n';
  expect(run({ text: undefined }, quiet).writeLog).toEqual({ state: 'equal' });
  expect(run({ text: undefined }, TEXT, false).writeLog).toEqual({ state: 'not compared' });
});

test('steps that are not in the log, or only there, are told', () => {
  const [header, ...steps] = LOG.split(/^(?=[-=])/m) as [string, ...string[]];
  expect(told(`${header}${steps[0]}`)).toBe(
    '5: io: write 0 512: I/O of this step, where the write log has its end',
  );
  expect(told(`${header}${steps[1]}`)).toBe(
    "4: create: I/O of this step, where the write log has 'io: write 0 512'",
  );
  expect(told(`${LOG}- check\n F\n`)).toBe("7: the end: the write log goes on with 'check'");
});

test('the first difference has the owner of its place', () => {
  const lost = LOG.replace(/F\n(?= 600\+8)/, '');
  expect(lost).not.toBe(LOG);
  const what = 'I/O 4: flush before write 8 at 0x600 (L1 table) is new';
  expect(told(lost)).toBe(`5: io: write 0 512: ${what}`);
});

test('what is no write log is told, wherever it is met', () => {
  const unread = 'the write log cannot be read';
  expect(told('notes\n')).toBe(`1: write log: ${unread}: line 1: not 'blkdrill write log 1'`);
  expect(told(LOG.replace(/^ \S+/m, ' what'))).toBe(`4: create: ${unread}: 'what' is no I/O`);
});

test('a case that ends early ends with the first difference', () => {
  const result = loadCase('601-x.yaml', TEXT);
  if (!('loaded' in result)) throw new Error('it loads');
  const native = engineNamed('native');
  const options = { setup: undefined, deadline: Infinity, keepsTrace: false, keepsWriteLog: true };
  const engine = native.make(options);
  const golden = FIRST.outputs.map(({ text }) => text).join('');
  const text = LOG.replace(/^ \S+/m, ' T10');
  const ended = runCase(result.loaded, engine, [], golden, true, { text });
  engine.close();
  expect(ended.crash?.message).toMatch(
    /not as expected:\nI\/O 1: write 512 at 0x0 \(header\) is in the place/,
  );
});
