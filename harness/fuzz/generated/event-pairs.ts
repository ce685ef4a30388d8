// What a case comes by, in pairs: two events of blkdebug that follow one another. An event alone
// says that a path was taken; a pair says from where.
import type { TestCase } from '../../cases/types.ts';
import { EventTally } from '../../engines/event-tally.ts';
import { tallyCases } from '../../run/tally-suites.ts';

/** Keeps pairs in the place of numbers. */
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

/** The pairs that the run of a case comes by: 'l2_load cow_read'. Nothing of it is compared. */
export function pairsOf(testCase: TestCase): ReadonlySet<string> {
  const tally = new PairTally();
  tallyCases([testCase], undefined, tally);
  return tally.pairs;
}
