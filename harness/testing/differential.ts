// For tests only: one command line run by the real tool and by its stand-in, on equal files, and
// what both printed and left behind. The stand-in works in memory.
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  fstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { behaviourOf, MemoryStorage } from '../../engine/index.ts';
import { hostFileCalls } from '../host/file-calls.ts';
import { runCaptured, runFound } from './run-captured.ts';
import { inRecordedWords, TOOLS_VERSION } from './tool-words.ts';
import { Output, Transcript } from '../commands/shared/output.ts';
import { runImg, runIo } from '../commands/program.ts';

export interface Outcome {
  readonly text: string;
  readonly status: number | null;
  /** Content of every file, as a digest that shows the length. */
  readonly files: Readonly<Record<string, string>>;
}

/** Rates and times differ from run to run; allocation on disk is the file system's own matter. */
const maskVarying = (text: string): string =>
  text
    .replace(/ops; .* \(.*\/sec and .* ops\/sec\)/g, 'ops; TIME (RATES)')
    .replace(/^(\d+,\d+),.*$/gm, '$1,TERSE')
    .replace(/^Run completed in .* seconds\.$/gm, 'Run completed in TIME seconds.')
    .replace(/^disk size: .*$/gm, 'disk size: SIZE')
    .replace(/"actual-size": \d+/g, '"actual-size": SIZE')
    .replace(/#block\d+/g, '#blockNNN');

/** A world that exists twice: in a folder for the real tools, and in memory. */
export class TwinWorld {
  readonly #root = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  readonly #folder = mkdtempSync(join(this.#root, 'blkdrill-twin-'));
  readonly #output = `${this.#folder}.out`;
  readonly #storage = new MemoryStorage();

  /** Puts the same file into both worlds. */
  write(name: string, bytes: Uint8Array): void {
    writeFileSync(join(this.#folder, name), bytes);
    this.#storage.create(name);
    this.#storage.writeBytes(name, bytes);
  }

  /** Has the real qemu-img make or change files, and copies all files into memory. */
  prepare(program: 'qemu-img' | 'qemu-io', ...args: string[]): void {
    const { status, stderr } = runCaptured(program, args, { cwd: this.#folder });
    if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
    this.copyReal();
  }

  /** Has the real qemu-io run a command and end by a signal, without closing the image. */
  crash(name: string, command: string): void {
    const args = ['-c', command, '-c', 'sigraise 9', name];
    const { signal } = runCaptured('qemu-io', args, { cwd: this.#folder });
    if (signal !== 'SIGKILL') throw new Error(`${command}: qemu-io was not killed`);
    this.copyReal();
  }

  /** Makes the files in memory equal to the real ones, so that one difference stays one. */
  copyReal(): void {
    for (const name of this.#storage.names()) this.#storage.remove(name);
    for (const name of readdirSync(this.#folder)) {
      const bytes = new Uint8Array(readFileSync(join(this.#folder, name)));
      this.#storage.create(name);
      this.#storage.truncate(name, bytes.length);
      const { runs, reserved } = dataRuns(join(this.#folder, name), bytes.length);
      for (const [start, end] of runs) {
        this.#storage.writeBytes(name, bytes.subarray(start, end), start);
      }
      let left = reserved;
      let hole = 0;
      for (const [start, end] of [...runs, [bytes.length, 0] as const]) {
        const taken = Math.max(0, Math.min(left, start - hole));
        if (taken > 0) this.#storage.reserve(name, hole, taken);
        left -= taken;
        hole = Math.ceil(end / PAGE) * PAGE;
      }
    }
  }

  /** What a file holds in the world of the real tools. */
  readReal(name: string): Uint8Array {
    return new Uint8Array(readFileSync(join(this.#folder, name)));
  }

  /** What it holds in ours. */
  readOurs(name: string): Uint8Array {
    return this.#storage.readBytes(name);
  }

  /** Runs the real tool, both of its streams into one file, as `2>&1` does. */
  runReal(program: string, args: readonly string[], stdin = ''): Outcome {
    const descriptor = openSync(this.#output, 'w');
    const cwd = this.#folder;
    const env = { ...process.env, TZ: 'UTC', LC_ALL: 'C' };
    const timeout = 60_000;
    const stdio = ['pipe', descriptor, descriptor] as const;
    const { status } =
      stdin === ''
        ? runFound(program, { args, cwd, env, timeout, stdout: descriptor, stderr: descriptor })
        : spawnSync(program, args, { cwd, env, timeout, input: stdin, stdio: [...stdio] });
    closeSync(descriptor);
    const names = readdirSync(this.#folder).sort();
    const files = names.map((name) => [
      name,
      digest(new Uint8Array(readFileSync(join(this.#folder, name)))),
    ]);
    return {
      text: maskVarying(inRecordedWords(program, readFileSync(this.#output, 'utf8'))),
      status,
      files: Object.fromEntries(files),
    };
  }

  /** Runs the stand-in. */
  runOurs(program: string, args: readonly string[], stdin = ''): Outcome {
    const transcript = new Transcript();
    const world = {
      storage: this.#storage,
      output: new Output(transcript.sink),
      stdin,
      clock: () => 0,
      now: () => 0,
      behaviour: behaviourOf(TOOLS_VERSION),
    };
    const status = program === 'qemu-img' ? runImg(args, world) : runIo(args, world);
    const names = [...this.#storage.names()].sort();
    const files = names.map((name) => [name, digest(this.#storage.readBytes(name))]);
    return { text: maskVarying(transcript.merged), status, files: Object.fromEntries(files) };
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
    rmSync(this.#output, { force: true });
  }
}

/** Bytes in which files on tmpfs take space. */
const PAGE = 4096;

/**
 * Where the file is no hole, all of it where the host cannot tell; and the bytes that it takes in
 * holes: they count where an image is judged by what it takes.
 */
function dataRuns(
  path: string,
  length: number,
): {
  runs: [number, number][];
  reserved: number;
} {
  const calls = hostFileCalls();
  if (calls === undefined) return { runs: [[0, length]], reserved: 0 };
  const descriptor = openSync(path, 'r');
  const runs: [number, number][] = [];
  for (let at = 0; at < length;) {
    const start = calls.nextData(descriptor, at);
    if (start === 'none') break;
    const end = calls.nextHole(descriptor, start);
    at = end === 'none' ? length : end;
    runs.push([start, at]);
  }
  const { blocks } = fstatSync(descriptor);
  closeSync(descriptor);
  const inRuns = runs.reduce((sum, [start, end]) => sum + Math.ceil((end - start) / PAGE), 0);
  return { runs, reserved: Math.max(0, blocks * 512 - inRuns * PAGE) };
}

/** Length and a 32-bit sum that depends on every byte and its place. */
const digest = (bytes: Uint8Array): string => `${bytes.length} bytes, ${crc32(bytes).toString(16)}`;

/** Splits a command line at blanks; '...' and "..." keep blanks together. */
export const words = (line: string): string[] =>
  [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, plain]) => single ?? double ?? plain ?? '',
  );
