// Sets of at most 31 things as bits of a number, for code that has no other use for bit operators.

/** Whether the two sets share a member. */
export const sharesBits = (set: number, other: number): boolean => (set & other) !== 0;

export const withBits = (set: number, added: number): number => set | added;

export const withoutBits = (set: number, removed: number): number => set & ~removed;

export const commonBits = (set: number, other: number): number => set & other;

/** The smallest member, as its place: 0 for bit 0. The set has a member. */
export const firstBit = (set: number): number => 31 - Math.clz32(set & -set);

/**
 * Hashes an integer below 2^53 to a number below `size`, a power of two up to 2^31. Neighbouring
 * and evenly spaced integers end up far apart.
 */
export function scatter(value: number, size: number): number {
  let mixed = Math.imul((value >>> 0) ^ Math.floor(value / 2 ** 32), 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
  return (mixed ^ (mixed >>> 13)) & (size - 1);
}
