// How long commit and rebase of a half-filled disk of 1 GiB take: our program and qemu-img in turn,
// on equal files.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../build/paths.mjs';
import { median, timed } from './median.ts';

const RUNS = 3;
/** Size of the disk in MiB. */
const DISK_MIB = 1024;

/** Median milliseconds of both programs for one command. */
export interface ChainSpeed {
  readonly what: string;
  readonly realMs: number;
  readonly oursMs: number;
}

const VERBS: readonly { what: string; argv: readonly string[]; own?: readonly string[] }[] = [
  { what: 'commit', argv: ['commit', '-q', 'top'] },
  {
    what: 'commit --depth-first, against commit',
    argv: ['commit', '-q', 'top'],
    own: ['commit', '--depth-first', '-q', 'top'],
  },
  { what: 'rebase', argv: ['rebase', '-q', '-b', 'empty', '-F', 'qcow2', 'over'] },
];

/** Throws where a program fails. */
export function measureChains(): ChainSpeed[] {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'blkdrill-'));
  const run = (program: string, args: readonly string[]): void => {
    const { status, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
  };
  try {
    const create = ['create', '-q', '-f', 'qcow2'];
    run('qemu-img', [...create, 'base.new', '1G']);
    run('qemu-img', [...create, 'empty', '1G']);
    run('qemu-img', [...create, '-u', '-b', 'base', '-F', 'qcow2', 'top.new', '1G']);
    const writes = Array.from({ length: DISK_MIB / 2 }, (_, index) => [
      '-c',
      `write -q -P ${(index % 250) + 1} ${2 * index}M 1M`,
    ]);
    run('qemu-img', [...create, 'filled', '1G']);
    run('qemu-io', [...writes.flat(), 'filled']);
    run('qemu-img', [...create, '-b', 'filled', '-F', 'qcow2', 'over.new', '1G']);
    copyFileSync(join(folder, 'base.new'), join(folder, 'base'));
    run('qemu-io', [...writes.flat(), 'top.new']);
    return VERBS.map((verb) => measure(verb, folder, run));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measure(
  { what, argv, own = argv }: (typeof VERBS)[number],
  folder: string,
  run: (program: string, args: readonly string[]) => void,
): ChainSpeed {
  const program = join(root, 'harness/bin/blkdrill-img.mjs');
  const times = { real: [] as number[], ours: [] as number[] };
  const fresh = (): void => {
    for (const name of ['base', 'top', 'over']) {
      copyFileSync(join(folder, `${name}.new`), join(folder, name));
    }
  };
  for (let turn = 0; turn < RUNS; turn += 1) {
    fresh();
    times.real.push(timed(() => run('qemu-img', argv)));
    fresh();
    times.ours.push(timed(() => run(process.execPath, [program, ...own])));
  }
  return { what, realMs: median(times.real), oursMs: median(times.ours) };
}
