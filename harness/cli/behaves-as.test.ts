// The option that blkdrill-img and blkdrill-io have before those of the real tools.
import { expect, test } from 'vitest';
import { behaviourOf } from '../../engine/index.ts';
import { takeBehaviour } from './behaves-as.ts';

test.each([
  ['apart', ['--behaves-as', '11.1', 'info', 't.qcow2'], behaviourOf('11.1')],
  ['in one word', ['--behaves-as=7.2', 'info', 't.qcow2'], behaviourOf('7.2')],
  ['with the last number as well', ['--behaves-as=11.1.3', 'info', 't.qcow2'], behaviourOf('11.1')],
  ['not at all', ['info', 't.qcow2'], undefined],
])('it is given %s', (_how, words, behaviour) => {
  expect(takeBehaviour(words)).toEqual({ argv: ['info', 't.qcow2'], behaviour });
});

test('behind a command it is none of ours', () => {
  const argv = ['info', '--behaves-as', '11.1'];
  expect(takeBehaviour(argv)).toEqual({ argv, behaviour: undefined });
});

test.each([
  ['a version that nobody measured', ['--behaves-as', '8.0'], '8.0'],
  ['no version', ['--behaves-as'], ''],
  ['one that only begins like a known one', ['--behaves-as=11.10'], '11.10'],
])('%s is refused', (_what, words, shown) => {
  const problem = `--behaves-as needs one of 7.2, 10.0, 11.1, not '${shown}'`;
  expect(takeBehaviour(words)).toEqual({ problem });
});
