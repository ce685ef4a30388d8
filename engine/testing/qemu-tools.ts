// For tests only: images made and judged by the real qemu-img and qemu-io, and seeded damage to
// them.
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { READ_WRITE } from '../block/node.ts';
import { MemoryFile } from '../storage/memory-file.ts';
import { PagedBytes } from '../storage/paged-bytes.ts';

export interface ToolRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Memory where the system has such a folder: the tools wait for the disk at every flush. */
const scratchRoot = (): string => (existsSync('/dev/shm') ? '/dev/shm' : tmpdir());

/** Runs a program found on PATH in a folder. */
export type ToolRunner = (
  program: 'qemu-img' | 'qemu-io',
  args: readonly string[],
  options: { readonly cwd: string },
) => ToolRun;

let runTool: ToolRunner = (program, args, { cwd }) =>
  spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    timeout: 60_000,
    maxBuffer: 256 * 1024 * 1024,
  });

/** Has another function run the tools from now on: a faster one, which the engine does not have. */
export function useToolRunner(runner: ToolRunner): void {
  runTool = runner;
}

/** A folder of its own, removed by `remove`. Programs run in it, so names stay short. */
export class Scratch {
  readonly folder = mkdtempSync(join(scratchRoot(), 'blkdrill-test-'));

  run(program: 'qemu-img' | 'qemu-io', args: readonly string[]): ToolRun {
    const { status, stdout, stderr } = runTool(program, args, { cwd: this.folder });
    return { status, stdout, stderr };
  }

  /** Runs qemu-img and expects success. */
  img(...args: string[]): string {
    return this.#expectSuccess(this.run('qemu-img', args), args);
  }

  /** Runs qemu-io commands on a file and expects success. */
  io(name: string, ...commands: string[]): string {
    const args = [...commands.flatMap((command) => ['-c', command]), name];
    return this.#expectSuccess(this.run('qemu-io', args), args);
  }

  read(name: string): Uint8Array {
    return new Uint8Array(readFileSync(join(this.folder, name)));
  }

  /** At most `length` bytes of a file that may be too long for memory. */
  readStart(name: string, length: number): Uint8Array {
    const file = openSync(join(this.folder, name), 'r');
    try {
      const bytes = new Uint8Array(length);
      return bytes.subarray(0, readSync(file, bytes, 0, length, 0));
    } finally {
      closeSync(file);
    }
  }

  write(name: string, bytes: Uint8Array): void {
    writeFileSync(join(this.folder, name), bytes);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #expectSuccess(run: ToolRun, args: readonly string[]): string {
    if (run.status !== 0) {
      throw new Error(`${args.join(' ')}: ${run.stderr}`);
    }
    return run.stdout;
  }
}

/** A file in memory with this content. */
export function memoryFile(bytes: Uint8Array): MemoryFile {
  const paged = new PagedBytes();
  paged.write(0, bytes);
  return new MemoryFile('test.qcow2', READ_WRITE, paged);
}

/** `bytes` with `value` written big-endian over `width` bytes at `offset`. Grows where needed. */
export function patched(
  bytes: Uint8Array,
  offset: number,
  width: number,
  value: bigint,
): Uint8Array {
  const copy = new Uint8Array(Math.max(bytes.length, offset + width));
  copy.set(bytes);
  let rest = value;
  for (let at = offset + width - 1; at >= offset; at -= 1) {
    copy[at] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return copy;
}

/** A source of numbers that depends on the seed alone: integers below `bound`. */
export function seededNumbers(seed: number): (bound: number) => number {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
  };
}
