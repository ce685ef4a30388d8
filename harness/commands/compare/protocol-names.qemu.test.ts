// Names that begin with a protocol, or look as if they did, against the real tools.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TwinWorld, words } from '../../testing/differential.ts';

let world: TwinWorld;
beforeAll(() => {
  world = new TwinWorld();
});
afterAll(() => world.remove());

test.each([
  'create -f qcow2 file:a:b 1M',
  'create -f raw file:c:d 1M',
  'create -f qcow2 -b file:a:b -F qcow2 top',
  'create -f qcow2 -b top -F qcow2 file:e:f',
  'info file:e:f',
  'map file:e:f',
  'check file:a:b',
  'info a:b',
  'info ./a:b',
  'create -f qcow2 e:f 1M',
  'create -f raw e:f 1M',
])('img %s', (line) => {
  const real = world.runReal('qemu-img', words(line));
  expect(world.runOurs('qemu-img', words(line))).toEqual(real);
});
