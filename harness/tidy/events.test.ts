// Each rule of events.ts, shown to find what breaks it and to leave alone what does not.
import { expect, test } from 'vitest';
import { declaredEvents, unfiredEvents } from './events.ts';
import { parseSource } from './source.ts';

const declaration = parseSource(
  'engine/block/events.ts',
  "export const BLKDEBUG_EVENTS = ['l1_update', 'l2_load', 'cor_write'] as const;",
);
const firing = (path: string, text: string) => [declaration, parseSource(path, text)];
const both = "file.event('l1_update'); open({ loadEvent: 'l2_load' });";

test('the declared names are read from the source', () => {
  expect(declaredEvents([declaration])).toEqual(['l1_update', 'l2_load', 'cor_write']);
});

test('an event that nobody fires is found', () => {
  const text = "file.event('l1_update'); const n = { name: 'l2_load' };";
  const sources = firing('engine/qcow2/a.ts', text);
  expect(unfiredEvents(sources, { cor_write: 'why' })).toEqual([
    'event l2_load is fired nowhere in engine/',
  ]);
  expect(unfiredEvents(firing('engine/a.test.ts', both), { cor_write: 'why' })).toHaveLength(2);
});

test('a reason that is out of date is found', () => {
  const sources = firing('engine/qcow2/a.ts', both);
  expect(unfiredEvents(sources, { cor_write: 'why' })).toEqual([]);
  expect(unfiredEvents(sources, { cor_write: 'why', l2_load: 'later', gone: 'old' })).toEqual([
    'event l2_load is fired, or gone: take it out of NOBODY',
    'event gone is fired, or gone: take it out of NOBODY',
  ]);
});

test('a list of names that cannot be read is found', () => {
  expect(unfiredEvents([], {})).toEqual(['engine/block/events.ts: no event names found']);
});
