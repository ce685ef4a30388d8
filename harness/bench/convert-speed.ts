// How long convert takes on an image of 1 GiB of which every other MiB is filled, against the real
// qemu-img on the same files.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../build/paths.mjs';
import { median, timed } from './median.ts';

const RUNS = 3;
const MIB = 1024 * 1024;
const SIZE_MIB = 1024;

/** The targets that are measured, as options of convert. */
const WAYS = ['-O qcow2', '-O raw'];

/** Median milliseconds of both, for one way. */
export interface ConvertSpeed {
  readonly way: string;
  readonly oursMs: number;
  readonly realMs: number;
}

function run(program: string, argv: readonly string[], cwd: string): void {
  const { status, stderr } = spawnSync(program, argv, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${argv.join(' ')}: ${stderr}`);
}

/** Measures both in turns, so that a busy moment of the machine affects both. */
export function measureConvert(): ConvertSpeed[] {
  const parent = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  const folder = mkdtempSync(join(parent, 'blkdrill-bench-'));
  try {
    fill(folder);
    return WAYS.map((way) => measureWay(folder, way));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function fill(folder: string): void {
  run('qemu-img', ['create', '-q', '-f', 'qcow2', 'source', `${SIZE_MIB}M`], folder);
  const writes = Array.from({ length: SIZE_MIB / 2 }, (_value, index) => [
    '-c',
    `write -q -P ${1 + (index % 255)} ${2 * index * MIB} ${MIB}`,
  ]);
  run('qemu-io', ['-t', 'unsafe', ...writes.flat(), 'source'], folder);
}

function measureWay(folder: string, way: string): ConvertSpeed {
  const argv = ['convert', '-f', 'qcow2', ...way.split(' '), 'source'];
  const program = join(root, 'harness/bin/blkdrill-img.mjs');
  const ours: number[] = [];
  const real: number[] = [];
  for (let turn = 0; turn < RUNS; turn += 1) {
    real.push(timed(() => run('qemu-img', [...argv, 'real'], folder)));
    ours.push(timed(() => run(process.execPath, [program, ...argv, 'ours'], folder)));
  }
  run('qemu-img', ['compare', 'source', 'ours'], folder);
  return { way, oursMs: median(ours), realMs: median(real) };
}
