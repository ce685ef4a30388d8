// Which requests the rules of blkdebug fail: a small model of its own follows the events and the
// requests of a run, and says of each request whether it has to fail.
import type { IoType } from '../../../engine/index.ts';
import { pathOf } from '../../engines/engine.ts';
import type { Fault, StateChange } from '../../shapes/fault-options.ts';
import { ioSession } from '../../verbs/io.ts';
import { startProgram } from '../../verbs/run-program.ts';
import type { StepPromise } from './step-promise.ts';

/** Kinds of requests that a rule is about which names none. */
const USUAL: readonly string[] = ['read', 'write', 'write-zeroes', 'discard', 'flush'];
const [EIO, ENOTSUP] = [5, 95];
const SECTOR = 512;

/** A request as blkdebug sees it. */
interface Request {
  readonly kind: string;
  readonly offset: number;
  readonly length: number;
}

/** blkdebug as its documentation tells it. */
class Rules {
  #state = 1;
  #faults: readonly Fault[];
  #armed: readonly Fault[] = [];
  readonly #changes: readonly StateChange[];

  constructor(faults: readonly Fault[], changes: readonly StateChange[]) {
    this.#faults = faults;
    this.#changes = changes;
  }

  /** Rules of the event are armed in the place of others; where it has none, nothing changes. */
  event(name: string): void {
    const isMeant = ({ event, state = 0 }: Fault | StateChange): boolean =>
      event === name && (state === 0 || state === this.#state);
    const armed = this.#faults.filter(isMeant);
    const change = this.#changes.find(isMeant);
    if (armed.length > 0) this.#armed = armed;
    if (change !== undefined) this.#state = change.newState;
  }

  /** What it has to fail with; undefined: it passes. */
  request({ kind, offset, length }: Request): number | undefined {
    const fault = this.#armed.find(({ iotype, sector = -1 }) => {
      const at = sector * SECTOR;
      const isThere = sector < 0 || (offset <= at && at < offset + length);
      return isThere && (iotype === undefined ? USUAL.includes(kind) : iotype === kind);
    });
    if (fault?.once === true) {
      this.#armed = this.#armed.filter((one) => one !== fault);
      this.#faults = this.#faults.filter((one) => one !== fault);
    }
    return fault && (fault.errno ?? EIO);
  }
}

/** Requests of a run fail as the step's rules say, and no others do. */
export const followsRules: StepPromise = ({ engine, verb, step, before }) => {
  const { rules } = step;
  const image = ioSession(step)?.image;
  if (rules === undefined || 'text' in rules || image === undefined) return [];
  const model = new Rules(rules.faults, rules.stateChanges);
  const above = pathOf(rules.at ?? image);
  const wrong: string[] = [];
  engine.restore(before);
  engine.instrument({
    onEvent: (file, event) => {
      if (file === above) model.event(event);
    },
    onIo: ({ file, kind, offset, length }) => {
      const isSeen = file === above && kind !== 'truncate';
      const wanted = isSeen ? model.request({ kind, offset, length }) : undefined;
      return (errno) => {
        // What is too small to be zeroed or discarded is refused whatever the rules say.
        if (errno === wanted || errno === ENOTSUP) return;
        wrong.push(`${kind} ${length} at ${offset} of ${file}: errno ${errno}, not ${wanted}`);
      };
    },
  });
  startProgram(verb, engine, step, []);
  return wrong.slice(0, 1).map((words) => ({ relation: 'rules', words }));
};

/** Kinds of requests that rules are drawn for. */
export const KINDS_OF_IO: readonly IoType[] = ['read', 'write', 'write-zeroes', 'flush'];
