// How small findings become, whether they stay what they were, and what that takes.
import { loadCase } from '../cases/load.ts';
import { caseWithOptions, takeNumberApart } from '../cases/with-options.ts';
import { WorkBudget } from '../oracle/work-budget.ts';
import { LastStep } from '../shrink/last-step.ts';
import { shrinkFinding, shrunkText, type Size, sizeOf } from '../shrink/shrink-finding.ts';
import { type Signature, signatureText } from '../shrink/signature.ts';
import { readTrouble, type Trouble, troubleWord } from '../shrink/trouble.ts';
import type { Sample } from './shrink-samples.ts';

/** One finding, cut down. */
export interface Shrunk extends Pick<Sample, 'source' | 'token'> {
  readonly signature: Signature;
  /** The case that is left, read anew, breaks the same by the token that it names. */
  readonly isKept: boolean;
  readonly before: Size;
  readonly after: Size;
  /** Faults, crashes or orders that it takes: one, but for several failures. */
  readonly troubles: number;
  /** Candidates that were tried. */
  readonly calls: number;
  /** Seconds of processor time. */
  readonly seconds: number;
  readonly text: string;
  readonly shownBy: string;
}

/** How many things go wrong; what fails from one I/O on is one of them. */
export function troublesIn(trouble: Trouble): number {
  if (trouble.kind !== 'fault') return 1;
  const { times, second } = trouble.token.fault;
  return (typeof times === 'number' ? times : 1) + (second === undefined ? 0 : 1);
}

/** What the trouble breaks in the case of that text; undefined: nothing. */
export function signatureIn(text: string, trouble: Trouble): Signature | undefined {
  const apart = takeNumberApart(trouble.token.number);
  if (apart === undefined) return undefined;
  const result = loadCase('suites/999-shrunk.yaml', text);
  if ('problems' in result) return undefined;
  const plain = { ...result.loaded, number: apart.number };
  const steps = plain.steps.slice(0, trouble.token.step);
  const testCase = caseWithOptions({ ...plain, steps }, apart.options);
  const last = new LastStep(testCase, new WorkBudget(Infinity));
  try {
    return last.look(trouble);
  } finally {
    last.close();
  }
}

const isSame = (one: Signature | undefined, other: Signature): boolean =>
  one !== undefined &&
  one.name === other.name &&
  one.flaws === other.flaws &&
  one.owners === other.owners;

/** Cuts it down. Throws Error where the token shows nothing. */
export function shrinkSample({ source, token, text }: Sample): Shrunk {
  const trouble = readTrouble(token);
  if (trouble === undefined) throw new Error(`${token} is no token`);
  const cpu = process.cpuUsage();
  const search = shrinkFinding(text, trouble);
  let step = search.next();
  while (step.done !== true) step = search.next();
  const { user, system } = process.cpuUsage(cpu);
  const found = step.value;
  if (found === undefined) throw new Error(`${token} breaks no promise`);
  const small = shrunkText(found, token);
  const shownBy = troubleWord(found.trouble);
  const again = readTrouble(shownBy);
  return {
    source,
    token,
    signature: found.signature,
    isKept: again !== undefined && isSame(signatureIn(small, again), found.signature),
    before: found.before,
    after: sizeOf(found.testCase),
    troubles: troublesIn(found.trouble),
    calls: found.calls,
    seconds: (user + system) / 1e6,
    text: small,
    shownBy,
  };
}

/** A line about it. */
export function shrunkLine(shrunk: Shrunk): string {
  const { source, token, signature, isKept, before, after, seconds, shownBy } = shrunk;
  return [
    source.padEnd(8),
    `${before.commands} to ${after.commands} commands`,
    `${shrunk.calls} tried, ${seconds.toFixed(1)} s`,
    `${isKept ? 'keeps' : 'LOSES'} ${signatureText(signature)}`,
    `${token} is ${shownBy}`,
  ].join('; ');
}
