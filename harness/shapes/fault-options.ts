// Faults in the words of a case: rules of blkdebug, spelled out or as the text of its file.
import { BLKDEBUG_EVENTS, type BlkdebugEvent, IO_TYPES } from '../../engine/index.ts';
import { fileName } from './file-names.ts';
import { CaseProblem } from './problem.ts';
import * as shape from './shapes.ts';
import { parseYaml, type TreeNode } from './yaml-tree.ts';

/** One error rule of blkdebug; what is undefined is left to blkdebug's defaults. */
export interface Fault {
  readonly event: BlkdebugEvent;
  readonly errno: number | undefined;
  readonly once: boolean | undefined;
  readonly immediately: boolean | undefined;
  readonly state: number | undefined;
  /** In units of 512 bytes of the image file. */
  readonly sector: number | undefined;
  readonly iotype: string | undefined;
}

/** One set-state rule of blkdebug. */
export interface StateChange {
  readonly event: BlkdebugEvent;
  readonly state: number | undefined;
  readonly newState: number;
}

/** Rules for blkdebug, spelled out or as the text of its configuration file. */
export type FaultRules = {
  /** The data file that they stand above, by its name; undefined: the image itself. */
  readonly at: string | undefined;
} & (
  | { readonly faults: readonly Fault[]; readonly stateChanges: readonly StateChange[] }
  | { readonly text: string }
);

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
}

/**
 * The rules of a step, `at` being the data file below which they stand; undefined where it has
 * none. Throws CaseProblem for both forms at once.
 */
export function faultRules(
  given: GivenFaults,
  at: string | undefined,
  where: TreeNode,
): FaultRules | undefined {
  const { faults, 'set-state': stateChanges, 'faults-file': text } = given;
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

const textFields = shape.record('faults', {
  faults: shape.withDefault(shape.listOf(fault), []),
  'set-state': shape.withDefault(shape.listOf(stateChange), []),
});

/**
 * Faults from a text in YAML: a list of them, one alone, or the keys `faults` and `set-state` as a
 * step has them. Throws CaseProblem.
 */
export function readFaultsText(text: string): {
  readonly faults: readonly Fault[];
  readonly stateChanges: readonly StateChange[];
} {
  const tree = parseYaml(text);
  const isMap = tree.kind === 'map';
  const hasKeys = isMap && tree.entries.some(({ key }) => Object.hasOwn(TEXT_KEYS, key.text));
  if (!hasKeys) return { faults: shape.listOf(fault).read(tree), stateChanges: [] };
  const { faults, 'set-state': stateChanges } = textFields.read(tree);
  return { faults, stateChanges };
}

const TEXT_KEYS = { faults: true, 'set-state': true };

const asFlag = (value: boolean | undefined): string | undefined =>
  value === undefined ? undefined : value ? 'on' : 'off';

type Keys = Readonly<Record<string, string | number | undefined>>;

function section(name: string, keys: Keys): string {
  const lines = Object.entries(keys).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key} = "${value}"\n`],
  );
  return `[${name}]\n${lines.join('')}`;
}

/** The rules in the form that blkdebug reads from a file. */
export function configText(rules: FaultRules): string {
  if ('text' in rules) return rules.text;
  const faults = rules.faults.map(({ once, immediately, ...fault }) =>
    section('inject-error', {
      ...fault,
      once: asFlag(once),
      immediately: asFlag(immediately),
    }),
  );
  const changes = rules.stateChanges.map(({ event, state, newState }) =>
    section('set-state', { event, state, new_state: newState }),
  );
  return [...faults, ...changes].join('\n');
}
