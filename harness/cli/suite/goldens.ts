// The goldens of a run: read and written so that what is in the way costs no verdict. It is told
// when all cases have theirs.
import {
  GoldenError,
  type GoldenKind,
  orphanGoldens,
  removeBad,
  writeBad,
  writeGolden,
} from '../../golden/golden-folder.ts';
import { readExpected } from '../../run/expected.ts';
import type { Expected } from '../../run/verdict.ts';

/** The folder golden/ below one root. */
export class Goldens {
  readonly #root: string;
  readonly #problems: string[] = [];
  /** A golden was to be written, and was not. */
  hasLost = false;

  constructor(root: string) {
    this.#root = root;
  }

  read(number: string, kind: GoldenKind = 'out'): Expected {
    return readExpected(this.#root, number, kind);
  }

  /** False: it was not written. */
  update(number: string, text: string, kind: GoldenKind = 'out'): boolean {
    const isWritten = this.#attempt(() => {
      writeGolden(this.#root, number, text, kind);
      return true;
    });
    this.hasLost ||= isWritten !== true;
    return isWritten === true;
  }

  /** The name of the file; undefined: it was not written. */
  leaveBad(number: string, text: string, kind: GoldenKind = 'out'): string | undefined {
    return this.#attempt(() => writeBad(this.#root, number, text, kind));
  }

  removeBad(number: string, kind: GoldenKind = 'out'): void {
    removeBad(this.#root, number, kind);
  }

  /** Goldens that belong to none of the cases. */
  orphans(numbers: Iterable<string>): readonly string[] {
    return this.#attempt(() => orphanGoldens(this.#root, numbers)) ?? [];
  }

  /** What was in the way: the first, and how many more there were. */
  problems(): readonly string[] {
    const [first, ...others] = this.#problems;
    if (first === undefined) return [];
    return [others.length === 0 ? first : `${first} (and ${others.length} more like it)`];
  }

  #attempt<T>(act: () => T): T | undefined {
    try {
      return act();
    } catch (error) {
      if (!(error instanceof GoldenError)) throw error;
      this.#problems.push(error.message);
      return undefined;
    }
  }
}
