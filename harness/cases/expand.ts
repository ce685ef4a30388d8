// Multiplies matrices out: the steps of a case become one flat list, with every `$name` filled in
// and the steps left out whose `when` does not hold.
import { CaseProblem, didYouMean } from '../shapes/problem.ts';
import { Conditions, type Scope, type Variables } from './when.ts';
import {
  entryOf,
  kindName,
  type MapNode,
  type ScalarNode,
  type TreeNode,
} from '../shapes/yaml-tree.ts';

/** One step, filled in but not yet understood. */
export interface FlatStep extends Scope {
  /** `check` alone, or a map with a verb and its options; without `when`. */
  readonly node: ScalarNode | MapNode;
  /** The innermost combination that the step belongs to: 0 outside of any matrix. */
  readonly unit: number;
}

/** Steps that one case may have after its matrices were multiplied out. */
const MAX_STEPS = 20_000;

/** Always there: the image that steps use unless told otherwise, and the folder it lies in. */
export const BUILT_IN: Variables = new Map([
  ['TEST_IMG', 'TEST_DIR/t.qcow2'],
  ['TEST_DIR', 'TEST_DIR'],
]);

const VARIABLE = /\$(?:\{(\w+)\}|(\w+)|(\$))/g;

function fillText(node: ScalarNode, variables: Variables): ScalarNode {
  if (!node.text.includes('$')) return node;
  const text = node.text.replaceAll(VARIABLE, (_whole, braced, bare, dollar) => {
    if (dollar !== undefined) return '$';
    const name: string = braced ?? bare;
    const value = variables.get(name);
    if (value === undefined) {
      const hint = didYouMean(name, variables.keys());
      throw new CaseProblem(node, `no matrix name '${name}' for '$${name}'${hint}`);
    }
    return value;
  });
  return { ...node, text, isText: true, isVerbatim: false };
}

/** `node` with every `$name` and `${name}` below it replaced; `$$` is a dollar sign. */
export function fillIn(node: TreeNode, variables: Variables): TreeNode {
  switch (node.kind) {
    case 'scalar':
      return fillText(node, variables);
    case 'list':
      return { ...node, items: node.items.map((item) => fillIn(item, variables)) };
    case 'map':
      return {
        ...node,
        entries: node.entries.map(({ key, value }) => ({
          key: fillText(key, variables),
          value: fillIn(value, variables),
        })),
      };
  }
}

function word(node: TreeNode): string {
  if (node.kind !== 'scalar') {
    throw new CaseProblem(node, `a matrix value is a single value, not ${kindName(node)}`);
  }
  return node.text;
}

function asMap(node: TreeNode, what: string): MapNode {
  if (node.kind !== 'map') throw new CaseProblem(node, `${what} is a map, not ${kindName(node)}`);
  return node;
}

function checkName(key: ScalarNode, outer: Variables): string {
  if (!/^[A-Za-z]\w*$/.test(key.text)) {
    throw new CaseProblem(key, `'${key.text}' cannot be a matrix name (letters, digits, _)`);
  }
  if (outer.has(key.text)) {
    throw new CaseProblem(key, `the name '${key.text}' already has a value here`);
  }
  return key.text;
}

/** Each row of a matrix that is a list of maps. */
function rows(items: readonly TreeNode[], outer: Variables): Variables[] {
  return items.map((item) => {
    const row = new Map(outer);
    for (const { key, value } of asMap(item, 'a row of a matrix').entries) {
      row.set(checkName(key, outer), word(fillIn(value, outer)));
    }
    return row;
  });
}

/** All combinations of a matrix that gives each name its values: the last name changes fastest. */
function products(matrix: MapNode, outer: Variables): Variables[] {
  let combinations: Variables[] = [outer];
  for (const { key, value } of matrix.entries) {
    const name = checkName(key, outer);
    const items = value.kind === 'list' ? value.items : [value];
    const values = items.map((item) => word(fillIn(item, outer)));
    if (values.length === 0) throw new CaseProblem(value, `'${name}' has no values`);
    combinations = combinations.flatMap((row) => values.map((v) => new Map(row).set(name, v)));
  }
  return combinations;
}

class Expander {
  readonly flat: FlatStep[] = [];
  readonly conditions = new Conditions();
  #units = 0;
  /** Steps and matrices of the case, and whether any combination runs them. */
  readonly #isWanted = new Map<TreeNode, boolean>();
  /** What each matrix gives its names. */
  readonly #values = new Map<TreeNode, Map<string, Set<string>>>();

