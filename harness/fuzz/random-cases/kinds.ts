// The kinds of fuzz whose cases are random commands on sound images.
import type fc from 'fast-check';
import { commandText, scriptOf } from '../shared/command-text.ts';
import { type Compared, EQUAL, type FuzzKind, fuzzKind } from '../shared/fuzz-kind.ts';
import { compareChain } from './compare-chains.ts';
import { backingBytes, type Comparison, compareEngines } from './compare-engines.ts';
import { BACKING, FAULTS, type RandomCase, randomCases } from './random-case.ts';
import { chainCases } from './random-chains.ts';
import { encryptedCases } from './random-encryption.ts';
import { featureCases } from './random-features.ts';
import { luksCases } from './random-luks.ts';

/** Seconds that a case may take in the real tools. */
const SECONDS = 60;

function counted(comparison: Comparison): Compared {
  switch (comparison.kind) {
    case 'different':
      return comparison;
    case 'equal':
      return EQUAL;
    case 'matched':
      return { kind: 'counted', as: 'equal under another schedule', isProven: !comparison.varies };
    case 'varies':
      return { kind: 'counted', as: 'alike where the real tool varies', isProven: false };
    case 'aborts':
      return { kind: 'counted', as: 'the real tool aborts', isProven: false };
  }
}

const explain = ({ lines, faults }: RandomCase): string[] => [
  ...lines.map(({ program, argv }) => `  ${commandText(program, argv)}`),
  faults ?? '(no faults)',
];

function files({ lines, faults }: RandomCase): Map<string, Uint8Array> {
  const kept = new Map([
    ['commands.sh', scriptOf(lines)],
    [BACKING, backingBytes()],
  ]);
  if (faults !== undefined) kept.set(FAULTS, new TextEncoder().encode(faults));
  return kept;
}

interface Words {
  readonly name: string;
  readonly summary: string;
  readonly usualRuns: number;
}

/** Requests that meet may end in either order in the real tools, too. */
const commands = (
  words: Words,
  { hasFaults, isConcurrent }: { hasFaults: boolean; isConcurrent: boolean },
): FuzzKind =>
  fuzzKind({
    ...words,
    cases: randomCases(hasFaults, isConcurrent),
    compare: (one, worlds) => {
      const mayMatch = isConcurrent || one.races === true;
      const real = () => worlds.real(SECONDS);
      return counted(compareEngines(one, worlds.native, real, mayMatch));
    },
    explain,
    files,
  });

const features = (words: Words, cases: fc.Arbitrary<RandomCase>): FuzzKind =>
  fuzzKind({
    ...words,
    cases,
    compare: (one, worlds) =>
      counted(compareEngines(one, worlds.native, () => worlds.real(SECONDS), one.races === true)),
    explain,
    files,
  });

const chains: FuzzKind = fuzzKind({
  name: 'chains',
  summary: 'commit and rebase of random backing chains',
  usualRuns: 30,
  cases: chainCases,
  compare: (one, worlds) => compareChain(one, worlds.native, () => worlds.real(SECONDS)),
  explain: ({ makes, command }) =>
    [...makes, command].map(({ program, argv }) => `  ${commandText(program, argv)}`),
  files: ({ makes, command }) => new Map([['commands.sh', scriptOf([...makes, command])]]),
});

/** All of them, in the order in which they are listed. */
export const RANDOM_KINDS: readonly FuzzKind[] = [
  commands(
    { name: 'commands', summary: 'random commands on random images', usualRuns: 100 },
    { hasFaults: false, isConcurrent: false },
  ),
  commands(
    { name: 'faults', summary: 'the same under random rules of blkdebug', usualRuns: 100 },
    { hasFaults: true, isConcurrent: false },
  ),
  // They wait by the clock in the real tools: fewer runs, as they are slow.
  commands(
    { name: 'meeting', summary: 'requests in flight at the same time', usualRuns: 34 },
    { hasFaults: false, isConcurrent: true },
  ),
  commands(
    { name: 'meeting-faults', summary: 'the same under random rules', usualRuns: 34 },
    { hasFaults: true, isConcurrent: true },
  ),
  features(
    { name: 'features', summary: 'data files, bitmaps and amended images', usualRuns: 30 },
    featureCases(false),
  ),
  features(
    { name: 'features-faults', summary: 'the same under random rules', usualRuns: 30 },
    featureCases(true),
  ),
  features(
    { name: 'encrypted', summary: 'commands and features on encrypted images', usualRuns: 40 },
    encryptedCases(false),
  ),
  features(
    { name: 'encrypted-faults', summary: 'the same under random rules', usualRuns: 30 },
    encryptedCases(true),
  ),
  features({ name: 'luks', summary: 'disks of the format luks', usualRuns: 40 }, luksCases(false)),
  features(
    { name: 'luks-faults', summary: 'the same under random rules', usualRuns: 40 },
    luksCases(true),
  ),
  chains,
];
