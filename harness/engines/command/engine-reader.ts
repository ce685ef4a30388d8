// An engine of others that reads an image by the engine protocol: a second opinion, as that of a
// program that reads whole images.
import type { MemoryStorage } from '../../../engine/index.ts';
import type { CommandLine } from './adapter.ts';
import { EngineProcess } from './engine-process.ts';
import type { Reading } from './foreign-reader.ts';
import { ImageFolder } from './image-folder.ts';
import { readDataWord } from './wire.ts';

/** Has the engine open the image and hands what it says of it to `look`. Throws EngineBroken and
 * EngineStopped, and as ImageFolder.fill(). */
export function readByEngine<T>(
  argv: CommandLine,
  { files, image, scratch, deadline }: EngineReading,
  look: (reading: Reading) => T,
): T {
  const folder = new ImageFolder(scratch);
  try {
    folder.fill(files);
    const { path } = folder;
    const env = { PATH: process.env['PATH'], LC_ALL: 'C', TMPDIR: path };
    const engine = new EngineProcess({ argv, folder: path, scratch: path, env, deadline });
    try {
      return look(readingOf(engine, image));
    } finally {
      engine.close();
    }
  } finally {
    folder.close();
  }
}

/** What is read, and where. */
export interface EngineReading {
  readonly files: MemoryStorage;
  /** Its path, as the files have it. */
  readonly image: string;
  /** Where a folder is made for it. */
  readonly scratch: string;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
}

function readingOf(engine: EngineProcess, image: string): Reading {
  const opened = engine.request('open', image, 'ro');
  if (opened.kind !== 'ok') return { kind: 'refused', said: opened.text || 'no reason' };
  const size = Number(opened.value);
  const read = (offset: number, target: Uint8Array): void => {
    target.fill(0);
    const length = Math.min(target.length, size - offset);
    if (length <= 0) return;
    const answer = engine.request('read', offset, length);
    if (answer.kind !== 'ok') throw new ReadRefused(answer.text || 'no reason');
    readDataWord(answer.value, target.subarray(0, length));
  };
  return { kind: 'read', size, read };
}

/** The image was opened, and a part of it is not read, with the reason. */
export class ReadRefused extends Error {
  override readonly name = 'ReadRefused';
}
