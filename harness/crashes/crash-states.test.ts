// Which states are taken, on a short log.
import { expect, test } from 'vitest';
import { CrashRecorder } from '../../engine/index.ts';
import { type CrashBounds, type CrashCause, statesAt } from './crash-states.ts';

const bounds: CrashBounds = { complete: 3, samples: 0, random: () => 0 };

function write(recorder: CrashRecorder, offset: number, length = 512): void {
  const bytes = new Uint8Array(length);
  recorder.issue({ file: 'f', kind: 'write', offset, length, bytes, isFua: false })(false);
}

const keysOf = (recorder: CrashRecorder, cause: CrashCause, given = bounds): string[] =>
  [...statesAt(recorder, recorder.lastMoment, cause, given)].map(({ key }) => key);

test('a dead process loses nothing that has ended', () => {
  const recorder = new CrashRecorder();
  write(recorder, 0);
  write(recorder, 512);
  expect(keysOf(recorder, 'process')).toEqual(['0 1']);
});

test('all subsets of a few pending writes are taken, and lengths without data', () => {
  const recorder = new CrashRecorder();
  write(recorder, 0);
  recorder.issueFlush('f')(false);
  write(recorder, 512);
  write(recorder, 1024);
  const keys = keysOf(recorder, 'power');
  expect(keys.slice(0, 4)).toEqual(['0', '0 1', '0 2', '0 1 2']);
  expect(keys.slice(4)).toEqual(['0 +1', '0 1 +2']);
});

test('of many pending writes prefixes, single ones and all but one are taken', () => {
  const recorder = new CrashRecorder();
  for (let at = 0; at < 4; at += 1) write(recorder, at * 512);
  const plain = keysOf(recorder, 'power').filter((key) => !key.includes('+'));
  const prefixes = ['', '0', '0 1', '0 1 2', '0 1 2 3'];
  expect(plain.slice(0, 5)).toEqual(prefixes);
  expect(plain).toEqual(expect.arrayContaining(['3', '1 2 3', '0 1 3']));
  expect(keysOf(recorder, 'power', { ...bounds, complete: 4 })).toContain('0 3');
});

test('a long write may land in part, sector by sector', () => {
  const recorder = new CrashRecorder();
  write(recorder, 256, 1024);
  const torn = keysOf(recorder, 'power').filter((key) => key.includes(':'));
  expect(torn).toEqual(['0:0,256', '0:0,768', '0:768,1024']);
});
