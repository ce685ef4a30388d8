// Orders of completions that a seed decides. The kinds differ in what they find: a random order
// mixes everything a little, so that no I/O is ever late for long. A thread that gets no processor
// leaves one piece far behind while the rest goes on; what that does, only biased orders show.
import type { ChoiceSource, Pending } from './choices.ts';
import { Draw } from './draw.ts';

/** Each completion is as likely as any other. */
export function randomOrder(stream: string): ChoiceSource {
  const draw = new Draw(stream);
  return { pick: ({ length }) => draw.below(length) };
}

/** How starvingOrder() treats its victims. */
export interface Starvation {
  /** So many tasks at a time are held back. */
  readonly victims: number;
  /** At each choice one victim is exchanged for another task with a chance of 1 in so many. */
  readonly patience: number;
  /** The others come in the order of submission, not at random. */
  readonly isOrdered: boolean;
}

/** Some tasks are held back as long as there is another one. */
export function starvingOrder(
  stream: string,
  { victims, patience, isOrdered }: Starvation,
): ChoiceSource {
  const draw = new Draw(stream);
  const starved: number[] = [];
  const exchange = (pending: readonly Pending[]): void => {
    const victim = pending[draw.below(pending.length)];
    if (victim !== undefined) starved.push(victim.number);
    if (starved.length > victims) starved.shift();
  };
  return {
    pick(pending) {
      if (starved.length < victims || draw.onceIn(patience)) exchange(pending);
      const others = pending.flatMap(({ number }, index) =>
        starved.includes(number) ? [] : [index],
      );
      if (others.length === 0) return draw.below(pending.length);
      return others[isOrdered ? 0 : draw.below(others.length)] ?? 0;
    },
  };
}

/**
 * Every task has a priority, drawn when it is first seen, and the highest comes first. At each
 * choice, with a chance of 1 in `patience`, the one that would come gets the lowest of all.
 */
export function priorityOrder(stream: string, patience: number): ChoiceSource {
  const draw = new Draw(stream);
  const priorities = new Map<number, number>();
  const priorityOf = (task: number): number => {
    const priority = priorities.get(task) ?? draw.fraction();
    priorities.set(task, priority);
    return priority;
  };
  const highest = (pending: readonly Pending[]): number => {
    const ranks = pending.map(({ number }) => priorityOf(number));
    return ranks.indexOf(Math.max(...ranks));
  };
  let lowest = 0;
  return {
    pick(pending) {
      const index = highest(pending);
      const task = pending[index]?.number;
      if (task === undefined || !draw.onceIn(patience)) return index;
      lowest -= 1;
      priorities.set(task, lowest);
      return highest(pending);
    },
  };
}

/**
 * As the scheduler's own order, in batches with the newest first, but with slips: once in
 * `patience` the newest I/O has not ended when a batch is collected, or the oldest comes first.
 */
export function slippingOrder(stream: string, patience: number): ChoiceSource {
  const draw = new Draw(stream);
  /** The newest I/O of the present batch. */
  let newest = 0;
  return {
    pick(pending) {
      let ended = pending.filter(({ submission }) => submission <= newest).length;
      if (ended === 0) {
        ended = pending.length - (draw.onceIn(patience) ? 1 : 0);
        newest = pending[ended - 1]?.submission ?? 0;
      }
      return draw.onceIn(patience) ? 0 : ended - 1;
    },
  };
}

const PATIENCE = [10, 100, 1000, 3000];

/** The order that `seed`, a whole number, stands for: its kind, and all that is drawn in it. */
export function seededOrder(seed: number): ChoiceSource {
  const draw = new Draw(`schedule ${seed}`);
  const stream = `order ${seed}`;
  const kind = draw.below(4);
  const patience = PATIENCE[draw.below(PATIENCE.length)] ?? 1;
  switch (kind) {
    case 0:
      return randomOrder(stream);
    case 1:
      return priorityOrder(stream, patience);
    case 2:
      return slippingOrder(stream, patience);
    default:
      return starvingOrder(stream, {
        victims: 1 + draw.below(4),
        patience,
        isOrdered: draw.onceIn(2),
      });
  }
}
