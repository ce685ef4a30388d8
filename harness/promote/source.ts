// Where a finding comes from: the case of its token, up to the step that was explored, made as
// short as the finding allows.
import { flatSteps, type StepWords } from '../cases/flat-steps.ts';
import type { TestCase } from '../cases/types.ts';
import { ENGINE_NAMES } from '../engines/registry.ts';
import { TokenError } from '../explore/token-fit.ts';
import { plural } from '../golden/plural.ts';
import { bare, isLook, withImageOptions, withoutSweeps } from './edit-step.ts';
import { IMAGE_OPTION_NAMES } from '../verbs/create.ts';
import type { ImageOptions } from '../verbs/step.ts';
import { type Draft, NoCase, readDraft } from './draft.ts';

/** The case that a token names. */
export interface Source {
  /** With the options of the token's number. */
  readonly testCase: TestCase;
  /** The text of its file. */
  readonly text: string;
  readonly options: ImageOptions;
}

/** Steps up to the one that a token is about, which is the last one. */
export interface Beginning {
  readonly before: readonly StepWords[];
  readonly step: StepWords;
}

/** Needs that say nothing of a difference between our engine and the real tools. */
const isForOneEngine = ({ engines, steps }: TestCase): boolean =>
  engines.length < ENGINE_NAMES.length &&
  steps.every(({ needs, cuts, sweep }) => needs.length + cuts.length === 0 && sweep === undefined);

/** The case up to that step (from 1), as it stands in its file. Throws NoCase. */
export function beginningOf({ testCase, text, options }: Source, step: number): Beginning {
  // The others are said of the whole case: draftOf().
  const created = options.filter(([name]) => IMAGE_OPTION_NAMES.includes(name));
  const steps = flatSteps(text).map((words) => withImageOptions(words, created));
  const last = steps[step - 1];
  if (last === undefined) {
    throw new NoCase(`case ${testCase.number} has ${plural(steps.length, 'step')}`);
  }
  return { before: steps.slice(0, step - 1).map(withoutSweeps), step: bare(last) };
}

/** A draft of these steps, for the engines that the source is for. */
export function draftOf({ testCase }: Source, purpose: string, steps: readonly StepWords[]): Draft {
  // Random cases and sequences are for our own engine as they are swept there, and nothing else.
  const isBound = isForOneEngine(testCase) && !/^[mrs]/.test(testCase.number);
  return {
    purpose,
    groups: testCase.groups.length > 1 ? testCase.groups : ['rw', 'auto', 'quick'],
    engines: isBound ? testCase.engines : ENGINE_NAMES,
    reason: isBound ? testCase.reason : undefined,
    crashSafety: testCase.steps[0]?.crashSafety,
    encryption: testCase.steps[0]?.encryption?.method,
    steps,
  };
}

/** Beginnings of a case that are tried. */
const MOST_STARTS = 12;

/**
 * The shortest of some beginnings of which `shows` says that the finding is still there: first from
 * one of the images that the case creates on, then without steps that only look.
 */
export function shortened(
  source: Source,
  { before, step }: Beginning,
  shows: (testCase: TestCase, steps: readonly StepWords[]) => boolean,
): Beginning {
  const holds = (steps: readonly StepWords[]): boolean => {
    try {
      return shows(readDraft(draftOf(source, 'a draft', [...steps, step])).testCase, steps);
    } catch (error) {
      // Without some steps it may be no case, or none that the token fits.
      if (error instanceof NoCase || error instanceof TokenError) return false;
      throw error;
    }
  };
  const starts = before.flatMap((words, index) =>
    typeof words !== 'string' && 'create' in words && index > 0 ? [index] : [],
  );
  const start = starts.slice(-MOST_STARTS).findLast((index) => holds(before.slice(index)));
  const kept = before.slice(start ?? 0);
  const { testCase } = readDraft(draftOf(source, 'a draft', [...kept, step]));
  const acting = kept.filter((words, index) => !isLook(testCase, index, words));
  return { before: acting.length < kept.length && holds(acting) ? acting : kept, step };
}
