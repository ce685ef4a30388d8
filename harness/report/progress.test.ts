// What people see while cases run, and the sum.
import { expect, test } from 'vitest';
import { caseOf, ENDED } from '../run/results.test-support.ts';
import { hung, judge, notRun } from '../run/verdict.ts';
import { ConsoleReporter } from './console-reporter.ts';
import { type Ended, Tally, type UpdatedCase } from './reporter.ts';

const ended = (result: Ended['result']): Ended => ({ result, hunks: [], badFile: undefined });

const passed = (number: string): Ended =>
  ended(judge(caseOf(number), ENDED, { golden: { text: '' }, milliseconds: 1000 }));

const updated: UpdatedCase = {
  case: caseOf('602'),
  verdict: 'updated',
  heldTo: 'golden',
  failures: [{ kind: 'text', state: 'missing' }],
  milliseconds: 1000,
  run: ENDED,
  written: ['golden/602.out'],
};

function make(isTerminal: boolean): { reporter: ConsoleReporter; text: () => string } {
  const written: string[] = [];
  const write = (text: string): void => void written.push(text);
  const reporter = new ConsoleReporter({ write, isTerminal, hasColor: false });
  return { reporter, text: () => written.join('').replaceAll('\r\u001b[K', '|') };
}

test('the line of progress says what runs, on terminals alone', () => {
  for (const isTerminal of [true, false]) {
    const { reporter, text } = make(isTerminal);
    reporter.start(3, 'native');
    reporter.started(caseOf('601'));
    reporter.started(caseOf('602'));
    reporter.ended(passed('601'));
    const lines = isTerminal
      ? '|3 cases on the native engine|0 of 3 cases, running 601|0 of 3 cases, running 601 602' +
        '|passed  601-x (1.00 s)\n|1 of 3 cases, running 602'
      : 'passed  601-x (1.00 s)\n';
    expect(text()).toBe(lines);
  }
});

test('many cases under way are not all named', () => {
  const { reporter, text } = make(true);
  reporter.start(9, 'native');
  for (let number = 601; number < 610; number += 1) reporter.started(caseOf(String(number)));
  expect(text().split('|').at(-1)).toBe(
    '0 of 9 cases, running 601 602 603 604 605 606 607 608 ...',
  );
});

test('the sum counts what was updated apart, and says when the run was interrupted', () => {
  const { reporter, text } = make(false);
  const tally = new Tally();
  for (const told of [
    passed('601'),
    ended(updated),
    ended(hung(caseOf('603'), 3, 1000)),
    ended(notRun(caseOf('604'), 'native only')),
  ]) {
    tally.add(told);
    reporter.ended(told);
  }
  tally.complaints = 2;
  reporter.end({ isGreen: false, isInterrupted: true, tally });
  expect(text()).toBe(
    'passed  601-x (1.00 s)\nupdated 602-x (1.00 s, golden/602.out written)\n' +
      'hung    603-x (1.00 s)\n    no end after 3 s\nnot run 604-x (native only)\n' +
      'interrupted: 1 updated, 1 passed, 1 failed (603), 1 not run, 2 complaints\n',
  );
  expect(tally.ran).toBe(3);
});
