// Every order in which the I/Os of a run may end, those first that differ least from the order of
// submission: by the number of choices at which another I/O than the oldest one is delivered. Few
// of them show most mistakes, and a run with many choices has more orders than anybody can try:
// whoever stops early has tried the simple ones, and knows how many of the next kind are left.
//
// The runs tell what there was to choose. An order is a list of picks; its parent is the same list
// without the last pick that is not 0. Each order has one parent, so that each comes once.
import { RecordedOrder } from '../../engine/index.ts';
import { guidedBy, type Picks } from './picks.ts';

/** A run that was tried, with all its choices. */
interface Tried {
  readonly picks: Picks;
  readonly counts: readonly number[];
  /** Its children differ from it behind so many choices. */
  readonly from: number;
  /** How many children it has, together with those that were tried before it. */
  readonly upTo: number;
}

/** How far the tree was walked. */
export interface OrdersLeft {
  /** Choices at which another I/O than the oldest comes; all orders with fewer were tried. */
  readonly choices: number;
  /** Of the orders with so many, how many were tried, and how many there are. */
  readonly tried: number;
  readonly total: number;
}

/** Hands out the orders of one run. */
export class OrderTree {
  readonly #random: () => number;
  #choices = 0;
  #total = 1;
  /** Orders of this kind that were handed out. */
  #drawn = 0;
  #parents: readonly Tried[] = [];
  #tried: Tried[] = [];
  /** A shuffle of the numbers below the total, as far as it was needed. */
  #shuffled = new Map<number, number>();
  #last: { readonly order: RecordedOrder; readonly from: number } | undefined;

  /** `random` draws numbers from 0 to 1, 1 excluded: which orders of one kind come first. */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** The next order, to be run before the next is asked for; undefined: there is no other. */
  next(): RecordedOrder | undefined {
    this.#settle();
    if (this.#drawn === this.#total && !this.#descend()) return undefined;
    const prefix = this.#prefixOf(this.#draw());
    const order = new RecordedOrder(guidedBy(prefix));
    this.#last = { order, from: prefix.length };
    return order;
  }

  /** What was not handed out; undefined: nothing. */
  left(): OrdersLeft | undefined {
    this.#settle();
    if (this.#drawn === this.#total && !this.#descend()) return undefined;
    return { choices: this.#choices, tried: this.#drawn, total: this.#total };
  }

  /** Takes up what the last order's run has told. */
  #settle(): void {
    if (this.#last === undefined) return;
    const { order, from } = this.#last;
    this.#last = undefined;
    const picks = [...order.picks];
    const counts = [...order.counts];
    const own = counts.slice(from).reduce((sum, count) => sum + count - 1, 0);
    this.#tried.push({ picks, counts, from, upTo: (this.#tried.at(-1)?.upTo ?? 0) + own });
  }

  /** Goes on to the orders with one choice more; false: there are none. */
  #descend(): boolean {
    const total = this.#tried.at(-1)?.upTo ?? 0;
    if (total === 0) return false;
    this.#parents = this.#tried;
    this.#tried = [];
    this.#shuffled = new Map();
    this.#choices += 1;
    this.#total = total;
    this.#drawn = 0;
    return true;
  }

  /** The number of an order that was not handed out yet. */
  #draw(): number {
    const at = this.#drawn;
    const other = at + Math.floor(this.#random() * (this.#total - at));
    const drawn = this.#shuffled.get(other) ?? other;
    this.#shuffled.set(other, this.#shuffled.get(at) ?? at);
    this.#drawn += 1;
    return drawn;
  }

  #prefixOf(number: number): Picks {
    const index = this.#parents.findIndex(({ upTo }) => number < upTo);
    const parent = this.#parents[index];
    if (parent === undefined) return [];
    let rest = number - (this.#parents[index - 1]?.upTo ?? 0);
    for (let at = parent.from; at < parent.counts.length; at += 1) {
      const others = (parent.counts[at] as number) - 1;
      if (rest < others) return [...parent.picks.slice(0, at), rest + 1];
      rest -= others;
    }
    return [];
  }
}
