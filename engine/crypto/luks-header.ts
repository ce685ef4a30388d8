// The header of LUKS1: 592 bytes, of which those that no field has are kept as they are.
import { readU16, readU32, writeU16, writeU32 } from '../base/endian.ts';

/** Bytes of the header, of a sector, and of all that stands in front of the first key slot. */
export const LUKS_HEADER = 592;
export const LUKS_SECTOR = 512;
export const LUKS_HEADER_AREA = 4096;
export const KEY_SLOTS = 8;
/** Pieces that a key is split into: other numbers are refused. */
export const STRIPES = 4000;
/** Bytes of a salt, and of the digest that a key is known by. */
export const SALT = 32;
export const KEY_DIGEST = 20;

const MAGIC = [0x4c, 0x55, 0x4b, 0x53, 0xba, 0xbe];
const VERSION = 1;
const VERSION_AT = 6;
const TEXTS = {
  cipherName: { at: 8, length: 32 },
  cipherMode: { at: 40, length: 32 },
  hash: { at: 72, length: 32 },
  uuid: { at: 168, length: 40 },
} as const;
const PAYLOAD_AT = 104;
const KEY_LENGTH_AT = 108;
const DIGEST_AT = 112;
const SALT_AT = 132;
const ITERATIONS_AT = 164;
const SLOTS_AT = 208;
const SLOT = 48;
const ACTIVE = 0x00ac71f3;
const INACTIVE = 0x0000dead;

export type SlotState = 'active' | 'inactive' | 'corrupt';

/** One key slot, as it stands in the header. */
export interface KeySlot {
  readonly state: SlotState;
  readonly iterations: number;
  readonly salt: Uint8Array;
  /** Where its key material begins, in sectors. */
  readonly start: number;
  readonly stripes: number;
}

/** Fields of the header that are texts. */
export type HeaderText = keyof typeof TEXTS;

/** What a new header holds; its slots are inactive. */
export interface NewHeader {
  readonly texts: Readonly<Record<HeaderText, string>>;
  readonly keyLength: number;
  readonly keyDigest: Uint8Array;
  readonly salt: Uint8Array;
  readonly iterations: number;
}

/** Whether a file begins as those of LUKS1 do. */
export const isLuks1 = (bytes: Uint8Array): boolean =>
  bytes.length > VERSION_AT + 1 && hasMagic(bytes) && readU16(bytes, VERSION_AT) === VERSION;

const hasMagic = (bytes: Uint8Array): boolean =>
  MAGIC.every((byte, index) => bytes[index] === byte);

/** Sectors that the material of one slot takes, for keys of so many bytes. */
export const slotSectors = (keyLength: number, stripes = STRIPES): number => {
  const page = LUKS_HEADER_AREA / LUKS_SECTOR;
  // QEMU's product has 32 bits.
  const bytes = Number(BigInt.asUintN(32, BigInt(keyLength) * BigInt(stripes)));
  return Math.ceil(Math.ceil(bytes / LUKS_SECTOR) / page) * page;
};

/** The fields of one header, by name. Reading them checks nothing: see luks-checks.ts. */
export class LuksHeader {
  /** The header as it is in the file. */
  readonly bytes: Uint8Array;

  /** `bytes` has the length of a header, and is kept. */
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** A header in which every slot has its place, and none a key. */
  static make(fields: NewHeader): LuksHeader {
    const bytes = new Uint8Array(LUKS_HEADER);
    bytes.set(MAGIC);
    writeU16(bytes, VERSION_AT, VERSION);
    const encoder = new TextEncoder();
    for (const [name, text] of Object.entries(fields.texts)) {
      bytes.set(encoder.encode(text), TEXTS[name as HeaderText].at);
    }
    writeU32(bytes, KEY_LENGTH_AT, fields.keyLength);
    bytes.set(fields.keyDigest, DIGEST_AT);
    bytes.set(fields.salt, SALT_AT);
    writeU32(bytes, ITERATIONS_AT, fields.iterations);
    const header = new LuksHeader(bytes);
    const first = LUKS_HEADER_AREA / LUKS_SECTOR;
    const sectors = slotSectors(fields.keyLength);
    for (let index = 0; index < KEY_SLOTS; index += 1) {
      writeU32(bytes, slotAt(index), INACTIVE);
      writeU32(bytes, slotAt(index) + 40, first + index * sectors);
      writeU32(bytes, slotAt(index) + 44, STRIPES);
    }
    writeU32(bytes, PAYLOAD_AT, first + KEY_SLOTS * sectors);
    return header;
  }

  get hasMagic(): boolean {
    return hasMagic(this.bytes);
  }

  get version(): number {
    return readU16(this.bytes, VERSION_AT);
  }

  /** The text up to its first zero byte, or all that there is room for. */
  text(name: HeaderText): string {
    const field = this.#field(name);
    const end = field.indexOf(0);
    return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
  }

  isTerminated(name: HeaderText): boolean {
    return this.#field(name).includes(0);
  }

  #field(name: HeaderText): Uint8Array {
    const { at, length } = TEXTS[name];
    return this.bytes.subarray(at, at + length);
  }

  /** Where the encrypted disk begins, in sectors. */
  get payloadStart(): number {
    return readU32(this.bytes, PAYLOAD_AT);
  }

  /** Bytes of the master key. */
  get keyLength(): number {
    return readU32(this.bytes, KEY_LENGTH_AT);
  }

  /** What is derived from the master key with `salt` and `iterations`. */
  get keyDigest(): Uint8Array {
    return this.bytes.subarray(DIGEST_AT, DIGEST_AT + KEY_DIGEST);
  }

  get salt(): Uint8Array {
    return this.bytes.subarray(SALT_AT, SALT_AT + SALT);
  }

  get iterations(): number {
    return readU32(this.bytes, ITERATIONS_AT);
  }

  slot(index: number): KeySlot {
    const at = slotAt(index);
    const state = readU32(this.bytes, at);
    return {
      state: state === ACTIVE ? 'active' : state === INACTIVE ? 'inactive' : 'corrupt',
      iterations: readU32(this.bytes, at + 4),
      salt: new Uint8Array(this.bytes.subarray(at + 8, at + 8 + SALT)),
      start: readU32(this.bytes, at + 40),
      stripes: readU32(this.bytes, at + 44),
    };
  }

  /** All slots, in their order. */
  slots(): KeySlot[] {
    return Array.from({ length: KEY_SLOTS }, (_, index) => this.slot(index));
  }

  /** Marks a slot as having key material that was made with these. */
  activateSlot(index: number, salt: Uint8Array, iterations: number): void {
    const at = slotAt(index);
    writeU32(this.bytes, at, ACTIVE);
    writeU32(this.bytes, at + 4, iterations);
    this.bytes.set(salt, at + 8);
  }

  /** Marks a slot as empty: its salt is gone, and with it the way to its key. */
  clearSlot(index: number): void {
    const at = slotAt(index);
    writeU32(this.bytes, at, INACTIVE);
    this.bytes.fill(0, at + 4, at + 8 + SALT);
  }
}

const slotAt = (index: number): number => SLOTS_AT + index * SLOT;
