// One filled-in step -> a typed step.
import type { Capability } from '../engines/engine.ts';
import { cutOptions, cutsOf } from '../shapes/cut-options.ts';
import { faultOptions, faultRules, placedFaultOptions } from '../shapes/fault-options.ts';
import { CaseProblem, didYouMean } from '../shapes/problem.ts';
import * as shape from '../shapes/shapes.ts';
import { sweepOf, sweepOption } from '../shapes/sweep-option.ts';
import { whileOpenOption } from '../shapes/while-open.ts';
import { entryOf, type MapEntry, type ScalarNode, type TreeNode } from '../shapes/yaml-tree.ts';
import type { Step } from '../verbs/step.ts';
import { VERBS } from '../verbs/table.ts';
import type { Verb } from '../verbs/verb.ts';
import { BUILT_IN, type FlatStep } from './expand.ts';
import type { Conditions } from './when.ts';

/** What a step can be given besides its verb's own options. */
export const COMMON = {
  'qemu-varies': shape.optional(shape.text('what varies between runs of the real tools')),
  status: shape.optional(shape.integer(0, 255)),
  /** Engines of others, too, have to put data where ours does. */
  placement: shape.withDefault(shape.flag, false),
};

/** Options of steps that can meet faults, by where they meet them. */
const FAULT_OPTIONS = { below: faultOptions, placed: placedFaultOptions };

/** What optionsOf() has put together; a suite has thousands of steps and few verbs. */
const optionsByVerb = new Map<Verb, shape.Fields>();

/** All options that steps of a verb may have. */
export function optionsOf(verb: Verb): shape.Fields {
  const known = optionsByVerb.get(verb);
  if (known !== undefined) return known;
  const options = collectOptions(verb);
  optionsByVerb.set(verb, options);
  return options;
}

function collectOptions(verb: Verb): shape.Fields {
  const { status, placement, ...others } = COMMON;
  if (verb.tool === undefined) return { ...verb.fields, ...others };
  const faults = verb.faults === undefined ? {} : FAULT_OPTIONS[verb.faults];
  const beside = { ...cutOptions, ...sweepOption, ...whileOpenOption };
  return { ...faults, ...beside, ...verb.fields, ...others, status, placement };
}

/** A step, with the places of what is checked when the whole case is known. */
export interface ReadStep {
  readonly step: Step;
  /** What engines must be able to do, and the word that asks for it. */
  readonly needs: readonly { readonly capability: Capability; readonly word: ScalarNode }[];
  /** The data file below which its faults stand. */
  readonly faultsAt: ScalarNode | undefined;
  readonly dataFiles: readonly string[];
}

type HolderOption = shape.RecordOf<typeof whileOpenOption>;

const TITLE_LENGTH = 60;

/** Verbs that stand beside another as its option: `io: ..., power-cut: every write`. */
const isAlsoOption = ({ key }: MapEntry): boolean => Object.hasOwn(cutOptions, key.text);

function findVerb(entries: readonly MapEntry[], step: TreeNode): MapEntry & { verb: Verb } {
  const named = entries.filter(({ key }) => VERBS.has(key.text));
  const [first, second] = named.length > 1 ? named.filter((one) => !isAlsoOption(one)) : named;
  if (first === undefined) {
    const key = entries[0]?.key;
    if (key === undefined) throw new CaseProblem(step, 'a step has a verb');
    throw unknownVerb(key);
  }
  if (second !== undefined) {
    const both = `'${first.key.text}' and '${second.key.text}'`;
    throw new CaseProblem(second.key, `a step has one verb, not ${both}`);
  }
  return { key: first.key, value: first.value, verb: VERBS.get(first.key.text) as Verb };
}

/** Options of steps that run a program, whatever program it is. */
const PROGRAM_OPTIONS: ReadonlySet<string> = new Set([
  ...Object.keys({ ...placedFaultOptions, ...cutOptions, ...sweepOption, ...whileOpenOption }),
  'status',
]);

function unknownVerb(key: ScalarNode): CaseProblem {
  if (PROGRAM_OPTIONS.has(key.text)) {
    const place = 'beside a step that runs a program, or below it';
    return new CaseProblem(key, `'${key.text}' is no step of its own: it stands ${place}`);
  }
  const hint = didYouMean(key.text, [...VERBS.keys(), 'matrix']);
  return new CaseProblem(key, `unknown step '${key.text}'${hint}`);
}

/** The options of a step in one list: those below the verb, and those beside it. */
function optionEntries(verb: Verb, key: ScalarNode, value: TreeNode): readonly MapEntry[] {
  if (value.kind === 'map' && verb.isMainMap !== true) return value.entries;
  if (value.kind === 'scalar' && value.isEmpty) return [];
  if (verb.main === undefined) {
    throw new CaseProblem(value, `'${key.text}' takes a map of options or nothing`);
  }
  return [{ key: { ...key, text: verb.main }, value }];
}

