// The words of qemu-io command lines in a case: a mistyped command or size is the case's mistake,
// and is told before anything runs.
import { BLKDEBUG_EVENTS } from '../../engine/index.ts';
import { CaseProblem, didYouMean } from './problem.ts';
import { sizeInBytes } from './shapes.ts';
import type { ScalarNode } from './yaml-tree.ts';

/** Every command of qemu-io and its short forms. */
const COMMANDS = [
  'abort',
  'aio_discard',
  'aio_flush',
  'aio_read',
  'aio_write',
  'alloc',
  'a',
  'break',
  'close',
  'c',
  'discard',
  'd',
  'flush',
  'f',
  'help',
  '?',
  'info',
  'i',
  'length',
  'l',
  'map',
  'open',
  'o',
  'quit',
  'q',
  'read',
  'r',
  'readv',
  'remove_break',
  'reopen',
  'resume',
  'sigraise',
  'sleep',
  'truncate',
  't',
  'wait_break',
  'write',
  'w',
  'writev',
];

const withOptions =
  (letters: string) =>
  (name: string): [string, string] => [name, letters];

/** Commands whose operands are sizes, with their options that take an argument. */
const SIZED: ReadonlyMap<string, string> = new Map([
  ...['read', 'r', 'readv', 'aio_read', 'aio_discard', 'discard', 'd'].map(withOptions('Psl')),
  ...['alloc', 'a'].map(withOptions('Psl')),
  ...['write', 'w', 'writev', 'aio_write'].map(withOptions('Ps')),
  ...['truncate', 't'].map(withOptions('m')),
]);

const at = (node: ScalarNode, index: number) => ({
  line: node.line,
  column: node.column + (node.isVerbatim ? index : 0),
});

/**
 * Throws CaseProblem where an event is misspelt. A name that is like none is what the case is
 * about: qemu-io says what it thinks of it.
 */
function checkEvent(node: ScalarNode, word: { text: string; index: number } | undefined): void {
  if (word === undefined || BLKDEBUG_EVENTS.some((event) => event === word.text)) return;
  const hint = didYouMean(word.text, BLKDEBUG_EVENTS);
  if (hint === '') return;
  throw new CaseProblem(at(node, word.index), `unknown event '${word.text}'${hint}`);
}

/**
 * Throws CaseProblem for a command that qemu-io does not have, a size that it could not read, or
 * the misspelt event of a breakpoint.
 */
export function checkIoCommand(node: ScalarNode): void {
  const words = [...node.text.matchAll(/\S+/g)].map(({ 0: text, index }) => ({ text, index }));
  const first = words[0];
  if (first === undefined) {
    throw new CaseProblem(node, 'a command for qemu-io is expected here');
  }
  if (!COMMANDS.includes(first.text)) {
    const hint = didYouMean(first.text, COMMANDS);
    throw new CaseProblem(at(node, first.index), `unknown command '${first.text}'${hint}`);
  }
  if (first.text === 'break') checkEvent(node, words[1]);
  const withArgument = SIZED.get(first.text);
  if (withArgument === undefined) return;
  let isArgument = false;
  for (const { text, index } of words.slice(1)) {
    if (isArgument) {
      isArgument = false;
    } else if (/^-[A-Za-z]/.test(text)) {
      isArgument = withArgument.includes(text.at(-1) ?? '');
    } else if (sizeInBytes(text) === undefined) {
      throw new CaseProblem(at(node, index), `bad size '${text}' for '${first.text}'`);
    }
  }
}
