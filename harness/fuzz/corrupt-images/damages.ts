// Damages to an image: a number of a structure gets a value at a boundary, of another number, of
// its own place; or clusters and the length of the file change.
import fc from 'fast-check';
import { plural } from '../../golden/plural.ts';
import { type Area, findAreas, type Word } from './structures.ts';

/** One damage. Numbers are reduced to what the image has when it is done. */
export interface Damage {
  readonly kind: (typeof KINDS)[number];
  readonly area: number;
  readonly word: number;
  /** Another word of the image, for values that are shared or swapped. */
  readonly otherArea: number;
  readonly otherWord: number;
  readonly choice: number;
  readonly bits: bigint;
}

const KINDS = [
  'boundary',
  'boundary',
  'boundary',
  'pointer',
  'pointer',
  'pointer',
  'flip',
  'flip',
  'shift',
  'copy',
  'copy',
  'swap',
  'self',
  'random',
  'cut',
  'grow',
  'clear cluster',
  'copy cluster',
] as const;

export const damages: fc.Arbitrary<Damage> = fc.record({
  kind: fc.constantFrom(...KINDS),
  area: fc.nat(1000),
  word: fc.nat(1000),
  otherArea: fc.nat(1000),
  otherWord: fc.nat(1000),
  choice: fc.nat(10_000),
  bits: fc.bigInt(0n, 2n ** 64n - 1n),
});

/** A damaged image, and what was done to it, in words. */
export interface Damaged {
  readonly bytes: Uint8Array;
  readonly log: readonly string[];
}

/**
 * A damaged copy of the sound image in `bytes`. With `keepsHeader` the header and its extensions
 * are left alone: most images can be opened then.
 */
export function applyDamages(
  bytes: Uint8Array,
  wanted: readonly Damage[],
  keepsHeader = false,
): Damaged {
  const areas = findAreas(bytes).filter(({ name }) => !keepsHeader || !name.startsWith('header'));
  let damaged: Uint8Array = bytes.slice();
  const log: string[] = [];
  for (const damage of wanted) {
    const step = apply(damaged, areas, damage);
    damaged = step.bytes;
    log.push(step.log);
  }
  return { bytes: damaged, log };
}

interface Step {
  readonly bytes: Uint8Array;
  readonly log: string;
}

const pick = <T>(list: readonly T[], index: number): T => {
  const found = list[index % list.length];
  if (found === undefined) throw new Error('there is nothing to pick from');
  return found;
};

/** The structure by its kind first, so that a hundred L2 tables are not most of what is chosen. */
function pickWord(areas: readonly Area[], area: number, word: number): Word & { name: string } {
  const names = [...new Set(areas.map(({ name }) => name))];
  const name = pick(names, area);
  const ofKind = areas.filter((candidate) => candidate.name === name);
  const { words } = pick(ofKind, Math.floor(area / names.length));
  return { ...pick(words, word), name };
}

function apply(bytes: Uint8Array, areas: readonly Area[], damage: Damage): Step {
  const { kind, choice } = damage;
  const clusterSize = clusterSizeOf(bytes);
  const clusters = Math.max(1, Math.ceil(bytes.length / clusterSize));
  const target = pickWord(areas, damage.area, damage.word);
  switch (kind) {
    case 'cut': {
      const unit = pick([1, 8, 512, clusterSize], choice);
      const length = Math.max(1, bytes.length - unit * (1 + (damage.word % clusters)));
      return { bytes: bytes.slice(0, length), log: `cut to ${plural(length, 'byte')}` };
    }
    case 'grow': {
      const grown = new Uint8Array(bytes.length + pick([1, 512, clusterSize, 65536], choice));
      grown.set(bytes);
      return { bytes: grown, log: `grown to ${plural(grown.length, 'byte')}` };
    }
    case 'clear cluster': {
      const at = (1 + (choice % clusters)) * clusterSize;
      bytes.subarray(at, at + clusterSize).fill(pick([0, 0, 255], damage.word));
      return { bytes, log: `cluster at ${at} filled` };
    }
    case 'copy cluster': {
      const from = (choice % clusters) * clusterSize;
      const to = (1 + (damage.word % clusters)) * clusterSize;
      const source = bytes.slice(from, from + clusterSize);
      if (to + source.length <= bytes.length) bytes.set(source, to);
      return { bytes, log: `cluster at ${from} copied to ${to}` };
    }
    default:
      return applyToWord(bytes, areas, damage, target);
  }
}

