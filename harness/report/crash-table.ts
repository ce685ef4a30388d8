// What crash sweeps and replays of crash states found, for people.
import type { TestCase } from '../cases/types.ts';
import { nameOf } from '../engines/engine.ts';
import type { StepCrashes } from '../explore/crashes/crash-job.ts';
import type { ClusterHistory } from '../explore/crashes/owner-history.ts';
import type { CrashStory, ToldChange } from '../explore/crashes/replay-crash.ts';
import type { CrashToken } from '../explore/crashes/token.ts';
import { plural } from '../golden/plural.ts';
import { brokenLines, verdictLines, sweepSums, sweepSumText } from './sweep-table.ts';

/** Changes that a story shows before those that were pending. */
const SHOWN = 24;

/** What is counted, in words. */
export const CRASH_WORDS = { state: 'crash state', distinct: 'different image' };

/** The lines to print for the crashes of a case; `isWhole`: no part of the sweep was lost. */
export function crashLines(
  testCase: TestCase,
  steps: readonly StepCrashes[],
  isWhole = true,
): readonly string[] {
  const cut = steps.filter(({ isCut }) => isCut);
  return [
    `${testCase.slug}: ${sweepSumText(sweepSums(steps, isWhole), CRASH_WORDS)}`,
    ...brokenLines(testCase, steps),
    ...cut.map(
      ({ line, title, distinct }) =>
        `${testCase.file}:${line}: ${title}: not all states: ${distinct} spent the budget`,
    ),
  ];
}

const changeText = ({ change, owner, fate }: ToldChange): string => {
  const { number, kind, offset, length, file } = change;
  const range =
    kind === 'truncate' ? `to ${length + offset}` : `${length} at 0x${offset.toString(16)}`;
  const whose = owner === undefined ? '' : ` (${owner})`;
  return `change ${number}: ${kind} ${range} of ${nameOf(file)}${whose}: ${fate}`;
};

/** How changes are numbered: they are not all I/O. */
export const CHANGES_COUNT =
  'Changes of the files are numbered from 0: what is written, zeroed, discarded or truncated.';

const HOW = {
  process: 'The process dies',
  power: 'The power is lost',
};

/** The story of one crash state. */
export function storyLines(
  testCase: TestCase,
  { cause, moment }: CrashToken,
  story: CrashStory,
): readonly string[] {
  const { step, violations, known, changes, cluster, inevitable } = story;
  const lost = changes.filter(({ fate }) => fate !== 'on the disk');
  const first = Math.max(0, changes.length - SHOWN);
  const shown = changes.filter((one, index) => index >= first || lost.includes(one));
  const left = changes.length - shown.length;
  return [
    `${testCase.file}:${step.line}: ${step.title}`,
    `${HOW[cause]} at moment ${moment}: ${changes.length - lost.length} of ` +
      `${plural(changes.length, 'change')} of the files are on the disk whole`,
    ...(left > 0 ? [`  ... ${left} before these, on the disk`] : []),
    ...shown.map((change) => `  ${changeText(change)}`),
    ...verdictLines(violations, known),
    ...(cluster === undefined ? [] : clusterLines(cluster)),
    ...inevitableLines(inevitable),
    ...(changes.length === 0 ? [] : [CHANGES_COUNT]),
  ];
}

/** Who owned a host cluster. */
export const clusterLines = ({ file, number, spans }: ClusterHistory): string[] => [
  `Host cluster ${number} of ${nameOf(file)}, as the changes reach the file:`,
  ...spans.map(
    ({ after, owners }) =>
      `  ${after === undefined ? 'before' : `after change ${after}`}: ` +
      (owners.length === 0 ? 'nobody' : owners.join(', ')),
  ),
];

const inevitableLines = (inevitable: number | undefined): string[] =>
  inevitable === undefined
    ? []
    : [`From change ${inevitable} on every state of what landed breaks a promise.`];

/** Why promises of one crash state are broken: owners, and the change behind which all is lost. */
export function explanationLines(
  testCase: TestCase,
  { step, violations, known, changes, clusters, inevitable, asked }: CrashStory,
): readonly string[] {
  const fatal = changes.find(({ change }) => change.number === inevitable);
  return [
    `${testCase.file}:${step.line}: ${step.title}`,
    ...verdictLines(violations, known),
    ...clusters.flatMap(clusterLines),
    ...inevitableLines(inevitable),
    ...(fatal === undefined ? [] : [`  ${changeText(fatal)}`]),
    ...(asked === undefined ? [] : [`  asked of the engine then: ${asked}`]),
    ...(violations.length === 0 ? [] : [CHANGES_COUNT]),
  ];
}
