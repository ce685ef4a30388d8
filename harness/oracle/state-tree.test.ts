// One value for each content, and looks that do not become dearer by what is known.
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { type PageBytes, StateTree } from './state-tree.ts';

afterEach(() => vi.restoreAllMocks());

const SIZE = 64;
const page = fc.option(
  fc.array(fc.tuple(fc.nat(SIZE - 1), fc.constantFrom(0, 1, 255)), { maxLength: 3 }),
  { nil: undefined },
);

function bytesOf(changes: readonly (readonly [number, number])[] | undefined): PageBytes {
  if (changes === undefined) return undefined;
  const bytes = new Uint8Array(SIZE);
  for (const [at, value] of changes) bytes[at] = value;
  return bytes;
}

test('contents have a value of their own, and a page that is gone is one of zeroes', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(page, page), { maxLength: 40 }), (states) => {
      const tree = new StateTree<string>();
      const known = new Set<string>();
      for (const changes of states) {
        const pages = changes.map(bytesOf);
        const content = pages.map((bytes) => String(bytes ?? new Uint8Array(SIZE))).join(' ');
        let isNew = false;
        const value = tree.get(pages, () => {
          isNew = true;
          return content;
        });
        expect(value).toBe(content);
        expect(isNew).toBe(!known.has(content));
        known.add(content);
      }
    }),
  );
});

test('what finding throws leaves the content unknown', () => {
  const tree = new StateTree<number>();
  const fail = (): number => {
    throw new Error('no value');
  };
  expect(() => tree.get([new Uint8Array(8)], fail)).toThrow('no value');
  expect(tree.get([new Uint8Array(8)], () => 3)).toBe(3);
  expect(() => tree.get([Uint8Array.of(1, 0)], fail)).toThrow('no value');
  expect(tree.get([new Uint8Array(8)], fail)).toBe(3);
});

test('a look compares as much among thousands of contents as among some', () => {
  const tree = new StateTree<number>();
  const subset = (number: number): PageBytes[] => {
    const bytes = new Uint8Array(SIZE);
    for (let bit = 0; bit < 12; bit += 1) bytes[bit * 5] = Math.floor(number / 2 ** bit) % 2;
    return [bytes];
  };
  for (let number = 0; number < 4096; number += 1) tree.get(subset(number), () => number);
  const compare = vi.spyOn(Buffer, 'compare');
  for (let number = 0; number < 4096; number += 1)
    expect(tree.get(subset(number), () => -1)).toBe(number);
  expect(compare).toHaveBeenCalledTimes(4096);
});
