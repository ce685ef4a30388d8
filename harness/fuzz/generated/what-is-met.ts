// What a case comes by that is counted in pairs: events of blkdebug that follow one another, and
// kinds of clusters.
import type { TestCase } from '../../cases/types.ts';
import { EventTally } from '../../engines/event-tally.ts';
import { NativeEngine } from '../../engines/native.ts';
import { runCase } from '../../run/run-case.ts';
import { ClusterPairs } from './cluster-pairs.ts';

/**
 * Keeps pairs of events in the place of numbers: an event alone says that a path was taken, a pair
 * says from where.
 */
class PairTally extends EventTally {
  readonly pairs = new Set<string>();
  #last = 'nothing';

  override reach(event: string): void {
    // An opened file stands for this one, and is no event of qcow2.
    if (event === 'none') return;
    this.pairs.add(`${this.#last} ${event}`);
    this.#last = event;
  }
}

/** What the run of a case comes by, in words. */
export interface PairsMet {
  /** 'l2_load cow_read'. */
  readonly events: ReadonlySet<string>;
  /** 'data | zero' for neighbours, 'zero > data' for what a step has made of which. */
  readonly clusters: ReadonlySet<string>;
}

/** Runs the case on our own engine. Nothing of it is compared. */
export function pairsOf(testCase: TestCase): PairsMet {
  const tally = new PairTally();
  const clusters = new ClusterPairs();
  const keepsTrace = testCase.steps.some(({ needs }) => needs.includes('trace'));
  const engine = new NativeEngine({ keepsTrace, tally });
  try {
    const look = (): void => clusters.look(engine.memoryFiles());
    runCase(testCase, engine, [], undefined, false, undefined, look);
    look();
  } finally {
    engine.close();
  }
  return { events: tally.pairs, clusters: clusters.pairs };
}
