// Makes the files of a world as a crash left them.
import { type MemoryStorage, replay } from '../../engine/index.ts';
import type { Engine } from '../engines/engine.ts';
import type { CrashState } from './crash-states.ts';

/** Brings the world back to `mark`, where the recorder was switched on, and replays what landed. */
export function buildState(
  engine: Pick<Engine, 'restore'>,
  files: MemoryStorage,
  mark: unknown,
  { landed, extended }: Pick<CrashState, 'landed' | 'extended'>,
): void {
  engine.restore(mark);
  replay(landed, (path) => {
    if (!files.exists(path)) files.create(path);
    return files.bytesOf(path);
  });
  if (extended === undefined || !files.exists(extended.file)) return;
  const end = extended.offset + extended.length;
  if (files.length(extended.file) < end) files.truncate(extended.file, end);
}
