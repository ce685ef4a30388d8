// Runs a kind of fuzz seed by seed and adds up what it gave.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FuzzKind } from './shared/fuzz-kind.ts';
import type { Worlds } from './shared/worlds.ts';

/**
 * The share of cases that may say nothing about our engine; with more of them the comparison would
 * prove little.
 */
export const MAX_UNPROVEN_SHARE = 0.1;

/** What is run. */
export interface FuzzRequest {
  /** The first seed; the others follow it. */
  readonly seed: number;
  /** How many seeds. */
  readonly runs: number;
  /** After so many failures the run ends. */
  readonly maxFailures: number;
  /** A folder that gets the files of each failure; it is made where it is missing. */
  readonly keep?: string | undefined;
}

/** A seed that failed. */
export interface FuzzFailure {
  readonly seed: number;
  readonly text: string;
}

/** What was run, up to its end or to where it was stopped. */
export interface FuzzReport {
  readonly kind: string;
  readonly firstSeed: number;
  /** Seeds that were run. */
  readonly done: number;
  /** How many cases gave what, failures left out. */
  readonly counts: ReadonlyMap<string, number>;
  /** Cases that say nothing about our engine. */
  readonly unproven: number;
  readonly failures: readonly FuzzFailure[];
}

/** Whoever follows a run. */
export interface FuzzListener {
  /** After each seed. */
  progress?(report: FuzzReport): void;
  failed?(failure: FuzzFailure): void;
  /** Looked at between two seeds. */
  isStopped?(): boolean;
}

/** Lets signals and timers have their turn: a case runs without a pause. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Runs the seeds in order. Throws only our own bugs, and what writing to `keep` throws. */
export async function runFuzz(
  kind: FuzzKind,
  { seed: firstSeed, runs, maxFailures, keep }: FuzzRequest,
  worlds: Worlds,
  listener: FuzzListener = {},
): Promise<FuzzReport> {
  const counts = new Map<string, number>();
  const failures: FuzzFailure[] = [];
  const report = { kind: kind.name, firstSeed, done: 0, counts, unproven: 0, failures };
  for (let seed = firstSeed; seed < firstSeed + runs; seed += 1) {
    if (failures.length >= maxFailures || listener.isStopped?.() === true) break;
    const attempt = kind.attempt(seed, worlds);
    report.done += 1;
    if (attempt.kind === 'failed') {
      const failure = { seed, text: attempt.text };
      failures.push(failure);
      if (keep !== undefined) keepFiles(join(keep, `${kind.name}-${seed}`), attempt.files);
      listener.failed?.(failure);
    } else {
      counts.set(attempt.as, (counts.get(attempt.as) ?? 0) + 1);
      if (!attempt.isProven) report.unproven += 1;
    }
    listener.progress?.(report);
    await breathe();
  }
  return report;
}

function keepFiles(folder: string, files: ReadonlyMap<string, Uint8Array>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
}

/** True where nothing differs and enough was compared. */
export const isGood = ({ failures, unproven, done }: FuzzReport): boolean =>
  failures.length === 0 && unproven <= done * MAX_UNPROVEN_SHARE;

/** The sum in one line: `commands, seeds 1 to 400: 398 equal, 2 the real tool varies`. */
export function fuzzSummary({ kind, firstSeed, done, counts, failures }: FuzzReport): string {
  const all = [...counts].map(([what, count]) => `${count} ${what}`);
  const parts = failures.length > 0 ? [...all, `${failures.length} DIFFERENT`] : all;
  const seeds = done === 1 ? `seed ${firstSeed}` : `seeds ${firstSeed} to ${firstSeed + done - 1}`;
  return `${kind}, ${seeds}: ${parts.join(', ') || 'nothing was run'}`;
}
