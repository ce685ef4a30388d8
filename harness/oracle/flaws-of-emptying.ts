// Flaws of QEMU that a commit shows which empties its image: part of the table in known-flaws.ts.
import { isNamed } from './flaw-parts.ts';
import type { FailureCause, KnownFlaw } from './known-flaw.ts';

const ALL_CAUSES: readonly FailureCause[] = ['process', 'power', 'fault'];

/** Cluster by cluster, and all tables at once. */
export const FLAWS_OF_EMPTYING: readonly KnownFlaw[] = [
  {
    name: 'an image is emptied by dropping its data before its entries',
    words:
      'A commit that cannot throw all tables away discards the clusters of the image one ' +
      'by one. The file drops their bytes at once, and until the tables are written it ' +
      'reads as zeroes.',
    commands: ['commit'],
    causes: ALL_CAUSES,
    case: 588,
    version: '7.2.22',
    explains: (violation, argv) =>
      isNamed(violation, argv) &&
      !argv.includes('--depth-first') &&
      // Compressed data cannot be read without its bytes.
      (violation.promise === 'readable' ||
        (violation.promise === 'untouched' && violation.detail.includes(' reads zeroes, '))),
  },
  {
    name: 'an image is emptied under a new header before its tables are zeroed',
    words:
      'A commit that throws all tables away zeroes the old L1 table and the place of the new ' +
      'one, and writes the header that names it with no flush in between. A loss of power takes ' +
      'the zeroes: what lay there is the L1 table. The dirty bit is set, and no repair mends that.',
    commands: ['commit'],
    causes: ['power'],
    case: 731,
    version: '7.2.22',
    explains: (violation, argv) =>
      violation.promise === 'sound' &&
      violation.signature.endsWith(' dirty') &&
      isNamed(violation, argv) &&
      !argv.includes('--depth-first'),
  },
];
