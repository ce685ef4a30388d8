// The goldens of a run: read and written so that what is in the way costs no verdict. It is told
// when all cases have theirs.
import { type Causes, causesFile, readCauses } from '../../golden/causes.ts';
import {
  GoldenError,
  goldenFile,
  type GoldenKind,
  orphanGoldens,
  readGolden,
  removeBad,
  removeVariant,
  type Variant,
  writeBad,
  writeGolden,
} from '../../golden/golden-folder.ts';
import { readExpected } from '../../run/expected.ts';
import type { Expected } from '../../run/verdict.ts';

/** What became of a golden that was to be written: `undefined`: nothing. */
export type Update = 'written' | 'removed' | undefined;

/** The folder golden/ below one root, as one variant of engines is held to it. */
export class Goldens {
  readonly #root: string;
  readonly variant: Variant;
  readonly #problems: string[] = [];
  /** Read when a golden of the variant is met first. */
  #causes: Causes | undefined;
  /** A golden was to be written, and was not. */
  hasLost = false;

  constructor(root: string, variant?: Variant) {
    this.#root = root;
    this.variant = variant;
  }

  /** The variant's own golden where there is one, else the usual one. */
  read(number: string, kind: GoldenKind = 'out'): Expected {
    return this.own(number, kind) ?? readExpected(this.#root, number, kind);
  }

  /** The variant's own; undefined: there is none. */
  own(number: string, kind: GoldenKind = 'out'): Expected | undefined {
    if (this.variant === undefined) return undefined;
    const own = readExpected(this.#root, number, kind, this.variant);
    return 'problem' in own || own.text !== undefined ? own : undefined;
  }

  /** The file that read() reads. */
  file(number: string, kind: GoldenKind = 'out'): string {
    const isOwn = this.own(number, kind) !== undefined;
    return goldenFile(number, kind, isOwn ? this.variant : undefined);
  }

  /** The file that update() writes or removes. */
  target(number: string, kind: GoldenKind = 'out'): string {
    return goldenFile(number, kind, this.variant);
  }

  /**
   * Makes `text` the golden: of the variant, the one of its own, which goes where the usual one
   * says the same.
   */
  update(number: string, text: string, kind: GoldenKind = 'out'): Update {
    const done = this.#attempt((): Update => {
      if (this.variant === undefined || readGolden(this.#root, number, kind) !== text) {
        writeGolden(this.#root, number, text, kind, this.variant);
        return 'written';
      }
      removeVariant(this.#root, number, kind, this.variant);
      return 'removed';
    });
    this.hasLost ||= done === undefined;
    return done;
  }

  /** Removes the variant's own golden where it says what the usual one says; true: it did. */
  removeEqual(number: string, kind: GoldenKind = 'out'): boolean {
    const own = this.own(number, kind)?.text;
    if (own === undefined || this.variant === undefined) return false;
    return this.#attempt(() => readGolden(this.#root, number, kind)) === own
      ? this.update(number, own, kind) === 'removed'
      : false;
  }

  /** The file that names causes, as messages name it. */
  get causesFile(): string {
    return causesFile(String(this.variant));
  }

  /** Why the variant's own golden differs from the usual one; undefined: there is none. */
  causesOf(number: string): readonly string[] | undefined {
    if (this.variant === undefined || this.own(number) === undefined) return undefined;
    this.#causes ??= this.#attempt(() => readCauses(this.#root, String(this.variant))) ?? new Map();
    return this.#causes.get(number) ?? [];
  }

  /** The name of the file; undefined: it was not written. */
  leaveBad(number: string, text: string, kind: GoldenKind = 'out'): string | undefined {
    return this.#attempt(() => writeBad(this.#root, number, text, kind, this.variant));
  }

  removeBad(number: string, kind: GoldenKind = 'out'): void {
    removeBad(this.#root, number, kind, this.variant);
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
