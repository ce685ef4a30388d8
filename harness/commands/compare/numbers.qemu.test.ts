// Numbers, read and printed, against the real tools: seeded texts near the grammar of sizes, and
// seeded sizes. Commands share a process, as only their text matters.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TwinWorld } from '../../testing/differential.ts';

const SEED = 20261121;

const digits = fc.oneof(
  fc.nat({ max: 5000 }).map(String),
  fc.bigInt({ min: 0n, max: 2n ** 65n }).map(String),
  fc.constantFrom('0', '00', '010', '9223372036854775807', '9223372036854775808'),
  fc.bigInt({ min: 0n, max: 2n ** 66n }).map((value) => `0x${value.toString(16)}`),
);
const fraction = fc.oneof(
  fc.constant(''),
  fc.nat({ max: 99999 }).map((value) => `.${value}`),
  fc.constantFrom('.', '.0', '.5', '.25', '.999999999999', '.e1', '.5e1', '.5E'),
);
const suffix = fc.constantFrom('', '', 'k', 'K', 'M', 'g', 'T', 'P', 'E', 'e', 'b', 'B', 'x', 'kk');
const prefix = fc.constantFrom('', '', '', '', '+', '-', '.', 'x');
const numberText = fc
  .tuple(prefix, digits, fraction, suffix)
  .map((parts) => parts.join(''))
  .filter((text) => text !== '' && !text.startsWith('-'));

/** Runs commands in one process of each kind. */
function compare(args: readonly string[]): void {
  const world = new TwinWorld();
  try {
    world.write('r.raw', new Uint8Array(4096));
    const real = world.runReal('qemu-io', args);
    expect(world.runOurs('qemu-io', args)).toEqual(real);
  } finally {
    world.remove();
  }
}

test('sizes are read, and refused, as by the real tool', () => {
  const texts = fc.sample(numberText, { numRuns: 1500, seed: SEED });
  for (let at = 0; at < texts.length; at += 250) {
    const commands = texts.slice(at, at + 250).flatMap((text) => ['-c', `alloc ${text}`]);
    compare(['-f', 'raw', 'r.raw', ...commands]);
  }
});

test('patterns are read, and refused, as by the real tool', () => {
  const text = fc.oneof(
    numberText,
    fc.nat({ max: 300 }).map((value) => `0x${value.toString(16)}`),
    fc.nat({ max: 300 }).map((value) => `0${value.toString(8)}`),
    fc.nat({ max: 300 }).map(String),
    fc.constantFrom('-0', '-1', '+7', '0x', '08', '0X1F', '99999999999999999999'),
  );
  const texts = fc.sample(text, { numRuns: 500, seed: SEED });
  const commands = texts.flatMap((pattern) => ['-c', `read -q -P ${pattern} 0 1`]);
  compare(['-f', 'raw', 'r.raw', ...commands]);
});

test('sizes are printed as by the real tool, in three digits', () => {
  const size = fc.oneof(fc.nat({ max: 2 ** 21 }), fc.nat({ max: 2 ** 52 }));
  const world = new TwinWorld();
  try {
    for (const bytes of fc.sample(size, { numRuns: 40, seed: SEED })) {
      const options = `driver=null-co,size=${bytes},read-zeroes=on`;
      const args = ['info', '--image-opts', options];
      const real = world.runReal('qemu-img', args).text;
      const ours = world.runOurs('qemu-img', args).text;
      const line = /^virtual size: .*$/m;
      expect(line.exec(ours)?.[0], options).toBe(line.exec(real)?.[0]);
      expect(ours).toMatch(line);
    }
  } finally {
    world.remove();
  }
});
