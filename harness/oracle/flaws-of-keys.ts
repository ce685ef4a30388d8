// Flaws of QEMU that encrypted images show: part of the table in known-flaws.ts.
import { BLOCK } from './disk-model.ts';
import { asksForBlock, hasCommand, isNamed } from './flaw-parts.ts';
import type { Violation } from './judge.ts';
import type { KnownFlaw } from './known-flaw.ts';

/** Whether the image is opened with a key. */
const isKeyed = (argv: readonly string[]): boolean =>
  argv.some((word) => word.includes('encrypt.key-secret'));

const WRITES = /^(aio_)?write /;
const ZEROES = /^(aio_)?write .*-z/;
const DISCARDS = /^(discard |(aio_)?write .*-(z .*-)?u|(aio_)?write .*-zu)/;

/** Whether a guest has given the block up: in version 2 by zeroes as well. */
const isDiscarded = (violation: Violation, argv: readonly string[]): boolean =>
  asksForBlock(argv, DISCARDS, violation) ||
  (violation.signature.includes('version 2') && asksForBlock(argv, ZEROES, violation));

/** Events of the read of a read-modify-write: what it reads, and the table that says where. */
const READS: readonly (string | undefined)[] = ['read_aio', 'l2_load'];

/** A new part of the disk that is preallocated. */
const GROWTH = /^truncate .*-m (metadata|falloc|full) /;

/** Noise where plain images would show zeroes, and what is lost beside a write. */
export const FLAWS_OF_KEYS: readonly KnownFlaw[] = [
  {
    name: 'bytes beside a write to an encrypted disk are lost where they cannot be read',
    words:
      'An encrypted disk is written in units of 512 bytes. Where what a write does not fill of ' +
      'one cannot be read, or the table that names its place, the write goes on, wipes it out, ' +
      'and tells nobody.',
    commands: ['io'],
    causes: ['fault'],
    case: 807,
    version: '7.2.22',
    // A guest that reads them before the image is closed gets the same.
    explains: ({ promise, detail }, argv, failed) =>
      (promise === 'written' || promise === 'untouched' || promise === 'read') &&
      (/ reads? mixed bytes /.test(detail) ||
        (/ reads? zeroes(,| instead)/.test(detail) && hasCommand(argv, ZEROES))) &&
      isKeyed(argv) &&
      argv.some((word) => WRITES.test(word)) &&
      failed.some(({ kind, event }) => kind === 'read' && READS.includes(event)),
  },
  {
    name: 'what is preallocated of an encrypted disk reads as noise',
    words:
      'Clusters that are there before a guest writes to them hold zeroes of the file, which are ' +
      'decrypted. The new part of a disk that has grown so reads as noise.',
    commands: ['io', 'resize'],
    causes: ['process', 'power', 'fault'],
    case: 806,
    version: '7.2.22',
    explains: ({ promise, detail, block = -1, size = Infinity }, argv) =>
      promise === 'untouched' &&
      / reads mixed bytes .* was zeroes$/.test(detail) &&
      isKeyed(argv) &&
      block * BLOCK >= size &&
      (hasCommand(argv, GROWTH) || argv.some((word) => word.startsWith('--preallocation='))),
  },
  {
    name: 'what is discarded of an encrypted disk reads as noise before its entry is written',
    words:
      'A discard has the file drop the bytes of clusters at once, while their entries wait in ' +
      'the cache. Of a plain disk they read as zeroes meanwhile; of an encrypted one the guest ' +
      'gets what decrypting zeroes gives. A commit that empties its image does so, and a shrink.',
    commands: ['io', 'commit', 'resize'],
    causes: ['process', 'power', 'fault'],
    case: 819,
    version: '7.2.22',
    explains: (violation, argv, _failed, _cause, { isPunched }) =>
      violation.detail.includes(' reads mixed bytes') &&
      isKeyed(argv) &&
      isPunched &&
      (argv.includes('-c')
        ? violation.promise === 'written' && isDiscarded(violation, argv)
        : violation.promise === 'untouched' && isNamed(violation, argv)),
  },
];
