// For people: one line for each case, everything about those that failed, and the sum.
import pc from 'picocolors';
import type { NamedHunk } from '../golden/line-diff.ts';
import { parseCheck } from '../golden/check-text.ts';
import { compareFindings, describeChanges } from '../golden/compare-findings.ts';
import { goldenFile } from '../golden/golden-folder.ts';
import type { CaseResult } from '../run/verdict.ts';
import type { TestCase } from '../cases/types.ts';
import {
  type Ended,
  type Reporter,
  type ReportOutput,
  type RunEnd,
  variationText,
} from './reporter.ts';

/** Lines of one hunk, and hunks of one case, that are shown; the rest is in the .bad file. */
const SHOWN_LINES = 40;
const SHOWN_HUNKS = 5;

/** Cases under way that the line of progress names. */
const SHOWN_RUNNING = 8;

const plural = (count: number): string => (count === 1 ? '' : 's');

const VERDICT_WIDTH = 'crashed'.length;

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

  start(count: number, engine: string): void {
    this.#count = count;
    this.#progress(`${count} case${plural(count)} on the ${engine} engine`);
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

  end({ isGreen, isInterrupted, tally }: RunEnd): void {
    const { passed, updated, failed, notRun, complaints } = tally;
    const parts = [
      ...(updated.length > 0 ? [`${updated.length} updated`] : []),
      `${passed.length} passed`,
      ...(failed.length > 0 ? [`${failed.length} failed (${failed.join(' ')})`] : []),
      ...(notRun.length > 0 ? [`${notRun.length} not run`] : []),
      ...(complaints > 0 ? [`${complaints} complaint${plural(complaints)}`] : []),
    ];
    const paint = isGreen ? this.#color.green : this.#color.red;
    this.#print([paint(`${isInterrupted ? 'interrupted: ' : ''}${parts.join(', ')}`)]);
  }

  #caseLines({ result, hunks, badFile, isUpdated, written, badLog }: Ended): string[] {
    const { case: found, golden, variations, failures } = result;
    const lines = [this.#headLine(result, isUpdated, written)];
    if (result.verdict === 'crashed' || result.verdict === 'hung')
      lines.push(`    ${result.reason ?? ''}`);
    const broken = failures.map(
      ({ line, title, message }) =>
        `    ${found.file}:${line}: ${title}: ${this.#color.red(message)}`,
    );
    lines.push(...new Set(broken));
    if (golden === 'missing' && !isUpdated) {
      const file = goldenFile(found.number);
      lines.push(`    there is no ${file}: look at the transcript, then --update`);
    }
    lines.push(...this.#logLines(result, isUpdated, badLog));
    lines.push(...this.#diffLines(result, hunks, badFile));
    for (const { line, title, what, counts } of variations) {
      const isNews = counts.length > 1;
      const text = `varies (${what}): ${variationText(counts)}`;
      if (isNews) lines.push(`    ${found.file}:${line}: ${title}: ${text}`);
    }
    return lines;
  }

  /** What the case did to files that its write log has not. */
  #logLines({ case: found, run }: CaseResult, isUpdated: boolean, badLog?: string): string[] {
    const log = run?.writeLog;
    const file = goldenFile(found.number, 'io');
    if (log?.state === 'missing' && !isUpdated) {
      return [
        `    there is no ${file}, which tells what the case does to files: --update writes it`,
      ];
    }
    if (log?.state !== 'different') return [];
    const { line, title, message } = log.difference;
    const lines = [`    ${found.file}:${line}: ${title}: ${this.#color.red(message)}`];
    return badLog === undefined ? lines : [...lines, `    all of it: diff ${file} ${badLog}`];
  }

  #headLine(result: CaseResult, isUpdated: boolean, written?: readonly string[]): string {
    const { case: found, verdict, reason, milliseconds } = result;
    const paint = {
      passed: 'green',
      failed: 'red',
      crashed: 'red',
      hung: 'red',
      'not run': 'yellow',
    } as const;
    const shown = (isUpdated ? 'updated' : verdict).padEnd(VERDICT_WIDTH);
    const word = this.#color[isUpdated ? 'yellow' : paint[verdict]](shown);
    const time = verdict === 'not run' ? reason : `${(milliseconds / 1000).toFixed(2)} s`;
    const files = written ?? [goldenFile(found.number)];
    const news = isUpdated ? `, ${files.join(' and ')} written` : '';
    return `${word} ${found.slug} (${time}${news})`;
  }

  #diffLines(
    { case: found }: CaseResult,
    hunks: readonly NamedHunk[],
    badFile: string | undefined,
  ): string[] {
    if (hunks.length === 0) return [];
    const { red, green, bold, dim } = this.#color;
    const lines = [red(`    --- ${goldenFile(found.number)} (expected)`)];
    lines.push(green(`    +++ ${badFile ?? 'the transcript'} (actual)`));
    for (const hunk of hunks.slice(0, SHOWN_HUNKS)) {
      lines.push(bold(`    ${found.file}:${hunk.line}: ${hunk.title}`), dim(`    ${hunk.range}`));
      for (const line of hunk.lines.slice(0, SHOWN_LINES)) {
        const paint = line.startsWith('-') ? red : line.startsWith('+') ? green : String;
        lines.push(paint(`    ${line}`));
      }
      const more = hunk.lines.length - SHOWN_LINES;
      if (more > 0) lines.push(dim(`    ... ${more} more lines`));
    }
    const more = hunks.length - SHOWN_HUNKS;
    if (more > 0) lines.push(dim(`    ... ${more} more hunks`));
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
    this.#progress(`${this.#ended} of ${this.#count} cases${what}`);
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
