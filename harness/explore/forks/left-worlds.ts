// What faults and crashes of a step have left, and what becomes of it when one goes on: further
// steps run there undisturbed, and have to keep all promises as on any other image.
import { isJudged } from '../../oracle/image-state.ts';
import type { InstrumentedEngine } from '../../crashes/crash-sweep.ts';
import { judgeQuietly } from '../../faults/fault-sweep.ts';
import { readerOf } from '../../oracle/image-reader.ts';
import { WorldSet } from '../../oracle/world-set.ts';
import type { Step } from '../../verbs/step.ts';
import type { FindingClass } from '../finding-class.ts';

/** What disturbed the step. */
type Cause = 'crash' | 'fault';

/** Broken promises of steps that went on; its name ends with them, its token is what they left. */
export interface RestClass extends FindingClass {
  readonly cause: Cause;
}

/** What went on behind one step. */
export interface StepRest {
  /** Steps that ran on what was left, or behind others that did. */
  readonly runs: number;
  /** Different files from which nothing went on, as they were damaged: that is told by itself. */
  readonly damaged: number;
  readonly classes: readonly RestClass[];
}

interface LeftWorld {
  readonly mark: unknown;
  readonly cause: Cause;
  readonly token: string;
  /** Titles of the steps that have gone on here. */
  readonly path: readonly string[];
}

/** Different files that a step may leave. */
export class LeftWorlds {
  readonly #engine: InstrumentedEngine;
  readonly #known: WorldSet<true>;
  readonly #classes = new Map<string, RestClass>();
  #worlds: LeftWorld[] = [];
  #runs = 0;
  #damaged = 0;

  /** The present world is that before the step: who goes on from it goes on from no failure. */
  constructor(engine: InstrumentedEngine) {
    this.#engine = engine;
    this.#known = new WorldSet(engine.memoryFiles().snapshot());
    this.forget();
  }

  /** Takes the present world for one that needs no going on. */
  forget(): void {
    this.#known.get(this.#engine.memoryFiles(), () => true);
  }

  /** Takes the present world, which that token leaves; one with the same files is kept once. */
  add(cause: Cause, token: string, path: readonly string[] = []): void {
    const engine = this.#engine;
    this.#known.get(engine.memoryFiles(), () => {
      this.#worlds.push({ mark: engine.snapshot(), cause, token, path });
      return true;
    });
  }

  /** Runs each of the steps in each world, up to `depth` of them one after the other. */
  goOn(steps: readonly Step[], depth: number): StepRest {
    for (let left = depth; left > 0; left -= 1) {
      const worlds = this.#worlds;
      this.#worlds = [];
      for (const world of worlds) this.#goOnFrom(world, steps, left > 1);
    }
    return { runs: this.#runs, damaged: this.#damaged, classes: [...this.#classes.values()] };
  }

  #goOnFrom({ mark, cause, token, path }: LeftWorld, steps: readonly Step[], more: boolean): void {
    const engine = this.#engine;
    engine.restore(mark);
    if (!this.#isSound()) {
      this.#damaged += 1;
      return;
    }
    for (const step of steps) {
      engine.restore(mark);
      const { outcome, violations, known } = judgeQuietly(engine, step);
      this.#runs += 1;
      const there = [...path, step.title];
      if (violations.length === 0) {
        if (more) this.add(cause, token, there);
        continue;
      }
      const kinds = violations.map(({ promise, signature }) => `${promise} ${signature}`.trim());
      const cases = (known ?? []).map((flaw) => `case ${flaw.case}`);
      const name = [outcome, ...new Set(kinds), ...cases, `then ${there.join(', ')}`].join(', ');
      const alike = this.#classes.get(name);
      const count = (alike?.count ?? 0) + 1;
      this.#classes.set(name, { ...(alike ?? { cause, name, token, violations, known }), count });
    }
  }

  #isSound(): boolean {
    const reader = readerOf(this.#engine.memoryFiles());
    return reader.images().every((path) => isJudged(reader.look(path)));
  }
}
