// A case with further options for each of its qcow2 images. They are part of its number, and so of
// each token of a sweep: `606,compat=0.10/5/power/3`.
import type { CrashSafety } from '../../engine/index.ts';
import { ENCRYPTIONS, type ImageEncryption } from '../engines/encrypted-argv.ts';
import { IMAGE_OPTION_NAMES, withImageOptions } from '../verbs/create.ts';
import type { ImageOptions, Step } from '../verbs/step.ts';
import type { TestCase } from './types.ts';

/** Among the options of a number: all images are opened with `crash-safety=strict`. */
export const STRICT: ImageOptions[number] = ['crash_safety', 'strict'];

/** Among them: how all images are encrypted. */
export const ENCRYPTION = 'encryption';

const isEncryption = ([name, value]: ImageOptions[number]): boolean =>
  name === ENCRYPTION && ENCRYPTIONS.some((method) => method === value);

const isStrict = ([name, value]: ImageOptions[number]): boolean =>
  name === STRICT[0] && value === STRICT[1];

/** The step with images opened so. */
export const withCrashSafety =
  (crashSafety: CrashSafety) =>
  (step: Step): Step => ({ ...step, crashSafety });

/** The step with images encrypted so, by a key that is made quickly. */
export const withEncryption =
  (method: ImageEncryption['method']) =>
  (step: Step): Step => ({ ...step, encryption: { method, options: [] } });

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
    (option) => IMAGE_OPTION_NAMES.includes(option[0]) || isStrict(option) || isEncryption(option),
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
  const created = options.filter((option) => !isStrict(option) && !isEncryption(option));
  const method = ENCRYPTIONS.find((name) => name === options.find(isEncryption)?.[1]);
  const plain = testCase.steps.map((step) => withImageOptions(step, created));
  const steps = method === undefined ? plain : plain.map(withEncryption(method));
  return {
    ...testCase,
    number: [testCase.number, ...words].join(','),
    slug: `${testCase.slug} (${words.join(', ')})`,
    steps: options.some(isStrict) ? steps.map(withCrashSafety('strict')) : steps,
  };
}
