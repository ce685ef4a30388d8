// What `blkdrill shrink` does.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { RequestError } from '../cases/request-error.ts';
import { takeNumberApart } from '../cases/with-options.ts';
import { canBeSwept } from '../explore/instrumented-engine.ts';
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
import { askedCases } from './asked-cases.ts';
import type { Request } from './command.ts';
import { Progress } from './progress.ts';
import { onInterrupt } from './suite/interrupt.ts';
import { surveyProgram } from './survey-program.ts';
import { wholeNumber } from './values.ts';

/** Shrinks the finding of the token; resolves to the exit status. Throws RequestError. */
export async function shrink(request: Request, root: string): Promise<number> {
  const [word = ''] = request.words;
  const trouble = readTrouble(word);
  if (trouble === undefined) {
    throw new RequestError([`'${word}' is no token of 'blkdrill explore'`]);
  }
  const calls = wholeNumber('calls', request.last('calls') ?? String(SHRINK_BUDGET.calls));
  const text = textOf(root, trouble.token.number);
  const search = shrinkFinding(text, trouble, { ...SHRINK_BUDGET, calls });
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

/** The text of the case of that number, whatever its image options. Throws RequestError. */
function textOf(root: string, word: string): string {
  const apart = takeNumberApart(word);
  if (apart === undefined) throw new RequestError([`'${word}' has an unknown image option`]);
  const { number } = apart;
  if (number.startsWith('r')) {
    const made = surveyProgram('a random case').randomTest(Number(number.slice(1)));
    if (made === undefined) throw new RequestError([`there is no random case ${number}`]);
    return made.text;
  }
  const [testCase] = askedCases(root, { words: [number] }).cases;
  if (testCase === undefined || !canBeSwept(testCase)) {
    throw new RequestError([`case ${number} runs on no engine that can be swept`]);
  }
  return readFileSync(join(root, testCase.file), 'utf8');
}
