// The text of one case file -> a case, or everything that is wrong with it.
import { CRASH_SAFETIES } from '../../engine/index.ts';
import { ENGINE_NAMES, enginesWith } from '../engines/registry.ts';
import { type Expanded, expandSteps } from './expand.ts';
import { CaseProblem, describeProblem, didYouMean } from '../shapes/problem.ts';
import { GROUPS } from './groups.ts';
import { type ReadStep, StepReader } from './read-step.ts';
import * as shape from '../shapes/shapes.ts';
import type { TestCase } from './types.ts';
import { IMAGE_OPTION_NAMES } from '../verbs/create.ts';
import { ENCRYPTIONS } from '../engines/encrypted-argv.ts';
import { withCrashSafety, withEncryption } from './with-options.ts';
import type { Step } from '../verbs/step.ts';
import { verbNamed } from '../verbs/table.ts';
import { entryOf, kindName, type MapNode, parseYaml, type TreeNode } from '../shapes/yaml-tree.ts';

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
  return { kind: 'scalar', text, isEmpty: false, isText: true, isVerbatim: false } as const;
};

/** Everything in a case but its steps. */
export const CASE_FIELDS = {
  purpose: shape.sentence('one sentence: what the case shows'),
  groups: shape.withDefault(shape.listOnly(shape.oneOf('group', Object.keys(GROUPS))), []),
  engines: shape.withDefault(shape.listOf(shape.oneOf('engine', ENGINE_NAMES)), ENGINE_NAMES),
  reason: shape.optional(shape.text('why an engine is left out')),
  requires: shape.withDefault(shape.listOf(imageOption), []),
  unsupported: shape.withDefault(shape.listOf(imageOption), []),
  'crash-safety': shape.optional(shape.oneOf('order of writes', CRASH_SAFETIES)),
  encryption: shape.optional(shape.oneOf('method of encryption', ENCRYPTIONS)),
  define: shape.optional(shape.anything('parts that steps refer to by anchors; nothing by itself')),
};

/** A case file's name without its folder, taken apart; undefined when it is none. */
export function parseCaseName(name: string): { number: string; slug: string } | undefined {
  const match = /^(\d{3})-[a-z0-9]+(?:-[a-z0-9]+)*\.yaml$/.exec(name);
  return match?.[1] === undefined ? undefined : { number: match[1], slug: name.slice(0, -5) };
}

export type LoadResult =
  | { readonly loaded: TestCase }
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

/** Everything that steps need must be in all engines that the case is for. */
function* missingCapabilities(
  engines: readonly string[],
  steps: readonly ReadStep[],
): Iterable<CaseProblem> {
  for (const { capability, word } of steps.flatMap(({ needs }) => needs)) {
    const able = enginesWith([capability]).map(({ name }) => name);
    if (engines.every((name) => able.includes(name))) continue;
    const wanted = `'engines: [${able.join(', ')}]' and a reason`;
    yield new CaseProblem(word, `'${word.text}' needs ${wanted}`);
  }
}

/**
 * `faults-at` may only name a data file that the case creates: elsewhere no I/O would reach the
 * faults.
 */
function* misplacedFaults(steps: readonly ReadStep[]): Iterable<CaseProblem> {
  const dataFiles = new Set(steps.flatMap((step) => step.dataFiles));
  for (const { faultsAt: at } of steps) {
    if (at === undefined || dataFiles.has(at.text)) continue;
    const hint = didYouMean(at.text, dataFiles);
    const message = `'faults-at' names an external data file; no image here has '${at.text}'`;
    yield new CaseProblem(at, `${message}${hint}`);
  }
}

/** A step may have to be followed by another of its verb, or by one that ends it. */
function* unfinished(steps: readonly ReadStep[]): Iterable<CaseProblem> {
  const last = new Map<string, Step>();
  for (const { step } of steps) {
    const { name, ends = name } = verbNamed(step.verb);
    const begun = last.get(ends);
    last.set(ends, step);
    if (ends === name || (begun !== undefined && isUnfinished(begun))) continue;
    const message = `'${name}' ends what '${ends}: on' begins: that is missing before it`;
    yield new CaseProblem({ line: step.line, column: 1 }, message);
  }
  for (const step of last.values()) {
    const message = verbNamed(step.verb).mayBeLast?.(step.body);
    if (message !== undefined) yield new CaseProblem({ line: step.line, column: 1 }, message);
  }
}

const isUnfinished = ({ verb, body }: Step): boolean =>
  verbNamed(verb).mayBeLast?.(body) !== undefined;

/** The order of writes is our engine's own to choose. */
function checkCrashSafety(engines: readonly string[], top: MapNode): void {
  const able = enginesWith(['crash-safety']).map(({ name }) => name);
  const key = top.entries.find((entry) => entry.key.text === 'crash-safety')?.key;
  if (key === undefined || engines.every((name) => able.includes(name))) return;
  const wanted = `'engines: [${able.join(', ')}]' and a reason`;
  throw new CaseProblem(key, `'crash-safety' needs ${wanted}`);
}

function checkReason(engines: readonly string[], top: MapNode): void {
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
  const expanded = top && problems.attempt(() => expandSteps(stepsOf(top)));
  const steps = expanded && readSteps(expanded, problems);
  if (top && fields && steps) {
    problems.found.push(...missingCapabilities(fields.engines, steps));
    problems.attempt(() => checkCrashSafety(fields.engines, top));
    problems.attempt(() => checkReason(fields.engines, top));
  }
  if (problems.found.length > 0 || !name || !fields || !steps) {
    return { problems: problems.lines(file) };
  }
  const { define: _define, 'crash-safety': crashSafety, encryption, ...kept } = fields;
  const plain = steps.map(({ step }) => step);
  const safe = crashSafety === undefined ? plain : plain.map(withCrashSafety(crashSafety));
  const keyed = encryption === undefined ? safe : safe.map(withEncryption(encryption));
  return { loaded: { ...name, file, ...kept, steps: keyed } };
}

function stepsOf(top: MapNode): TreeNode {
  const steps = entryOf(top, 'steps');
  if (steps === undefined) throw new CaseProblem(top, "a case needs 'steps'");
  return steps;
}

function readSteps({ flat, conditions, unwanted }: Expanded, problems: Problems): ReadStep[] {
  const reader = new StepReader(conditions);
  const steps = flat.flatMap((step) => problems.attempt(() => reader.read(step)) ?? []);
  // Where a misspelt value is the reason why nothing runs, one line is enough.
  const compared = conditions.problems();
  problems.found.push(...compared, ...(compared.length > 0 ? [] : unwanted));
  problems.found.push(...misplacedFaults(steps));
  // What could not be read may be what ends a step.
  if (steps.length === flat.length) problems.found.push(...unfinished(steps));
  return steps;
}

function readCaseFields(top: MapNode): shape.RecordOf<typeof CASE_FIELDS> {
  const steps = shape.optional(shape.anything('the steps')); // whoever expands them complains
  const { steps: _read, ...fields } = shape.readFields(
    { ...CASE_FIELDS, steps },
    top.entries,
    top,
    'a case',
  );
  return fields;
}
