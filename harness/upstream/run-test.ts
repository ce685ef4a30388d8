// Runs one of QEMU's tests in a folder of its own: nothing is written where the tests lie.
//
// Their runner looks for its tests where a link to it leads, and leaves its notes where it is
// started; so it is started through a link in the test's folder. Everything that a test starts is
// in one process group, which is killed as a whole when its time is up.
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type TestVerdict, readCheckOutput } from './check-output.ts';
import { formatOf } from './test-format.ts';
import { pathOfTest } from './tests.ts';

/** What every test of a run shares. */
export interface TestWorld {
  /** Absolute path of the folder with QEMU's tests. */
  readonly iotests: string;
  /** Folder in which each test gets its own, removed after the test. */
  readonly scratch: string;
  /** What the tests are told of programs; see stand-ins.ts. */
  readonly variables: Readonly<Record<string, string>>;
  /** Milliseconds that a test may take. */
  readonly deadline: number;
}

/** A test that has been run. */
export interface TestResult extends TestVerdict {
  readonly test: string;
  readonly milliseconds: number;
}

/** Kills what still runs when this process ends. */
const running = new Set<number>();
process.on('exit', () => running.forEach(killGroup));

function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // it has ended by itself
  }
}

/** Resolves to the result, whatever the test does; rejects only when nothing can be started. */
export async function runTest(test: string, world: TestWorld): Promise<TestResult> {
  const folder = join(world.scratch, test);
  const places = { TEST_DIR: join(folder, 'd'), SOCK_DIR: join(folder, 's') };
  for (const place of Object.values(places)) mkdirSync(place, { recursive: true });
  symlinkSync(join(world.iotests, 'check'), join(folder, 'check'));
  const format = formatOf(readFileSync(join(world.iotests, pathOfTest(test)), 'utf8'));
  const started = performance.now();
  // One file for both streams keeps their order.
  const log = join(folder, 'log');
  const descriptor = openSync(log, 'w');
  const lastWords = await new Promise<string>((resolve, reject) => {
    const child = spawn(join(folder, 'check'), [`-${format}`, '--color', 'off', test], {
      cwd: folder,
      detached: true,
      env: { ...process.env, ...world.variables, ...places },
      stdio: ['ignore', descriptor, descriptor],
    });
    if (child.pid !== undefined) running.add(child.pid);
    let words = '';
    const timer = setTimeout(() => {
      words = `\nno end after ${world.deadline / 1000} seconds\n`;
      if (child.pid !== undefined) killGroup(child.pid);
    }, world.deadline);
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(timer);
      if (child.pid !== undefined) running.delete(child.pid);
      resolve(words);
    });
  });
  closeSync(descriptor);
  const text = readFileSync(log, 'utf8') + lastWords;
  const milliseconds = performance.now() - started;
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  return { test, milliseconds, ...readCheckOutput(basename(test), text) };
}
