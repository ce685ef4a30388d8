// The queue of bytes against a plain list of them.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { property } from '../../engine/testing/property.ts';
import { ByteQueue } from './conversation.ts';

const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('push' as const), bytes: fc.uint8Array({ maxLength: 50 }) }),
    fc.record({ kind: fc.constant('take' as const), count: fc.nat(60) }),
    fc.record({ kind: fc.constant('skip' as const), count: fc.nat(60) }),
  ),
  { maxLength: 40 },
);

property([steps])('bytes come out in the order in which they went in', (list) => {
  const queue = new ByteQueue();
  let model: number[] = [];
  for (const step of list) {
    if (step.kind === 'push') {
      queue.push(step.bytes);
      model.push(...step.bytes);
    } else if (step.kind === 'take') {
      const expected = step.count > model.length ? undefined : model.splice(0, step.count);
      expect(queue.take(step.count)).toEqual(expected && new Uint8Array(expected));
    } else {
      expect(queue.skip(step.count)).toBe(Math.min(step.count, model.length));
      model = model.slice(step.count);
    }
    expect(queue.length).toBe(model.length);
  }
});

test('many bytes in single pieces are kept as one', () => {
  const queue = new ByteQueue();
  const piece = new Uint8Array([7]);
  for (let count = 0; count < 300_000; count += 1) queue.push(piece);
  const taken = queue.take(300_000);
  expect(taken?.length).toBe(300_000);
  expect(taken?.every((byte) => byte === 7)).toBe(true);
  expect(queue.take(1)).toBeUndefined();
});
