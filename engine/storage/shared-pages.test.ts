// Bytes that a file shares with others: it says what they are, and never changes them.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PAGE_SIZE } from './page-pool.ts';
import { PagedBytes } from './paged-bytes.ts';

const place = fc.oneof(fc.nat(3 * PAGE_SIZE), fc.constantFrom(0, PAGE_SIZE, 2 * PAGE_SIZE));
const operation = fc.record({
  kind: fc.constantFrom('share', 'write', 'zero', 'punch', 'truncate', 'snapshot', 'restore'),
  place,
  size: place,
  fill: fc.integer({ min: 1, max: 255 }),
});

test('bytes that are shared read as ones that are copied, and stay as they are', () => {
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 20 }), (operations) => {
      const [sharing, copying] = [new PagedBytes(), new PagedBytes()];
      const sources: [Uint8Array, number][] = [];
      let saved = [sharing.snapshot(), copying.snapshot()] as const;
      for (const { kind, place: at, size, fill } of operations) {
        if (kind === 'share' || kind === 'write') {
          const source = new Uint8Array(size).fill(fill);
          sources.push([source, fill]);
          if (kind === 'share') sharing.writeShared(at, source);
          else sharing.write(at, source);
          copying.write(at, source);
        } else if (kind === 'snapshot') {
          saved = [sharing.snapshot(), copying.snapshot()];
        } else if (kind === 'restore') {
          sharing.restore(saved[0]);
          copying.restore(saved[1]);
        } else {
          for (const file of [sharing, copying]) {
            if (kind === 'truncate') file.truncate(at);
            else file[kind](at, size);
          }
        }
      }
      const [seen, wanted] = [sharing, copying].map((file) => {
        const bytes = new Uint8Array(file.length + 10);
        file.read(0, bytes);
        return bytes;
      }) as [Uint8Array, Uint8Array];
      expect(Buffer.compare(seen, wanted)).toBe(0);
      expect(sharing.allocatedBytes()).toBe(copying.allocatedBytes());
      for (const [source, fill] of sources) {
        expect(source.every((byte) => byte === fill)).toBe(true);
      }
    }),
    { numRuns: 100 },
  );
});

test('bytes are held where reading gives them, and nowhere else', () => {
  const file = new PagedBytes();
  file.write(PAGE_SIZE - 2, Uint8Array.of(1, 2, 3, 4));
  file.truncate(4 * PAGE_SIZE);
  const bytes = new Uint8Array(4 * PAGE_SIZE + 100);
  file.read(0, bytes);
  expect(file.holds(0, bytes)).toBe(true);
  for (const at of [0, PAGE_SIZE - 2, PAGE_SIZE + 1, 3 * PAGE_SIZE, bytes.length - 1]) {
    const other = bytes.slice();
    other[at] = (other[at] ?? 0) + 1;
    expect(file.holds(0, other)).toBe(false);
    expect(file.holds(at, other.subarray(at))).toBe(false);
    expect(file.holds(at + 1, other.subarray(at + 1))).toBe(true);
  }
});
