// Flaws of QEMU that a disk shows which gets longer or shorter: part of the table in
// known-flaws.ts.
import { BLOCK } from './disk-model.ts';
import { hasCommand, isContent, isUncovered } from './flaw-parts.ts';
import type { Violation } from './judge.ts';
import type { FailureCause, KnownFlaw } from './known-flaw.ts';

const ALL_CAUSES: readonly FailureCause[] = ['process', 'power', 'fault'];

/** The length that an amend asks for. */
const SIZE_OPTION = /^amend .*\bsize=([^, ]+)/;

/** Bytes of '128k', or of '-64k' from so many; undefined for what is no size. */
function bytesOf(word: string, before: number): number | undefined {
  const [, sign, digits, unit = ''] = /^([+-]?)(\d+)([kKMGT]?)$/.exec(word) ?? [];
  if (digits === undefined) return undefined;
  const bytes = Number(digits) * 1024 ** ['', 'K', 'M', 'G', 'T'].indexOf(unit.toUpperCase());
  if (sign === '') return bytes;
  return sign === '-' ? before - bytes : before + bytes;
}

/** The least length that a command line asks for, of a disk of so many bytes. */
function leastLength(argv: readonly string[], before: number): number {
  const asked = argv.flatMap((word, index) =>
    argv[index - 1] === '-c' && /^truncate /.test(word) ? [word.split(' ').at(-1) ?? ''] : [],
  );
  const amended = SIZE_OPTION.exec(argv.join(' '))?.[1];
  const words = asked.length > 0 ? asked : [amended ?? argv.at(-1) ?? ''];
  return Math.min(...words.map((word) => bytesOf(word, before) ?? Infinity));
}

/**
 * Whether what is broken lies behind the end that a shrink asked for, or that of the file, or is
 * counted by refcounts that were given back.
 */
function isCutOff(violation: Violation, argv: readonly string[], isUncounted: boolean): boolean {
  const { promise, signature, block = 0, size = Infinity } = violation;
  // A repair cannot mend it: entries that no cluster stands behind stay.
  if (promise === 'repaired') return signature === 'beyond-end';
  if (promise === 'sound') {
    return signature === 'beyond-end' || (isUncounted && /^wrong-refcount\b/.test(signature));
  }
  if (block * BLOCK < leastLength(argv, size)) return false;
  return isDropped(violation);
}

/** What was dropped reads as zeroes, and what has lost its entry as the backing file does. */
const isDropped = (violation: Violation): boolean =>
  violation.promise === 'readable' || (isContent(violation) && isUncovered(violation));

/** Whether it lies behind the end of the disk that an apply of a snapshot leaves. */
const isCutByApply = (violation: Violation, argv: readonly string[]): boolean => {
  const { block, size = 0, end = size } = violation;
  if (argv[0] !== 'snapshot' || !argv.includes('-a') || end >= size) return false;
  return block !== undefined && block * BLOCK >= end && isDropped(violation);
};

/** Whether the new part of a disk that got longer, maybe after it got shorter, is not zeroes. */
function showsBehindTheEnd(violation: Violation, argv: readonly string[]): boolean {
  const { promise, detail, block = 0, size = Infinity } = violation;
  if (promise !== 'untouched' || !detail.endsWith(', was zeroes')) return false;
  return block * BLOCK >= Math.min(size, leastLength(argv, size));
}

/** A bitmap's table has more or fewer entries than its disk needs. */
const BITMAP_OF_OTHER_LENGTH = /(^|: )Could not read bitmap '[^']*' from image: Invalid argument$/;

