// Mistakes in qcow2 images that are encrypted.
import type { Mutation } from '../mutation.ts';

const COPY = 'engine/qcow2/mapping/copy-on-write.ts';
const CREATE = 'engine/qcow2/image/create-encryption.ts';
const EMPTY = 'engine/qcow2/image/empty.ts';
const NODE = 'engine/qcow2/image/node.ts';
const OPEN = 'engine/qcow2/image/open-encryption.ts';
const STATE = 'engine/qcow2/state/encryption.ts';
const STATUS = 'engine/qcow2/image/status.ts';

export const ENCRYPTED_IMAGES: readonly Mutation[] = [
  {
    name: 'sectors of LUKS in an image counted on the disk',
    kind: 'plain',
    origin: 'wrong place or length',
    why: 'other programs read noise, and snapshots too once a cluster is copied',
    file: STATE,
    find: 'luks === undefined ? guestOffset : hostOffset',
    replace: 'guestOffset',
    case: '802',
  },
  {
    name: 'sectors of the old method counted in the file',
    kind: 'plain',
    origin: 'wrong place or length',
    why: 'other programs read noise',
    file: STATE,
    find: 'luks === undefined ? guestOffset : hostOffset',
    replace: 'hostOffset',
    case: '801',
  },
  {
    name: 'what is copied beside a write is encrypted by the start of its cluster',
    kind: 'plain',
    origin: 'wrong place or length',
    why: 'bytes behind a write are noise',
    file: COPY,
    find: '    hostOffset: hostAdd(plan.hostOffset, offset),\n',
    replace: '    hostOffset: plan.hostOffset,\n',
    case: '811',
    shows: 'Pattern verification failed',
  },
  {
    name: 'what is copied beside a write is not encrypted',
    kind: 'plain',
    origin: 'step left out',
    why: 'bytes beside a write are noise',
    file: COPY,
    find: '  if (encryption === undefined || bytes.length === 0) return bytes;',
    replace: '  if (true) return bytes;',
    case: '811',
    shows: 'Pattern verification failed',
  },
  {
    name: 'an encrypted cluster is zeroed around its data',
    kind: 'plain',
    origin: 'condition wrong',
    why: 'bytes beside a write are noise',
    file: COPY,
    find: '  if (image.encryption !== undefined) return;\n',
    replace: '',
    case: '802',
  },
  {
    name: 'a committed image is written anew with its keys',
    kind: 'tool',
    origin: 'condition wrong',
    why: 'no password opens the overlay any more',
    file: EMPTY,
    find: '    header.cryptMethod !== CRYPT_LUKS &&\n',
    replace: '',
    case: '811',
  },
  {
    name: 'a preallocated disk that is encrypted counts as zero',
    kind: 'tool',
    origin: 'condition wrong',
    why: 'a copy leaves noise where its source is zero',
    file: NODE,
    find: 'return !isPreallocated || (isPlain && ',
    replace: 'return !isPreallocated || (',
    case: '811',
    shows: 'Content mismatch',
  },
  {
    name: 'a place in the file is told of clusters that are encrypted',
    kind: 'tool',
    origin: 'condition wrong',
    why: 'who reads there gets noise',
    file: STATUS,
    find: 'piece.hasHost && image.encryption === undefined',
    replace: 'piece.hasHost',
    case: '802',
  },
  {
    name: 'the header of an image names keys that are not there',
    kind: 'crash',
    origin: 'order of two writes swapped',
    why: 'after a crash the image cannot be opened',
    file: CREATE,
    find: '  if (luks !== undefined) yield* makeLuks(image, luks, password, context);\n',
    replace:
      '  if (luks !== undefined) {\n' +
      '    yield* updateHeader(image);\n' +
      '    yield* makeLuks(image, luks, password, context);\n' +
      '  }\n',
    case: '802',
  },
  {
    name: 'clusters that keys get are not emptied',
    kind: 'delayed',
    origin: 'step left out',
    why: 'what a file held before shows between slots',
    file: CREATE,
    find: "  yield* explain('Could not zero fill encryption header', wiping);\n",
    replace: '  void wiping;\n',
    case: '802',
  },
  {
    name: 'the old method takes the end of a long password',
    kind: 'plain',
    origin: 'wrong place or length',
    why: 'other programs read noise',
    file: OPEN,
    find: 'password.subarray(0, OLD_KEY_BYTES)',
    replace: 'password.subarray(-OLD_KEY_BYTES)',
    case: '812',
  },
];
