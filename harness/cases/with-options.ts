// A case with further options for each of its qcow2 images. They are part of its number, and so of
// each token of a sweep: `606,compat=0.10/5/power/3`.
import type { CrashSafety } from '../../engine/index.ts';
import { IMAGE_OPTION_NAMES, withImageOptions } from '../verbs/create.ts';
import type { ImageOptions, Step } from '../verbs/step.ts';
import type { TestCase } from './types.ts';

/** Among the options of a number: all images are opened with `crash-safety=strict`. */
export const STRICT: ImageOptions[number] = ['crash_safety', 'strict'];

const isStrict = ([name, value]: ImageOptions[number]): boolean =>
  name === STRICT[0] && value === STRICT[1];

/** The step with images opened so. */
export const withCrashSafety =
  (crashSafety: CrashSafety) =>
  (step: Step): Step => ({ ...step, crashSafety });

/** What the number of a case may be, with options or without, for patterns: one group around it. */
export const NUMBER_PATTERN = '((?:\\d{3}|[mrs]\\d{1,9})(?:,[a-z0-9_]+=[\\w.-]+)*)';

/** A number without its options, and these; undefined: a name is none of an option. */
export function takeNumberApart(
  text: string,
): { readonly number: string; readonly options: ImageOptions } | undefined {
  const [number = '', ...words] = text.split(',');
  const options = words.map((word): readonly [string, string] => {
    const [name = '', value = ''] = word.split('=');
    return [name, value];
  });
  const isKnown = options.every(
    (option) => IMAGE_OPTION_NAMES.includes(option[0]) || isStrict(option),
  );
  return isKnown ? { number, options } : undefined;
}

/** Whether the option fits into a number. */
export const fitsNumber = ([name, value]: ImageOptions[number]): boolean =>
  new RegExp(`^${NUMBER_PATTERN}$`).test(`000,${name}=${value}`);

/** The case with the options; those that a step of it gives itself take precedence. */
export function caseWithOptions(testCase: TestCase, options: ImageOptions): TestCase {
  if (options.length === 0) return testCase;
  const words = options.map(([name, value]) => `${name}=${value}`);
  const created = options.filter((option) => !isStrict(option));
  const steps = testCase.steps.map((step) => withImageOptions(step, created));
  return {
    ...testCase,
    number: [testCase.number, ...words].join(','),
    slug: `${testCase.slug} (${words.join(', ')})`,
    steps: options.some(isStrict) ? steps.map(withCrashSafety('strict')) : steps,
  };
}
