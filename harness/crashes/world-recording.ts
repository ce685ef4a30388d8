// What several programs do to the files of a world, one after the other, recorded so that the power
// can be cut between two of them: what one has left unflushed may still be lost when others have
// ended. The model is that of one run (crash-states.ts), and so is the oracle; in addition
//
// 1. what is done to a file by name (made anew, replaced by a step) is on the disk at once, and
//    nothing that the file held before can come back;
// 2. images that were made, or removed, since the recording began promise nothing;
// 3. what no guest asked for may also be as one of the programs has left it.
import { CrashRecorder, type MemoryStorage } from '../../engine/index.ts';
import type { Engine, Witness } from '../engines/engine.ts';
import { changesOf } from '../oracle/changes.ts';
import { GuestLog } from '../oracle/guest-log.ts';
import { readerOf } from '../oracle/image-reader.ts';
import { buildState } from './build-state.ts';
import type { CrashState } from './crash-states.ts';
import { expectationsOf, type InstrumentedEngine, type RecordedRun } from './crash-sweep.ts';

interface Memory {
  readonly recorder: unknown;
  readonly requests: GuestLog['requests'];
  readonly rawFiles: ReadonlySet<string>;
  readonly made: ReadonlySet<string>;
  readonly ends: readonly unknown[];
}

/** A recording of a world's programs, from the moment in which it was started. */
export class WorldRecording implements Witness {
  readonly #engine: InstrumentedEngine;
  readonly #mark: unknown;
  readonly #log = new GuestLog(() => this.layer.lastMoment);
  #made = new Set<string>();
  /** The world as each program has left it. */
  #ends: readonly unknown[] = [];
  /** Stands next to the files. */
  readonly layer = new CrashRecorder();
  readonly onGuestRequest = this.#log.watch;

  private constructor(engine: InstrumentedEngine) {
    this.#engine = engine;
    this.#mark = engine.snapshot();
  }

  /** Records the world's programs from the next one on, in place of what was recorded so far. */
  static start(engine: InstrumentedEngine): void {
    engine.setWitness(undefined);
    engine.setWitness(new WorldRecording(engine));
  }

  /** What is recorded of this world; undefined: nothing is. */
  static of(engine: Engine): WorldRecording | undefined {
    const witness = engine.witness?.();
    return witness instanceof WorldRecording ? witness : undefined;
  }

  onEnded(): void {
    this.#ends = [...this.#ends, this.#engine.snapshot()];
  }

  onReplaced(file: string, bytes: Uint8Array): void {
    this.#made.add(file);
    const change = { file, offset: 0, isFua: true } as const;
    this.layer.issue({ ...change, kind: 'truncate', length: 0, bytes: undefined })(false);
    if (bytes.length === 0) return;
    this.layer.issue({ ...change, kind: 'write', length: bytes.length, bytes: bytes.slice() })(
      false,
    );
  }

  save(): Memory {
    const { requests, rawFiles } = this.#log;
    return {
      recorder: this.layer.save(),
      requests: [...requests],
      rawFiles: new Set(rawFiles),
      made: new Set(this.#made),
      ends: this.#ends,
    };
  }

  restore(saved: unknown): void {
    const { recorder, requests, rawFiles, made, ends } = saved as Memory;
    this.layer.restore(recorder);
    this.#log.requests.splice(0, Infinity, ...requests);
    this.#log.rawFiles.clear();
    for (const file of rawFiles) this.#log.rawFiles.add(file);
    this.#made = new Set(made);
    this.#ends = ends;
  }

  /**
   * The memory that save() would have returned if the last program had died when it had come to
   * `moment` of its own record, `whole` being all of that: for restore().
   */
  memoryAt(moment: number, whole: number): Memory {
    const at = this.layer.lastMoment - whole + moment;
    const requests = this.#log.requests.filter(({ issued }) => issued.moment <= at);
    return {
      ...this.save(),
      recorder: this.layer.markAt(at),
      requests: requests.map((one) =>
        one.ended !== undefined && one.ended.moment > at ? { ...one, ended: undefined } : one,
      ),
      ends: this.#ends.slice(0, -1),
    };
  }

  /** All that was recorded, as if one run had done it. The world stays as it is. */
  recorded(): RecordedRun<undefined> {
    const engine = this.#engine;
    const files = engine.memoryFiles();
    const reader = readerOf(files);
    const end = engine.snapshot();
    engine.restore(this.#mark);
    const before = new Map(reader.images().map((path) => [path, reader.look(path)]));
    const between = this.#ends.map((one) => {
      engine.restore(one);
      return changesOf(before, reader);
    });
    engine.restore(end);
    const isGone = (path: string): boolean => this.#made.has(path) || !files.exists(path);
    const expected = expectationsOf(before, reader, this.#log, isGone).map((one) => ({
      ...one,
      between: between.flatMap((all) => all.get(one.image) ?? []),
    }));
    const { layer: recorder } = this;
    const log = this.#log;
    return {
      ...{ run: undefined, recorder, log, failures: [] },
      ...{ mark: this.#mark, end, reader, before, expected },
    };
  }

  /** Leaves the files as this state has them, and ends the recording. */
  leave(state: CrashState): void {
    const engine = this.#engine;
    const files: MemoryStorage = engine.memoryFiles();
    const names = new Set(files.names());
    buildState(engine, files, this.#mark, state);
    for (const name of files.names()) if (!names.has(name)) files.remove(name);
    engine.setWitness(undefined);
  }
}
