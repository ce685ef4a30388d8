// Named pipes: with their names, or for a moment, both ends open and no name left.
import { spawnSync } from 'node:child_process';
import { closeSync, constants, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const { O_RDONLY, O_RDWR, O_WRONLY, O_NONBLOCK } = constants;

/** Makes a named pipe; who opens it throws where that could not be. */
export function makeFifo(path: string): void {
  spawnSync('mkfifo', [path], { stdio: 'ignore' });
}

/** Descriptors of the two ends; whoever asked for them closes both. */
export interface PipeEnds {
  readonly read: number;
  readonly write: number;
}

/** A pipe of which one end never waits: this process's. Throws what node:fs throws. */
export function makePipe(folder: string, ours: keyof PipeEnds): PipeEnds {
  const name = join(folder, 'piped');
  makeFifo(name);
  // Who opens a pipe for writing needs a reader, and the other way round: one that is both.
  const both = openSync(name, O_RDWR + O_NONBLOCK);
  const read = openSync(name, ours === 'read' ? O_RDONLY + O_NONBLOCK : O_RDONLY);
  const write = openSync(name, ours === 'write' ? O_WRONLY + O_NONBLOCK : O_WRONLY);
  closeSync(both);
  rmSync(name);
  return { read, write };
}
