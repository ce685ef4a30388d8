// Random cases as test cases: what the fuzz compares with the real tools, in the words of cases, so
// that its steps can be swept. One seed is one case.
import fc from 'fast-check';
import { loadCase } from '../cases/load.ts';
import type { TestCase } from '../cases/types.ts';
import { pathOf } from '../engines/engine.ts';
import { BACKING, type CommandLine, IMAGE, randomCases } from './random-cases/random-case.ts';
import { chainCases } from './random-cases/random-chains.ts';
import { featureCases } from './random-cases/random-features.ts';
import {
  scatteredChains,
  scatteredChanges,
  scatteredRepairs,
  type StepText,
} from './scattered-steps.ts';

/** A case with the text that makes it; one may put that into the folder of cases. */
export interface RandomTest {
  readonly testCase: TestCase;
  readonly text: string;
}

const KINDS = [
  'commands',
  'requests that meet',
  'features',
  'chains',
  'scattered chains',
  'scattered repairs',
  'scattered changes',
] as const;

/** Under this number the text is read; cases of the folder have another one mostly. */
const NUMBER = 999;

const nameIn = (word: string): string => word.slice(word.lastIndexOf('/') + 1);

/** Options of qemu-io that take a word and mean nothing to a sweep. */
const SKIPPED = new Set(['-d']);

/** One process of qemu-io as a step. Temporary overlays are left out: the image itself is used. */
function ioStep(argv: readonly string[]): StepText {
  const commands: string[] = [];
  const options: Record<string, string> = {};
  for (let at = 0; at < argv.length - 1; at += 1) {
    const [word = '', value = ''] = [argv[at], argv[at + 1]];
    if (word === '-c') commands.push(value);
    if (word === '-t') options['cache'] = value;
    if (word === '-f') options['format'] = value;
    if (['-c', '-t', '-f'].includes(word) || SKIPPED.has(word)) at += 1;
  }
  return { io: commands, image: nameIn(argv.at(-1) ?? ''), ...options };
}

/** Every other commit of a chain goes depth first. */
function imgStep(argv: readonly string[], isDeep: boolean): StepText {
  const [command, ...words] = argv;
  if (command !== 'commit' || !isDeep) return { img: argv };
  const at = words.indexOf('-b');
  const base = at < 0 ? {} : { base: words[at + 1] };
  return { commit: { image: nameIn(words.at(-1) ?? ''), ...base, 'depth-first': true } };
}

const stepOf = ({ program, argv }: CommandLine, isDeep: boolean): StepText =>
  program === 'io' ? ioStep(argv) : imgStep(argv, isDeep);

/** What only looks leaves nothing to sweep. */
const isLook = ({ argv }: CommandLine): boolean => ['check', 'info', 'map'].includes(argv[0] ?? '');

const BACKING_STEPS: readonly StepText[] = [
  { create: { image: BACKING, format: 'raw', size: '512k', output: 'hidden' } },
  { io: ['write -q -P 0x5a 0 300k'], image: BACKING, format: 'raw' },
];

/** A reference too much, and a repair of it. */
const REPAIR: readonly StepText[] = [{ poke: { 'refcount[0]': 2 } }, { check: { repair: 'all' } }];

/**
 * The case of a seed, its number 'r' and the seed; undefined where it cannot be told in the words
 * of cases.
 */
export function randomTest(seed: number): RandomTest | undefined {
  const kind = KINDS[seed % KINDS.length] as (typeof KINDS)[number];
  const draw = <T>(cases: fc.Arbitrary<T>): T => fc.sample(cases, { seed, numRuns: 1 })[0] as T;
  const isOther = Math.floor(seed / KINDS.length) % 2 === 0;
  let steps: readonly StepText[];
  if (kind === 'chains') {
    const { makes, command } = draw(chainCases);
    steps = [...makes, command].map((line) => stepOf(line, isOther));
  } else if (kind === 'scattered chains') {
    steps = draw(scatteredChains);
  } else if (kind === 'scattered repairs') {
    steps = draw(scatteredRepairs);
  } else if (kind === 'scattered changes') {
    steps = draw(scatteredChanges);
  } else {
    const { lines } = draw(
      kind === 'features' ? featureCases(false) : randomCases(false, kind !== 'commands'),
    );
    const made = lines.filter((line) => !isLook(line)).map((line) => stepOf(line, isOther));
    const hasWidth = !lines[0]?.argv.some((word) => word.includes('refcount_bits=1,'));
    const isRepaired = isOther && hasWidth && lines[0]?.argv.at(-2) === pathOf(IMAGE);
    steps = [...BACKING_STEPS, ...made, ...(isRepaired ? REPAIR : [])];
  }
  const text = [
    `purpose: Random case ${seed}, ${kind}`,
    'groups: [rw]',
    'engines: [native]',
    'reason: It is swept, which the real tools cannot be',
    'steps:',
    ...steps.map((step) => `  - ${JSON.stringify(step)}`),
    '',
  ].join('\n');
  const slug = `random-${seed}`;
  const loaded = loadCase(`suites/${NUMBER}-${slug}.yaml`, text);
  if ('problems' in loaded) return undefined;
  const testCase = { ...loaded.loaded, number: `r${seed}`, slug, file: `${slug}.yaml` };
  return { testCase, text };
}
