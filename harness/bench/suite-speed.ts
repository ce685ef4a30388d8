// One suite on our engine against the same suite on the real tools, and what the adapter of the
// real tools costs: their processes are logged in one run, then started again with nothing around.
import { spawnSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { root } from '../build/paths.mjs';
import type { EngineTraits } from '../engines/engine.ts';
import { NATIVE } from '../engines/native.ts';
import { QEMU } from '../engines/qemu-tools.ts';
import { median, timed } from './median.ts';
import { suiteDurations } from './suite-report.ts';

const RUNS = 5;

/** Median milliseconds from the first step of the suite to its last. */
export interface SuiteSpeed {
  readonly nativeMs: number;
  /** With the repetitions of steps that vary between runs of the real tools. */
  readonly qemuMs: number;
  /** With every step run once. */
  readonly onceMs: number;
  /** The processes of that one pass, started with nothing around them. */
  readonly bareMs: number;
  readonly processes: number;
  readonly folder: string;
}

/** One process of the real tools, with the fault rules it found. */
interface Spawn {
  readonly path: string;
  readonly argv: readonly string[];
  readonly config: { readonly name: string; readonly text: string } | null;
}

/** A folder in memory where there is one, else the system's. */
export function fastFolder(): string {
  try {
    accessSync('/dev/shm', constants.W_OK);
    return '/dev/shm';
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return tmpdir();
  }
}

interface SuiteRun {
  readonly suite: string;
  readonly engine: EngineTraits;
  /** Where suites/ and golden/ lie. */
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Milliseconds from the first step to the last. Throws when the suite cannot run, and when it fails
 * on our own engine: on the real tools a golden may be missed where results vary.
 */
function runSuite({ suite, engine, cwd, env }: SuiteRun): number {
  const argv = ['suite', suite, '--jobs', '1', '--engine', engine.name, '--reporter', 'json'];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'harness/bin/blkdrill.mjs'), ...argv],
    { cwd, env, encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  if (status !== 0 && !(status === 1 && engine.repeatsVarying)) {
    throw new Error(
      `suite ${suite} on ${engine.name} ends with status ${status}:\n${stdout}${stderr}`,
    );
  }
  return suiteDurations(stdout).get(suite) ?? NaN;
}

/** A program that logs how it was started and then is the real tool. */
const wrapperSource = (tool: string, log: string): string => `#!${process.execPath}
const { appendFileSync, readFileSync } = require('node:fs');
const { spawnSync } = require('node:child_process');
const argv = process.argv.slice(2);
const name = /^blkdebug:([^:]+):/.exec(argv.at(-1) ?? '')?.[1];
const config = name === undefined ? null : { name, text: readFileSync(name, 'utf8') };
const path = ${JSON.stringify(tool)};
appendFileSync(${JSON.stringify(log)}, JSON.stringify({ path, argv, config }) + '\\n');
process.exitCode = spawnSync(path, argv, { stdio: 'inherit' }).status;
`;

function findTool(name: string): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  for (const folder of folders) {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return join(folder, name);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error; // not here: look further
    }
  }
  throw new Error(`${name} is not on PATH`);
}

/** Runs the suite on the real tools once and returns the processes that this took, in order. */
function logSpawns(run: SuiteRun, folder: string): Spawn[] {
  const tools = join(folder, 'tools');
  const log = join(folder, 'log');
  mkdirSync(tools);
  for (const name of ['qemu-img', 'qemu-io']) {
    writeFileSync(join(tools, name), wrapperSource(findTool(name), log));
    chmodSync(join(tools, name), 0o755);
  }
  const path = `${tools}${delimiter}${run.env['PATH'] ?? ''}`;
  runSuite({ ...run, env: { ...run.env, PATH: path } });
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
  return lines
    .map((line) => JSON.parse(line) as Spawn)
    .filter(({ argv }) => !argv.includes('--version'));
}

/** A folder that holds the suite with every step run once, however it varies on the real tools. */
function makeRoot(suite: string, folder: string): string {
  const copy = join(folder, 'once');
  const name = readdirSync(join(root, 'suites')).find((file) => file.startsWith(`${suite}-`));
  if (name === undefined) throw new Error(`there is no suite ${suite}`);
  mkdirSync(join(copy, 'suites'), { recursive: true });
  mkdirSync(join(copy, 'golden'));
  const text = readFileSync(join(root, 'suites', name), 'utf8');
  writeFileSync(join(copy, 'suites', name), text.replace(/^ *qemu-varies:.*\n/gm, ''));
  copyFileSync(join(root, 'golden', `${suite}.out`), join(copy, 'golden', `${suite}.out`));
  return copy;
}

/** Milliseconds that the processes alone take, one after the other, in a folder of their own. */
function replayBare(spawns: readonly Spawn[], folder: string): number {
  const cwd = mkdtempSync(join(folder, 'bare-'));
  const output = openSync(join(cwd, 'output'), 'a');
  const env = { PATH: process.env['PATH'], LC_ALL: 'C', TMPDIR: cwd };
  mkdirSync(join(cwd, 'TEST_DIR')); // as the adapter names it
  let total = 0;
  for (const { path, argv, config } of spawns) {
    if (config !== null) writeFileSync(join(cwd, config.name), config.text);
    total += timed(() => spawnSync(path, argv, { cwd, env, stdio: ['ignore', output, output] }));
  }
  closeSync(output);
  rmSync(cwd, { recursive: true });
  return total;
}

/** Measures `suite` on both engines, in turns. Throws when it cannot run on one of them. */
export function measureSuite(suite: string): SuiteSpeed {
  const fast = fastFolder();
  const folder = mkdtempSync(join(fast, 'blkdrill-bench-'));
  const env = { ...process.env, BLKDRILL_TMPDIR: folder };
  try {
    const whole = { suite, cwd: root, env };
    const once = { ...whole, cwd: makeRoot(suite, folder), engine: QEMU } as const;
    const spawns = logSpawns(once, folder);
    const runs = Array.from({ length: RUNS }, () => ({
      native: runSuite({ ...whole, engine: NATIVE }),
      once: runSuite(once),
      bare: replayBare(spawns, folder),
      qemu: runSuite({ ...whole, engine: QEMU }),
    }));
    return {
      nativeMs: median(runs.map(({ native }) => native)),
      qemuMs: median(runs.map(({ qemu }) => qemu)),
      onceMs: median(runs.map((run) => run.once)),
      bareMs: median(runs.map(({ bare }) => bare)),
      processes: spawns.length,
      folder: fast,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
