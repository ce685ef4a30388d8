// A fault of an exploration as rules of blkdebug, in the words of a case: several ways to say it,
// of which one may be the same fault.
import { EIO, errnoName, type IoKind } from '../../engine/index.ts';
import type { NthFault } from '../faults/fault.ts';
import type { YamlValue } from '../shapes/yaml-text.ts';
import type { FailedBehind } from './faulted-run.ts';

/** Options of a step: `faults` and `set-state`. */
export type RuleOptions = Readonly<Record<string, YamlValue>>;

/** What blkdebug calls kinds of I/O; it fails no truncation. */
const IO_TYPES: Readonly<Partial<Record<IoKind, string>>> = {
  read: 'read',
  write: 'write',
  'write-zeroes': 'write-zeroes',
  discard: 'discard',
  flush: 'flush',
};

/** What of the I/O behind an event fails. */
type Narrow = (io: FailedBehind['io']) => Readonly<Record<string, YamlValue>>;

const NARROW: readonly Narrow[] = [
  () => ({}),
  ({ kind }) => ({ iotype: IO_TYPES[kind] ?? kind }),
  ({ kind, offset }) => ({
    iotype: IO_TYPES[kind] ?? kind,
    ...(kind !== 'flush' && { sector: Math.floor(offset / 512) }),
  }),
];

/** More failures than these are told as those of all I/O from the first one on. */
const MOST_RULES = 8;

/** As a case writes it: `EIO`, or the number of an error without a name. */
export const errnoWord = (errno: number): string | number => errnoName(errno) ?? errno;

/** The rules, from the plainest on; none where blkdebug cannot fail that. */
export function ruleOptions(
  fault: NthFault,
  failed: readonly FailedBehind[],
): readonly RuleOptions[] {
  const [first] = failed;
  if (first === undefined || fault.written > 0) return [];
  if (failed.some(({ io }) => io.file !== first.io.file || IO_TYPES[io.kind] === undefined)) {
    return [];
  }
  const isForGood = typeof fault.times === 'string' || failed.length > MOST_RULES;
  return isForGood ? forGood(fault, first) : once(failed);
}

/** Each failure by a rule of its own; one alone may need no states, which count events. */
function once(failed: readonly FailedBehind[]): readonly RuleOptions[] {
  const [first, ...others] = failed;
  if (first === undefined) return [];
  const { io, event } = first;
  const errno = errnoWord(io.errno ?? EIO);
  const plain = [event, 'none'].flatMap((name) =>
    NARROW.map((narrow) => ({ faults: { event: name, errno, once: 'on', ...narrow(io) } })),
  );
  const counted = NARROW.map((narrow) => countedRules(failed, narrow));
  return others.length === 0 ? [...plain, ...counted] : counted;
}

/** All I/O from the first failure on; `of: space` spares reads. */
function forGood({ of }: NthFault, { event, count, io }: FailedBehind): readonly RuleOptions[] {
  const rule = { event, errno: errnoWord(io.errno ?? EIO) };
  const kinds = of === 'space' ? ['write', 'write-zeroes', 'flush'] : [undefined];
  const rules = kinds.map((iotype) => ({ ...rule, ...(iotype !== undefined && { iotype }) }));
  if (count === 1) return [{ faults: rules.length === 1 ? rule : rules }];
  const faults = rules.map((one) => ({ ...one, state: count }));
  return [{ faults, 'set-state': counting(event, 1, count - 1) }];
}

/** Rules that lead from one state to the next at each occurrence of the event. */
const counting = (event: string, from: number, count: number): readonly YamlValue[] =>
  Array.from({ length: count }, (_none, index) => ({
    event,
    state: from + index,
    'new-state': from + index + 1,
  }));

function countedRules(failed: readonly FailedBehind[], narrow: Narrow): RuleOptions {
  let state = 1;
  const changes: YamlValue[] = [];
  const faults = failed.map(({ event, count, io }, index) => {
    // Behind the same event as the one before: in the state that this came by in.
    if (count > 0 && index > 0) {
      changes.push({ event: failed[index - 1]?.event ?? event, state, 'new-state': state + 1 });
      state += 1;
    }
    changes.push(...counting(event, state, count - 1));
    state += Math.max(0, count - 1);
    return { event, errno: errnoWord(io.errno ?? EIO), once: 'on', state, ...narrow(io) };
  });
  const last = failed.at(-1);
  if (last !== undefined) changes.push({ event: last.event, state, 'new-state': state + 1 });
  return { faults, 'set-state': changes };
}
