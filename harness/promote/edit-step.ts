// Steps in the words of a case, changed: options given and taken away, wherever they stand.
import type { StepWords } from '../cases/flat-steps.ts';
import type { TestCase } from '../cases/types.ts';
import { isMap, Written, type YamlValue } from '../shapes/yaml-text.ts';
import type { ImageOptions } from '../verbs/step.ts';
import { VERBS } from '../verbs/table.ts';

type StepMap = { readonly [key: string]: YamlValue };

const asMap = (step: StepWords): StepMap =>
  typeof step === 'string' ? { [step]: new Written('') } : step;

/** The key of the step's verb; options may stand before it. */
function verbKey(step: StepMap): string {
  const keys = Object.keys(step).filter((key) => VERBS.has(key));
  return keys.find((key) => key !== 'power-cut') ?? keys[0] ?? '';
}

/** The map below the verb, where its options stand there. */
function below(step: StepMap, verb: string): StepMap | undefined {
  const value = step[verb];
  return value !== undefined && isMap(value) && VERBS.get(verb)?.isMainMap !== true
    ? value
    : undefined;
}

const without = (map: StepMap, names: readonly string[]): StepMap =>
  Object.fromEntries(Object.entries(map).filter(([key]) => !names.includes(key)));

/** The step with these options; those with the value undefined are taken away. */
export function withOptions(
  words: StepWords,
  options: Readonly<Record<string, YamlValue | undefined>>,
): StepWords {
  const step = asMap(words);
  const verb = verbKey(step);
  const names = Object.keys(options).filter((name) => name !== verb);
  const inner = below(step, verb);
  const value = inner === undefined ? step[verb] : without(inner, names);
  const beside = without(step, [verb, ...names]);
  const given = Object.entries(options).flatMap(([key, one]) =>
    one === undefined ? [] : [[key, one] as const],
  );
  const changed = { [verb]: value ?? new Written(''), ...beside, ...Object.fromEntries(given) };
  const isWord = Object.keys(changed).length === 1 && typeof words === 'string';
  return isWord ? words : changed;
}

/** The step with another value of its main option. */
export function withMain(words: StepWords, value: YamlValue): StepWords {
  const step = asMap(words);
  const verb = verbKey(step);
  const main = VERBS.get(verb)?.main;
  const inner = below(step, verb);
  if (inner === undefined || main === undefined) return { ...step, [verb]: value };
  return { ...step, [verb]: { ...inner, [main]: value } };
}

/** The step as it runs where nobody disturbs it: without cuts at many places, and sweeps. */
export function withoutSweeps(words: StepWords): StepWords {
  if (typeof words === 'string') return words;
  const verb = verbKey(words);
  if (verb === 'power-cut') return words;
  const inner = below(words, verb) ?? {};
  const isAfter = (name: string): boolean => {
    const value = words[name] ?? inner[name];
    return typeof value === 'string' && value.startsWith('after ');
  };
  const cuts = ['power-cut', 'process-death'].filter((name) => !isAfter(name));
  return withOptions(
    words,
    Object.fromEntries([...cuts, 'sweep'].map((name) => [name, undefined])),
  );
}

/** The step without any cut, sweep or schedule: what a token is about. */
export const bare = (words: StepWords): StepWords =>
  withOptions(words, { 'power-cut': undefined, 'process-death': undefined, sweep: undefined });

/** The step with further options for the qcow2 image that it creates; its own count more. */
export function withImageOptions(words: StepWords, extra: ImageOptions): StepWords {
  const step = asMap(words);
  if (verbKey(step) !== 'create') return words;
  const inner = below(step, 'create') ?? {};
  const format = step['format'] ?? inner['format'] ?? 'qcow2';
  if (format !== 'qcow2') return words;
  const added = extra.filter(([name]) => !(name in step) && !(name in inner));
  return withOptions(words, Object.fromEntries(added));
}

/** Steps that print, and leave the files as they are. */
const LOOKS = new Set(['heading', 'subheading', 'echo', 'stat', 'map', 'info', 'layout', 'peek']);

/** Whether nothing behind the step depends on it. */
export function isLook(testCase: TestCase, index: number, words: StepWords): boolean {
  const step = testCase.steps[index];
  if (step === undefined) return false;
  if (step.verb !== 'check') return LOOKS.has(step.verb);
  const map = asMap(words);
  return step.rules === undefined && !('repair' in { ...below(map, 'check'), ...map });
}
