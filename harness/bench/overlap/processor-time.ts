// Processor time of a whole process, children included: what the shell's `times` says of it.
import { spawnSync } from 'node:child_process';
import { median } from '../median.ts';

/** Seconds. */
export interface ProcessorTime {
  readonly user: number;
  /** In the program and in the kernel on its behalf. */
  readonly total: number;
}

const TIMES = /^(\d+)m([\d.]+)s (\d+)m([\d.]+)s$/;

/** Runs a program to its end. Throws where it fails. `input` is its standard input. */
export function processorTime(
  program: string,
  argv: readonly string[],
  cwd: string,
  input = '',
): ProcessorTime {
  const shell = ['-c', '"$@" >/dev/null && times', 'sh', program, ...argv];
  const { status, stdout, stderr } = spawnSync('sh', shell, { cwd, encoding: 'utf8', input });
  if (status !== 0) throw new Error(`${program} ${argv.join(' ')}: ${stderr}`);
  // The first line is about the shell itself.
  const found = TIMES.exec(stdout.split('\n')[1] ?? '');
  if (found === null) throw new Error(`the shell's times are not understood: ${stdout}`);
  const [, minutes, seconds, kernelMinutes, kernelSeconds] = found.map(Number);
  const user = (minutes ?? 0) * 60 + (seconds ?? 0);
  return { user, total: user + (kernelMinutes ?? 0) * 60 + (kernelSeconds ?? 0) };
}

/** The medians of both figures. */
export const middleOf = (times: readonly ProcessorTime[]): ProcessorTime => ({
  user: median(times.map(({ user }) => user)),
  total: median(times.map(({ total }) => total)),
});
