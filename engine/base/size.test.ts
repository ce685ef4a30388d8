// Sizes, integers and switches as QEMU 7.2 reads them.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { property } from '../testing/property.ts';
import { parseInteger, parseSize, parseSwitch } from './size.ts';

const valueOf = (text: string): bigint | string => {
  const parsed = parseSize(text);
  return parsed.kind === 'number' ? parsed.value : parsed.kind;
};

describe('a size', () => {
  test.each([
    ['0', 0n],
    ['010', 10n],
    ['+5', 5n],
    [' 5', 5n],
    ['1.5k', 1536n],
    ['1.k', 1024n],
    ['1.', 1n],
    ['1.E', 1n << 60n],
    ['1.5E', 3n << 59n],
    ['0x10', 16n],
    ['0x1b', 27n],
    ['0x1k', 1024n],
    ['0.5k', 512n],
    ['1.0', 1n],
    ['18446744073709551615', (1n << 64n) - 1n],
    ['18446744073709551616', 'too large'],
    ['16E', 'too large'],
    ['18446744073709551616x', 'invalid'],
    ['', 'invalid'],
    ['x', 'invalid'],
    ['-1', 'invalid'],
    ['.5k', 'invalid'],
    ['1.5', 'invalid'],
    ['1.5b', 'invalid'],
    ['1.5e1k', 'invalid'],
    ['1kk', 'invalid'],
    ['0x', 'invalid'],
    ['0x1.8k', 'invalid'],
    ['5 ', 'invalid'],
  ] as const)('%s is read as %s', (text, expected) => {
    expect(valueOf(text)).toBe(expected);
  });

  test('a suffix after hex digits is accepted and marked', () => {
    expect(parseSize('0x2M')).toEqual({ kind: 'number', value: 2n << 20n, isHexWithSuffix: true });
    expect(parseSize('0x2kk')).toEqual({ kind: 'invalid', isHexWithSuffix: true });
    expect(parseSize('0xffffffffffffffffk')).toEqual({ kind: 'too large', isHexWithSuffix: true });
  });

  property([fc.bigInt({ min: 0n, max: (1n << 64n) - 1n })])(
    'every number below 2^64 is read exactly, in decimal and in hex',
    (value) => {
      expect(valueOf(value.toString())).toBe(value);
      expect(valueOf(`0x${value.toString(16)}`)).toBe(value);
    },
  );

  property([fc.nat({ max: 1 << 20 }), fc.constantFrom('k', 'M', 'g', 'T')])(
    'halves with a suffix are exact',
    (count, suffix) => {
      const unit = 1024n ** BigInt(' kMgT'.indexOf(suffix));
      expect(valueOf(`${count}.5${suffix}`)).toBe(BigInt(count) * unit + unit / 2n);
    },
  );
});

test('an integer follows the notation of C', () => {
  const read = (text: string): unknown => {
    const parsed = parseInteger(text);
    return parsed.kind === 'number' ? parsed.value : parsed.kind;
  };
  const texts = ['16', '0x10', '010', '0', '-1', '08', '1k', '', '99999999999999999999'];
  expect(texts.map(read)).toEqual([
    16n,
    16n,
    8n,
    0n,
    (1n << 64n) - 1n,
    'invalid',
    'invalid',
    'invalid',
    'too large',
  ]);
});

test('a switch knows four words for each side', () => {
  expect(['on', 'y', 'off', 'no', 'ON', '1'].map(parseSwitch)).toEqual([
    true,
    true,
    false,
    false,
    undefined,
    undefined,
  ]);
});
