// Requests that come by one event, on a scheduler of their own.
import { expect, test } from 'vitest';
import { Scheduler } from '../../task/scheduler.ts';
import type { Task } from '../../task/task.ts';
import { ioTurn } from '../../task/task.ts';
import { Breakpoints } from './breakpoints.ts';

/** Breakpoints, a request that comes by write_aio, and what was printed and done. */
function newWorld() {
  const log: string[] = [];
  const scheduler = new Scheduler();
  const breakpoints = new Breakpoints((line) => log.push(line.replace('blkdebug: ', '')));
  function* request(name: string): Task<void> {
    yield ioTurn;
    const stop = breakpoints.hit('write_aio');
    if (stop) yield* stop;
    log.push(`${name} goes on`);
    yield ioTurn;
    log.push(`${name} ends`);
  }
  const start = (name: string): void => scheduler.start(request(name));
  const runAll = (): void => void scheduler.runUntil(() => false);
  return { log, breakpoints, start, runAll };
}

test('a request stops once at a breakpoint, and runs to its next suspension when resumed', () => {
  const { log, breakpoints, start, runAll } = newWorld();
  breakpoints.set('write_aio', 'A');
  start('x');
  expect(breakpoints.isStopped('A')).toBe(false);
  runAll();
  expect([breakpoints.isStopped('A'), breakpoints.hasStopped]).toEqual([true, true]);
  expect(breakpoints.resume('A')).toBe(true);
  expect(log).toEqual(["Suspended request 'A'", "Resuming request 'A'", 'x goes on']);
  expect(breakpoints.resume('A')).toBe(false);
  runAll();
  start('y');
  runAll();
  expect(log.slice(3)).toEqual(['x ends', 'y goes on', 'y ends']);
});

test('several breakpoints at one event need as many resumes', () => {
  const { log, breakpoints, start, runAll } = newWorld();
  breakpoints.set('write_aio', 'A');
  breakpoints.set('write_aio', 'B');
  start('x');
  runAll();
  expect(log.splice(0)).toEqual(["Suspended request 'B'", "Suspended request 'A'"]);
  expect(breakpoints.resume('B')).toBe(true);
  expect(log.splice(0)).toEqual(["Resuming request 'B'"]);
  expect(breakpoints.resume('A')).toBe(true);
  expect(log).toEqual(["Resuming request 'A'", 'x goes on']);
});

test('the request that stopped last goes on first', () => {
  const { log, breakpoints, start, runAll } = newWorld();
  for (const name of ['x', 'y']) {
    breakpoints.set('write_aio', 'A');
    start(name);
    runAll();
  }
  log.splice(0);
  expect(breakpoints.resume('A')).toBe(true);
  expect(log).toEqual(["Resuming request 'A'", 'y goes on']);
});

test('removing lets all requests go on, and counts only breakpoints that were not met', () => {
  const { log, breakpoints, start, runAll } = newWorld();
  breakpoints.set('write_aio', 'A');
  start('x');
  runAll();
  expect(breakpoints.remove('A')).toBe(false);
  expect(log.at(-1)).toBe('x goes on');
  breakpoints.set('write_aio', 'A');
  expect(breakpoints.remove('A')).toBe(true);
  start('y');
  runAll();
  expect(breakpoints.hasStopped).toBe(false);
});

test('other events pass', () => {
  const { breakpoints } = newWorld();
  breakpoints.set('cow_read', 'A');
  expect(breakpoints.hit('write_aio')).toBeUndefined();
});
