// Mistakes that engines for this format once made, put into ours: each has a plain trigger, which
// one of the cases pulls.
import type { Mutation } from '../mutation.ts';

const UPDATE = 'engine/qcow2/refcounts/update.ts';
const L2 = 'engine/qcow2/mapping/l2-table.ts';
const LINK = 'engine/qcow2/mapping/link.ts';
const PLAN = 'engine/qcow2/mapping/plan.ts';
const OVERLAP = 'engine/qcow2/owners/sections.ts';
const CORRUPTION = 'engine/qcow2/state/corruption.ts';
const ZEROES = 'engine/qcow2/image/write-zeroes.ts';
const REFCOUNTS = 'engine/qcow2/format/refcount-block.ts';
const DISCARD = 'engine/qcow2/mapping/discard.ts';
const DISCARD_GUEST = 'engine/qcow2/image/discard.ts';
const SHRINK_BLOCKS = 'engine/qcow2/refcounts/shrink.ts';
const L1 = 'engine/qcow2/mapping/l1-table.ts';

export const KNOWN: readonly Mutation[] = [
  {
    name: 'refcount blocks forgotten in the overlap check',
    kind: 'delayed',
    origin: 'known-bugs: 18 overlap-check-hole',
    why: 'a write to a cluster that counts as free by mistake destroys the counters of all others',
    file: OVERLAP,
    find: "  'refcount block',\n  'inactive L1 table',\n];",
    replace: "  'inactive L1 table',\n];",
    case: '522',
  },
  {
    name: 'corrupt bit kept in memory only',
    kind: 'delayed',
    origin: 'step left out',
    why: 'the next program opens the damaged image for writing as if nothing had been found',
    file: CORRUPTION,
    find: 'yield* updateHeader(image);',
    replace: 'void updateHeader;',
    case: '522',
  },
  {
    name: 'L2 table allocated at offset zero',
    kind: 'delayed',
    origin: 'known-bugs: 16 allocation-at-offset-zero',
    why: 'an entry of zero means that there is no table: everything below it is lost',
    file: L2,
    find: 'if (offset === 0) {\n      yield* signalCorruption',
    replace: 'if (offset < 0) {\n      yield* signalCorruption',
    case: '522',
  },
  {
    name: 'shared L2 table written in place',
    kind: 'plain',
    origin: 'known-bugs: 23 shared-l2-written-in-place',
    why: 'a write to the disk changes its snapshots too',
    file: L2,
    find: 'if (!entryIsCopied(image.l1, at)) {',
    replace: 'if (l2Offset === 0) {',
    case: '522',
  },
  {
    name: 'shared data cluster written in place',
    kind: 'plain',
    origin: 'known-bugs: 29 copied-flag-kept-after-snapshot',
    why: 'a write to the disk changes its snapshots too',
    file: PLAN,
    find: 'return !hasOwnPlace || !entryIsCopied(table, at);',
    replace: 'return !hasOwnPlace;',
    case: '522',
  },
  {
    name: 'reserved cluster behind the zero flag forgotten',
    kind: 'plain',
    origin: 'known-bugs: 9 preallocated-zero-forgotten',
    why: 'each write over a zero cluster takes a new place and never the one that is kept for it',
    file: PLAN,
    find: "const hasOwnPlace = kind === 'normal' || kind === 'zero-allocated';",
    replace: "const hasOwnPlace = kind === 'normal';",
    case: '523',
  },
  {
    name: 'freed clusters not offered again',
    kind: 'delayed',
    origin: 'known-bugs: 12 runtime-free-list-gap',
    why: 'the file grows without end although most of it is free',
    file: UPDATE,
    find: 'if (count === 0 && cluster < image.freeClusterIndex) {',
    replace: 'if (count < 0) {',
    case: '523',
  },
  {
    name: 'zero write widened over what follows',
    kind: 'plain',
    origin: 'known-bugs: 25 partial-zero-write-widened',
    why: 'zeroing the start of a cluster hides the rest of what the backing file shows there',
    file: ZEROES,
    find: ' && (yield* readsAsZero(image, end, tail))',
    replace: ' && tail >= 0',
    case: '523',
  },
  {
    name: 'narrow refcounts read from the other end of the byte',
    kind: 'plain',
    origin: 'known-bugs: 44 sub-byte-refcounts-packed-wrong',
    why: 'counters of other clusters are taken for those of this one',
    file: REFCOUNTS,
    find: 'return (byte >>> ((index % perByte) * bits)) &',
    replace: 'return (byte >>> ((perByte - 1 - (index % perByte)) * bits)) &',
    case: '520',
  },
  {
    name: 'failed write frees the clusters it was to keep',
    kind: 'fault',
    origin: 'known-bugs: 19 abort-frees-kept-cluster',
    why: 'clusters that are still mapped are handed out again',
    file: LINK,
    find: 'if (!plan.keepsClusters && !image.geometry.hasDataFile) {\n      const length',
    replace: 'if (plan.clusterCount > 0) {\n      const length',
    case: '026',
  },
  {
    name: 'refcounts lowered on disk before the entry is gone',
    kind: 'crash',
    origin: 'known-bugs: 4 count-dropped-before-unlink',
    why: 'after a crash an entry points at a cluster that counts as free',
    file: UPDATE,
    find: 'yield* waitForEntries(image);',
    replace: '',
    case: '523',
  },
  {
    name: 'discard brings the backing file to light',
    kind: 'plain',
    origin: 'known-bugs: 58 discard-exposes-backing',
    why: 'what the guest threw away is replaced by what stood there long ago',
    file: DISCARD,
    find: 'zero: image.header.version >= 3',
    replace: 'zero: false',
    case: '540',
  },
  {
    name: 'last partial cluster never discarded',
    kind: 'plain',
    origin: 'known-bugs: 53 discard-stops-short',
    why: 'the space of the last cluster cannot be given back',
    file: DISCARD_GUEST,
    find: ' || offset + length === image.size;',
    replace: ';',
    case: '540',
  },
  {
    name: 'shrink keeps the L2 tables that it cuts off',
    kind: 'plain',
    origin: 'step left out',
    why: 'no entry names them any more: they leak',
    file: L1,
    find: "yield* freeClusters(image, offset, geometry.clusterSize, 'always');",
    replace: 'void geometry.clusterSize;',
    case: '541',
  },
  {
    name: 'dropped refcount block still counted',
    kind: 'plain',
    origin: 'step left out',
    why: 'the cluster of each block that a shrink drops leaks',
    file: SHRINK_BLOCKS,
    find: 'setRefcount(block.bytes, index, refcountOrder, 0);',
    replace: 'setRefcount(block.bytes, index, refcountOrder, 1);',
    case: '541',
  },
  {
    name: 'refcount block that counts others dropped',
    kind: 'plain',
    origin: 'step left out',
    why: 'clusters in use count as free and are handed out again',
    file: SHRINK_BLOCKS,
    find: 'counts.every((byte) => byte === 0)',
    replace: 'counts.some((byte) => byte === 0)',
    case: '541',
  },
];
