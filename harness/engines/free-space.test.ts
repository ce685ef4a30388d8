// A full device is told apart from an error that was injected.
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { spaceDoubt } from './free-space.ts';

test('only what complains of space on a device without any is doubted', () => {
  const complaint = 'write failed: No space left on device\n';
  const full = () => 4096;
  expect(spaceDoubt(complaint, '.', full)).toBe(
    'the device of the scratch folder has 4096 bytes left',
  );
  expect(spaceDoubt('write failed: Input/output error\n', '.', full)).toBeUndefined();
  expect(spaceDoubt(complaint, '.', () => 2 ** 30)).toBeUndefined();
});

test('the folder is asked how much is free', () => {
  const asked: string[] = [];
  const free = (folder: string): number => {
    asked.push(folder);
    return Infinity;
  };
  spaceDoubt('No space left on device', tmpdir(), free);
  expect(asked).toEqual([tmpdir()]);
});
