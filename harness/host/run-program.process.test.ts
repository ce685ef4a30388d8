// Programs that are run to their end, without a copy of this process and as Node does it: both say
// the same of them.
import { closeSync, mkdtempSync, openSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type ProgramStart, runForked, runProgram } from './run-program.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'blkdrill-run-')));
afterAll(() => rmSync(folder, { recursive: true }));

type Run = typeof runProgram;

/** What a script of the shell printed, both streams into one file, and how it ended. */
function shell(run: Run, script: string, more: Partial<ProgramStart> = {}) {
  const output = openSync(join(folder, 'output'), 'w');
  const end = run({
    path: '/bin/sh',
    args: ['-c', script],
    cwd: folder,
    env: { PATH: process.env['PATH'], A: 'ä b', B: undefined },
    stdout: output,
    stderr: output,
    timeout: 60_000,
    ...more,
  });
  closeSync(output);
  return { ...end, text: readFileSync(join(folder, 'output'), 'utf8') };
}

const ENDED = { status: 0, signal: null, isLate: false };

describe.each([
  ['without a copy', runProgram],
  ['as Node does', runForked],
])('%s', (_how, run) => {
  test('a program has its words, its folder, its variables, and nothing to read', () => {
    const script = 'echo "$0|$1|$A|${B-none}"; pwd; cat; echo error >&2; echo more';
    const args = ['-c', script, 'zero', 'one two\n'];
    const text = `zero|one two\n|ä b|none\n${folder}\nerror\nmore\n`;
    expect(shell(run, '', { args })).toEqual({ ...ENDED, text });
  });

  test('streams go where they are told to', () => {
    const stderr = openSync(join(folder, 'error'), 'w');
    expect(shell(run, 'echo a; echo b >&2', { stderr })).toMatchObject({ ...ENDED, text: 'a\n' });
    closeSync(stderr);
    expect(readFileSync(join(folder, 'error'), 'utf8')).toBe('b\n');
  });

  test('a status is told, and a signal by its name', () => {
    expect(shell(run, 'exit 201')).toMatchObject({ ...ENDED, status: 201 });
    for (const signal of ['SIGKILL', 'SIGABRT', 'SIGTERM', 'SIGPIPE', 'SIGSEGV'] as const) {
      const killed = { status: null, signal, isLate: false };
      expect(shell(run, `ulimit -c 0; kill -s ${signal.slice(3)} $$`)).toMatchObject(killed);
    }
  });

  test('no signal is ignored or blocked in it', () => {
    const { text } = shell(run, 'grep -E "Sig(Blk|Ign)" /proc/self/status');
    expect(text).toBe('SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n');
  });

  test('it gets no descriptor of this process but for the three', () => {
    const extra = openSync(join(folder, 'error'), 'w');
    const { text } = shell(run, `test -e /proc/$$/fd/${extra} || echo closed`);
    closeSync(extra);
    expect(text).toBe('closed\n');
  });

  test('one that outstays its time is killed', () => {
    const started = performance.now();
    const late = { status: null, signal: 'SIGKILL', isLate: true };
    expect(shell(run, 'echo before; exec sleep 60', { timeout: 300 })).toEqual({
      ...late,
      text: 'before\n',
    });
    expect(performance.now() - started).toBeGreaterThan(290);
  });

  test('what cannot be started is said as Node says it', () => {
    const path = join(folder, 'nothing');
    expect(() => shell(run, '', { path })).toThrow(`spawnSync ${path} ENOENT`);
    expect(() => shell(run, '', { path: folder })).toThrow(`spawnSync ${folder} EACCES`);
    expect(() => shell(run, 'a\0b')).toThrow('must be a string without null bytes');
  });
});

test('a start copies no memory of this process', () => {
  const pages = 20_000;
  const memory = Buffer.alloc(pages * 4096, 1);
  const faultsOf = (run: Run): number => {
    const before = process.resourceUsage().minorPageFault;
    shell(run, 'exit');
    memory.fill(2); // after a copy, each page that is written is one more fault
    return process.resourceUsage().minorPageFault - before;
  };
  // Faults of other threads of this process come on top: the least of several is the start's own.
  const least = Math.min(...[1, 2, 3, 4, 5].map(() => faultsOf(runProgram)));
  expect(least).toBeLessThan(pages / 10);
  expect(faultsOf(runForked)).toBeGreaterThan(pages / 10);
});
