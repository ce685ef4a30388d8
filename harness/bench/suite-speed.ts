// One suite on our engine against the same suite on the real tools, and what the adapter of the
// real tools costs: their processes are logged in one run, then started again with nothing around.
import { spawnSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { root } from '../bin/layout.mjs';
import { median, timed } from './median.ts';
import { suiteDurations } from './suite-report.ts';

const RUNS = 5;
/** Most processes in one repeated step group: create, io, check. */
const LONGEST_UNIT = 4;

/** Median milliseconds from the first step of the suite to its last. */
export interface SuiteSpeed {
  readonly nativeMs: number;
  /** Steps that vary between runs of the real tools are repeated, so this is more than one pass. */
  readonly qemuMs: number;
  /** The processes of the qemu run, started bare. */
  readonly bare: Spawns;
  /** The same without the repetitions: each process that one pass takes. */
  readonly onePass: Spawns;
  readonly folder: string;
  /** Runs on the real tools that did not meet the golden: the machine was busy. */
  readonly differing: number;
}

/** Processes started one after the other with nothing around them. */
export interface Spawns {
  readonly count: number;
  readonly ms: number;
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
  readonly ms: number;
  readonly isGreen: boolean;
}

/** Throws when the suite cannot run, and when it fails on our own engine. */
function runSuite(suite: string, engine: string, env: NodeJS.ProcessEnv): SuiteRun {
  const argv = ['suite', suite, '--jobs', '1', '--engine', engine, '--reporter', 'json'];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'harness/bin/blkdrill.mjs'), ...argv],
    { cwd: root, env, encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  if (status !== 0 && !(status === 1 && engine === 'qemu')) {
    throw new Error(`suite ${suite} on ${engine} ends with status ${status}:\n${stdout}${stderr}`);
  }
  return { ms: suiteDurations(stdout).get(suite) ?? NaN, isGreen: status === 0 };
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
function logSpawns(suite: string, folder: string, env: NodeJS.ProcessEnv): Spawn[] {
  const tools = join(folder, 'tools');
  const log = join(folder, 'log');
  mkdirSync(tools);
  for (const name of ['qemu-img', 'qemu-io']) {
    writeFileSync(join(tools, name), wrapperSource(findTool(name), log));
    chmodSync(join(tools, name), 0o755);
  }
  runSuite(suite, 'qemu', { ...env, PATH: `${tools}${delimiter}${env['PATH'] ?? ''}` });
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
  return lines
    .map((line) => JSON.parse(line) as Spawn)
    .filter(({ argv }) => !argv.includes('--version'));
}

/** What the adapter repeats where results vary begins with the making of an image. */
const makesImage = ({ argv }: Spawn): boolean => argv[0] === 'create';

/** Leaves out up to `longest` items that begin a unit and follow their own like. */
export function withoutRepetitions<T>(
  items: readonly T[],
  longest: number,
  begins: (item: T) => boolean,
): T[] {
  const kept: T[] = [];
  /** Length of the repetition of what was kept last that begins at `at`; 0: none does. */
  const repetitionAt = (at: number): number => {
    const isAgain = (count: number): boolean =>
      JSON.stringify(kept.slice(-count)) === JSON.stringify(items.slice(at, at + count));
    let length = Math.min(longest, kept.length);
    while (length > 0 && !isAgain(length)) length -= 1;
    return length;
  };
  let skipped = 0;
  items.forEach((item, at) => {
    if (skipped === 0 && begins(item)) skipped = repetitionAt(at);
    if (skipped > 0) skipped -= 1;
    else kept.push(item);
  });
  return kept;
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
    const spawns = logSpawns(suite, folder, env);
    const once = withoutRepetitions(spawns, LONGEST_UNIT, makesImage);
    const runs = Array.from({ length: RUNS }, () => ({
      native: runSuite(suite, 'native', env),
      qemu: runSuite(suite, 'qemu', env),
      bare: replayBare(spawns, folder),
      onePass: replayBare(once, folder),
    }));
    return {
      nativeMs: median(runs.map(({ native }) => native.ms)),
      qemuMs: median(runs.map(({ qemu }) => qemu.ms)),
      bare: { count: spawns.length, ms: median(runs.map(({ bare }) => bare)) },
      onePass: { count: once.length, ms: median(runs.map(({ onePass }) => onePass)) },
      folder: fast,
      differing: runs.filter(({ qemu }) => !qemu.isGreen).length,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
