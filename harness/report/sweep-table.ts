// What all sweeps tell in the same way: sums, broken promises, known flaws.
import type { TestCase } from '../cases/types.ts';
import { nameOf } from '../engines/engine.ts';
import type { FindingClass, StepPlace } from '../explore/finding-class.ts';
import type { NamedFlaw } from '../faults/step-flaws.ts';
import { plural } from '../golden/plural.ts';
import type { Violation } from '../oracle/judge.ts';

/** One broken promise. */
export const violationText = ({ image, promise, detail }: Violation): string =>
  `${nameOf(image)}: ${detail} (${promise})`;

/** The flaws of QEMU behind a class. */
export const knownLines = (known: readonly NamedFlaw[] | undefined): readonly string[] =>
  known?.map((flaw) => `          as in QEMU: ${flaw.name} (case ${flaw.case})`) ?? [];

/** The verdict on one state, run or order. */
export const verdictLines = (
  violations: readonly Violation[],
  known: readonly NamedFlaw[] | undefined,
): readonly string[] =>
  violations.length === 0
    ? ['All promises are kept.']
    : [...violations.map(violationText), ...knownLines(known).map((words) => words.trim())];

const classLines = (
  { name, token, engine, violations, count, known }: FindingClass,
  more: readonly string[],
): readonly string[] => [
  `${String(count).padStart(6)}  ${name}`,
  ...knownLines(known),
  ...[...more, ...violations.map(violationText)].map((words) => `          ${words}`),
  `          blkdrill replay ${token}${engine === undefined ? '' : ` --engine '${engine}'`}`,
];

/** The steps of a case that break promises, with each class; `more`: what else it has to say. */
export const brokenLines = <C extends FindingClass>(
  { file }: TestCase,
  steps: readonly (StepPlace & { readonly classes: readonly C[] })[],
  more: (found: C) => readonly string[] = () => [],
): readonly string[] =>
  steps
    .filter(({ classes }) => classes.length > 0)
    .flatMap(({ line, title, classes }) => [
      `${file}:${line}: ${title}`,
      ...classes.flatMap((found) => classLines(found, more(found))),
    ]);

/** What a step's sweep counts. */
interface SweptStep {
  readonly states: number;
  readonly distinct: number;
  readonly classes: readonly { readonly known: readonly NamedFlaw[] | undefined }[];
}

/** Sums of one or more cases. */
export interface SweepSums {
  readonly states: number;
  readonly distinct: number;
  /** How many kinds of broken promises there are, and how many of them no known flaw explains. */
  readonly classes: number;
  readonly news: number;
  /** No part of the sweep was lost. */
  readonly isWhole: boolean;
}

/** Adds up what steps counted; `isWhole`: no part of their sweep was lost. */
export function sweepSums(steps: readonly SweptStep[], isWhole = true): SweepSums {
  const classes = steps.flatMap((step) => step.classes);
  return {
    states: steps.reduce((sum, { states }) => sum + states, 0),
    distinct: steps.reduce((sum, { distinct }) => sum + distinct, 0),
    classes: classes.length,
    news: classes.filter(({ known }) => known === undefined).length,
    isWhole,
  };
}

/** How many kinds of broken promises there are. */
export const brokenText = (count: number): string =>
  plural(count, 'kind of broken promise', 'kinds of broken promises');

/** How many of `count` kinds of broken promises are known flaws. */
function knownText(count: number, known: number): string {
  if (known === 0) return '';
  if (count === 1) return ', known of QEMU';
  return `, ${known === count ? 'all' : known} of them known of QEMU`;
}

/** What a sweep counts, in the singular. */
export interface SweepWords {
  readonly state: string;
  readonly distinct: string;
}

/** The sums in one line. Only what was swept to its end, and was something, keeps all promises. */
export function sweepSumText(
  { states, distinct, classes, news, isWhole }: SweepSums,
  words: SweepWords,
): string {
  const looked = `${plural(states, words.state)}, ${plural(distinct, words.distinct)}`;
  const end = isWhole ? '' : ', not swept to the end';
  if (classes === 0 && !isWhole) return looked + end;
  if (classes === 0) return looked + (states === 0 ? ': nothing to judge' : ', all promises kept');
  return `${looked}, ${brokenText(classes)}${knownText(classes, classes - news)}${end}`;
}

/** The steps with what no known flaw explains. */
export const newsOf = <
  C extends { readonly known: unknown },
  S extends { readonly classes: readonly C[] },
>(
  steps: readonly S[],
): readonly S[] =>
  steps
    .map((step) => ({ ...step, classes: step.classes.filter((one) => one.known === undefined) }))
    .filter(({ classes }) => classes.length > 0);
