// Flaws of QEMU that sweeps find: our engine behaves as QEMU does, so they show on it as well. An
// entry is proven on the real tools (explore/real/) and shown by a numbered case.
//
// An entry takes what it describes and nothing else: a broken promise that no entry takes is news.
import { FLAWS_OF_AMEND } from './flaws-of-amend.ts';
import { FLAWS_OF_EMPTYING } from './flaws-of-emptying.ts';
import { FLAWS_OF_KEYS } from './flaws-of-keys.ts';
import { FLAWS_OF_RESIZES } from './flaws-of-resizes.ts';
import {
  asksForBlock,
  hasCommand,
  isZeroedBy,
  isCompressedWrite,
  isContent,
  isNamed,
  isUncovered,
  readsZeroes,
  writesInFlight,
} from './flaw-parts.ts';
import { FLAWS_OF_FAILURES } from './flaws-of-failures.ts';
import type { Violation } from './judge.ts';
import {
  type FailedIo,
  type Failure,
  type FailureCause,
  type KnownFlaw,
  NO_FACTS,
  type ToldIo,
} from './known-flaw.ts';

/** Whether it is the zero write before the data of a cluster, and has not failed itself. */
const hasZeroed = (io: ToldIo | undefined, failed: readonly FailedIo[]): boolean =>
  io?.kind === 'write-zeroes' &&
  io.event === 'cluster_alloc_space' &&
  !failed.some(({ kind, offset }) => kind === io.kind && offset === io.offset);

/** Whether a block reads, or was read, as what a write in the command line wrote, all of it. */
function readsWhatWasWritten({ detail }: Violation, argv: readonly string[]): boolean {
  const [, found] = / reads? (0x[0-9a-f]{2})(?:,| instead)/.exec(detail) ?? [];
  return argv.some((word, index) => {
    if (argv[index - 1] !== '-c' || !/^(aio_)?write /.test(word)) return false;
    return Number(/ -P ?(\S+)/.exec(word)?.[1] ?? 0xcd) === Number(found);
  });
}

const isAboutFlags = ({ promise, signature }: Violation): boolean =>
  promise === 'sound' && /^l[12]-copied-flag( l[12]-copied-flag)?$/.test(signature);

/** Commands of qemu-io that give clusters back. */
const FREES = /^(discard|(aio_)?write .*-(z .*-)?u|(aio_)?write .*-zu)/;

/** What was zeroed does not read so, be it all of a block or the part behind another write. */
const ZEROES_ARE_MISSING =
  /, may hold zeroes( or mixed bytes \(0x[0-9a-f]+\.\.\., from byte \d+ on 0x0+\.\.\.\))?$/;

/** A disk that shows the header of the image below it. */
const HEADER_AS_DATA = ' reads mixed bytes (0x514649fb..., ';

const ALL_CAUSES: readonly FailureCause[] = ['process', 'power', 'fault'];

