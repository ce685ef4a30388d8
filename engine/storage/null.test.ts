// The null device.
import { expect, test } from 'vitest';
import { READ_WRITE } from '../block/node.ts';
import { read, status, write } from '../block/request.ts';
import { runAlone as run } from '../testing/recording-node.ts';
import { NullNode } from './null.ts';

test('the null device takes everything and gives zeroes only where it was told to', () => {
  const target = new Uint8Array(4).fill(7);
  const silent = new NullNode('n', READ_WRITE, { size: 4096, readZeroes: false });
  run(write(silent, 0, target));
  run(read(silent, 0, target));
  expect([silent.length(), [...target]]).toEqual([4096, [7, 7, 7, 7]]);
  const zeroes = new NullNode('n', READ_WRITE, { size: 4096, readZeroes: true });
  run(read(zeroes, 0, target));
  expect([...target]).toEqual([0, 0, 0, 0]);
  expect(run(status(zeroes, 0, 512, true))).toMatchObject({ length: 512, data: false, zero: true });
});
