// Properties as vitest tests. They stand here and not in @fast-check/vitest, which makes every
// chain of test modifiers when it is loaded: 240 MB that a worker keeps, and marks at each
// collection.
import fc from 'fast-check';
import { test } from 'vitest';

/** One arbitrary for each value of a tuple. */
type Arbitraries<Values extends unknown[]> = {
  [Index in keyof Values]: fc.Arbitrary<Values[Index]>;
};

/** Declares the test of a property: `check` throws, or returns false, where it does not hold. */
type DeclareProperty<Values extends unknown[]> = (
  name: string,
  check: (...values: Values) => boolean | void,
) => void;

/**
 * A test that `check` holds for whatever the arbitraries draw. Its name tells the seed: that of
 * `settings`, or of fc.configureGlobal(). A failure is told with the smallest values that show it.
 */
export function property<Values extends [unknown, ...unknown[]]>(
  arbitraries: Arbitraries<Values>,
  settings: fc.Parameters<Values> = {},
): DeclareProperty<Values> {
  const { seed } = { ...fc.readConfigureGlobal(), ...settings };
  return (name, check) =>
    test(`${name} (with seed=${seed})`, () => {
      fc.assert(fc.property<Values>(...arbitraries, check), settings);
    });
}
