// Mistakes in the plans of writes: what is copied, what is linked, who waits for whom.
// They run in the whole zoo alone (`npm run zoo`).
import type { Mutation } from '../../mutation.ts';

export const PLAN_MISTAKES: readonly Mutation[] = [
  {
    name: 'zeroes around data are not written',
    kind: 'plain',
    origin: 'known-bugs: 26 zero-cow-skipped-on-recycled-cluster',
    why: 'a guest reads what stood in the cluster before',
    file: 'engine/qcow2/mapping/copy-on-write.ts',
    find:
      '      yield* writeZeroes(image.dataFile, start, length, { ...NO_FLAGS, ' +
      'noFallback: true });',
    replace: '      void writeZeroes;',
    case: '590',
  },
  {
    name: 'zeroes are written around data although the tail is none',
    kind: 'plain',
    origin: 'condition wrong',
    why: 'what the backing file shows there is lost',
    file: 'engine/qcow2/mapping/copy-on-write.ts',
    find: '      (yield* readsAsZero(image, guestOffset + tail.offset, tail.length));',
    replace: '      tail.length >= 0;',
    case: '640',
  },
  {
    name: 'the tail of a copy is read where the data begins',
    kind: 'plain',
    origin: 'wrong place or length',
    why: 'bytes behind the data are wrong',
    file: 'engine/qcow2/mapping/copy-on-write.ts',
    find: 'yield* cowRead(image, plan.guestOffset + tail.offset, tailBytes);',
    replace: 'yield* cowRead(image, plan.guestOffset + head.offset, tailBytes);',
    case: '503',
  },
  {
    name: 'the tail of a copy is written behind the head',
    kind: 'plain',
    origin: 'wrong place or length',
    why: 'bytes behind the data are wrong',
    file: 'engine/qcow2/mapping/copy-on-write.ts',
    find: 'yield* cowWrite(image, hostAdd(plan.hostOffset, tail.offset), tailBytes);',
    replace:
      'yield* cowWrite(image, hostAdd(plan.hostOffset, head.offset + head.length), ' +
      'tailBytes);',
    case: '554',
  },
  {
    name: 'replaced clusters are not freed',
    kind: 'plain',
    origin: 'step left out',
    why: 'space is lost with each write after a snapshot',
    file: 'engine/qcow2/mapping/link.ts',
    find: '      yield* freeByEntry(image, entry, REPLACED);',
    replace: '      void entry;\n' + '      void freeByEntry;',
    case: '643',
  },
  {
    name: 'an error of a copy on write is forgotten',
    kind: 'fault',
    origin: 'error swallowed',
    why: 'bytes around the data are lost, and nobody is told',
    file: 'engine/qcow2/mapping/copy-on-write.ts',
    find: '    yield* copyRegions(image, plan);\n' + '  } finally {',
    replace:
      '    yield* copyRegions(image, plan);\n' +
      '  } catch {\n' +
      '    plan.isCowDone = true;\n' +
      '  } finally {',
    case: '500',
  },
  {
    name: 'clusters in place need not be adjacent',
    kind: 'plain',
    origin: 'off by one at a border',
    why: 'data goes into another cluster',
    file: 'engine/qcow2/mapping/plan.ts',
    find: 'if (!isNew && entryOffset(bytes, at) !== expected + count * clusterSize) ' + 'break;',
    replace:
      'if (!isNew && count === 1 && entryOffset(bytes, at) !== expected + count ' +
      '* clusterSize) break;',
    case: '722',
  },
];
