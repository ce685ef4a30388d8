// I/O that takes effect when it ends.
import { expect, test } from 'vitest';
import { NO_FLAGS, READ_WRITE } from '../block/node.ts';
import { discard, read, write, writeZeroes } from '../block/request.ts';
import { replayedOrder } from '../task/choices.ts';
import { Scheduler } from '../task/scheduler.ts';
import { MemoryStorage } from './memory.ts';

/** Two requests to the same bytes in flight, the younger one ends first: what is there then. */
function twoInFlight(landsLate: boolean): { readonly before: string; readonly after: string } {
  const storage = new MemoryStorage();
  storage.writeText('f', 'aaaa');
  storage.landsLate = landsLate;
  const file = storage.open('f', READ_WRITE);
  storage.landsLate = false;
  const scheduler = new Scheduler(replayedOrder([1]));
  const source = new TextEncoder().encode('bbbb');
  scheduler.start(write(file, 0, source));
  source.fill(0);
  scheduler.start(write(file, 0, new TextEncoder().encode('cccc')));
  const before = storage.readText('f');
  scheduler.drain();
  return { before, after: storage.readText('f') };
}

test('takes effect in the order of the ends where the storage says so', () => {
  expect(twoInFlight(false)).toEqual({ before: 'cccc', after: 'cccc' });
  expect(twoInFlight(true)).toEqual({ before: 'aaaa', after: 'bbbb' });
});

test('does the same as any file where nothing else is in flight', () => {
  const contents = [false, true].map((landsLate) => {
    const storage = new MemoryStorage();
    storage.writeText('f', 'abcdefgh');
    storage.landsLate = landsLate;
    const file = storage.open('f', READ_WRITE);
    const scheduler = new Scheduler();
    const target = new Uint8Array(2);
    scheduler.run(write(file, 8, new TextEncoder().encode('ij')));
    scheduler.run(writeZeroes(file, 1, 2, NO_FLAGS));
    scheduler.run(writeZeroes(file, 3, 1, { ...NO_FLAGS, mayUnmap: true }));
    scheduler.run(discard(file, 4, 2));
    scheduler.run(read(file, 6, target));
    return [storage.readText('f'), new TextDecoder().decode(target)];
  });
  expect(contents[1]).toEqual(contents[0]);
  expect(contents[1]).toEqual(['a\0\0\0\0\0ghij', 'gh']);
});
