// The world that the bins give to the stand-in programs: the host's files, streams and clocks.
import { readSync, writeSync } from 'node:fs';
import { isatty } from 'node:tty';
import { HostStorage, type Timer } from '../../engine/index.ts';
import { Output } from '../commands/shared/output.ts';
import { useZstd } from './zstd.ts';
import type { LineReader, ProgramWorld } from '../commands/shared/world.ts';
import { hostCrypto } from './crypto.ts';
import { hostFileCalls } from './file-calls.ts';
import { hostFileLocks } from './file-locks.ts';
import { PacedWriter } from './paced-writer.ts';
import { hostSockets } from './sockets.ts';

useZstd();

/** Files below the working directory, the process's own streams, real time. */
export const hostWorld = (): ProgramWorld => ({
  storage: new HostStorage('', {
    calls: hostFileCalls(),
    locks: hostFileLocks((words) => writeAll(2, Buffer.from(`blkdrill: ${words}\n`))),
    openSocket: hostSockets(),
    timer: HOST_TIMER,
  }),
  output: hostOutput(),
  stdin: stdinReader(),
  clock: () => performance.now() / 1000,
  now: () => Date.now() / 1000,
  crypto: hostCrypto(),
});

/** The process's own streams. A terminal sees each line at once; nothing is lost at a crash. */
function hostOutput(): Output {
  if (isatty(2)) return new Output((stream, bytes) => writeAll(stream === 'stdout' ? 1 : 2, bytes));
  const writer = new PacedWriter(writeAll, () => performance.now());
  const flush = (): void => writer.flush();
  process.prependListener('exit', flush).on('uncaughtExceptionMonitor', flush);
  return new Output((stream, bytes) =>
    stream === 'stdout' ? writer.out(bytes) : writer.err(bytes),
  );
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

/**
 * Writes all of `bytes`. Waits a little where the other end of a pipe is not ready; forgets the
 * text where it is gone, or where the device is full: the C library tells nobody of that at exit,
 * so the real tools end as if it had been written.
 */
export function writeAll(fd: number, bytes: Uint8Array): void {
  let written = 0;
  while (written < bytes.length) {
    try {
      written += writeSync(fd, bytes, written);
    } catch (error) {
      if (['EPIPE', 'ENOSPC', 'EIO', 'EFBIG'].includes(String(codeOf(error)))) return;
      if (codeOf(error) !== 'EAGAIN') throw error;
      sleep();
    }
  }
}

/** Time passes, and this thread waits. */
export const HOST_TIMER: Timer = {
  now: () => performance.now() / 1000,
  sleep: (seconds) => sleep(seconds * 1000),
};

/** Milliseconds. */
function sleep(time = 5): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, time);
}

/** Reads standard input line by line, and no further than it has to. */
function stdinReader(): LineReader {
  const decoder = new TextDecoder();
  const chunk = new Uint8Array(65536);
  /** What was read last, and whole chunks without a newline before it. */
  let pending = '';
  let before: string[] = [];
  let hasEnded = false;
  return () => {
    let end = pending.indexOf('\n') + 1;
    while (end === 0 && !hasEnded) {
      const count = readChunk(chunk);
      hasEnded = count === 0;
      before.push(pending);
      pending = decoder.decode(chunk.subarray(0, count), { stream: !hasEnded });
      end = pending.indexOf('\n') + 1;
    }
    const line = [...before, end === 0 ? pending : pending.slice(0, end)].join('');
    pending = end === 0 ? '' : pending.slice(end);
    before = [];
    return line === '' ? undefined : line;
  };
}

/** Returns the number of bytes read, 0 at the end. */
function readChunk(chunk: Uint8Array): number {
  for (;;) {
    try {
      return readSync(0, chunk);
    } catch (error) {
      if (codeOf(error) === 'EOF') return 0;
      if (codeOf(error) !== 'EAGAIN') throw error;
      sleep();
    }
  }
}
