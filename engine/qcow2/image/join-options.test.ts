// Which old options survive, group by group.
import { expect, test } from 'vitest';
import type { Options } from '../../block/open.ts';
import { joinOptions } from './join-options.ts';

const join = (before: Record<string, string>, asked: Record<string, string>): object =>
  Object.fromEntries(joinOptions(optionsOf(asked), optionsOf(before)));
const optionsOf = (values: Record<string, string>): Options => new Map(Object.entries(values));

test('what is not asked for stays', () => {
  expect(join({ a: '1', b: '2' }, { b: '3' })).toEqual({ a: '1', b: '3' });
});

test('a template of overlap checks replaces the old one and its exceptions', () => {
  const before = { 'overlap-check': 'all', 'overlap-check.active-l1': 'off' };
  const asked = { 'overlap-check.template': 'none' };
  expect(join(before, asked)).toEqual(asked);
  const exception = { 'overlap-check.active-l2': 'on' };
  expect(join(before, exception)).toEqual({ ...before, ...exception });
});

test('a total of the caches replaces its parts, and lasts only while it is asked for', () => {
  const parts = { 'l2-cache-size': '1M', 'refcount-cache-size': '1M' };
  expect(join(parts, { 'cache-size': '2M' })).toEqual({ 'cache-size': '2M' });
  expect(join({ 'cache-size': '2M' }, parts)).toEqual(parts);
  expect(join({ 'cache-size': '2M' }, {})).toEqual({});
});
