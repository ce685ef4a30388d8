// What the results of a soak come to, in words: for the run itself and for merged ones alike.
import { GEOMETRIES } from '../../fuzz/sequences/alphabet.ts';
import { sequenceCount } from '../../fuzz/sequences/sequence-test.ts';
import { plural } from '../../golden/plural.ts';
import { brokenText } from '../../report/sweep-table.ts';
import type { SoakFinding, SoakHeader, SoakResult } from './record.ts';

/** Sums of results. */
export class SoakSums {
  cases = 0;
  states = 0;
  points = 0;
  findings = 0;
  news = 0;
  lost = 0;
  sequences = 0;
  equal = 0;
  goneOn = 0;
  /** How often each flaw of QEMU explains a finding, by the number of its case. */
  readonly #flaws = new Map<number, { readonly name: string; count: number }>();

  /** What was left out, how often, and where first. */
  readonly #leftOut = new Map<string, { count: number; readonly first: string }>();

  add(result: SoakResult): void {
    const { case: number, states, points, findings, lost } = result;
    this.#addSequences(result);
    if (number !== null) this.cases += 1;
    this.states += states;
    this.points += points;
    this.findings += findings.length;
    this.news += findings.filter(isNews).length;
    this.lost += lost.length;
    for (const flaw of findings.flatMap(({ known = [] }) => known)) {
      const sum = this.#flaws.get(flaw.case) ?? { name: flaw.name, count: 0 };
      this.#flaws.set(flaw.case, { ...sum, count: sum.count + 1 });
    }
  }

  #addSequences({ sequences, goneOn = 0, leftOut = [] }: SoakResult): void {
    this.sequences += sequences?.all ?? 0;
    this.equal += sequences?.equal ?? 0;
    this.goneOn += goneOn;
    for (const [what, count, first] of leftOut) {
      const sum = this.#leftOut.get(what);
      if (sum === undefined) this.#leftOut.set(what, { count, first });
      else sum.count += count;
    }
  }

  /** Nothing was found that QEMU does not do, and all was swept. */
  get isClean(): boolean {
    return this.news === 0 && this.lost === 0;
  }

  /** The last lines of a report. */
  lines(header: SoakHeader): readonly string[] {
    const { seed, shard, shards } = header;
    const part = shards === 1 ? '' : `, shard ${shard}/${shards}`;
    const flaws = [...this.#flaws].toSorted(([a], [b]) => a - b);
    return [
      ...flaws.map(([number, { name, count }]) => {
        const times = String(count).padStart(7);
        return `${times}  as in QEMU: ${name} (case ${number})`;
      }),
      ...[...this.#leftOut].map(
        ([what, { count, first }]) =>
          `${String(count).padStart(7)}  left out: ${what} (first: ${first})`,
      ),
      [
        `seed ${seed}${part}: ${this.#subjectsText(header)}`,
        plural(this.states, 'crash state'),
        plural(this.points, 'fault point'),
        ...(this.goneOn === 0 ? [] : [`${plural(this.goneOn, 'command')} gone on`]),
        brokenText(this.findings),
        `${this.news} of them news`,
        `${plural(this.lost, 'sweep')} lost`,
      ].join(', '),
    ];
  }

  /** Sequences end, so that a part of them must not look like all. */
  #subjectsText({ sequences, geometry, shards }: SoakHeader): string {
    if (sequences === undefined) return plural(this.cases, 'case');
    const all = sequenceCount(sequences) / (geometry === undefined ? 1 : GEOMETRIES.length);
    const of = shards === 1 && this.sequences < all ? `${this.sequences} of ` : '';
    const count = of === '' ? this.sequences : all;
    return `${of}${plural(count, 'sequence')} (${this.equal} by an equal beginning)`;
  }
}

const MANY = { crash: 'crashes', fault: 'faults' };

const isNews = ({ known }: SoakFinding): boolean => known === undefined;

/** What is to be told of one subject: its news, and sweeps that were lost. */
export const newsLines = (result: SoakResult): readonly string[] => [
  ...result.findings
    .filter(isNews)
    .flatMap(({ cause, step, token, signature, count, details = [] }) => [
      `${result.case}, step ${step}: ${plural(count, cause, MANY[cause])}: ${signature}`,
      ...details.map((words) => `    ${words}`),
      `    blkdrill replay ${token}`,
    ]),
  ...result.lost.flatMap((words) => `${result.case}, ${words}`.split('\n')),
];
