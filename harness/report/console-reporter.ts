// For people: one line for each case, everything about those that failed, and the sum.
import pc from 'picocolors';
import type { NamedHunk } from '../golden/line-diff.ts';
import { parseCheck } from '../golden/check-text.ts';
import { compareFindings, describeChanges } from '../golden/compare-findings.ts';
import { goldenFile } from '../golden/golden-folder.ts';
import type { TestCase } from '../cases/types.ts';
import { plural } from '../golden/plural.ts';
import type { Failure } from '../run/outcome.ts';
import type { CaseFailure } from '../run/verdict.ts';
import { sinceText } from '../golden/words/table.ts';
import {
  type CauseTally,
  type Ended,
  outcomeOf,
  type Reporter,
  type ReportOutput,
  type RunEnd,
  type Tally,
  variationText,
} from './reporter.ts';

/** Lines of one hunk, and hunks of one case, that are shown; the rest is in the .bad file. */
const SHOWN_LINES = 40;
const SHOWN_HUNKS = 5;
/** Reasons for which lines were not served that are shown. */
const SHOWN_LACKS = 12;

/** Cases under way that the line of progress names. */
const SHOWN_RUNNING = 8;

const VERDICT_WIDTH = 'crashed'.length;

const PAINT = {
  passed: 'green',
  updated: 'yellow',
  failed: 'red',
  crashed: 'red',
  hung: 'red',
  'not run': 'yellow',
} as const;

/** What stands behind the name of a case. */
function remark(result: Ended['result']): string {
  if (result.verdict === 'not run') return result.reason;
  const time = `${(result.milliseconds / 1000).toFixed(2)} s${servedRemark(result)}`;
  if (result.verdict !== 'updated') return time;
  return `${time}, ${result.written.join(' and ')} ${result.isRemoved ? 'removed' : 'written'}`;
}

/** How much of a case another engine served. */
function servedRemark(result: Ended['result']): string {
  const served = result.run?.served;
  if (served === undefined) return '';
  const lacking = [...served.lacking.values()].reduce((sum, count) => sum + count, 0);
  return `, ${served.served} of ${served.served + lacking} io lines, words ${wordsOf(result)}`;
}

/** Whose words an engine of others prints. */
function wordsOf(result: Ended['result']): string {
  if ('heldTo' in result && result.heldTo === 'golden') {
    return result.verdict === 'failed' ? 'other than its golden has' : 'as in the golden';
  }
  return 'meetsGolden' in result && result.meetsGolden ? 'as in the golden' : 'its own';
}

/** Why a case has no end. */
function crashLines(result: Ended['result']): string[] {
  switch (result.verdict) {
    case 'crashed':
    case 'hung':
    case 'lost':
      return [`    ${result.reason}`];
    case 'passed':
    case 'updated':
    case 'failed':
    case 'not run':
      return [];
  }
}

/** What another engine served of all cases, and what it lacks, most of it first. */
function servedLines({ served }: Tally): readonly string[] {
  if (served === undefined) return [];
  const lacks = [...served.lacking].toSorted(([, one], [, other]) => other - one);
  const rest = lacks.reduce((sum, [, count]) => sum + count, 0);
  const all = served.served + rest;
  const share = all === 0 ? 0 : Math.round((100 * served.served) / all);
  return [
    `${served.engine}: ${served.served} of ${all} io lines served (${share} %)`,
    ...lacks.slice(0, SHOWN_LACKS).map(([lack, count]) => `  not served: ${count} for ${lack}`),
    ...(lacks.length > SHOWN_LACKS ? [`  and ${lacks.length - SHOWN_LACKS} reasons more`] : []),
  ];
}

/** What programs of others made of the images. */
const opinionLines = ({ opinions }: Tally): readonly string[] =>
  [...opinions.values()].map(({ reader, equal, refused, wrong }) => {
    const images = plural(equal + refused + wrong, 'image');
    return `${reader}: ${images}, ${equal} equal, ${refused} refused, ${wrong} wrong`;
  });

