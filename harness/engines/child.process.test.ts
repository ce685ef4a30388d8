// The engine in a process of its own: it answers as the one in this process does, and one that
// does not end, dies, or takes too much is an error and nothing worse.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ChildEngine, type ChildLimits, type ChildLine, Peaks } from './child.ts';
import { pathOf } from './engine.ts';
import { makeScratch } from '../host/environment.ts';
import { NativeEngine } from './native.ts';

const scratch = makeScratch();
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const MIB = 2 ** 20;
const LIMITS: ChildLimits = { seconds: 10, bytes: 512 * MIB, killAfter: 30_000, maxKept: 4 * MIB };
const image = pathOf('t.qcow2');
const io = (command: string): ChildLine => ({
  program: 'io',
  argv: ['-f', 'qcow2', '-c', command, image],
});
const LINES: readonly ChildLine[] = [
  { program: 'img', argv: ['check', '-f', 'qcow2', image] },
  io('write -P 7 0 64k'),
  io('read -P 6 0 64k'),
];

function emptyImage(): Uint8Array {
  const engine = new NativeEngine({ keepsTrace: false });
  engine.run('img', ['create', '-q', '-f', 'qcow2', image, '1M']);
  return engine.readFile('t.qcow2');
}

test('a process answers as the engine in this one, file by file', () => {
  const peaks = new Peaks();
  const child = new ChildEngine({ scratch, lines: LINES, limits: LIMITS, peaks });
  const here = new NativeEngine({ keepsTrace: false });
  for (const engine of [child, here]) engine.writeFile('t.qcow2', emptyImage());
  const withoutRates = (text: string): string => text.replaceAll(/\d+ ops.*/g, '');
  for (const { program, argv } of LINES) {
    const [ours, wanted] = [child.run(program, argv), here.run(program, argv)];
    expect(withoutRates(ours.text)).toBe(withoutRates(wanted.text));
    expect(ours.status).toBe(wanted.status);
    expect(child.fileSize('t.qcow2')).toBe(here.fileSize('t.qcow2'));
    expect(Buffer.compare(child.readFile('t.qcow2'), here.readFile('t.qcow2'))).toBe(0);
  }
  expect(peaks.bytes).toBeGreaterThan(20 * MIB);
  expect(peaks.bytes).toBeLessThan(512 * MIB);
  expect(() => child.run('img', ['info', image])).toThrow('the engine ended with status 0');
});

describe('a process', () => {
  const answer = (fields: object): string =>
    JSON.stringify({ text: '', status: 0, seconds: 0, bytes: 0, lengths: {}, ...fields });

  /** The error of the second line, where a program of these words stands for the engine. */
  function failureOf(words: string, limits: Partial<ChildLimits> = {}): string {
    const program = join(scratch, 'program.mjs');
    writeFileSync(program, `console.log('${answer({})}');\n${words}`);
    const all = { ...LIMITS, ...limits };
    const child = new ChildEngine({ scratch, lines: LINES, limits: all, program });
    expect(child.run('img', LINES[0]!.argv).status).toBe(0);
    try {
      child.run('io', LINES[1]!.argv);
      return 'no error';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      child.close();
    }
  }

  test('that does not end is killed', () => {
    const killed = failureOf('for (;;);', { killAfter: 5000 });
    expect(killed).toMatch(/^io .*write -P 7 0 64k.*: no end after 5 s/);
  });

  test('that dies says why', () => {
    expect(failureOf("throw new Error('an invariant');")).toContain('an invariant');
  });

  test('that takes too long, or too much memory, is an error', () => {
    const slow = `console.log('${answer({ seconds: 11 })}');`;
    expect(failureOf(slow)).toContain('took 11.0 s');
    const large = `console.log('${answer({ bytes: 600 * MIB })}');`;
    expect(failureOf(large)).toContain('took 600 MiB of memory');
  });
});
