// What `blkdrill shrink` does.
import { setImmediate } from 'node:timers/promises';
import { RequestError } from '../cases/request-error.ts';
import { TokenError } from '../explore/token-fit.ts';
import { plural } from '../golden/plural.ts';
import {
  SHRINK_BUDGET,
  type Shrinking,
  shrinkFinding,
  shrunkText,
  sizeOf,
} from '../shrink/shrink-finding.ts';
import { signatureText } from '../shrink/signature.ts';
import { readTrouble, troubleWord } from '../shrink/trouble.ts';
import type { Request } from './command.ts';
import { otherEngine } from './other-engine.ts';
import { Progress } from './progress.ts';
import { onInterrupt } from './suite/interrupt.ts';
import { sourceOf, unlikeTokens } from './token-case.ts';
import { wholeNumber } from './values.ts';

/** Shrinks the finding of the token; resolves to the exit status. Throws RequestError. */
export async function shrink(request: Request, root: string): Promise<number> {
  const [word = ''] = request.words;
  const trouble = readTrouble(word);
  if (trouble === undefined) throw new RequestError([unlikeTokens(word)]);
  const calls = wholeNumber('calls', request.last('calls') ?? String(SHRINK_BUDGET.calls));
  const { text } = sourceOf(root, trouble.token.number, request.last('case'));
  const other = otherEngine(request.last('engine'));
  const search = shrinkFinding(text, trouble, { ...SHRINK_BUDGET, calls }, other);
  const progress = new Progress();
  const print = (best: Shrinking): void => {
    progress.clear();
    const lines = request.has('print') ? [] : [...sumLines(best), ''];
    process.stdout.write(`${[...lines, shrunkText(best, word)].join('\n')}`);
  };
  let best: Shrinking | undefined;
  const isOver = onInterrupt(() => {
    if (best !== undefined) print(best);
    process.stderr.write('interrupted: there may be a smaller one\n');
  });
  try {
    let step = search.next();
    while (step.done !== true) {
      best = step.value;
      progress.at(`${plural(best.calls, 'case')} tried, ${sizeWords(best)}`);
      // Signals are heard between two candidates.
      await setImmediate();
      step = search.next();
    }
    best = step.value;
  } catch (error) {
    if (!(error instanceof TokenError)) throw error;
    throw new RequestError([`'${word}' does not fit its case: ${error.message}`]);
  } finally {
    progress.end();
    isOver();
  }
  if (best === undefined) {
    process.stdout.write(`${word} breaks no promise\n`);
    return 1;
  }
  print(best);
  return 0;
}

const sizeWords = ({ testCase }: Shrinking): string => {
  const { steps, commands } = sizeOf(testCase);
  return `${plural(steps, 'step')} with ${plural(commands, 'command')}`;
};

/** What was cut, and what is still shown. */
const sumLines = (best: Shrinking): readonly string[] => [
  `${sizeWords(best)}, of ${plural(best.before.steps, 'step')} with ` +
    `${plural(best.before.commands, 'command')}; ${plural(best.calls, 'case')} tried`,
  `shows: ${signatureText(best.signature)}`,
  `token: ${troubleWord(best.trouble)}`,
];
