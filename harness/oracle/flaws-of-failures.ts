// Flaws of QEMU that show where I/O fails: part of the table in known-flaws.ts.
import { isCompressedWrite, meetsBlock, ONE_CLUSTER } from './flaw-parts.ts';
import type { PromiseKind } from './judge.ts';
import type { FailedIo, KnownFlaw, ToldIo } from './known-flaw.ts';

/** Commands of qemu-img, and 'io', that write into images. */
const WRITERS: readonly string[] = [
  'io',
  'amend',
  'bench',
  'bitmap',
  'commit',
  'convert',
  'dd',
  'rebase',
  'resize',
];

/** Promises about a disk and the tables that hold it. */
const DISK_PROMISES: ReadonlySet<PromiseKind> = new Set([
  'opens',
  'sound',
  'readable',
  'written',
  'untouched',
  'read',
  'repaired',
  'later',
]);

/** Where the header has the length of the disk. */
const LENGTH_AT = 24;

/** Bytes at the beginning of a file that hold the fields of the header. */
const HEADER_BYTES = 104;

/**
 * The write of the header, or of some of its fields, that failed itself or right behind which the
 * flush failed. The former breaks something only where its beginning has reached the disk.
 */
const headerWrite = (io: FailedIo): ToldIo | undefined =>
  [io.kind === 'flush' ? io.after : io].find(
    (one) => one?.kind === 'write' && one.offset < HEADER_BYTES,
  );

/** A write of a table out of a cache. */
const isTableWrite = (io: ToldIo | undefined): boolean =>
  io?.kind === 'write' && (io.event === 'refblock_update_part' || io.event === 'l2_update');

/**
 * The write of a new refcount block, or of its entry of the refcount table: both come right behind
 * a flush, of what counts it or of the block. Or the write of what counts it, read just before, or
 * that of the block right behind it.
 */
const isNewRefcountBlock = ({ kind, offset, event, after }: FailedIo): boolean =>
  kind === 'write' &&
  (event === 'refblock_update_part' || event === 'refblock_alloc_hookup') &&
  (after?.kind === 'flush' ||
    (after?.kind === 'read' && after.offset === offset) ||
    (after?.kind === 'write' && after.event === event && after.offset !== offset));

