// Arithmetic on offsets and lengths. Offsets are doubles that hold integers below 2^53, so division
// and remainder are used in place of bit operators, which would cut values to 32 bits.

export const alignDown = (offset: number, unit: number): number => offset - (offset % unit);

export const alignUp = (offset: number, unit: number): number => {
  const rest = offset % unit;
  return rest === 0 ? offset : offset - rest + unit;
};

export const isAligned = (offset: number, unit: number): boolean => offset % unit === 0;

export const divideUp = (value: number, unit: number): number => Math.ceil(value / unit);

export const divideDown = (value: number, unit: number): number => Math.floor(value / unit);

export const isPowerOfTwo = (value: number): boolean =>
  value >= 1 && Number.isInteger(Math.log2(value));

/** Whether [a, a+aLength) and [b, b+bLength) share a byte. */
export const rangesOverlap = (a: number, aLength: number, b: number, bLength: number): boolean =>
  a < b + bLength && b < a + aLength;

/** The smaller of the two, where zero means "no limit". */
export const minNonZero = (a: number, b: number): number =>
  a === 0 ? b : b === 0 ? a : Math.min(a, b);
