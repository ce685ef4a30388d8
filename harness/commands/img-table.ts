// All verbs of qemu-img. Those of later issues only say that they are not there yet.
import { amendVerb } from './img-amend.ts';
import { bitmapVerb } from './img-bitmap.ts';
import { checkVerb } from './img-check.ts';
import { commitVerb } from './img-commit.ts';
import { createVerb } from './img-create.ts';
import { infoVerb } from './img-info.ts';
import { mapVerb } from './img-map.ts';
import { rebaseVerb } from './img-rebase.ts';
import { resizeVerb } from './img-resize.ts';
import { snapshotVerb } from './img-snapshot.ts';
import type { ImgVerb } from './img-verb.ts';

/** Verbs that work, in the order in which the help text lists them. */
export const IMG_VERBS: readonly ImgVerb[] = [
  amendVerb,
  bitmapVerb,
  checkVerb,
  commitVerb,
  createVerb,
  infoVerb,
  mapVerb,
  snapshotVerb,
  rebaseVerb,
  resizeVerb,
];

/** Verbs of qemu-img that are known and not there yet. */
export const LATER_VERBS: readonly string[] = [
  'bench', 'compare', 'convert', 'dd', 'measure',
];
