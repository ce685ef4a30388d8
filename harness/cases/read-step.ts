// One filled-in step -> a typed step.
import { BUILT_IN, type FlatStep } from './expand.ts';
import { CaseProblem, didYouMean } from './problem.ts';
import { readFields } from './shapes.ts';
import type { Step, StepBody } from './types.ts';
import type { Verb } from './verb.ts';
import { COMMON, VERBS } from './verbs.ts';
import { holds } from './when.ts';
import type { MapEntry, ScalarNode, TreeNode } from './yaml-tree.ts';

/** Verbs that only one engine knows. */
export const NATIVE_ONLY: readonly StepBody['verb'][] = ['layer', 'trace'];

const TITLE_LENGTH = 60;

function findVerb(entries: readonly MapEntry[], step: TreeNode): MapEntry & { verb: Verb } {
  const found = entries.filter(({ key }) => Object.hasOwn(VERBS, key.text));
  const [first, second] = found;
  if (first === undefined) {
    const key = entries[0]?.key;
    if (key === undefined) throw new CaseProblem(step, 'a step has a verb');
    throw unknownVerb(key);
  }
  if (second !== undefined) {
    const both = `'${first.key.text}' and '${second.key.text}'`;
    throw new CaseProblem(second.key, `a step has one verb, not ${both}`);
  }
  return { ...first, verb: VERBS[first.key.text] as Verb };
}

function unknownVerb(key: ScalarNode): CaseProblem {
  const hint = didYouMean(key.text, [...Object.keys(VERBS), 'matrix']);
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

/** `may-not-fire` may be a condition on the matrix: it becomes on or off here. */
function settleConditions(entries: readonly MapEntry[], step: FlatStep): readonly MapEntry[] {
  return entries.map(({ key, value }) => {
    if (key.text !== 'may-not-fire' || value.kind !== 'scalar') return { key, value };
    const text = holds(value.text, step.variables, value) ? 'on' : 'off';
    return { key, value: { ...value, text } };
  });
}

/** The values of the matrix that the step was filled in with: ' [event=l2_load errno=5]'. */
function combinationOf(variables: FlatStep['variables']): string {
  const own = [...variables].filter(([name]) => !BUILT_IN.has(name));
  return own.length === 0 ? '' : ` [${own.map(([name, value]) => `${name}=${value}`).join(' ')}]`;
}

function titleOf(key: ScalarNode, value: TreeNode): string {
  const first = value.kind === 'list' ? value.items[0] : value;
  const detail = first?.kind === 'scalar' ? first.text.trim().split('\n')[0] : '';
  const title = detail ? `${key.text}: ${detail}` : key.text;
  return title.length > TITLE_LENGTH ? `${title.slice(0, TITLE_LENGTH - 3)}...` : title;
}

/** Throws CaseProblem. */
export function readStep(flat: FlatStep): Step {
  const { node, unit } = flat;
  if (node.kind === 'scalar') {
    if (!Object.hasOwn(VERBS, node.text)) throw unknownVerb(node);
    const empty: ScalarNode = { ...node, text: '', isEmpty: true };
    const entries = [{ key: node, value: empty }];
    return readStep({ ...flat, node: { ...node, kind: 'map', entries } });
  }
  const { verb, key, value } = findVerb(node.entries, node);
  const beside = node.entries.filter((entry) => entry.key !== key);
  const entries = settleConditions([...optionEntries(verb, key, value), ...beside], flat);
  const { status: statusShape, ...others } = COMMON;
  const common = verb.runsProgram ? { ...others, status: statusShape } : others;
  const given = readFields({ ...verb.fields, ...common }, entries, node, `'${key.text}'`);
  const { status, 'qemu-varies': qemuVaries, ...values } = { status: undefined, ...given };
  return {
    ...verb.build(values, node),
    line: node.line,
    title: `${titleOf(key, value)}${combinationOf(flat.variables)}`,
    unit,
    qemuVaries: qemuVaries as string | undefined,
    status: status as number | undefined,
  };
}
