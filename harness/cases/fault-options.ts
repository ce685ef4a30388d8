// Faults in the words of a case: rules of blkdebug, spelled out or as the text of its file.
import { BLKDEBUG_EVENTS, IO_TYPES } from '../../engine/index.ts';
import { fileName } from './file-names.ts';
import { CaseProblem } from './problem.ts';
import * as shape from './shapes.ts';
import type { Fault, FaultRules, StateChange } from './types.ts';
import type { TreeNode } from './yaml-tree.ts';

const faultFields: shape.Shape<Fault> = shape.record('a fault', {
  event: shape.oneOf('event', BLKDEBUG_EVENTS),
  errno: shape.optional(shape.errno),
  once: shape.optional(shape.flag),
  immediately: shape.optional(shape.flag),
  state: shape.optional(shape.integer(0)),
  sector: shape.optional(shape.integer(-1)),
  iotype: shape.optional(shape.oneOf('I/O type', IO_TYPES)),
});

const fault = { ...faultFields, schema: { $ref: '#/definitions/fault' } };

const stateChangeFields = shape.record('a state change', {
  event: shape.oneOf('event', BLKDEBUG_EVENTS),
  state: shape.optional(shape.integer(0)),
  'new-state': shape.integer(0),
});
const stateChange: shape.Shape<StateChange> = {
  schema: { $ref: '#/definitions/state-change' },
  read(node) {
    const { event, state, 'new-state': newState } = stateChangeFields.read(node);
    return { event, state, newState };
  },
};

/** Parts of the JSON Schema that several verbs refer to. */
export const DEFINITIONS = { fault: faultFields.schema, 'state-change': stateChangeFields.schema };

/** Options of steps that can meet faults. */
export const faultOptions = {
  faults: shape.withDefault(shape.listOf(fault), []),
  'set-state': shape.withDefault(shape.listOf(stateChange), []),
  'faults-file': shape.optional(shape.line("the text of blkdebug's configuration")),
  'may-not-fire': shape.withDefault(shape.flag, false),
};

/** The same for steps that can meet them below the image, or below its external data file. */
export const placedFaultOptions = { ...faultOptions, 'faults-at': shape.optional(fileName) };

interface GivenFaults {
  readonly faults: readonly Fault[];
  readonly 'set-state': readonly StateChange[];
  readonly 'faults-file': string | undefined;
  readonly 'faults-at'?: string | undefined;
}

/** The rules of a step; undefined where it has none. Throws CaseProblem for both forms at once. */
export function faultRules(given: GivenFaults, where: TreeNode): FaultRules | undefined {
  const { faults, 'set-state': stateChanges, 'faults-file': text, 'faults-at': at } = given;
  if (text === undefined) {
    const isNone = faults.length + stateChanges.length === 0;
    if (isNone && at !== undefined) throw new CaseProblem(where, "'faults-at' without any faults");
    return isNone ? undefined : { faults, stateChanges, at };
  }
  if (faults.length + stateChanges.length > 0) {
    throw new CaseProblem(where, "give either 'faults-file' or 'faults' and 'set-state'");
  }
  return { text, at };
}
