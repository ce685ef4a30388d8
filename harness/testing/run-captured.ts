// For tests only: programs found on PATH, run to their end without a copy of this process: its heap
// is large in tests.
import {
  existsSync,
  fstatSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ToolRun } from '../../engine/testing/qemu-tools.ts';
import { findOnPath } from '../engines/find-on-path.ts';
import { inRecordedWords } from './tool-words.ts';
import { type ProgramEnd, type ProgramStart, runProgram } from '../host/run-program.ts';

const paths = new Map<string, string>();

/** Throws Error where there is none. */
function pathOfTool(name: string): string {
  const known = paths.get(name) ?? findOnPath(name, process.env['PATH'] ?? '');
  if (known === undefined) throw new Error(`${name} is not on PATH`);
  paths.set(name, known);
  return known;
}

/** Runs the program of that name. */
export const runFound = (program: string, start: Omit<ProgramStart, 'path'>): ProgramEnd =>
  runProgram({ ...start, path: pathOfTool(program) });

/** Two files without a name, for what programs of this process print. */
let outputs: readonly [number, number] | undefined;

function openOutputs(): readonly [number, number] {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'blkdrill-out-'));
  try {
    return [openSync(join(folder, 'stdout'), 'a+'), openSync(join(folder, 'stderr'), 'a+')];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function contentOf(descriptor: number): string {
  const bytes = Buffer.allocUnsafe(fstatSync(descriptor).size);
  const length = readSync(descriptor, bytes, 0, bytes.length, 0);
  return bytes.toString('utf8', 0, length);
}

/**
 * Runs the program of that name in `cwd`, and tells what it printed to either stream, the tools in
 * the words of 7.2.
 */
export function runCaptured(
  program: string,
  args: readonly string[],
  { cwd }: { readonly cwd: string },
): ToolRun & ProgramEnd {
  const [stdout, stderr] = (outputs ??= openOutputs());
  for (const output of [stdout, stderr]) ftruncateSync(output, 0);
  const { env } = process;
  const end = runFound(program, { args, cwd, env, stdout, stderr, timeout: 60_000 });
  const told = (output: number): string => inRecordedWords(program, contentOf(output));
  return { ...end, stdout: told(stdout), stderr: told(stderr) };
}