/** All flaws that are known. */
export const KNOWN_FLAWS: readonly KnownFlaw[] = [
  {
    name: 'rebase writes the header before its tables',
    words:
      'A safe rebase copies what the old backing file decides, and keeps the tables that ' +
      'name the copies in its cache. It writes the header first: cut off there, the new ' +
      'backing file shows.',
    commands: ['rebase'],
    causes: ALL_CAUSES,
    case: 583,
    version: '7.2.22',
    explains: (violation, argv) =>
      violation.promise === 'untouched' &&
      isNamed(violation, argv) &&
      !argv.includes('-u') &&
      isUncovered(violation),
  },
  {
    name: 'commit writes into a cluster that the base still reads',
    words:
      'Zeroes that are committed free a cluster of the base, and the next piece takes it; a ' +
      'piece written over compressed data frees that. The data of the next one is written ' +
      'at once, while the entry of its old place still stands on the disk.',
    commands: ['commit'],
    causes: ALL_CAUSES,
    case: 584,
    version: '7.2.22',
    // What the base cannot read shows through the images above it.
    explains: (violation, argv, _failed, _cause, { isReused, isOverwritten }) =>
      violation.promise === 'readable'
        ? isOverwritten
        : violation.promise === 'untouched' &&
          !isNamed(violation, argv) &&
          / reads (0x[0-9a-f]{2}|mixed bytes \(.*?\)), /.test(violation.detail) &&
          isReused,
  },
  {
    name: 'a write takes a cluster that the disk still names for another place',
    words:
      'A discard frees a cluster in the cache alone, and a write of the same session ' +
      'takes it. Its data is written before the tables: cut off there, the discarded ' +
      'place reads the new data.',
    commands: ['io'],
    causes: ALL_CAUSES,
    case: 585,
    version: '7.2.22',
    // What it copies from elsewhere into the cluster shows as well.
    explains: (violation, argv, _failed, _cause, { isReused }) =>
      violation.promise === 'written' &&
      !violation.detail.includes(' reads zeroes, ') &&
      (asksForBlock(argv, FREES, violation) ||
        (violation.signature.includes('version 2') &&
          asksForBlock(argv, /^(aio_)?write .*-z/, violation))) &&
      isReused,
  },
  {
    name: 'a zero write drops compressed data before its entry',
    words:
      'A zero write frees the compressed data below it, and the file drops that range at ' +
      'once. The entry is written later: cut off in between, it names bytes that cannot ' +
      'be decompressed.',
    // A commit of zeroes writes them into the base.
    commands: ['io', 'commit'],
    causes: ALL_CAUSES,
    case: 586,
    version: '7.2.22',
    explains: (violation, argv, _failed, _cause, { isDropped }) =>
      violation.promise === 'readable' &&
      (argv[0] === 'commit' || asksForBlock(argv, /^((aio_)?write .*-z|discard)/, violation)) &&
      isDropped,
  },
  {
    name: 'an apply that was cut off lets a later write change the snapshot',
    words:
      "An apply writes the snapshot's L1 table with the flags of its making, and takes " +
      'the flags off at its end. Cut off in between, the next write goes into tables that ' +
      'the snapshot shares.',
    commands: ['snapshot'],
    causes: ALL_CAUSES,
    case: 587,
    version: '7.2.22',
    explains: (violation, argv) => argv.includes('-a') && isAboutFlags(violation),
  },
  {
    name: 'a snapshot that is being made or deleted has flags against its refcounts',
    words:
      'Refcounts reach the disk in one step, the COPIED flags of the tables in another. ' +
      'Cut off in between a check finds errors, but the snapshot does not count yet, or ' +
      'no more: no write can change it.',
    commands: ['snapshot'],
    causes: ALL_CAUSES,
    case: 530,
    version: '7.2.22',
    explains: (violation, argv) => !argv.includes('-a') && isAboutFlags(violation),
  },
  ...FLAWS_OF_EMPTYING,
  ...FLAWS_OF_RESIZES,
  ...FLAWS_OF_KEYS,
  {
    name: 'a write zeroes what it is about to overwrite',
    words:
      'A write over data and unallocated subclusters of one cluster zeroes all of it in one ' +
      'go, and then writes. Cut off in between, the data holds neither its old nor its new ' +
      'content.',
    commands: ['io'],
    causes: ALL_CAUSES,
    case: 590,
    version: '7.2.22',
    explains: (violation, argv) =>
      violation.signature.includes('subclusters') &&
      ['read', 'written'].includes(violation.promise) &&
      isZeroedBy(violation, argv, /^(aio_)?write (?!.*-z)/),
  },
  {
    name: 'a write that begins within a zero cluster zeroes the data behind it',
    words:
      'A zero cluster that has a place, and data clusters that follow it there, are one piece. ' +
      'What a write copies before its data is zeroed for all of it in one go: cut off there, or ' +
      'where the write fails, the data behind holds neither its old nor its new content.',
    commands: ['io', 'commit', 'convert', 'rebase', 'dd', 'bench'],
    causes: ALL_CAUSES,
    case: 657,
    version: '7.2.22',
    // Of a block in which a request begins or ends, a part.
    explains: (violation, argv, failed, cause, { isZeroed }) =>
      (violation.promise === 'read' || isContent(violation)) &&
      (argv.includes('-c')
        ? isZeroedBy(violation, argv, /^(aio_)?write (?!.*-z)/)
        : readsZeroes(violation)) &&
      ((cause !== 'fault' && isZeroed) ||
        failed.some(({ kind, after }) => kind === 'write' && hasZeroed(after, failed))),
  },
  {
    name: 'zeroes beside the first write to a cluster are lost',
    words:
      'While the first write to a cluster is in flight the cluster stands in no table. Zeroes ' +
      'that come meanwhile are acknowledged; then the write puts its cluster, with a copy of ' +
      'what was there before, in the place of them. A zero write whose ends lie within a ' +
      'cluster writes there as well.',
    commands: ['io'],
    causes: [...ALL_CAUSES, 'order'],
    case: 580,
    version: '7.2.22',
    explains: ({ promise, detail }, argv) =>
      promise === 'written' &&
      ZEROES_ARE_MISSING.test(detail) &&
      writesInFlight(argv) &&
      hasCommand(argv, /^(aio_)?write .*-z/),
  },
  {
    name: 'a request in flight goes on where a discard has freed its cluster',
    words:
      'A read, or a write into clusters that are there, is noted nowhere while it is in flight. ' +
      'A discard frees its cluster, another write takes that: the first one then writes over the ' +
      'data of the other, or reads it.',
    commands: ['io'],
    causes: [...ALL_CAUSES, 'order'],
    case: 676,
    version: '7.2.22',
    explains: (violation, argv) =>
      (isContent(violation) || violation.promise === 'read') &&
      hasCommand(argv, /^aio_(read|write) (?!.*-z)/) &&
      hasCommand(argv, FREES) &&
      readsWhatWasWritten(violation, argv),
  },
  {
    name: 'a write links its cluster where a discard has freed it',
    words:
      'A write into a zero cluster that has a place keeps that place, and links it when its data ' +
      'is there. A discard in between frees it, and the entry then names a cluster that counts ' +
      'as free: the next write takes it, too.',
    commands: ['io'],
    causes: [...ALL_CAUSES, 'order'],
    case: 653,
    version: '7.2.22',
    explains: (violation, argv) =>
      (violation.promise === 'sound'
        ? /^wrong-refcount( l2-copied-flag)?$/.test(violation.signature)
        : isContent(violation) && readsWhatWasWritten(violation, argv)) &&
      hasCommand(argv, /^aio_write (?!.*-z)/) &&
      hasCommand(argv, FREES),
  },
  {
    name: 'a header that is longer than a sector is written in one go',
    words:
      'The extensions of the header cross its first sector, and all of them are written in ' +
      'one request. Where only its first sector has landed, the image cannot be opened.',
    commands: ['bitmap'],
    causes: ALL_CAUSES,
    case: 641,
    version: '7.2.22',
    explains: ({ promise, signature }) =>
      promise === 'opens' &&
      /(^|: )(found bitmaps extension with zero bitmaps|Header extension too large)$/.test(
        signature,
      ),
  },
  {
    name: 'a header that was torn forgets its backing file',
    words:
      'The name of the backing file stands behind all extensions of the header. Where only the ' +
      'first sector has landed the image can be opened, and nothing shows through it, or it asks ' +
      'for a file with the half of a name, or takes the new format for the old name.',
    commands: ['amend', 'bitmap', 'commit', 'rebase'],
    causes: ALL_CAUSES,
    case: 669,
    version: '7.2.22',
    explains: ({ promise, detail, signature }, [command]) =>
      (promise === 'untouched' &&
        detail.includes(HEADER_AS_DATA) &&
        signature.includes('backing file')) ||
      (promise === 'untouched' &&
        detail.includes(' reads zeroes, was ') &&
        signature.includes('backing lost') &&
        command !== 'rebase') ||
      (promise === 'snapshot' && signature === 'changed backing lost' && command !== 'rebase') ||
      (promise === 'opens' && signature.startsWith('Could not open backing file: ')),
  },
  {
    name: 'a repair writes flags before the refcounts that they are about',
    words:
      'A repair takes lost references off in the cache, and writes the COPIED flags that ' +
      'follow from that at once. Cut off in between a check finds errors, but the clusters ' +
      'have one owner: no write can change anything else.',
    commands: ['check'],
    causes: ALL_CAUSES,
    case: 642,
    version: '7.2.22',
    explains: (violation, argv) => argv.includes('-r') && isAboutFlags(violation),
  },
  {
    name: 'with lazy refcounts an entry reaches the disk before its data',
    words:
      'Entries wait for refcounts, and these for a flush that covers the data as well. With lazy ' +
      'refcounts they wait for nothing: a loss of power takes the data, and the entry names what ' +
      'lay there before.',
    commands: ['io', 'commit', 'rebase'],
    causes: ['power'],
    case: 643,
    version: '7.2.22',
    // The length of the file may be lost as well: entries then name clusters past its end. What a
    // guest's write takes over from below is flushed before its entry.
    explains: ({ promise, signature }, argv, _failed, _cause, { isLost }) =>
      promise === 'sound'
        ? signature === 'beyond-end dirty'
        : (promise === 'written' || (promise === 'untouched' && !argv.includes('-c'))) &&
          signature.includes('lazy refcounts') &&
          isLost,
  },
  {
    name: 'with a data file an entry reaches the disk before its data',
    words:
      'What a new cluster takes over from below goes into the data file, and the flush before ' +
      'the entry is one of the image alone. A loss of power takes the copy, and blocks that ' +
      'nobody wrote read as what lay there before.',
    commands: ['io'],
    causes: ['power'],
    case: 644,
    version: '7.2.22',
    explains: (violation, _argv, _failed, _cause, { isLost }) =>
      isContent(violation) && violation.signature.includes('data file') && isLost,
  },
  {
    name: 'compressed data goes into a cluster that was freed',
    words:
      'Compressed data is put behind the last that was written, into the rest of its cluster. ' +
      'That is not forgotten when the cluster is freed and another takes it: the next compressed ' +
      'data goes over what stands there.',
    commands: ['io'],
    causes: ALL_CAUSES,
    case: 666,
    version: '7.2.22',
    explains: ({ promise, detail, signature }, argv, failed) =>
      ((promise === 'readable' && !failed.some(isCompressedWrite)) ||
        (promise === 'sound' && signature === 'l2-copied-flag') ||
        (isContent({ promise }) && detail.includes(' reads mixed bytes ')) ||
        (promise === 'read' && detail.includes(' read mixed bytes '))) &&
      hasCommand(argv, /^(aio_)?write .*-c/) &&
      hasCommand(argv, /^(discard|(aio_)?write (?!.*-c))/),
  },
  ...FLAWS_OF_AMEND,
  ...FLAWS_OF_FAILURES,
];

/**
 * The flaws that explain all broken promises of a run, each of them once; undefined where one of
 * them is news.
 */
export function flawsOf({
  command,
  argv,
  cause,
  violations,
  failed = [],
  facts = [],
}: Failure): readonly KnownFlaw[] | undefined {
  // A run that is cut short may have met failures before.
  const all: readonly FailureCause[] = failed.length > 0 ? [cause, 'fault'] : [cause];
  const possible = KNOWN_FLAWS.filter(
    ({ commands, causes }) => commands.includes(command) && causes.some((one) => all.includes(one)),
  );
  const found = new Set<KnownFlaw>();
  for (const [index, violation] of violations.entries()) {
    const about = facts[index] ?? NO_FACTS;
    const flaw = possible.find(({ explains }) => explains(violation, argv, failed, cause, about));
    if (flaw === undefined) return undefined;
    found.add(flaw);
  }
  return [...found];
}

/** The one flaw that explains all of a run's broken promises; undefined where none does. */
export function flawOf(failure: Failure): KnownFlaw | undefined {
  const flaws = flawsOf(failure);
  return flaws?.length === 1 ? flaws[0] : undefined;
}
