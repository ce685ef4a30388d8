// Two programs at a time on our own engine.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RunResult } from './engine.ts';
import { NativeEngine } from './native.ts';

let engine: NativeEngine;
beforeEach(() => {
  engine = new NativeEngine({ keepsTrace: false });
  engine.run('img', ['create', '-q', '-f', 'qcow2', 'TEST_DIR/t.qcow2', '1M']);
});
afterEach(() => engine.close());

const write = (): RunResult =>
  engine.run('io', ['-f', 'qcow2', '-c', 'write -q 0 4k', 'TEST_DIR/t.qcow2']);

test('what one has open for writing the other one is refused, until it has ended', () => {
  const beside = (...argv: string[]) =>
    engine.beside(['-f', 'qcow2', ...argv, 'TEST_DIR/t.qcow2'], write);
  expect(beside()).toMatchObject({ status: 1, text: expect.stringContaining('"write" lock') });
  expect(beside('-r')).toMatchObject({ status: 1 });
  expect(beside('-r', '-U')).toEqual({ status: 0, text: '' });
  expect(write()).toEqual({ status: 0, text: '' });
});

test('where it cannot open its image that is told, and nothing else runs', () => {
  const never = (): RunResult => {
    throw new Error('the second program has run');
  };
  expect(engine.beside(['-f', 'qcow2', 'TEST_DIR/none'], never)).toMatchObject({
    status: 1,
    text: expect.stringContaining("can't open device TEST_DIR/none"),
  });
});

test('what the second one throws goes on, and leaves nothing in use', () => {
  const fails = (): RunResult => {
    throw new Error('no time left');
  };
  const held = ['-f', 'qcow2', 'TEST_DIR/t.qcow2'];
  expect(() => engine.beside(held, fails)).toThrow('no time left');
  expect(write()).toEqual({ status: 0, text: '' });
});
