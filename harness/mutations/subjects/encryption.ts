// Mistakes in disks that are encrypted as a whole: which key a sector has, and what stays of a
// password that was taken away.
import type { Mutation } from '../mutation.ts';

const VOLUME = 'engine/luks/volume.ts';
const AMEND = 'engine/luks/amend.ts';
const HEADER = 'engine/crypto/luks-header.ts';
const NODE = 'engine/formats/luks/luks-node.ts';

export const ENCRYPTION: readonly Mutation[] = [
  {
    name: 'LUKS header written before the key material that it names',
    kind: 'crash',
    origin: 'order of two writes swapped',
    why: 'after a crash the header has a password that opens nothing',
    file: VOLUME,
    find:
      '  yield* area.write(header.slot(request.index).start * LUKS_SECTOR, material);\n' +
      '  yield* area.write(0, header.bytes);',
    replace:
      '  yield* area.write(0, header.bytes);\n' +
      '  yield* area.write(header.slot(request.index).start * LUKS_SECTOR, material);',
    case: '810',
  },
  {
    name: 'key material of a password that goes written over once',
    kind: 'tool',
    origin: 'step left out',
    why: 'what a device keeps of overwritten sectors gives the key to who knows the password',
    file: AMEND,
    find: 'const ERASURES = 40;',
    replace: 'const ERASURES = 1;',
    case: '810',
  },
  {
    name: 'salt of a password that goes left in the header',
    kind: 'tool',
    origin: 'step left out',
    why: 'with the salt old key material is worth something',
    file: HEADER,
    find: 'this.bytes.fill(0, at + 4, at + 8 + SALT);',
    replace: '',
    case: '810',
  },
  {
    name: 'only password of a volume taken away',
    kind: 'tool',
    origin: 'condition wrong',
    why: 'nobody can read the disk any more',
    file: AMEND,
    find: 'if (!isForced && active.length === 1) {',
    replace: 'if (!isForced && active.length === 0) {',
    case: '810',
  },
  {
    name: 'sectors of a piece encrypted by their numbers in it',
    kind: 'delayed',
    origin: 'wrong place or length',
    why: 'the second piece of a disk reads as noise',
    file: NODE,
    find: 'this.#cipher.encrypt(piece, (offset + done) / CIPHER_SECTOR)',
    replace: 'this.#cipher.encrypt(piece, done / CIPHER_SECTOR)',
    case: '810',
    shows: 'Content mismatch',
  },
];