  /** Steps that no combination runs. */
  *unwanted(): Iterable<CaseProblem> {
    for (const [node, isWanted] of this.#isWanted) {
      if (isWanted) continue;
      const matrix = node.kind === 'map' ? entryOf(node, 'matrix') : undefined;
      const what =
        matrix === undefined
          ? 'no combination runs this step'
          : 'the matrix has no combination left';
      yield new CaseProblem(matrix ?? node, what);
    }
  }

  expand(steps: TreeNode, unit: number, scope: Scope): void {
    if (steps.kind !== 'list' || steps.items.length === 0) {
      throw new CaseProblem(steps, "'steps' is a list of at least one step");
    }
    for (const step of steps.items) {
      if (step.kind === 'list') {
        throw new CaseProblem(step, 'a step is a word or a map, not a list');
      }
      if (step.kind === 'map' && entryOf(step, 'matrix') !== undefined) {
        this.#expandMatrix(step, scope);
      } else if (this.#want(step, this.#holds(step, scope))) {
        const node = fillIn(withoutWhen(step), scope.variables) as ScalarNode | MapNode;
        this.flat.push({ node, unit, ...scope });
      }
      if (this.flat.length > MAX_STEPS) {
        throw new CaseProblem(step, `a case may have at most ${MAX_STEPS} steps`);
      }
    }
  }

  #expandMatrix(step: MapNode, outer: Scope): void {
    const keys = ['matrix', 'when', 'steps'];
    const unknown = step.entries.find(({ key }) => !keys.includes(key.text));
    if (unknown !== undefined) {
      const hint = didYouMean(unknown.key.text, keys);
      throw new CaseProblem(unknown.key, `unknown key '${unknown.key.text}' beside matrix${hint}`);
    }
    const matrix = entryOf(step, 'matrix');
    const steps = entryOf(step, 'steps');
    if (matrix === undefined || steps === undefined) {
      throw new CaseProblem(step, "a matrix needs 'steps'");
    }
    if (matrix.kind === 'scalar') {
      throw new CaseProblem(matrix, 'a matrix is a map of names to values, or a list of rows');
    }
    const { variables } = outer;
    const all =
      matrix.kind === 'list' ? rows(matrix.items, variables) : products(matrix, variables);
    const declared = this.#declare(step, all, outer);
    const wanted = all
      .map((combination) => ({ variables: combination, declared }))
      .filter((scope) => this.#holds(step, scope));
    this.#want(step, wanted.length > 0);
    for (const scope of wanted) {
      this.#units += 1;
      this.expand(steps, this.#units, scope);
    }
  }

  /** What conditions below `matrix` may compare names with; grows with each outer combination. */
  #declare(matrix: MapNode, all: readonly Variables[], outer: Scope): Scope['declared'] {
    const own = this.#values.get(matrix) ?? new Map<string, Set<string>>();
    this.#values.set(matrix, own);
    for (const combination of all) {
      for (const [name, value] of combination) {
        if (outer.variables.has(name)) continue;
        const values = own.get(name) ?? new Set();
        own.set(name, values.add(value));
      }
    }
    return new Map([...outer.declared, ...own]);
  }

  #holds(step: ScalarNode | MapNode, scope: Scope): boolean {
    const when = step.kind === 'map' ? entryOf(step, 'when') : undefined;
    return when === undefined || this.conditions.holds(word(when), scope, when);
  }

  #want(node: TreeNode, isWanted: boolean): boolean {
    this.#isWanted.set(node, isWanted || this.#isWanted.get(node) === true);
    return isWanted;
  }
}

const withoutWhen = (step: ScalarNode | MapNode): ScalarNode | MapNode =>
  step.kind === 'scalar'
    ? step
    : { ...step, entries: step.entries.filter(({ key }) => key.text !== 'when') };

/** A case multiplied out. */
export interface Expanded {
  /** The steps in the order in which they run. */
  readonly flat: readonly FlatStep[];
  /**
   * Evaluates the conditions of steps while they are read; what they compared is checked at the
   * end.
   */
  readonly conditions: Conditions;
  /** Steps and matrices of which nothing runs. */
  readonly unwanted: readonly CaseProblem[];
}

/** Multiplies the matrices out. Throws CaseProblem. */
export function expandSteps(steps: TreeNode): Expanded {
  const expander = new Expander();
  expander.expand(steps, 0, { variables: BUILT_IN, declared: new Map() });
  const { flat, conditions } = expander;
  return { flat, conditions, unwanted: [...expander.unwanted()] };
}
