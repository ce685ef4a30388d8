// The text of one case file -> a case, or everything that is wrong with it.
import { ENGINE_NAMES } from '../engines/registry.ts';
import { expandSteps } from './expand.ts';
import { checkLayersEnd } from './layer-verbs.ts';
import { CaseProblem, describeProblem } from './problem.ts';
import { NATIVE_ONLY, readStep } from './read-step.ts';
import * as shape from './shapes.ts';
import type { Case, Step } from './types.ts';
import { IMAGE_OPTION_NAMES } from './verbs.ts';
import { entryOf, kindName, type MapNode, parseYaml, type TreeNode } from './yaml-tree.ts';

/** 'refcount_bits' or 'refcount_bits=8'. */
const imageOption: shape.Shape<string> = {
  schema: shape.text('an image option, as name or name=value').schema,
  read(node) {
    const option = shape.text('an image option').read(node);
    shape.oneOf('image option', IMAGE_OPTION_NAMES).read({ ...node, ...named(option) });
    return option;
  },
};
const named = (option: string) => {
  const text = option.split('=')[0] ?? '';
  return { kind: 'scalar', text, isEmpty: false, isVerbatim: false } as const;
};

/** Everything in a case but its steps. */
export const CASE_FIELDS = {
  purpose: shape.text('one sentence: what the case shows'),
  groups: shape.withDefault(shape.listOf(shape.text('a group')), []),
  engines: shape.withDefault(shape.listOf(shape.oneOf('engine', ENGINE_NAMES)), ENGINE_NAMES),
  reason: shape.optional(shape.text('why an engine is left out')),
  requires: shape.withDefault(shape.listOf(imageOption), []),
  unsupported: shape.withDefault(shape.listOf(imageOption), []),
};

/** A case file's name without its folder, taken apart; undefined when it is none. */
export function parseCaseName(name: string): { number: string; slug: string } | undefined {
  const match = /^(\d{3})-[a-z0-9]+(?:-[a-z0-9]+)*\.yaml$/.exec(name);
  return match?.[1] === undefined ? undefined : { number: match[1], slug: name.slice(0, -5) };
}

export type LoadResult =
  | { readonly loaded: Case }
  /** Lines of the form file:line:column: message. */
  | { readonly problems: readonly string[] };

class Problems {
  readonly found: CaseProblem[] = [];

  /** What `read` returns, or undefined when it met a mistake, which is kept. */
  attempt<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof CaseProblem)) throw error;
      this.found.push(error);
      return undefined;
    }
  }

  /** In the order of the file, each once: a matrix repeats the mistakes of its steps. */
  lines(file: string): string[] {
    const sorted = this.found.toSorted(
      (a, b) => a.position.line - b.position.line || a.position.column - b.position.column,
    );
    return [...new Set(sorted.map((problem) => describeProblem(file, problem)))];
  }
}

function readTop(tree: TreeNode, problems: Problems): MapNode | undefined {
  return problems.attempt(() => {
    if (tree.kind !== 'map') {
      const found = kindName(tree);
      throw new CaseProblem(tree, `a case is a map (purpose, groups, steps), not ${found}`);
    }
    return tree;
  });
}

function checkEngines(engines: readonly string[], steps: readonly Step[], top: MapNode): void {
  const native = steps.find(({ verb }) => NATIVE_ONLY.includes(verb));
  if (native !== undefined && engines.includes('qemu')) {
    const where = { line: native.line, column: 1 };
    const word = native.verb === 'layer' ? native.name : native.verb;
    throw new CaseProblem(where, `'${word}' needs 'engines: [native]' and a reason`);
  }
  const hasReason = entryOf(top, 'reason') !== undefined;
  if (engines.length < ENGINE_NAMES.length !== hasReason) {
    const where = entryOf(top, hasReason ? 'reason' : 'engines') ?? top;
    const message = hasReason ? "'reason' goes with 'engines'" : "'engines' needs a 'reason'";
    throw new CaseProblem(where, message);
  }
}

/** Reads a case; `file` is what messages call it, its last part gives the number. */
export function loadCase(file: string, text: string): LoadResult {
  const problems = new Problems();
  const name = problems.attempt(() => {
    const parsed = parseCaseName(file.split('/').at(-1) ?? '');
    if (parsed !== undefined) return parsed;
    throw new CaseProblem({ line: 1, column: 1 }, 'a case file is named NNN-some-words.yaml');
  });
  const tree = problems.attempt(() => parseYaml(text));
  const top = tree && readTop(tree, problems);
  const fields = top && problems.attempt(() => readCaseFields(top));
  const flat = top && problems.attempt(() => expandSteps(entryOf(top, 'steps') ?? top));
  const steps = flat?.flatMap((step) => problems.attempt(() => readStep(step)) ?? []);
  if (top && fields && steps) {
    problems.attempt(() => checkEngines(fields.engines, steps, top));
    problems.attempt(() => checkLayersEnd(steps));
  }
  if (problems.found.length > 0 || !name || !fields || !steps) {
    return { problems: problems.lines(file) };
  }
  return { loaded: { ...name, file, ...fields, steps } };
}

function readCaseFields(top: MapNode): shape.RecordOf<typeof CASE_FIELDS> {
  const steps: shape.Shape<unknown> = { read: () => undefined, schema: {} };
  const { steps: _read, ...fields } = shape.readFields(
    { ...CASE_FIELDS, steps },
    top.entries,
    top,
    'a case',
  );
  return fields;
}