/** Those of both directions. */
export const FLAWS_OF_RESIZES: readonly KnownFlaw[] = [
  {
    name: 'a shrink drops data while the disk has its old length',
    words:
      'A shrink has the file drop the data behind the new end and cuts the file, and writes ' +
      'the new length and the tables after that. Cut off in between, the disk has its old ' +
      'length and zeroes, or entries that point past the end of the file. An apply of a ' +
      'snapshot of a shorter disk begins with one.',
    commands: ['resize', 'io', 'amend', 'snapshot'],
    causes: ALL_CAUSES,
    case: 589,
    version: '7.2.22',
    explains: (violation, argv, _failed, cause, { isUncounted }) =>
      isCutByApply(violation, argv) ||
      ((argv.includes('--shrink') ||
        SIZE_OPTION.test(argv.join(' ')) ||
        hasCommand(argv, /^truncate (?!-m (metadata|falloc|full))/)) &&
        isCutOff(violation, argv, cause !== 'fault' && isUncounted)),
  },
  {
    name: 'a resize that fails at its end leaves bitmaps of another length than the header',
    words:
      'The disk has its new length in memory before the header gets it. Where that write fails, ' +
      'the close stores the bitmaps for the new length below a header with the old one: the ' +
      'image cannot be opened again.',
    commands: ['resize', 'io', 'amend'],
    causes: ['fault'],
    case: 729,
    version: '7.2.22',
    explains: ({ promise, signature }, argv, failed) =>
      promise === 'opens' &&
      BITMAP_OF_OTHER_LENGTH.test(signature) &&
      failed.length > 0 &&
      (argv[0] === 'resize' || SIZE_OPTION.test(argv.join(' ')) || hasCommand(argv, /^truncate /)),
  },
  {
    name: 'a growth shows what the backing file holds behind the old end',
    words:
      'A growth over a longer backing file, also by a commit, zeroes the new part in the ' +
      'cached tables, and writes the new length first. Cut off there, the new part reads as ' +
      'the backing file.',
    commands: ['resize', 'io', 'commit'],
    causes: ALL_CAUSES,
    case: 640,
    version: '7.2.22',
    explains: ({ promise, detail, signature }, argv) =>
      promise === 'untouched' &&
      detail.endsWith(', was zeroes') &&
      signature.includes('backing file') &&
      !argv.includes('--shrink') &&
      (['resize', 'commit'].includes(argv[0] ?? '') || hasCommand(argv, /^truncate /)),
  },
  {
    name: 'a growth shows the VM state that lies behind the old end',
    words:
      'The VM state stands behind the end of the disk in its L1 table. A growth over it takes ' +
      'neither the entries nor the clusters away: the new part of the disk reads as VM state. No ' +
      'failure is needed.',
    commands: ['resize', 'io'],
    causes: ALL_CAUSES,
    case: 656,
    version: '7.2.22',
    explains: (violation, argv, _failed, _cause, { isOlder }) =>
      showsBehindTheEnd(violation, argv) &&
      // Or the same program has written it.
      (isOlder || hasCommand(argv, /^(aio_)?write .*-[a-z]*b/)) &&
      !argv.includes('--shrink') &&
      (argv[0] === 'resize' || hasCommand(argv, /^truncate /)),
  },
  {
    name: 'an apply of a longer snapshot shows the VM state behind the old end',
    words:
      'An apply gives the disk the length of the snapshot before its L1 table. Cut off in ' +
      'between, what the old table names behind the old end is part of the disk: VM state.',
    commands: ['snapshot'],
    causes: ALL_CAUSES,
    case: 815,
    version: '7.2.22',
    explains: ({ promise, detail, block, size = 0, end = size }, argv) =>
      promise === 'untouched' &&
      detail.endsWith(', was zeroes') &&
      argv.includes('-a') &&
      end > size &&
      block !== undefined &&
      block * BLOCK >= size,
  },
  {
    name: 'a shrink leaks the VM state behind the old end',
    words:
      'A shrink frees the L2 tables behind the new end, also those that name VM state, and ' +
      'leaves the refcounts of its clusters as they are. No failure is needed; where one ends ' +
      'what stood before the shrink, more VM state is there.',
    commands: ['io'],
    causes: ['fault'],
    case: 742,
    version: '7.2.22',
    explains: ({ promise }, argv) =>
      promise === 'space' &&
      hasCommand(argv, /^(aio_)?write .*-[a-z]*b/) &&
      hasCommand(argv, /^truncate (?!-m (metadata|falloc|full))/),
  },
  {
    name: 'a growth with preallocated tables shows what its clusters held before',
    words:
      'A growth with preallocated tables takes free clusters for the new part wherever they are, ' +
      'and zeroes none of them. Those that were freed by a failed write or an amend show what ' +
      'they held. No failure is needed.',
    commands: ['resize', 'io'],
    causes: ALL_CAUSES,
    case: 660,
    version: '7.2.22',
    explains: (violation, argv) =>
      showsBehindTheEnd(violation, argv) &&
      argv.some((word) => /^(--preallocation=metadata|truncate -m metadata .*)$/.test(word)),
  },
  {
    name: 'a growth with its space allocated shows what a failed refcount block held',
    words:
      'A growth with preallocation=falloc or full takes clusters from the last counted one on. A ' +
      'refcount block that was written there, and could not be entered in its table, is part of ' +
      'the new disk with its bytes.',
    commands: ['resize', 'io'],
    causes: ['fault'],
    case: 696,
    version: '7.2.22',
    explains: (violation, argv, failed) =>
      showsBehindTheEnd(violation, argv) &&
      failed.some(({ event }) => event?.startsWith('refblock_alloc') === true) &&
      argv.some((word) => /^(--preallocation=|truncate -m )(falloc|full)\b/.test(word)),
  },
];
