// All verbs of qemu-img.
import { amendVerb } from './amend.ts';
import { benchVerb } from './bench.ts';
import { bitmapVerb } from './bitmap.ts';
import { checkVerb } from './check.ts';
import { commitVerb } from './commit.ts';
import { compareVerb } from './compare.ts';
import { convertVerb } from './convert.ts';
import { createVerb } from './create.ts';
import { ddVerb } from './dd.ts';
import { infoVerb } from './info.ts';
import { mapVerb } from './map.ts';
import { rebaseVerb } from './rebase.ts';
import { measureVerb } from './measure.ts';
import { resizeVerb } from './resize.ts';
import { snapshotVerb } from './snapshot.ts';
import type { ImgVerb } from './verb.ts';

/** In the order in which the help text lists them. */
export const IMG_VERBS: readonly ImgVerb[] = [
  amendVerb,
  benchVerb,
  bitmapVerb,
  checkVerb,
  commitVerb,
  compareVerb,
  convertVerb,
  createVerb,
  ddVerb,
  infoVerb,
  mapVerb,
  measureVerb,
  snapshotVerb,
  rebaseVerb,
  resizeVerb,
];
