// Branches of the engine that cases come by, as V8 counts them.
//
// V8 tells of each function that has run the blocks whose count is another than that of what is
// around them. So a block is known as soon as some case has left it out, and a case has come by it
// where its function has run and the case has not left it out.
import { type Profiler, Session } from 'node:inspector';

/** Which part of a bundle is looked at: undefined for a function that does not count. */
export type NameOf = (url: string, offset: number) => string | undefined;

type Range = Profiler.CoverageRange;

/** A function as some cases have run it: the blocks that they have left out. */
interface Shape {
  readonly name: string;
  readonly without: readonly Range[];
}

/** Branches of many cases. */
export class Branches {
  readonly #nameOf: NameOf;
  /** What each function may leave out, by its name. */
  readonly #blocks = new Map<string, Map<string, Range>>();
  readonly #numbers = new Map<string, number>();
  readonly #shapes: Shape[] = [];
  /** Numbers of the shapes of each case: most cases run most functions alike. */
  readonly #came: Uint32Array[] = [];

  constructor(nameOf: NameOf) {
    this.#nameOf = nameOf;
  }

  /** What one case has come by. */
  add(scripts: readonly Profiler.ScriptCoverage[]): void {
    const shapes: number[] = [];
    for (const { url, functions } of scripts) {
      for (const { ranges } of functions) {
        const [whole] = ranges;
        if (whole === undefined || whole.count === 0) continue;
        const name = this.#nameOf(url, whole.startOffset);
        if (name !== undefined) shapes.push(this.#shapeOf(`${name} ${keyOf(whole)}`, ranges));
      }
    }
    this.#came.push(Uint32Array.from(shapes));
  }

  #shapeOf(name: string, ranges: readonly Range[]): number {
    const without = ranges.filter(({ count }) => count === 0);
    const key = [name, ...without.map(keyOf)].join(' ');
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const blocks = this.#blocks.get(name) ?? new Map<string, Range>();
    for (const range of without) blocks.set(keyOf(range), range);
    this.#blocks.set(name, blocks);
    this.#numbers.set(key, this.#shapes.length);
    return this.#shapes.push({ name, without }) - 1;
  }

  /**
   * For each case, in their order, the functions that it has run and the blocks of them that some
   * case has left out and it has not.
   */
  sets(): readonly ReadonlySet<string>[] {
    const words = this.#shapes.map(({ name, without }) => {
      const blocks = [...(this.#blocks.get(name) ?? [])];
      // What lies within a block that was left out was left out with it.
      const met = blocks.filter(([, range]) => !without.some((outer) => holds(outer, range)));
      return [name, ...met.map(([key]) => `${name}: ${key}`)];
    });
    return this.#came.map((shapes) => new Set([...shapes].flatMap((one) => words[one] ?? [])));
  }
}

const keyOf = ({ startOffset, endOffset }: Range): string => `${startOffset}-${endOffset}`;

const holds = (outer: Range, inner: Range): boolean =>
  outer.startOffset <= inner.startOffset && inner.endOffset <= outer.endOffset;

/**
 * Counts what this thread runs from now on. Of functions that V8 has compiled before it tells no
 * blocks, only whether they have run.
 */
export class BranchWatch {
  readonly #session = new Session();

  constructor() {
    this.#session.connect();
    this.#session.post('Profiler.enable');
    this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  /** What has run since the last call. */
  take(): readonly Profiler.ScriptCoverage[] {
    let taken: readonly Profiler.ScriptCoverage[] = [];
    this.#session.post('Profiler.takePreciseCoverage', (_error, { result }) => {
      taken = result;
    });
    return taken;
  }

  end(): void {
    this.#session.post('Profiler.stopPreciseCoverage');
    this.#session.disconnect();
  }
}