function applyToWord(
  bytes: Uint8Array,
  areas: readonly Area[],
  damage: Damage,
  target: Word & { name: string },
): Step {
  const { offset, width } = target;
  if (offset + width > bytes.length) return { bytes, log: 'nothing: that part was cut off' };
  const old = readWord(bytes, target);
  const other = pickWord(areas, damage.otherArea, damage.otherWord);
  const shared = other.offset + other.width <= bytes.length ? readWord(bytes, other) : 0n;
  const value = newValue(bytes, damage, { old, shared, offset, width });
  writeWord(bytes, target, value);
  if (damage.kind === 'swap' && other.offset + other.width <= bytes.length) {
    writeWord(bytes, other, old);
  }
  const shown = BigInt.asUintN(width * 8, value).toString(16);
  return {
    bytes,
    log: `${target.name} at 0x${offset.toString(16)}: 0x${old.toString(16)} -> 0x${shown}`,
  };
}

interface Old {
  readonly old: bigint;
  readonly shared: bigint;
  readonly offset: number;
  readonly width: number;
}

function newValue(
  bytes: Uint8Array,
  { kind, choice, bits, word }: Damage,
  { old, shared, offset, width }: Old,
): bigint {
  const clusterSize = BigInt(clusterSizeOf(bytes));
  const length = BigInt(bytes.length);
  const clusters = length / clusterSize + 1n;
  const [copied, compressed] = [2n ** 63n, 2n ** 62n];
  const flags = pick([0n, copied, copied, compressed, copied + compressed, 1n, copied + 1n], word);
  switch (kind) {
    case 'boundary': {
      const top = 2n ** BigInt(width * 8);
      return pick(
        [
          0n,
          0n,
          1n,
          2n,
          top - 1n,
          top - 2n,
          top / 2n,
          top / 2n - 1n,
          2n ** 31n,
          2n ** 16n,
          length,
          length - 1n,
          clusters * clusterSize,
          clusters,
          clusters + 1n,
          2n ** 56n - 512n,
          2n ** 62n,
          2n ** 53n + clusterSize,
          255n,
          1024n,
          1025n,
          old * 2n,
          old / 2n,
          old + 1n,
        ],
        choice,
      );
    }
    case 'pointer': {
      const spare = pick([0n, 0n, 0n, 0n, 512n, 8n], choice);
      return flags + (bits % (clusters + 2n)) * clusterSize + spare;
    }
    case 'flip': {
      const mask = 2n ** (bits % BigInt(width * 8));
      return (old / mask) % 2n === 1n ? old - mask : old + mask;
    }
    case 'shift':
      return old + pick([1n, -1n, 8n, 512n, -512n, clusterSize, -clusterSize], choice);
    case 'copy':
    case 'swap':
      return shared;
    case 'self': {
      const at = BigInt(offset);
      return flags + at - (at % clusterSize);
    }
    default:
      return pick([bits, bits % length, flags + (bits % 2n ** 40n)], choice);
  }
}

/** Of a header that may be damaged already. */
function clusterSizeOf(bytes: Uint8Array): number {
  const bits = bytes[23] ?? 0;
  return bits >= 9 && bits <= 21 ? 2 ** bits : 512;
}

function readWord(bytes: Uint8Array, { offset, width }: Word): bigint {
  let value = 0n;
  for (let at = 0; at < width; at += 1) value = value * 256n + BigInt(bytes[offset + at] ?? 0);
  return value;
}

function writeWord(bytes: Uint8Array, { offset, width }: Word, value: bigint): void {
  let rest = BigInt.asUintN(width * 8, value);
  for (let at = width - 1; at >= 0; at -= 1) {
    bytes[offset + at] = Number(rest % 256n);
    rest /= 256n;
  }
}
