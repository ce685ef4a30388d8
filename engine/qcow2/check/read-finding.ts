// Reads findings from the lines that a program printed, by the table that prints them.
import { type Finding, FINDING_KINDS, type FindingKind } from './finding.ts';
import { readLine } from './finding-template.ts';
import { type PrintedLine, type Telling, TELLINGS } from './finding-text.ts';

/** A finding that was read, and how many lines it took. */
export interface ReadFinding {
  readonly finding: Finding;
  readonly lines: number;
}

/** The finding that the lines from `at` on tell of; undefined where they tell of none. */
export function readFinding(lines: readonly PrintedLine[], at: number): ReadFinding | undefined {
  for (const kind of FINDING_KINDS) {
    const found = readKind(kind, lines, at);
    if (found !== undefined) return found;
  }
  return undefined;
}

function readKind(
  kind: FindingKind,
  lines: readonly PrintedLine[],
  at: number,
): ReadFinding | undefined {
  const { before, line, after, holds } = TELLINGS[kind] as Telling<Finding>;
  if (line === undefined) return undefined;
  const inFront = readOne(before, lines[at]);
  const main = readOne(line, lines[inFront === undefined ? at : at + 1]);
  if (main === undefined) return undefined;
  const next = at + (inFront === undefined ? 1 : 2);
  const behind = readOne(after, lines[next]);
  const missing = Object.fromEntries(
    [...(before?.gaps ?? []), ...(after?.gaps ?? [])].map(({ field }) => [field, undefined]),
  );
  const finding = { kind, ...missing, ...inFront, ...main, ...behind } as unknown as Finding;
  if (holds?.(finding) === false) return undefined;
  return { finding, lines: next - at + (behind === undefined ? 0 : 1) };
}

const readOne = (
  line: Telling<Finding>['before'],
  printed: PrintedLine | undefined,
): Readonly<Record<string, unknown>> | undefined =>
  line === undefined || printed === undefined || line.isPrefixed !== printed.isPrefixed
    ? undefined
    : readLine(line, printed.text);
