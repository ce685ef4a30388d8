// Mistakes in what `crash-safety=strict` does with encrypted images: zeroes of the file are none of
// the disk, and bytes beside a write are written again with it.
import type { Mutation } from '../mutation.ts';

const CREATE = 'engine/qcow2/image/create-encryption.ts';
const EXPAND = 'engine/qcow2/snapshots/expand-zeroes.ts';
const NODE = 'engine/qcow2/image/node.ts';
const RESIZE = 'engine/qcow2/image/resize.ts';

export const STRICT_ENCRYPTION: readonly Mutation[] = [
  {
    name: 'strict: zeroes that an amend writes into an encrypted image stay plain',
    kind: 'tool',
    origin: 'condition wrong',
    why: 'what was zero reads as noise in an image of version 2',
    file: EXPAND,
    find: 'if (encryption === undefined || !isStrict) {',
    replace: 'if (true) {',
    case: '805',
    shows: 'Pattern verification failed',
  },
  {
    name: 'strict: zeroes that an amend writes are encrypted by their place on the disk',
    kind: 'tool',
    origin: 'wrong place or length',
    why: 'a reader takes the place in the file, and gets noise',
    file: EXPAND,
    find: 'encryptData(encryption, { guestOffset, hostOffset }, zeroes)',
    replace: 'encryptData(encryption, { guestOffset, hostOffset: guestOffset as never }, zeroes)',
    case: '805',
    shows: 'Pattern verification failed',
  },
  {
    name: 'strict: a preallocated disk that is encrypted is not zeroed',
    kind: 'plain',
    origin: 'step left out',
    why: 'a new disk reads as noise',
    file: CREATE,
    find:
      "  if (image.isStrict) yield* explain('Could not zero the disk', " +
      'hidePreallocated(image));\n',
    replace: '',
    case: '805',
    shows: 'Pattern verification failed',
  },
  {
    name: 'strict: a new image has its keys before its disk is zeroed',
    kind: 'crash',
    origin: 'order of two writes swapped',
    why: 'after a crash there is an image whose disk reads as noise',
    file: CREATE,
    find:
      "  if (image.isStrict) yield* explain('Could not zero the disk', " +
      'hidePreallocated(image));\n' +
      "  yield* explain('Could not write encryption header', updateHeader(image));",
    replace:
      "  yield* explain('Could not write encryption header', updateHeader(image));\n" +
      "  if (image.isStrict) yield* explain('Could not zero the disk', hidePreallocated(image));",
    case: '805',
  },
  {
    name: 'strict: zeroes of a new encrypted disk wait in the caches',
    kind: 'crash',
    origin: 'flush dropped',
    why: 'after a crash there is an image whose disk reads as noise',
    file: CREATE,
    find: '    yield* settle(image);\n',
    replace: '',
    case: '805',
  },
  {
    name: 'strict: what a growth preallocates of an encrypted disk is not zeroed',
    kind: 'delayed',
    origin: 'step left out',
    why: 'the new part of the disk reads as noise',
    file: RESIZE,
    find: ' || isNoise) && length',
    replace: ') && length',
    case: '805',
    shows: 'Pattern verification failed',
  },
  {
    name: 'strict: a growth zeroes an encrypted disk from its beginning on',
    kind: 'tool',
    origin: 'wrong place or length',
    why: 'the disk is gone',
    file: RESIZE,
    find: 'yield* zeroNewArea(image, before, length);',
    replace: 'yield* zeroNewArea(image, isNoise ? 0 : before, length);',
    case: '805',
    shows: 'Pattern verification failed',
  },
  {
    name: 'strict: bytes beside a write to an encrypted image may be missing',
    kind: 'fault',
    origin: 'error swallowed',
    why: 'they are written as zeroes, and the write is told as done',
    file: NODE,
    find: 'this.needsEdges = this.isStrict;',
    replace: 'this.needsEdges = false;',
    case: '808',
  },
];
