// The kinds of fuzz whose images are damaged.
import { commandText, scriptOf } from '../shared/command-text.ts';
import {
  type Compared,
  EQUAL,
  type FuzzKind,
  type FuzzSpec,
  fuzzKind,
} from '../shared/fuzz-kind.ts';
import { backingBytes } from '../random-cases/compare-engines.ts';
import { BACKING, FAULTS, IMAGE } from '../random-cases/random-case.ts';
import type { Worlds } from '../shared/worlds.ts';
import {
  compareCorrupt,
  type CorruptResult,
  damagedImage,
  LIMITS,
  MAX_SECONDS,
} from './compare-corrupt.ts';
import { type CorruptCase, corruptCases } from './corrupt-case.ts';
import { repairCases } from './random-repairs.ts';

function counted(result: CorruptResult): Compared {
  switch (result.kind) {
    case 'different':
      return { kind: 'different', where: result.where };
    case 'equal':
      return EQUAL;
    case 'lacking':
      return { kind: 'counted', as: 'need what our engine lacks', isProven: false };
    case 'aborts':
      return { kind: 'counted', as: 'the real tool aborts', isProven: false };
    case 'runs away':
      return { kind: 'counted', as: 'the real tool does not end in time', isProven: false };
    case 'varies':
      return { kind: 'counted', as: 'the real tool varies', isProven: false };
  }
}

const compare = (one: CorruptCase, worlds: Worlds): Compared =>
  counted(
    compareCorrupt(one, {
      maker: worlds.native,
      native: (lines) => worlds.child(lines, LIMITS),
      real: () => worlds.real(MAX_SECONDS),
    }),
  );

/** The recipe of the image, every damage, and what was run on it. */
function explain(one: CorruptCase, worlds: Worlds): string[] {
  const { create, sessions, bitmaps } = one.recipe;
  const { marks = 0, faults = '' } = one;
  const head = JSON.stringify({ create, sessions, bitmaps, ...(marks > 0 ? { marks } : {}) });
  const lines = one.lines.map(({ program, argv }) => `  ${commandText(program, argv)}`);
  const { log } = damagedImage(one, worlds.native);
  return [head, ...log, faults, ...lines].filter((line) => line !== '');
}

function files(one: CorruptCase, worlds: Worlds): Map<string, Uint8Array> {
  const kept = new Map([
    ['commands.sh', scriptOf(one.lines)],
    [BACKING, backingBytes()],
    [IMAGE, damagedImage(one, worlds.native).bytes],
  ]);
  if (one.faults !== undefined) kept.set(FAULTS, new TextEncoder().encode(one.faults));
  return kept;
}

const kind = (spec: Pick<FuzzSpec<CorruptCase>, 'name' | 'summary' | 'usualRuns' | 'cases'>) =>
  fuzzKind({ ...spec, compare, explain, files });

/** All of them, in the order in which they are listed. */
export const CORRUPT_KINDS: readonly FuzzKind[] = [
  kind({
    name: 'corrupt-images',
    summary: 'every program on images whose structures are damaged',
    usualRuns: 45,
    cases: corruptCases,
  }),
  kind({
    name: 'repairs',
    summary: 'repairs of damaged images whose file fails',
    usualRuns: 20,
    cases: repairCases,
  }),
];