/** Those that show where I/O fails, most of them nowhere else. */
export const FLAWS_OF_FAILURES: readonly KnownFlaw[] = [
  {
    name: 'a repair loses the snapshots of an image with bitmaps',
    words:
      'A check reads the snapshot table by itself, after the image was opened. A repair has ' +
      'opened it for writing and marked its bitmaps as in use, with a header that names no ' +
      'snapshots: the sound ones are dropped.',
    commands: [...WRITERS, 'snapshot', 'check'],
    causes: ['fault'],
    case: 688,
    version: '7.2.22',
    explains: ({ promise, signature }) =>
      promise === 'repaired' && signature === 'snapshot gone bitmaps',
  },
  {
    name: 'a repair that cannot read the snapshot table leaves a header without snapshots',
    words:
      'A repair opens a dirty image without its snapshots, and reads their table by itself. ' +
      'Where that fails once, the repair fails; its close takes the dirty bit away and writes a ' +
      'header that names no snapshots.',
    commands: ['check'],
    causes: ['fault'],
    case: 738,
    version: '7.2.22',
    explains: ({ promise, signature }, argv, failed) =>
      promise === 'snapshot' &&
      signature === 'gone' &&
      argv.includes('-r') &&
      // The table is read without an event.
      failed.some(({ kind, event }) => kind === 'read' && event === undefined),
  },
  {
    name: 'a snapshot that cannot be deleted costs the last one of an image with bitmaps',
    words:
      'A delete takes the snapshot off the list in memory, and writes a shorter table. Where ' +
      'that fails the list stays as it is: the header that the close writes for the bitmaps ' +
      'names the old table with one snapshot less.',
    commands: ['snapshot'],
    causes: ['fault'],
    case: 699,
    version: '7.2.22',
    explains: ({ promise, signature }, argv, failed) =>
      promise === 'snapshot' && signature === 'gone' && argv.includes('-d') && failed.length > 0,
  },
  {
    name: 'a flush that fails after an L1 entry frees the table that it names',
    words:
      'A new L2 table is made, its L1 entry is written, and the flush behind it fails, or the ' +
      'write is told as failed and has landed. The request takes the table back, while the entry ' +
      'on the disk still names it: the next who gets that cluster writes over a table.',
    // An apply of a snapshot of another size resizes the disk.
    commands: [...WRITERS, 'snapshot'],
    causes: ['fault'],
    case: 581,
    version: '7.2.22',
    // The table is written before its entry: where none was, the order was another one. A file
    // that shrinks later may lose it.
    explains: ({ promise }, argv, failed, _cause, { isTableUnwritten }) =>
      DISK_PROMISES.has(promise) &&
      !isTableUnwritten &&
      (argv[0] !== 'snapshot' || argv.includes('-a')) &&
      failed.some(({ kind, event, after, hasLanded = false }) =>
        kind === 'flush' ? after?.event === 'l1_update' : hasLanded && event === 'l1_update',
      ),
  },
  {
    name: 'tables that cannot be made to wait do not wait',
    words:
      'Lowered refcounts are made to wait for the entries that go, new entries for raised ' +
      'refcounts. That flushes what the other side waits for; where the flush fails nothing ' +
      'waits, and nobody is told. A second failure leaves the one on the disk without the other.',
    commands: [...WRITERS, 'snapshot', 'check'],
    causes: ['fault'],
    case: 652,
    version: '7.2.22',
    explains: ({ promise, signature }, _argv, failed, cause) =>
      promise === 'sound' &&
      /^wrong-refcount( l2-copied-flag)?$/.test(signature) &&
      // A crash is the second failure.
      failed.length > (cause === 'fault' ? 1 : 0) &&
      failed.some((io) => isTableWrite(io.kind === 'flush' ? io.after : io)),
  },
  {
    name: 'a bench that fails ends without a close',
    words:
      'A request of bench that fails ends the process at once. What the requests before it wrote ' +
      'and no flush covers is named by cached tables alone, which nobody writes.',
    commands: ['bench'],
    causes: ['fault'],
    case: 650,
    version: '7.2.22',
    explains: ({ promise, detail }, argv, failed) =>
      promise === 'written' &&
      detail.includes(' reads zeroes, ') &&
      argv.some((word) => word === '-w') &&
      failed.some(({ kind }) => kind === 'write' || kind === 'write-zeroes'),
  },
  {
    name: 'an unaligned write goes on where what lies beside it cannot be read',
    words:
      'A file with a unit larger than a byte has a write read what lies beside it in its units. ' +
      'Where that read fails the write goes on, wipes it out, and tells nobody.',
    // The length in the header is such a write: case 651.
    commands: ['io', 'resize'],
    causes: ['fault'],
    case: 620,
    version: '7.2.22',
    explains: ({ promise, detail }, argv, failed) =>
      DISK_PROMISES.has(promise) &&
      !detail.includes('cannot be read') &&
      argv.some((word) => /[.,]align=|"align":/.test(word)) &&
      failed.some(({ kind, event = '' }) => kind === 'read' && event.startsWith('pwritev_rmw_')),
  },
  {
    name: 'compressed data that cannot be written has an entry',
    words:
      'The L2 entry of compressed data is made before the data is written, and stays where that ' +
      'fails: it names bytes that cannot be decompressed, or past the end of the file.',
    commands: WRITERS,
    causes: ['fault'],
    case: 621,
    version: '7.2.22',
    explains: ({ promise, signature }, _argv, failed) =>
      DISK_PROMISES.has(promise) &&
      (promise !== 'sound' || signature === 'beyond-end') &&
      failed.some(isCompressedWrite),
  },
  {
    name: 'compressed data that was written over is dropped by the next write that fails',
    words:
      'A write over compressed data, or over a part of it, frees its place in the cache, and the ' +
      'new entry waits for a refcount that cannot be written. The next write takes that place, ' +
      'or the bits of a bitmap do, fails as well, and gives it back: the file drops bytes that ' +
      'the entry on the disk still names.',
    commands: ['io'],
    causes: ['fault'],
    case: 760,
    version: '7.2.22',
    explains: (violation, argv, failed, _cause, { isDropped, dropped }) =>
      (violation.promise === 'readable' ||
        (/^(written|untouched)$/.test(violation.promise) &&
          violation.detail.includes(' reads zeroes, '))) &&
      // What is beside it in its cluster is copied, also where a part becomes zeroes.
      meetsBlock(argv, /^(aio_)?write /, violation, dropped) &&
      failed.filter((io) => isTableWrite(io) || io.kind === 'flush').length > 1 &&
      isDropped,
  },
  {
    name: 'a flush that fails after the header frees the snapshot table that it names',
    words:
      'A new snapshot table is written, the header names it, and the flush behind that fails. ' +
      'The new table is given back, while the header on the disk still names it.',
    commands: ['snapshot'],
    causes: ['fault'],
    case: 622,
    version: '7.2.22',
    explains: ({ promise, signature }, _argv, failed) =>
      failed.some((io) => headerWrite(io) !== undefined) &&
      (promise === 'snapshot' ||
        (promise === 'sound' && /wrong-refcount|^snapshot-incomplete$/.test(signature))),
  },
  {
    name: 'a flush that fails after the header frees the bitmap directory that it names',
    words:
      'The header names a new directory of bitmaps, and the flush behind that fails. The ' +
      'directory and the tables are given back, while the header on the disk still names them.',
    // A repair stores bitmaps at its close as well: case 647.
    commands: [...WRITERS, 'snapshot', 'check'],
    causes: ['fault'],
    case: 623,
    version: '7.2.22',
    explains: ({ promise, signature }, _argv, failed) =>
      failed.map(headerWrite).some((io) => io !== undefined && io.event === undefined) &&
      (promise === 'bitmap' ||
        (promise === 'sound' && signature === 'wrong-refcount') ||
        // Who got the cluster of the directory has written over it.
        (promise === 'opens' && signature.startsWith("Bitmap '"))),
  },
  {
    name: 'a flush that fails after the header frees the L1 table that it names',
    words:
      'The header names a larger L1 table, and the flush behind that fails. The new table is ' +
      'given back, while the header on the disk still names it.',
    commands: WRITERS,
    causes: ['fault'],
    case: 624,
    version: '7.2.22',
    explains: ({ promise }, _argv, failed) =>
      DISK_PROMISES.has(promise) &&
      failed.some((io) => headerWrite(io)?.event === 'l1_grow_activate_table'),
  },
  {
    name: 'a growth that cannot write the new length has the disk at that length all the same',
    words:
      'A growth that fails to write the length into the header is told as failed, but the open ' +
      'disk has the new length. What is written and flushed behind the old end is lost with the ' +
      'close.',
    commands: ['io'],
    causes: ['fault'],
    case: 655,
    version: '7.2.22',
    explains: ({ promise, detail }, argv, failed) =>
      promise === 'written' &&
      detail.includes(' reads zeroes, ') &&
      argv.some((word, index) => argv[index - 1] === '-c' && word.startsWith('truncate ')) &&
      failed.some(({ kind, offset }) => kind === 'write' && offset === LENGTH_AT),
  },
  {
    name: 'a growth links clusters before its file reaches over them',
    words:
      'A growth with preallocated tables writes entries for all of the new part, and makes the ' +
      'file longer after that. Where that fails, or is not reached, the entries point past the ' +
      'end of the file.',
    commands: ['io', 'resize'],
    causes: ['process', 'power', 'fault'],
    case: 691,
    version: '7.2.22',
    explains: ({ promise, signature }, argv, failed, cause) =>
      promise === 'sound' &&
      signature === 'beyond-end' &&
      argv.some((word) => /^(--preallocation=metadata|truncate -m metadata .*)$/.test(word)) &&
      (cause !== 'fault' || failed.some(({ kind }) => kind === 'truncate')),
  },
  {
    name: 'a growth with preallocation that fails leaks what it has taken',
    words:
      'A growth that takes space for the new part at once makes all refcount blocks for it ' +
      'first. Where a write of them, of the refcount table or of the header fails, what was ' +
      'taken is not given back.',
    commands: ['io'],
    causes: ['fault'],
    case: 645,
    version: '7.2.22',
    explains: ({ promise }, argv, failed) =>
      promise === 'space' &&
      argv.some((word, index) => argv[index - 1] === '-c' && /^truncate -m /.test(word)) &&
      failed.every(({ kind }) => kind === 'write'),
  },
  {
    name: 'a refcount block that another one counts leaks where it cannot be put into use',
    words:
      'The cluster of a new refcount block may be counted by another one, which is written ' +
      'first. Where that, the block, or its entry of the refcount table cannot be written, ' +
      'nobody takes the count back.',
    commands: ['io'],
    causes: ['fault'],
    case: 659,
    version: '7.2.22',
    explains: ({ promise, signature }, _argv, failed) =>
      promise === 'space' &&
      signature === ONE_CLUSTER &&
      failed.length === 1 &&
      failed.every(isNewRefcountBlock),
  },
];
