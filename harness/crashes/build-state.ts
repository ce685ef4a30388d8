// Makes the files of a world as a crash left them.
import {
  type Landed,
  type MemorySnapshot,
  type MemoryStorage,
  replay,
} from '../../engine/index.ts';
import type { Engine } from '../engines/engine.ts';
import type { CrashState } from './crash-states.ts';

type StateFiles = Pick<CrashState, 'landed' | 'extended'>;

/** Brings the world back to `mark`, where the recorder was switched on, and replays what landed. */
export function buildState(
  engine: Pick<Engine, 'restore'>,
  files: MemoryStorage,
  mark: unknown,
  state: StateFiles,
): void {
  engine.restore(mark);
  replayOnto(files, state.landed);
  extend(files, state);
}

function replayOnto(files: MemoryStorage, landed: readonly Landed[]): void {
  replay(landed, (path) => {
    if (!files.exists(path)) files.create(path);
    return files.bytesOf(path);
  });
}

function extend(files: MemoryStorage, { extended }: StateFiles): void {
  if (extended === undefined || !files.exists(extended.file)) return;
  const end = extended.offset + extended.length;
  if (files.length(extended.file) < end) files.truncate(extended.file, end);
}

/** What landed first in many states, and the files as that leaves them. */
interface Beginning {
  readonly landed: readonly Landed[];
  readonly files: MemorySnapshot;
}

/** Makes the files of many states of one run: what states have in common is replayed once. */
export class StateBuilder {
  readonly #files: MemoryStorage;
  #start: Beginning;
  #shared: Beginning;
  #last: readonly Landed[] = [];
  /** Changes that the last two states had in common. */
  #alike = 0;

  /** The files are those that the run began with. */
  constructor(files: MemoryStorage) {
    this.#files = files;
    this.#start = { landed: [], files: files.snapshot() };
    this.#shared = this.#start;
  }

  /** Makes the files of the state, whatever they are now. */
  build(state: StateFiles): void {
    const { landed } = state;
    const alike = alikeFrom(landed, this.#last);
    // What only two have in common costs more to keep than to replay.
    const kept = Math.min(alike, this.#alike);
    [this.#last, this.#alike] = [landed, alike];
    if (alikeFrom(landed, this.#shared.landed) < this.#shared.landed.length) {
      this.#shared = this.#start;
    }
    this.#files.restore(this.#shared.files);
    let done = this.#shared.landed.length;
    if (kept > done) {
      replayOnto(this.#files, landed.slice(done, kept));
      this.#shared = { landed: landed.slice(0, kept), files: this.#files.snapshot() };
      done = kept;
    }
    replayOnto(this.#files, done === 0 ? landed : landed.slice(done));
    extend(this.#files, state);
  }
}

/** How many changes both have in common from the first on. */
function alikeFrom(some: readonly Landed[], others: readonly Landed[]): number {
  const most = Math.min(some.length, others.length);
  let count = 0;
  while (count < most && isSame(some[count] as Landed, others[count] as Landed)) count += 1;
  return count;
}

/** Parts that are equal may count as others: what is torn is mostly the last one. */
const isSame = (one: Landed, other: Landed): boolean =>
  one.change.number === other.change.number && one.parts === other.parts;
