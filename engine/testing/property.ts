// Properties as vitest tests. They stand here and not in @fast-check/vitest, which makes every
// chain of test modifiers when it is loaded: 240 MB that a worker keeps, and marks at each
// collection.
import fc from 'fast-check';
import { test } from 'vitest';

/** One arbitrary for each value of a tuple. */
type Arbitraries<Values extends unknown[]> = {
  [Index in keyof Values]: fc.Arbitrary<Values[Index]>;
};

/** Throws, or returns false, where a property does not hold. */
type Check<Values extends unknown[]> = (...values: Values) => boolean | void;

/**
 * Throws, with the smallest values that show it, unless `check` holds for whatever the arbitraries
 * draw.
 */
export function assertProperty<Values extends [unknown, ...unknown[]]>(
  arbitraries: Arbitraries<Values>,
  check: Check<Values>,
  settings: fc.Parameters<Values> = {},
): void {
  fc.assert(fc.property<Values>(...arbitraries, check), settings);
}

/** The same as a test. Its name tells the seed: that of `settings`, or of fc.configureGlobal(). */
export function property<Values extends [unknown, ...unknown[]]>(
  arbitraries: Arbitraries<Values>,
  settings: fc.Parameters<Values> = {},
): (name: string, check: Check<Values>) => void {
  const { seed } = { ...fc.readConfigureGlobal(), ...settings };
  return (name, check) =>
    test(`${name} (with seed=${seed})`, () => assertProperty(arbitraries, check, settings));
}
