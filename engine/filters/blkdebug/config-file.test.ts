// The messages and oddities here were all seen with qemu-io 7.2.22.
import { describe, expect, test } from 'vitest';
import { FormatError } from '../../base/errors.ts';
import { parseConfigFile } from './config-file.ts';
import { ruleOf } from './rule-options.ts';

/** The events that the rules of `text` name, or the message of the refusal. */
function outcome(text: string): string | string[] {
  try {
    return parseConfigFile(text, 'c').map((section) => ruleOf(section).event);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return error.message;
  }
}

describe('what is accepted', () => {
  test.each([
    ['[inject-error]\nevent = "none"\n'],
    ['[inject-error]\nevent = "none"'],
    ['[inject-error] \nevent = "none"\n'],
    ['[inject-error]x\nevent = "none"\n'],
    ['[inject-error]\nevent ="none"\n'],
    ['[inject-error]\nevent   =   "none"\n'],
    ['[inject-error]\n\tevent = "none" junk\n'],
    ['[inject-error]\nevent = "none" "x"\n'],
    ['[inject-error]\nevent = "l2_load"\nevent = "none"\n'],
    ['[inject-error]\r\nevent = "none"\r\n'],
    ['# a comment\n\n[inject-error "a"]\nevent = "none"\nerrno = "0x1c"\nstate = "-1"\n'],
    ['[set-state]\nevent = "none"\nnew_state = "7"\n'],
  ])('%j', (text) => {
    expect(outcome(text)).toEqual(['none']);
  });

  test('several sections, with ids that differ', () => {
    const text = '[inject-error "a"]\nevent = "none"\n[inject-error "b"]\nevent = "cow_read"\n';
    expect(outcome(text)).toEqual(['none', 'cow_read']);
    expect(parseConfigFile(text, 'c').map(({ where }) => where)).toEqual(['c:1', 'c:3']);
  });

  test('nothing at all', () => {
    expect(outcome('')).toEqual([]);
    expect(outcome('\n\n# x\n')).toEqual([]);
  });
});

describe('what is refused', () => {
  test.each([
    ['[inject-error]\nevent = none\n', 'invalid parameter value: '],
    ['[inject-error]\nevent none\n', 'invalid parameter value: '],
    ['[inject-error]\nevent\n', 'invalid parameter value: '],
    ['[inject-error]\nevent = "none\n', 'invalid parameter value: none\n'],
    ['[inject-error]\nevent="none"\n', `Invalid parameter 'event="none"'`],
    ['[inject-error]\nevent= "none"\n', "Invalid parameter 'event='"],
    ['[inject-error]\nevent = "none"\nerrno="5"\n', `Invalid parameter 'errno="5"'`],
    ['[inject-error]\nevent = "none"\nerrno = "foo"\n', "Parameter 'errno' expects a number"],
    ['[inject-error]\nevent = "none"\nerrno = ""\n', "Parameter 'errno' expects a number"],
    ['[inject-error]\nevent = "none"\nerrno = "28x"\n', "Parameter 'errno' expects a number"],
    ['[inject-error]\nevent = "none"\nonce = "maybe"\n', "Parameter 'once' expects 'on' or 'off'"],
    ['event = "none"\n', 'no group defined'],
    [' [inject-error]\nevent = "none"\n', 'no group defined'],
    ['[]\nevent = "none"\n', 'no group defined'],
    ['[foo]\nevent = "none"\n', "There is no option group 'foo'"],
    ['[foo "id"]\nevent = "none"\n', "There is no option group 'foo'"],
    ['[inject-error\nevent = "none"\n', "There is no option group 'inject-error\n'"],
    ['[inject-error ""]\nevent = "none"\n', `There is no option group 'inject-error ""'`],
    ['[inject-error]\n  \nevent = "none"\n', 'parse error'],
    ['[inject-error]\n # c\nevent = "none"\n', "Invalid parameter '#'"],
    ['[inject-error]\nerrno = "28"\n', 'Missing event name for rule'],
    ['[inject-error]\nevent = "nonsense"\n', 'invalid parameter value: nonsense'],
    ['[inject-error]\nevent = "none"\niotype = "foo"\n', 'invalid parameter value: foo'],
    ['[inject-error]\nevent = "none"\nfoo = "1"\n', "Invalid parameter 'foo'"],
    ['[set-state]\nevent = "none"\nerrno = "5"\n', "Invalid parameter 'errno'"],
    [
      '[inject-error]\nevent = "none"\nsector = "99999999999999999999999"\n',
      "Value '99999999999999999999999' is too large for parameter 'sector'",
    ],
    [
      '[inject-error "a"]\nevent = "none"\n[inject-error "a"]\nevent = "none"\n',
      "Duplicate ID 'a' for inject-error",
    ],
    ['[inject-error "1a"]\nevent = "none"\n', "Parameter 'id' expects an identifier"],
  ])('%j', (text, message) => {
    expect(outcome(text)).toBe(message);
  });
});

test('numbers are cut to the width that QEMU keeps them in', () => {
  const [section] = parseConfigFile(
    '[inject-error]\nevent = "none"\nerrno = "4294967301"\nstate = "4294967297"\nsector = "-5"\n',
    'c',
  );
  expect(section && ruleOf(section)).toMatchObject({ errno: 5, state: 1, offset: -2560 });
});
