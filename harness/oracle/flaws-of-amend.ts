// Flaws of QEMU that an amend to version 2 shows: part of the table in known-flaws.ts.
import type { FailureCause, KnownFlaw } from './known-flaw.ts';

const ALL_CAUSES: readonly FailureCause[] = ['process', 'power', 'fault'];

const makesVersion2 = (argv: readonly string[]): boolean =>
  argv.some((word) => /(^|,)compat=(0\.10|v2)(,|$)/.test(word));

const changesRefcounts = (argv: readonly string[]): boolean =>
  argv.some((word) => /(^|,)refcount_bits=/.test(word));

/** Version 2 has no zero clusters: they are made into others first. */
export const FLAWS_OF_AMEND: readonly KnownFlaw[] = [
  {
    name: 'an amend to version 2 marks zeroes that a snapshot shares as owned alone',
    words:
      'Zero clusters become data clusters, and their entries get the COPIED flag where the table ' +
      'has one owner. The cluster may have two, as a snapshot has a table of its own that ' +
      'names it. No failure is needed.',
    commands: ['amend'],
    causes: ALL_CAUSES,
    case: 648,
    version: '7.2.22',
    explains: ({ promise, signature }, argv) =>
      promise === 'sound' && signature === 'l2-copied-flag' && makesVersion2(argv),
  },
  {
    name: 'an amend to version 2 names new clusters before their refcounts',
    words:
      'Zero clusters over a backing file become data clusters. Their tables wait for a flush, ' +
      'but for no refcounts: these may still be missing, or fail, when the tables are on the disk.',
    commands: ['amend'],
    causes: ALL_CAUSES,
    case: 649,
    version: '7.2.22',
    explains: ({ promise, signature }, argv) =>
      promise === 'sound' &&
      /^wrong-refcount( l2-copied-flag)?$/.test(signature) &&
      makesVersion2(argv),
  },
  {
    name: 'an amend to version 2 calls it so before the tables of snapshots are on the disk',
    words:
      'Zero clusters of snapshots become data clusters in their tables, and the header says ' +
      'version 2, with no flush in between. A loss of power takes the tables: what the snapshot ' +
      'names as zeroes there is damage in version 2, or holds what the cluster held before.',
    commands: ['amend'],
    causes: ['power'],
    case: 654,
    version: '7.2.22',
    explains: ({ promise, signature }, argv) =>
      promise === 'snapshot' && signature !== 'gone' && makesVersion2(argv),
  },
  {
    name: 'an amend to version 2 names clusters that a longer file has for snapshots',
    words:
      'Over a backing file zero clusters of snapshots get places at the end of the file. Their ' +
      'tables are written with no flush in between: a loss of power takes the length, and the ' +
      'entries point past the end.',
    commands: ['amend'],
    causes: ['power'],
    case: 698,
    version: '7.2.22',
    explains: ({ promise, signature }, argv) =>
      promise === 'sound' &&
      /^beyond-end( wrong-refcount( l2-copied-flag)?)?$/.test(signature) &&
      makesVersion2(argv),
  },
  {
    name: 'an amend of the refcount width takes the clusters of the old refcounts at once',
    words:
      'The header names new refcounts, the old ones are given back, and their clusters are taken ' +
      'for others with no flush in between. A loss of power takes the header: the old one names ' +
      'refcounts that are gone.',
    commands: ['amend'],
    causes: ['power'],
    case: 658,
    version: '7.2.22',
    explains: ({ promise, signature }, argv) =>
      promise === 'sound' && signature.includes('wrong-refcount') && changesRefcounts(argv),
  },
];
