// Mistakes about guest data that stand in another file.
import type { Mutation } from './mutation.ts';

/** One for each way in which a data file differs from clusters of the image's own. */
export const DATA_FILE_BUGS: readonly Mutation[] = [
  {
    name: 'clusters of a data file are allocated in the image',
    why: 'data stand where nobody looks for them, and over other data',
    file: 'engine/qcow2/mapping/plan.ts',
    find: 'if (image.geometry.hasDataFile) {\n      host',
    replace: 'if (image.geometry.hasDataFile && count < 0) {\n      host',
    suite: '543',
  },
  {
    name: 'aborted writes to a data file free clusters of the image',
    why: 'metadata at the same offset count as free and are overwritten',
    file: 'engine/qcow2/mapping/link.ts',
    find: 'if (!plan.keepsClusters && !image.geometry.hasDataFile) {',
    replace: 'if (!plan.keepsClusters) {',
    suite: '543',
  },
  {
    name: 'raw data file not zeroed',
    why: 'who reads the data file alone sees what the guest has zeroed',
    file: 'engine/qcow2/mapping/zero.ts',
    find: 'if (image.isDataFileRaw) {',
    replace: 'if (image.isDataFileRaw && length < 0) {',
    suite: '543',
  },
];
