// The order of dictionary keys, against lists that qemu-img printed.
import { expect, test } from 'vitest';
import { inDictionaryOrder } from './key-order.ts';

test('keys come out as QEMU lists them', () => {
  // Seen in `qemu-img info` of such graphs.
  expect(inDictionaryOrder(['driver', 'align', 'image'])).toEqual(['image', 'driver', 'align']);
  expect(inDictionaryOrder(['size', 'file', 'driver'])).toEqual(['driver', 'size', 'file']);
  const rules = ['driver', 'align', 'image', 'inject-error.0.event', 'inject-error.0.once'];
  expect(inDictionaryOrder(rules)).toEqual([
    'inject-error.0.once',
    'image',
    'driver',
    'inject-error.0.event',
    'align',
  ]);
});
