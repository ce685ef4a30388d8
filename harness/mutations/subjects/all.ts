// Mistakes that cases must notice: all subjects in one list.
import type { Mutation } from '../mutation.ts';
import { BARRIERS } from './barriers.ts';
import { BEYOND_ONE_RUN } from './beyond-one-run.ts';
import { CHAINS } from './chains.ts';
import { AMENDING, BITMAPS, DATA_FILES } from './data-files.ts';
import { DRAWN } from './drawn.ts';
import { ENCRYPTED_IMAGES } from './encrypted-images.ts';
import { ENCRYPTION } from './encryption.ts';
import { FAULT_SWEEPS } from './fault-sweeps.ts';
import { FAULTS, TURNS } from './faults.ts';
import { KEY_SLOT_MISTAKES } from './key-slots.ts';
import { KNOWN } from './known.ts';
import { METADATA_INDEX } from './metadata-index.ts';
import { ORDERS } from './orders.ts';
import { POWER_CUTS } from './power-cuts.ts';
import { REPAIR } from './repair.ts';
import { SPACE } from './space.ts';
import { STRICT } from './strict.ts';
import { STRICT_DOUBT } from './strict-doubt.ts';
import { STRICT_ENCRYPTION } from './strict-encryption.ts';
import { STRICT_HEADERS } from './strict-headers.ts';
import { STRICT_TOOLS } from './strict-tools.ts';
import { SUBCLUSTERS } from './subclusters.ts';
import { ENTRIES, ORDER, UNDO } from './write-path.ts';

/** Those of the strict order, which mostly sweeps notice. */
export const STRICT_MUTATIONS: readonly Mutation[] = [
  ...STRICT,
  ...STRICT_HEADERS,
  ...STRICT_DOUBT,
  ...STRICT_TOOLS,
  ...STRICT_ENCRYPTION,
];

/** Those of the order that QEMU has which sweeps of faults and crashes notice. */
export const SWEPT_MUTATIONS: readonly Mutation[] = [...POWER_CUTS, ...FAULT_SWEEPS, ...ORDERS];

/** Those that a case notices which is run once. */
export const PLAIN_MUTATIONS: readonly Mutation[] = [
  ...SPACE,
  ...ORDER,
  ...BARRIERS,
  ...ENTRIES,
  ...UNDO,
  ...FAULTS,
  ...TURNS,
  ...KNOWN,
  ...SUBCLUSTERS,
  ...REPAIR,
  ...DATA_FILES,
  ...BITMAPS,
  ...AMENDING,
  ...METADATA_INDEX,
  ...CHAINS,
  ...BEYOND_ONE_RUN,
  ...DRAWN,
  ...ENCRYPTION,
  ...KEY_SLOT_MISTAKES,
  ...ENCRYPTED_IMAGES,
];

/** All of them. */
export const MUTATIONS: readonly Mutation[] = [
  ...PLAIN_MUTATIONS,
  ...SWEPT_MUTATIONS,
  ...STRICT_MUTATIONS,
];
