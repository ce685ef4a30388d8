// All verbs of qemu-img.
import { amendVerb } from './img-amend.ts';
import { benchVerb } from './img-bench.ts';
import { bitmapVerb } from './img-bitmap.ts';
import { checkVerb } from './img-check.ts';
import { commitVerb } from './img-commit.ts';
import { compareVerb } from './img-compare.ts';
import { convertVerb } from './img-convert.ts';
import { createVerb } from './img-create.ts';
import { ddVerb } from './img-dd.ts';
import { infoVerb } from './img-info.ts';
import { mapVerb } from './img-map.ts';
import { rebaseVerb } from './img-rebase.ts';
import { measureVerb } from './img-measure.ts';
import { resizeVerb } from './img-resize.ts';
import { snapshotVerb } from './img-snapshot.ts';
import type { ImgVerb } from './img-verb.ts';

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
