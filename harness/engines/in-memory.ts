// A file of any engine's world in memory, for readers of our own that look at its bytes.
import { MemoryStorage } from '../../engine/index.ts';
import { type Engine, pathOf } from './engine.ts';

/**
 * A storage with nothing but the file, as `image`; what is changed there does not reach the world.
 * Throws when the file does not exist.
 */
export function inMemory(engine: Engine, file: string): MemoryStorage {
  const storage = new MemoryStorage();
  const files = engine.memoryFiles?.();
  if (files === undefined) storage.writeBytes('image', engine.readFile(file));
  // Pages are shared until one side changes them.
  else storage.restore(new Map([['image', files.bytesOf(pathOf(file)).snapshot()]]));
  return storage;
}
