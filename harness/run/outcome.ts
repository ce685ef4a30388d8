// What running a case gives, before and after its transcript meets the golden.
import type { ServedTally } from '../engines/engine.ts';
import type { StepOutput } from '../golden/transcript.ts';
import type { OpinionTally } from '../oracle/second-opinions.ts';
import type { WordsMet } from '../golden/words/table.ts';
import { formatWriteLog } from '../golden/write-log.ts';

/** An expectation of the case that was not met, or another failure, at its place. */
export interface Failure {
  readonly line: number;
  readonly title: string;
  readonly message: string;
}

/** What ended a run early. */
export interface Crash extends Failure {
  /** No time was left, or else a mistake of ours. */
  readonly hasHung: boolean;
  /** The number of its step in the case, from 1. */
  readonly step: number;
}

/** How often each result of a step that varies under QEMU came up. */
export interface Variation {
  readonly line: number;
  readonly title: string;
  readonly what: string;
  /** Times each distinct transcript was seen, most frequent first. */
  readonly counts: readonly number[];
}

/** The write log that a run is held to: golden/NNN.io; `text` undefined: there is none. */
export interface ExpectedLog {
  readonly text: string | undefined;
}

/** How what a run did to files compares to the write log. */
export type WriteLogState = 'equal' | 'different' | 'missing' | 'not compared';

/** The same with the first difference. */
export type WriteLogResult =
  | { readonly state: Exclude<WriteLogState, 'different'> }
  | { readonly state: 'different'; readonly difference: Failure };

/** What a run of a case gave. */
interface RunParts {
  readonly outputs: readonly StepOutput[];
  /** Expectations that were not met. */
  readonly failures: readonly Failure[];
  readonly variations: readonly Variation[];
  /** Digest of every I/O that reached a file, in order; undefined when none was kept. */
  readonly traceDigest: string | undefined;
  readonly writeLog: WriteLogResult;
  /** Of tools that word things otherwise than the goldens: what was turned into their words. */
  readonly words?: WordsMet | undefined;
  /** Of engines that serve a part of each case: what they served; absent: it served all. */
  readonly served?: ServedTally | undefined;
  /** What programs of others made of the images; absent: none was asked. */
  readonly opinions?: readonly OpinionTally[] | undefined;
}

/** A run to the end of the case. */
export interface EndedRun extends RunParts {
  readonly crash: undefined;
}

/** A run to the step that crashed. */
export interface CrashedRun extends RunParts {
  /** What ended the run early: a mistake of ours, or no time left. */
  readonly crash: Crash;
}

/** A run of a case to its end, or to where it crashed. */
export type CaseRun = EndedRun | CrashedRun;

/** The write log of a run, as golden/NNN.io holds it. */
export const writeLogOf = (run: CaseRun): string =>
  formatWriteLog(
    run.outputs.flatMap(({ title, io = '' }) => (io === '' ? [] : [{ title, lines: io }])),
  );

/** The whole text, as goldens hold it. */
export const transcriptOf = (run: CaseRun): string => run.outputs.map(({ text }) => text).join('');

/**
 * A run as the goldens of a variant hold it: expectations of the case that were not met are lines
 * of the transcript, behind what their step printed. What is right for the usual engine may not be
 * what the variant does, and its golden says which are not met.
 */
export function withUnmet<T extends CaseRun>(run: T): T {
  const left = [...run.failures];
  const outputs = run.outputs.toReversed().map((output) => {
    const { line, title, text } = output;
    const isHere = (failure: Failure) => failure.line === line && failure.title === title;
    const own = left.filter(isHere);
    for (const failure of own) left.splice(left.indexOf(failure), 1);
    return { ...output, text: text + own.map(({ message }) => `not met: ${message}\n`).join('') };
  });
  return { ...run, outputs: outputs.toReversed(), failures: left };
}
