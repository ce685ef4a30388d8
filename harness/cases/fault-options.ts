// Faults in the words of a case: rules of blkdebug, spelled out or as the text of its file.
import { BLKDEBUG_EVENTS, IO_TYPES } from '../../engine/index.ts';
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

/** The rules of a step; undefined where it has none. Throws CaseProblem for both forms at once. */
export function faultRules(
  faults: readonly Fault[],
  stateChanges: readonly StateChange[],
  text: string | undefined,
  where: TreeNode,
): FaultRules | undefined {
  if (text === undefined) {
    const isNone = faults.length + stateChanges.length === 0;
    return isNone ? undefined : { faults, stateChanges };
  }
  if (faults.length + stateChanges.length > 0) {
    throw new CaseProblem(where, "give either 'faults-file' or 'faults' and 'set-state'");
  }
  return { text };
}
