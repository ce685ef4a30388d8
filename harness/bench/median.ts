// Repeated measurements, of which the middle one counts.

/** The middle value; the mean of the two middle ones of an even count. Throws for none at all. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)];
  const lower = sorted[Math.ceil(middle) - 1];
  if (upper === undefined || lower === undefined) {
    throw new RangeError('a median needs a value');
  }
  return (upper + lower) / 2;
}

/** Wall-clock milliseconds that `action` takes. */
export function timed(action: () => void): number {
  const started = performance.now();
  action();
  return performance.now() - started;
}
