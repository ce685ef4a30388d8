// Cases whose whole world is known beforehand: each of a kind that its seed chooses.
import { loadCase } from '../../cases/load.ts';
import type { TestCase } from '../../cases/types.ts';
import { backed, commits, copies, failing, meeting, rebases, repairs } from './chain-scenes.ts';
import { benches, rawData, refilling, sharing } from './narrow-scenes.ts';
import {
  amending,
  bitmaps,
  compressed,
  dataFile,
  growth,
  lengths,
  mixed,
  narrow,
  snapshots,
  subclusters,
  vmState,
} from './scenes.ts';
import { checking, doubting, killing, renaming, widening } from './strict-repairs.ts';
import {
  allotting,
  cutting,
  earlier,
  emptying,
  filling,
  freeing,
  lazily,
  packing,
  regrowing,
  resizing,
  trimming,
} from './strict-scenes.ts';
import {
  downgrading,
  marking,
  rebuilding,
  reserving,
  shortening,
  stopping,
  veiling,
} from './tool-scenes.ts';
import { counters, outdated } from './amend-scenes.ts';
import { distant, halted, naming, overtaking, wavering } from './doubt-scenes.ts';
import { KEYED_SCENES } from './keyed-scenes.ts';
import { PASSWORD_SCENES } from './password-scenes.ts';
import { inFlight, kept, lostData, rules } from './fault-scenes.ts';
import { looksFree, protection } from './protection-scenes.ts';
import { dirty, flagless, wild } from './wild-scenes.ts';
import { draining, landing, receding, sectors, thinning } from './tool-mistake-scenes.ts';
import { dropping, losing, overlaying, refusing, undeleting, unplaced } from './undo-scenes.ts';
import { type ModelStep, Workshop } from './workshop.ts';

/** Those that meet others seldom stand there more than once. */
const SCENES: readonly (readonly [string, (shop: Workshop) => void])[] = [
  ...Object.entries({ mixed, growth, snapshots, lengths, bitmaps, commits, compressed, repairs }),
  ...Object.entries({ meeting, backed, subclusters, amending, rebases, dataFile, narrow, vmState }),
  ...Object.entries({ failing, copies }),
  ...Object.entries({ meeting, repairs, growth, commits }),
  ...Object.entries({ meeting, amending, wild, compressed }),
  ...Object.entries({ sharing, wild, refilling, flagless, rawData, benches, dirty }),
  ...Object.entries({ marking, stopping, shortening, downgrading, rebuilding, reserving, veiling }),
  ...Object.entries({ protection, looksFree, rules, kept, lostData, inFlight }),
  ...Object.entries({ resizing, cutting, emptying, earlier, freeing, packing, lazily, filling }),
  ...Object.entries({ renaming, checking, killing, widening, doubting }),
  ...Object.entries({ allotting, regrowing, trimming }),
  ...Object.entries({ counters, outdated }),
  ...Object.entries({ landing, draining, sectors, receding, thinning }),
  ...Object.entries({ overlaying, losing, unplaced, refusing, dropping }),
  ...Object.entries({ wavering, naming, distant, overtaking, halted }),
];

/** Kinds that came later, about encrypted images and what else was missing. */
const LATER_SCENES: readonly (readonly [string, (shop: Workshop) => void])[] = [
  ...Object.entries(KEYED_SCENES),
  ...Object.entries(PASSWORD_SCENES),
  ...Object.entries({ undeleting }),
];

/**
 * Seeds from here on, which no survey draws, are of these: a thousand of each, so that a kind more
 * leaves all others theirs.
 */
const LATER = 900_000_000;
const OF_EACH = 1000;

/** The first seeds of the later kinds, so many of each: the first ones of all, then the second. */
export const laterSeeds = (ofEach: number): readonly number[] =>
  Array.from({ length: ofEach }, (_none, at) =>
    LATER_SCENES.map((_scene, kind) => LATER + kind * OF_EACH + at),
  ).flat();

/** Throws Error for a seed that is of no kind. */
function sceneOf(seed: number): (typeof SCENES)[number] {
  const later = Math.floor((seed - LATER) / OF_EACH);
  const scene = seed < LATER ? SCENES[seed % SCENES.length] : LATER_SCENES[later];
  if (scene === undefined) throw new Error(`there is no modelled case ${seed}`);
  return scene;
}

/** A case, and the model of its world behind each step. */
export interface ModelledCase {
  readonly testCase: TestCase;
  readonly text: string;
  readonly steps: readonly ModelStep[];
}

/** So many seeds in a row are of all kinds, but for those that came later. */
export const KINDS = SCENES.length;

/** The case of a seed, its number 'm' and the seed. Throws Error where it is no case. */
export function modelledCase(seed: number): ModelledCase {
  const [kind, scene] = sceneOf(seed);
  const shop = new Workshop(`modelled ${seed}`);
  scene(shop);
  const text = [
    `purpose: Modelled case ${seed}, ${kind}`,
    'groups: [rw]',
    'engines: [native]',
    'reason: It is swept, which the real tools cannot be',
    ...(shop.isStrict ? ['crash-safety: strict'] : []),
    ...(shop.encryption === undefined ? [] : [`encryption: ${shop.encryption.method}`]),
    'steps:',
    ...shop.steps.map((step) => `  - ${JSON.stringify(step.text)}`),
    '',
  ].join('\n');
  const slug = `modelled-${seed}`;
  const loaded = loadCase(`suites/999-${slug}.yaml`, text);
  if ('problems' in loaded) throw new Error(loaded.problems.join('\n'));
  const testCase = { ...loaded.loaded, number: `m${seed}`, slug, file: `${slug}.yaml` };
  return { testCase, text, steps: shop.steps };
}
