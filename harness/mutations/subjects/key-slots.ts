// Mistakes in keys of LUKS: how they are split, which slot holds which password, what a sector is
// encrypted with.
import type { Mutation } from '../mutation.ts';

const AMEND = 'engine/luks/amend.ts';
const AF = 'engine/crypto/anti-forensic.ts';
const HEADER = 'engine/crypto/luks-header.ts';
const IV = 'engine/crypto/iv.ts';
const KEYS = 'engine/crypto/luks-keys.ts';
const NODE = 'engine/formats/luks/luks-node.ts';
const VOLUME = 'engine/luks/volume.ts';

export const KEY_SLOT_MISTAKES: readonly Mutation[] = [
  {
    name: 'sectors of a disk read by their numbers in the file',
    kind: 'plain',
    origin: 'wrong place or length',
    why: 'nothing that was written is read again',
    file: NODE,
    find: 'this.#cipher.decryptInPlace(piece, (offset + done) / CIPHER_SECTOR)',
    replace: 'this.#cipher.decryptInPlace(piece, (start + done) / CIPHER_SECTOR)',
    case: '810',
    shows: 'Content mismatch',
  },
  {
    name: 'IVs of sectors count from one',
    kind: 'plain',
    origin: 'off by one at a border',
    why: 'other programs read noise',
    file: IV,
    find: 'const number = first + index;',
    replace: 'const number = first + index + 1;',
    case: '802',
  },
  {
    name: 'IVs that are encrypted are made of half of the key',
    kind: 'plain',
    origin: 'wrong place or length',
    why: 'other programs read noise',
    file: IV,
    find: 'digest(hash, key).subarray',
    replace: 'digest(hash, key.subarray(0, key.length / 2)).subarray',
    case: '810',
  },
  {
    name: 'a key is split with the hash that is usual',
    kind: 'plain',
    origin: 'condition wrong',
    why: 'the password opens nothing where another hash was asked for',
    file: KEYS,
    find: 'splitKey(hash, masterKey,',
    replace: "splitKey('sha256', masterKey,",
    case: '810',
    shows: 'Invalid password',
  },
  {
    name: 'pieces of a split key all have the number zero',
    kind: 'plain',
    origin: 'step left out',
    why: 'other programs find no key',
    file: AF,
    find: 'writeU32(numbered, 0, index);',
    replace: 'writeU32(numbered, 0, 0);',
    case: '802',
  },
  {
    name: 'any key that a slot gives is taken',
    kind: 'plain',
    origin: 'condition wrong',
    why: 'with a wrong password the disk opens, reads as noise and is written over',
    file: KEYS,
    find: 'found.every((byte, index) => byte === keyDigest[index])',
    replace: 'found.length === keyDigest.length',
    case: '803',
  },
  {
    name: 'passwords are tried on the first slot alone',
    kind: 'delayed',
    origin: 'off by one at a border',
    why: 'the password that came last opens nothing',
    file: VOLUME,
    find: 'index < KEY_SLOTS; index += 1',
    replace: 'index < 1; index += 1',
    case: '810',
    shows: 'Invalid password',
  },
  {
    name: 'a new password goes into the slot in front of the free one',
    kind: 'tool',
    origin: 'off by one at a border',
    why: 'the password that was there opens nothing any more',
    file: AMEND,
    find: 'const index = keyslot ?? freeSlot(header);',
    replace: 'const index = keyslot ?? Math.max(0, (freeSlot(header) ?? 0) - 1);',
    case: '812',
  },
  {
    name: 'a password goes from the slot behind its own',
    kind: 'tool',
    origin: 'off by one at a border',
    why: 'who was to be shut out still opens the disk',
    file: AMEND,
    find: 'if (key !== undefined) matching.push(index);',
    replace: 'if (key !== undefined) matching.push(index + 1);',
    case: '803',
  },
  {
    name: 'a slot that holds a password is filled anew',
    kind: 'tool',
    origin: 'condition wrong',
    why: 'the password that was there opens nothing any more',
    file: AMEND,
    find: 'if (!isForced && activeSlots(header).includes(index)) {',
    replace: 'if (isForced && activeSlots(header).includes(index)) {',
    case: '803',
  },
  {
    name: 'key material goes before the header says that its password went',
    kind: 'crash',
    origin: 'order of two writes swapped',
    why: 'after a crash a slot is in use that opens nothing',
    file: AMEND,
    find: '    yield* area.write(0, header.bytes);\n',
    replace:
      '    const gone = source.random(materialLength(header));\n' +
      '    yield* area.write(header.slot(index).start * LUKS_SECTOR, gone);\n' +
      '    yield* area.write(0, header.bytes);\n',
    case: '810',
  },
  {
    name: 'number of iterations of a new slot not stored',
    kind: 'tool',
    origin: 'step left out',
    why: 'the password opens nothing',
    file: HEADER,
    find: '    writeU32(this.bytes, at + 4, iterations);\n',
    replace: '',
    case: '802',
  },
];
