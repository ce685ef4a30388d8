// Sequences as subjects of a soak: one subject is what comes before the last command, and its sweep
// that of all last commands behind it.
import { type Fork, type ForkJob } from '../../explore/forks/fork-job.ts';
import { GEOMETRIES } from '../../fuzz/sequences/alphabet.ts';
import { allPrefixes, geometriesNamed, type Prefix } from '../../fuzz/sequences/prefixes.ts';
import { geometrySteps, sequenceNumber } from '../../fuzz/sequences/sequence-test.ts';
import { violationText } from '../../report/sweep-table.ts';
import { lostText } from '../../run/step-place.ts';
import type { LeftOut, SoakFinding, SoakHeader, SoakResult } from './record.ts';
import { findingsOf, judgedOf, NOTHING_FOUND, type Subjects } from './subjects.ts';
import type { Sweeper } from './sweeper.ts';

/** All sequences of up to so many commands. */
export class SequenceSubjects implements Subjects {
  readonly #header: SoakHeader;
  readonly #commands: number;
  readonly #prefixes: readonly Prefix[];

  /** `header` is of a soak of sequences. */
  constructor(header: SoakHeader) {
    const { sequences = 0, geometry } = header;
    this.#header = header;
    this.#commands = sequences;
    this.#prefixes = allPrefixes(geometriesNamed(geometry) ?? [], sequences);
  }

  /** How many there are. */
  get count(): number {
    return this.#prefixes.length;
  }

  async sweep(subject: number, sweeper: Sweeper, deadline: number): Promise<SoakResult> {
    const prefix = this.#prefixes[subject] as Prefix;
    const job = this.#jobOf(prefix, deadline);
    const answer = await sweeper.run(job);
    const { numbers } = job;
    const name = `${numbers[0]}-${numbers.at(-1)}`;
    const all = numbers.length * prefix.standsFor;
    const sequences = { all, equal: all - numbers.length };
    const plain = { subject, case: name, ...NOTHING_FOUND, sequences };
    if ('lost' in answer) return { ...plain, lost: [lostText(job.case, answer)] };
    return { ...plain, ...sumOf(answer as readonly Fork[]) };
  }

  #jobOf({ geometry, letters }: Prefix, deadline: number): ForkJob {
    const { testCase, begins, letters: all } = geometrySteps(geometry);
    const beginning = [...begins, ...letters.flatMap((letter) => all[letter] ?? [])];
    const { seed, distinct, work } = this.#header;
    return {
      kind: 'forks',
      case: { ...testCase, steps: [...beginning, ...all] },
      common: beginning.length,
      numbers: all.map((_one, letter) => `s${sequenceNumber(geometry, [...letters, letter])}`),
      rest: this.#commands - letters.length - 1,
      ...{ seed, distinct, work, deadline },
    };
  }
}

/** Names of all geometries. */
export const GEOMETRY_NAMES = GEOMETRIES.map(({ name }) => name);

/** What the sweeps of all last commands come to. */
function sumOf(forks: readonly Fork[]) {
  const sum = (count: (fork: Fork) => number): number =>
    forks.reduce((all, fork) => all + count(fork), 0);
  return {
    states: sum(({ crashes }) => (crashes ? judgedOf(crashes) : 0)),
    points: sum(({ faults }) => (faults ? judgedOf(faults) : 0)),
    goneOn: sum(({ rest }) => rest.runs),
    findings: forks.flatMap(allFindings),
    leftOut: forks.flatMap(leftOutOf),
  };
}

const allFindings = ({ crashes, faults, rest }: Fork): readonly SoakFinding[] => [
  ...[crashes ?? [], faults ?? []].flat().flatMap(findingsOf),
  ...rest.classes.map(({ cause, name, token, violations, count, known }): SoakFinding => ({
    ...{ cause, step: Number(token.split('/')[1]), token, signature: name, count },
    promises: [...new Set(violations.map(({ promise }) => promise))].toSorted(),
    ...(known === undefined
      ? { details: violations.map(violationText) }
      : { known: known.map((flaw) => ({ name: flaw.name, case: flaw.case })) }),
  })),
];

/** All that was not swept of a last command, so that nothing is left out in silence. */
function leftOutOf({ number, crashes, faults, rest }: Fork): readonly LeftOut[] {
  const found: (readonly [what: string, count: number])[] = [
    ['ends of whose pending changes not all subsets were taken', crashes?.sampled ?? 0],
    ['sweeps of crashes that their bounds ended', crashes?.isCut === true ? 1 : 0],
    ...(faults?.notReached ?? []).map(([kind, count]) => [`faults: ${kind}`, count] as const),
    [`commands without a sweep of faults: ${faults?.skipped}`, faults?.skipped ? 1 : 0],
    ['damaged files on which no command went on', rest.damaged],
  ];
  return found.filter(([, count]) => count > 0).map(([what, count]) => [what, count, number]);
}
