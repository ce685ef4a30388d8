// What `check` of any engine printed, read back as values: the findings that it tells of, and its
// sums. The only place where the text of a check is taken apart; the words of findings stand with
// the engine's findings, which are printed and read by one table.
import { type Finding, type PrintedLine, readFinding } from '../../engine/index.ts';

/** The sums at the end, and what was repaired. Those that are not printed are zero. */
export interface CheckTotals {
  readonly corruptions: number;
  readonly leaks: number;
  readonly checkErrors: number;
  readonly corruptionsFixed: number;
  readonly leaksFixed: number;
  /** Of the guest disk; undefined where they are not printed. */
  readonly allocatedClusters: number | undefined;
  readonly totalClusters: number | undefined;
  /** Bytes; undefined where it is not printed. */
  readonly imageEndOffset: number | undefined;
}

/** What a check told. */
export interface CheckText {
  /** In the order in which they were printed, those of the second pass of a repair as well. */
  readonly findings: readonly Finding[];
  readonly totals: CheckTotals;
}

/** A line, and the finding that it belongs to. */
export interface CheckLine {
  readonly text: string;
  readonly finding?: Finding;
  /** The finding begins here. */
  readonly isFirst: boolean;
}

const TOOL = /^qemu-(?:img|io): /;
/** Of a warning about bitmaps, which ends without a newline: what follows stands behind it. */
const UNENDED = /^Some clusters may be leaked, run 'qemu-img check -r' on the image file to fix\./;

function printedLine(line: string): PrintedLine {
  const text = line.replace(UNENDED, '');
  const tool = TOOL.exec(text)?.[0];
  return { text: text.slice(tool?.length ?? 0), isPrefixed: tool !== undefined };
}

/** The lines of a text, each with the finding that it tells of, if any. */
export function readCheckLines(text: string): CheckLine[] {
  const lines = text.split('\n');
  const printed = lines.map(printedLine);
  const found: CheckLine[] = [];
  for (let at = 0; at < lines.length;) {
    const read = readFinding(printed, at);
    const end = at + (read?.lines ?? 1);
    for (let line = at; line < end; line += 1) {
      const finding = read && { finding: read.finding };
      found.push({ text: lines[line] as string, isFirst: line === at, ...finding });
    }
    at = end;
  }
  return found;
}

/** Each sum and the line that tells it. */
const SUMS = {
  corruptions: /^(\d+) errors were found on the image\.$/m,
  leaks: /^(\d+) leaked clusters were found on the image\.$/m,
  checkErrors: /^(\d+) internal errors have occurred during the check\.$/m,
  corruptionsFixed: /^ {4}(\d+) corruptions$/m,
  leaksFixed: /^ {4}(\d+) leaked clusters$/m,
  allocatedClusters: /^(\d+)\/\d+ = .*allocated.*fragmented.*compressed clusters$/m,
  totalClusters: /^\d+\/(\d+) = .*allocated.*fragmented.*compressed clusters$/m,
  imageEndOffset: /^Image end offset: (\d+)$/m,
} as const;

/**
 * Reads what one check printed, on both streams. Lines of other programs are passed over.
 *
 * @example
 * ```ts
 * import { loadCase, parseCheck, runCase } from 'blkdrill';
 *
 * const result = loadCase(
 *   '502-a-leak.yaml',
 *   `
 * purpose: A refcount that is too high is a leak
 * steps:
 *   - create: 1M
 *   - poke: { 'refcount[3]': 2 }
 *   - check
 * `,
 * );
 * if ('problems' in result) throw new Error(result.problems.join('\n'));
 *
 * const { run } = runCase(result.loaded);
 * const printed = run?.outputs.find(({ title }) => title === 'check')?.text ?? '';
 * const { findings, totals } = parseCheck(printed);
 * console.log(findings.map(({ kind }) => kind).join(), totals.leaks); // leak 1
 * ```
 */
export function parseCheck(text: string): CheckText {
  const sum = (name: keyof typeof SUMS): number | undefined => {
    const found = SUMS[name].exec(text)?.[1];
    return found === undefined ? undefined : Number(found);
  };
  const findings = readCheckLines(text).flatMap(({ finding, isFirst }) =>
    finding !== undefined && isFirst ? [finding] : [],
  );
  const totals = {
    corruptions: sum('corruptions') ?? 0,
    leaks: sum('leaks') ?? 0,
    checkErrors: sum('checkErrors') ?? 0,
    corruptionsFixed: sum('corruptionsFixed') ?? 0,
    leaksFixed: sum('leaksFixed') ?? 0,
    allocatedClusters: sum('allocatedClusters'),
    totalClusters: sum('totalClusters'),
    imageEndOffset: sum('imageEndOffset'),
  };
  return { findings, totals };
}

/** Figures that depend on how an image was made, not on whether it is sound. */
const FIGURES = [SUMS.allocatedClusters, SUMS.imageEndOffset];

/** The text of a check without those figures. */
export const filterCheck = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !FIGURES.some((figure) => figure.test(line)))
    .join('\n');

/** A leaked cluster that one owner has lost: the usual kind. */
export const isSingleLeak = (finding: Finding): boolean =>
  finding.kind === 'leak' && finding.refcount === 1;

/** Where something stands in a text. */
export interface TextPlace {
  readonly start: number;
  readonly end: number;
}

/** The text without the lines that end in these places, which are in order. */
function withoutPlaces(text: string, places: readonly TextPlace[]): string {
  let kept = '';
  let at = 0;
  for (const { start, end } of places) {
    kept += text.slice(at, text.lastIndexOf('\n', start - 1) + 1);
    at = end;
  }
  return kept + text.slice(at);
}

/**
 * The text of a check without the lines for single leaked clusters; the sum of them stays. `leaks`
 * are the places of those, where the engine tells them; else the text is read.
 */
export const hideLeakLines = (text: string, leaks?: readonly TextPlace[]): string =>
  leaks !== undefined
    ? withoutPlaces(text, leaks)
    : readCheckLines(text)
        .filter(({ finding }) => finding === undefined || !isSingleLeak(finding))
        .map((line) => line.text)
        .join('\n');