/** Numbers of cases behind a cause, as far as they fit a line. */
const SHOWN_NUMBERS = 12;

function causeLine({ cause, kind, cases }: CauseTally): string {
  const count = plural(cases.length, 'case');
  if (kind === 'words') return `  ${count}: ${cause} ${sinceText(cause)}`;
  const more = cases.length > SHOWN_NUMBERS ? ' ...' : '';
  return `  ${count}: ${cause} (${cases.slice(0, SHOWN_NUMBERS).join(' ')}${more})`;
}

/** What really ran; and where it is not what the goldens hold, why that makes nothing red. */
function versionLines({ version, variant, tally }: RunEnd): readonly string[] {
  if (version === undefined) return [];
  if (variant === undefined) return [`${version} ran`];
  const ofKind = (kind: CauseTally['kind']) =>
    tally.causes.filter((cause) => cause.kind === kind).map(causeLine);
  const [words, goldens] = [ofKind('words'), ofKind('golden')];
  const { failed } = tally;
  return [
    `${version} ran, held to the usual goldens in its words, and to those of golden/${variant}/`,
    ...(words.length > 0 ? ['only worded otherwise:', ...words] : []),
    ...(goldens.length > 0 ? [`as in golden/${variant}/:`, ...goldens] : []),
    ...(failed.length > 0 ? [`no known cause: ${plural(failed.length, 'case')}`] : []),
  ];
}

/** Writes the report for people. */
export class ConsoleReporter implements Reporter {
  readonly #options: ReportOutput;
  readonly #color: ReturnType<typeof pc.createColors>;
  /** Under way, by number. */
  readonly #running = new Set<string>();
  #count = 0;
  #ended = 0;

  constructor(options: ReportOutput) {
    this.#options = options;
    this.#color = pc.createColors(options.hasColor);
  }

  start(count: number, engine: string, version?: string): void {
    this.#count = count;
    const what = version === undefined ? engine : `${engine} (${version})`;
    this.#progress(`${plural(count, 'case')} on the ${what} engine`);
  }

  started({ number }: TestCase): void {
    this.#running.add(number);
    this.#tellProgress();
  }

