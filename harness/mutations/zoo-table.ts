// What a run of the zoo tells: a line for each mutation, and sums by kind.
import { type Mutation, MUTATION_KINDS } from './mutation.ts';

/** What became of one mutation. */
export interface ZooRow {
  readonly mutation: Mutation;
  /** Numbers of the cases that turned red; undefined: they were not asked. */
  readonly cases: readonly string[] | undefined;
  /** Where exploration met it; undefined: nowhere within its budget. */
  readonly met: string | undefined;
  /** Milliseconds of processor time until then, or until the budget was spent. */
  readonly took: number;
}

const percent = (part: number, all: number): string =>
  all === 0 ? '-' : `${((100 * part) / all).toFixed(1)} %`;

/** The middle one of some numbers, the higher of two; 0 for none. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** One mutation in one line. */
export function zooLine({ mutation, cases, met, took }: ZooRow): string {
  const { kind, name, origin } = mutation;
  const byCases = cases === undefined ? '' : ` case ${cases.join(', ') || '-'};`;
  const time = `after ${(took / 1000).toFixed(2)} s`;
  const byExploration = met === undefined ? `survived, ${time}` : `${met}, ${time}`;
  return `${kind.padEnd(10)} ${name} [${origin}]:${byCases} ${byExploration}`;
}

/** Sums by kind: how many exploration met, and the median time of those. */
export function zooSums(rows: readonly ZooRow[]): readonly string[] {
  const line = (name: string, some: readonly ZooRow[]): string => {
    const met = some.filter((row) => row.met !== undefined);
    const time = `${(median(met.map(({ took }) => took)) / 1000).toFixed(2)} s`;
    const share = percent(met.length, some.length);
    return [name.padEnd(10), String(some.length), String(met.length), share, time]
      .map((cell, at) => (at === 0 ? cell : cell.padStart(10)))
      .join(' ');
  };
  return [
    ['kind'.padEnd(10), 'mutations', 'explored', 'share', 'median']
      .map((cell, at) => (at === 0 ? cell : cell.padStart(10)))
      .join(' '),
    ...MUTATION_KINDS.map((kind) =>
      line(
        kind,
        rows.filter(({ mutation }) => mutation.kind === kind),
      ),
    ),
    line('all', rows),
  ];
}

/** How a change is told whose exploration was ended by a clock, or took its program with it. */
export const NO_END = 'no end, or no program left';

/** What met it: a relation at the end of a case, or a kind of sweep; undefined: nothing did. */
export function judgeOf(met: string | undefined): string | undefined {
  const [, how, what] = /^[mrs]\d+, ([a-z ]+?)(?: of step \d+)?: ([a-z ]+)/.exec(met ?? '') ?? [];
  if (how === undefined) return met === undefined ? undefined : NO_END;
  if (how.endsWith('end')) return `${how}: ${what}`;
  return what === 'crash' ? 'end: crash' : how;
}

/** How many mutations each judge has met, the most first. */
export function zooJudges(rows: readonly ZooRow[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { met } of rows) {
    const judge = judgeOf(met);
    if (judge !== undefined) counts.set(judge, (counts.get(judge) ?? 0) + 1);
  }
  return [...counts]
    .sort(([one, few], [other, many]) => many - few || one.localeCompare(other))
    .map(([judge, count]) => `${judge.padEnd(28)} ${String(count).padStart(4)}`);
}
