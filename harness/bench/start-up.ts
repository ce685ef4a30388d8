// How long the programs take to start, as a ratio to a Node that does nothing.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../build/paths.mjs';
import { median, timed } from './median.ts';

const RUNS = 30;

/** What each program is asked: something it answers without touching a disk. */
const PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  blkdrill: ['--help'],
  'blkdrill-img': ['--help'],
  'blkdrill-io': ['-c', 'quit'],
};

/** Median milliseconds of one program, and how many times that of `node -e 0`. */
export interface StartUp {
  readonly program: string;
  readonly ms: number;
  readonly ratio: number;
}

/** Measures all programs in turns, so that a busy moment of the machine affects all of them. */
export function measureStartUp(): StartUp[] {
  const commands = [
    ['node -e 0', ['-e', '0']],
    ...Object.entries(PROGRAMS).map(([name, options]) => [
      name,
      [join(root, 'harness/bin', `${name}.mjs`), ...options],
    ]),
  ] as [string, string[]][];
  const times = commands.map((): number[] => []);
  for (let run = 0; run < RUNS; run += 1) {
    commands.forEach(([, argv], index) => {
      const ms = timed(() => spawnSync(process.execPath, argv, { stdio: 'ignore' }));
      times[index]?.push(ms);
    });
  }
  const [bare = NaN] = times.map(median);
  return commands.map(([program], index) => {
    const ms = median(times[index] ?? []);
    return { program, ms, ratio: ms / bare };
  });
}
