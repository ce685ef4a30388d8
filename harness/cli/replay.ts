// What `blkdrill replay` and `blkdrill explain` do.
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { RequestError } from '../cases/request-error.ts';
import { replayCrash } from '../explore/crashes/replay-crash.ts';
import { parseToken } from '../explore/crashes/token.ts';
import type { TestCase } from '../cases/types.ts';
import { explainFault } from '../explore/faults/explain-fault.ts';
import { replayFaultOf } from '../explore/faults/fault-job.ts';
import { parseFaultToken } from '../explore/faults/fault-token.ts';
import { parseOrderToken } from '../explore/orders/order-token.ts';
import { explainOrder } from '../explore/orders/explain-order.ts';
import { replayOrder } from '../explore/orders/replay-order.ts';
import { plural } from '../golden/plural.ts';
import { explanationLines, storyLines } from '../report/crash-table.ts';
import { faultExplanationLines, faultStoryLines } from '../report/fault-table.ts';
import { orderExplanationLines, orderStoryLines } from '../report/order-table.ts';
import type { Request } from './command.ts';
import { otherEngine, withTime } from './other-engine.ts';
import { caseOf, fitting, noToken } from './token-case.ts';

/** Tells the story of the token; returns the exit status. */
export function replay(request: Request, root: string): number {
  const [word = ''] = request.words;
  const folder = request.last('keep');
  const given = request.last('case');
  const other = withTime(otherEngine(request.last('engine')));
  const crash = parseToken(word);
  if (crash !== undefined) {
    const testCase = caseOf(root, crash.number, given);
    const story = fitting(word, () => replayCrash(testCase, crash, other));
    return tell(storyLines(testCase, crash, story), story, folder);
  }
  const ordered = parseOrderToken(word);
  if (ordered !== undefined) {
    requireOurs(other);
    const testCase = caseOf(root, ordered.number, given);
    const story = fitting(word, () => replayOrder(testCase, ordered));
    if (story === undefined) throw new RequestError([noStep(testCase, ordered.step)]);
    return tell(orderStoryLines(testCase, ordered, story), story, folder);
  }
  const failed = parseFaultToken(word);
  if (failed === undefined) throw new RequestError([noToken(word)]);
  const testCase = caseOf(root, failed.number, given);
  const { step, fault, order } = failed;
  const story = fitting(word, () => replayFaultOf(testCase, step, fault, order, other));
  if (story === undefined) throw new RequestError([noStep(testCase, step)]);
  return tell(faultStoryLines(testCase, fault, story), story, folder);
}

function requireOurs(other: unknown): void {
  if (other !== undefined) throw new RequestError(['orders are those of our own engine']);
}

const noStep = ({ number, steps }: TestCase, step: number): string =>
  `case ${number} has ${plural(steps.length, 'step')}; step ${step} is none that runs a program`;

/** Tells why the promises of a crash, a fault or an order are broken; returns the exit status. */
export function explain(request: Request, root: string): number {
  const [word = ''] = request.words;
  const given = request.last('case');
  const other = withTime(otherEngine(request.last('engine')));
  const crash = parseToken(word);
  if (crash === undefined) return explainOther(word, root, given, other);
  const testCase = caseOf(root, crash.number, given);
  const story = fitting(word, () => replayCrash(testCase, crash, other));
  return tell(explanationLines(testCase, story), story, undefined);
}

function explainOther(
  word: string,
  root: string,
  given: string | undefined,
  other: ReturnType<typeof withTime>,
): number {
  const ordered = parseOrderToken(word);
  if (ordered !== undefined) {
    requireOurs(other);
    const testCase = caseOf(root, ordered.number, given);
    const found = fitting(word, () => explainOrder(testCase, ordered));
    if (found === undefined) throw new RequestError([noStep(testCase, ordered.step)]);
    return print(orderExplanationLines(testCase, ordered, found), found);
  }
  const failed = parseFaultToken(word);
  if (failed === undefined) throw new RequestError([noToken(word)]);
  const testCase = caseOf(root, failed.number, given);
  const { step, fault, order } = failed;
  const found = fitting(word, () => explainFault(testCase, step, fault, order, other));
  if (found === undefined) throw new RequestError([noStep(testCase, step)]);
  return print(faultExplanationLines(testCase, fault, found), found);
}

interface Told {
  readonly violations: readonly unknown[];
  readonly files: ReadonlyMap<string, Uint8Array>;
}

function print(lines: readonly string[], { violations }: Pick<Told, 'violations'>): number {
  process.stdout.write(`${lines.join('\n')}\n`);
  return violations.length === 0 ? 0 : 1;
}

function tell(lines: readonly string[], story: Told, folder: string | undefined): number {
  const status = print(lines, story);
  if (folder !== undefined) keep(folder, story.files);
  return status;
}

function keep(folder: string, files: ReadonlyMap<string, Uint8Array>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of files) writeFileSync(join(folder, basename(name)), bytes);
  process.stdout.write(`the files are in ${folder}\n`);
}