  ended(ended: Ended): void {
    this.#ended += 1;
    this.#running.delete(ended.result.case.number);
    this.#print(this.#caseLines(ended));
    if (this.#ended < this.#count) this.#tellProgress();
  }

  complaint(line: string): void {
    this.#print([this.#color.red(line)]);
  }

  note(line: string): void {
    this.#print([this.#color.dim(line)]);
  }

  end(end: RunEnd): void {
    const { isGreen, isInterrupted, tally } = end;
    const { passed, updated, failed, notRun, complaints } = tally;
    const parts = [
      ...(updated.length > 0 ? [`${updated.length} updated`] : []),
      `${passed.length} passed`,
      ...(failed.length > 0 ? [`${failed.length} failed (${failed.join(' ')})`] : []),
      ...(notRun.length > 0 ? [`${notRun.length} not run`] : []),
      ...(complaints > 0 ? [plural(complaints, 'complaint')] : []),
    ];
    const paint = isGreen ? this.#color.green : this.#color.red;
    const told = [...servedLines(tally), ...opinionLines(tally), ...versionLines(end)];
    if (told.length > 0) this.#print(told);
    this.#print([paint(`${isInterrupted ? 'interrupted: ' : ''}${parts.join(', ')}`)]);
  }

  #caseLines(ended: Ended): string[] {
    const { result } = ended;
    const { case: testCase, failures, run } = result;
    const failed = failures.flatMap((failure) => this.#failureLines(failure, ended));
    const lines = [this.#headLine(result), ...crashLines(result), ...new Set(failed)];
    lines.push(...this.#diffLines(ended));
    for (const { line, title, what, counts } of run?.variations ?? []) {
      const isNews = counts.length > 1;
      const text = `varies (${what}): ${variationText(counts)}`;
      if (isNews) lines.push(`    ${testCase.file}:${line}: ${title}: ${text}`);
    }
    return lines;
  }

  /** Lines about one thing that failed; none where they follow with the diff. */
  #failureLines(failure: CaseFailure, { result, badLog, expected }: Ended): string[] {
    const { number, file } = result.case;
    const isUpdated = result.verdict === 'updated';
    const log = expected?.io ?? goldenFile(number, 'io');
    const placed = ({ line, title, message }: Failure): string =>
      `    ${file}:${line}: ${title}: ${this.#color.red(message)}`;
    switch (failure.kind) {
      case 'text': {
        if (failure.state === 'different' || isUpdated) return [];
        const golden = goldenFile(number);
        return [`    there is no ${golden}: look at the transcript, then --update`];
      }
      case 'write log': {
        if (failure.state === 'different') {
          const whole = badLog === undefined ? [] : [`    all of it: diff ${log} ${badLog}`];
          return [placed(failure), ...whole];
        }
        const what = 'which tells what the case does to files: --update writes it';
        return isUpdated ? [] : [`    there is no ${log}, ${what}`];
      }
      case 'expectation':
      case 'golden':
      case 'unread log':
      case 'twice':
      case 'machine':
        return [placed(failure)];
    }
  }

  #headLine(result: Ended['result']): string {
    const outcome = outcomeOf(result);
    const word = this.#color[PAINT[outcome]](outcome.padEnd(VERDICT_WIDTH));
    return `${word} ${result.case.slug} (${remark(result)})`;
  }

  #diffLines({ result: { case: testCase }, hunks, badFile, expected }: Ended): string[] {
    if (hunks.length === 0) return [];
    const { red, green, bold, dim } = this.#color;
    const lines = [red(`    --- ${expected?.out ?? goldenFile(testCase.number)} (expected)`)];
    lines.push(green(`    +++ ${badFile ?? 'the transcript'} (actual)`));
    for (const hunk of hunks.slice(0, SHOWN_HUNKS)) {
      lines.push(
        bold(`    ${testCase.file}:${hunk.line}: ${hunk.title}`),
        dim(`    ${hunk.range}`),
      );
      for (const line of hunk.lines.slice(0, SHOWN_LINES)) {
        const paint = line.startsWith('-') ? red : line.startsWith('+') ? green : String;
        lines.push(paint(`    ${line}`));
      }
      const more = hunk.lines.length - SHOWN_LINES;
      if (more > 0) lines.push(dim(`    ... ${plural(more, 'more line')}`));
    }
    const more = hunks.length - SHOWN_HUNKS;
    if (more > 0) lines.push(dim(`    ... ${plural(more, 'more hunk')}`));
    const findings = findingsOf(hunks);
    if (findings !== '') lines.push(bold(`    findings: ${findings}`));
    return lines;
  }

  #print(lines: readonly string[]): void {
    const clear = this.#options.isTerminal ? '\r\u001b[K' : '';
    this.#options.write(`${clear}${lines.join('\n')}\n`);
  }

  #tellProgress(): void {
    const running = [...this.#running];
    const shown = running.slice(0, SHOWN_RUNNING).join(' ');
    const more = running.length > SHOWN_RUNNING ? ' ...' : '';
    const what = running.length === 0 ? '' : `, running ${shown}${more}`;
    this.#progress(`${this.#ended} of ${plural(this.#count, 'case')}${what}`);
  }

  /** A line that the next print replaces. */
  #progress(text: string): void {
    if (this.#options.isTerminal) this.#options.write(`\r\u001b[K${this.#color.dim(text)}`);
  }
}

/** What checks find that they did not find before, and the reverse; empty: all is equal. */
function findingsOf(hunks: readonly NamedHunk[]): string {
  const findings = (sign: '-' | '+') => {
    const lines = hunks.flatMap((hunk) => hunk.lines).filter((line) => line.startsWith(sign));
    const text = lines.map((line) => line.slice(1)).join('\n');
    return parseCheck(text.replaceAll('IMGFMT', 'qcow2')).findings;
  };
  return describeChanges(compareFindings(findings('-'), findings('+')));
}