/** The values of the matrix that the step was filled in with: ' [event=l2_load errno=5]'. */
function combinationOf({ variables }: FlatStep): string {
  const own = [...variables].filter(([name]) => !BUILT_IN.has(name));
  return own.length === 0 ? '' : ` [${own.map(([name, value]) => `${name}=${value}`).join(' ')}]`;
}

function titleOf(key: ScalarNode, value: TreeNode): string {
  const first = value.kind === 'list' ? value.items[0] : value;
  const detail = first?.kind === 'scalar' ? first.text.trim().split('\n')[0] : '';
  const title = detail ? `${key.text}: ${detail}` : key.text;
  return title.length > TITLE_LENGTH ? `${title.slice(0, TITLE_LENGTH - 3)}...` : title;
}

/** Reads filled-in steps of one case; `conditions` settles what depends on the matrix. */
export class StepReader {
  readonly #conditions: Conditions;

  constructor(conditions: Conditions) {
    this.#conditions = conditions;
  }

  /** Throws CaseProblem. */
  read(flat: FlatStep): ReadStep {
    const { node, unit } = flat;
    if (node.kind === 'scalar') {
      if (!VERBS.has(node.text)) throw unknownVerb(node);
      const empty: ScalarNode = { ...node, text: '', isEmpty: true };
      const entries = [{ key: node, value: empty }];
      return this.read({ ...flat, node: { ...node, kind: 'map', entries } });
    }
    const { verb, key, value } = findVerb(node.entries, node);
    const beside = node.entries.filter((entry) => entry.key !== key);
    const entries = this.#settle([...optionEntries(verb, key, value), ...beside], flat);
    const options = optionsOf(verb);
    const given: Readonly<Record<string, unknown>> = shape.readFields(
      options,
      entries,
      node,
      `'${key.text}'`,
    );
    const own: Record<string, unknown> = {};
    for (const name of Object.keys(verb.fields)) own[name] = given[name];
    const isFaulty = verb.tool !== undefined && verb.faults !== undefined;
    const isPlaced = isFaulty && verb.faults === 'placed';
    const faults = given as shape.RecordOf<typeof placedFaultOptions>;
    const at = isPlaced ? faults['faults-at'] : undefined;
    const rules = isFaulty ? faultRules(faults, at, node) : undefined;
    const body = verb.build(own, node);
    const isProgram = verb.tool !== undefined;
    const cuts = isProgram ? cutsOf(given as shape.RecordOf<typeof cutOptions>, node) : [];
    const swept = given as shape.RecordOf<typeof sweepOption>;
    const needs = needsOf(verb, options, given, entries, key);
    const faultsAt = isPlaced ? entryOf({ ...node, entries }, 'faults-at') : undefined;
    const step: Step = {
      verb: verb.name,
      body,
      line: node.line,
      title: `${titleOf(key, value)}${combinationOf(flat)}`,
      unit,
      qemuVaries: given['qemu-varies'] as string | undefined,
      status: given['status'] as number | undefined,
      rules,
      mayNotFire: isFaulty && faults['may-not-fire'],
      cuts,
      sweep: isProgram ? sweepOf(swept, cuts, node) : undefined,
      whileOpen: isProgram ? (given as HolderOption)['while-open'] : undefined,
      ...(given['placement'] === true && { isPlaced: true }),
      needs: [...new Set(needs.map(({ capability }) => capability))],
    };
    return {
      step,
      needs,
      faultsAt: faultsAt?.kind === 'scalar' ? faultsAt : undefined,
      dataFiles: verb.dataFiles?.(body) ?? [],
    };
  }

  /** `may-not-fire` may be a condition on the matrix: it becomes on or off here. */
  #settle(entries: readonly MapEntry[], flat: FlatStep): readonly MapEntry[] {
    return entries.map((entry) => {
      const { key, value } = entry;
      if (key.text !== 'may-not-fire' || value.kind !== 'scalar') return entry;
      const text = this.#conditions.holds(value.text, flat, value) ? 'on' : 'off';
      return { key, value: { ...value, text } };
    });
  }
}

/** The verb itself, or options that were given, may need what not every engine can do. */
function needsOf(
  verb: Verb,
  options: shape.Fields,
  given: Readonly<Record<string, unknown>>,
  entries: readonly MapEntry[],
  key: ScalarNode,
): ReadStep['needs'] {
  const ofVerb = (verb.needs ?? []).map((capability) => ({ capability, word: key }));
  const ofOptions = entries.flatMap((entry) => {
    const name = entry.key.text;
    const capability = options[name]?.needs?.(given[name]);
    return capability === undefined ? [] : [{ capability, word: entry.key }];
  });
  return [...ofVerb, ...ofOptions];
}
