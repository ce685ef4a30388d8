// Schedules as text, both ways.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSchedule, scheduleText } from './schedule.ts';

test.each([
  ['17', { seed: 17 }],
  ['picks', { picks: [] }],
  ['picks 0 2 1', { picks: [0, 2, 1] }],
  ['picks 0*4 2 1*2', { picks: [0, 0, 0, 0, 2, 1, 1] }],
  ['late picks', { picks: [], landsLate: true }],
  ['late picks 1*2', { picks: [1, 1], landsLate: true }],
])('%s is read', (text, schedule) => {
  expect(readSchedule(text)).toEqual(schedule);
});

const REFUSED = ['', '-1', '0x1', 'seed 1', 'picks 1*', 'picks *2', 'picks  1'];

test.each([...REFUSED, 'picks 1*999999 1*999999'])('%j is no schedule', (text) => {
  expect(readSchedule(text)).toBeUndefined();
});

test('repeated picks are written once, and zeroes at the end not at all', () => {
  expect(scheduleText({ picks: [0, 0, 0, 1, 1, 2, 0, 0] })).toBe('picks 0*3 1 1 2');
  expect(scheduleText({ picks: [0, 0] })).toBe('picks');
  expect(scheduleText({ picks: [0, 1], landsLate: true })).toBe('late picks 0 1');
  expect(scheduleText({ seed: 3 })).toBe('3');
});

test('what is written is read back, but for zeroes at the end', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3)), (picks) => {
      const read = readSchedule(scheduleText({ picks }));
      const back = read !== undefined && 'picks' in read ? read.picks : [];
      expect(picks.slice(0, back.length)).toEqual(back);
      expect(picks.slice(back.length).every((pick) => pick === 0)).toBe(true);
    }),
  );
});
