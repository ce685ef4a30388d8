// All sequences of a few commands on tiny images, each a case with a number of its own: the short
// ones first, geometry after geometry.
import { loadCase } from '../../cases/load.ts';
import type { TestCase } from '../../cases/types.ts';
import type { Step } from '../../verbs/step.ts';
import { itemLines } from '../../shapes/yaml-text.ts';
import type { RandomTest } from '../random-test.ts';
import { alphabetOf, GEOMETRIES } from './alphabet.ts';

const ALPHABETS = GEOMETRIES.map((one) => alphabetOf(one).map(itemLines));
const BEGINS = GEOMETRIES.map(({ begins }) => begins.flatMap(itemLines));
const LETTERS = (ALPHABETS[0] as readonly unknown[]).length;

/** Most commands of a sequence. */
export const MOST_COMMANDS = 3;

/** How many sequences have up to `commands` commands, on all geometries. */
export const sequenceCount = (commands: number): number =>
  Array.from({ length: commands }, (_none, at) => GEOMETRIES.length * LETTERS ** (at + 1)).reduce(
    (sum, count) => sum + count,
    0,
  );

/** Its commands, as numbers of letters, and its geometry; `number` is from 0. */
function lettersOf(number: number): { readonly geometry: number; readonly letters: number[] } {
  let length = 1;
  while (number >= sequenceCount(length)) length += 1;
  let rest = number - sequenceCount(length - 1);
  const letters = Array.from({ length }, () => {
    const letter = rest % LETTERS;
    rest = Math.floor(rest / LETTERS);
    return letter;
  }).reverse();
  return { geometry: rest, letters };
}

/** The number of the sequence of these commands, by their numbers, on that geometry. */
export const sequenceNumber = (geometry: number, letters: readonly number[]): number =>
  letters.reduce((sum, letter) => sum * LETTERS + letter, geometry) +
  sequenceCount(letters.length - 1);

/** The text of the case of a sequence; undefined: there is none. */
export function sequenceText(number: number): string | undefined {
  if (number >= sequenceCount(MOST_COMMANDS)) return undefined;
  const { geometry, letters } = lettersOf(number);
  const { name } = GEOMETRIES[geometry] as (typeof GEOMETRIES)[number];
  const alphabet = ALPHABETS[geometry] as (typeof ALPHABETS)[number];
  return [
    ...headOf(`Sequence ${number}, ${name}`),
    ...(BEGINS[geometry] as readonly string[]),
    ...letters.flatMap((letter) => alphabet[letter] as readonly string[]),
    '',
  ].join('\n');
}

/** A case of a geometry, with all its commands. */
export interface GeometrySteps {
  /** What makes the image, and behind it every command. */
  readonly testCase: TestCase;
  readonly begins: readonly Step[];
  readonly letters: readonly Step[];
}

/** The steps of a geometry. */
export function geometrySteps(geometry: number): GeometrySteps {
  const { name } = GEOMETRIES[geometry] as (typeof GEOMETRIES)[number];
  const lines = [...(BEGINS[geometry] as readonly string[]), ...(ALPHABETS[geometry] ?? []).flat()];
  const testCase = loadedCase(name, [...headOf(`Sequences on ${name}`), ...lines, ''].join('\n'));
  const count = testCase.steps.length - LETTERS;
  return {
    testCase: { ...testCase, file: `${name}.yaml` },
    begins: testCase.steps.slice(0, count),
    letters: testCase.steps.slice(count),
  };
}

function loadedCase(slug: string, text: string): TestCase {
  const loaded = loadCase(`suites/999-${slug}.yaml`, text);
  if ('problems' in loaded) throw new Error(loaded.problems.join('\n'));
  return loaded.loaded;
}

const headOf = (purpose: string): readonly string[] => [
  `purpose: ${purpose}`,
  'groups: [rw]',
  'engines: [native]',
  'reason: It is swept, which the real tools cannot be',
  'steps:',
];

/** The case of a sequence, its number 's' and that of the sequence; undefined: there is none. */
export function sequenceTest(number: number): RandomTest | undefined {
  const text = sequenceText(number);
  if (text === undefined) return undefined;
  const slug = `sequence-${number}`;
  const testCase = { ...loadedCase(slug, text), number: `s${number}`, slug, file: `${slug}.yaml` };
  return { testCase, text };
}
