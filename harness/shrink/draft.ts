// A case that is being cut down: its steps multiplied out, each a tree of YAML, and the text and
// the checked case that they make. A draft that is no case is told as such by the loader, so that
// cuts need not know what a step needs.
import { expandSteps } from '../cases/expand.ts';
import { loadCase } from '../cases/load.ts';
import type { TestCase } from '../cases/types.ts';
import type { Step } from '../verbs/step.ts';
import { verbNamed } from '../verbs/table.ts';
import {
  entryOf,
  type MapEntry,
  parseYaml,
  type ScalarNode,
  type TreeNode,
} from '../shapes/yaml-tree.ts';
import { flowText, itemLines, valueOf, verbatim } from '../shapes/yaml-text.ts';

/** A case by its parts; cuts make new ones. */
export interface Draft {
  /** What stands above the steps. */
  readonly head: readonly MapEntry[];
  readonly steps: readonly TreeNode[];
  /** Steps that end what others have begun; they stand behind the last one, and are not judged. */
  readonly tail: readonly TreeNode[];
}

/** Under this name drafts are read; whoever keeps one gives it another. */
const FILE = 'suites/999-shrunk.yaml';

/** Parts that steps refer to, which are filled in, and what the case was about. */
const NOT_KEPT = ['purpose', 'groups', 'define', 'steps'];

/**
 * The draft of a case's text, which has been read without a mistake; it has the steps up to number
 * `last`, from 1.
 */
export function draftOf(text: string, last: number): Draft {
  const top = parseYaml(text);
  const steps = top.kind === 'map' ? entryOf(top, 'steps') : undefined;
  if (top.kind !== 'map' || steps === undefined) throw new Error('a case is a map with steps');
  const head = top.entries.filter(({ key }) => !NOT_KEPT.includes(key.text));
  const { flat, conditions } = expandSteps(steps);
  const settled = flat
    .slice(0, last)
    .map((step) =>
      settledIn(step.node, (node) => (conditions.holds(node.text, step, node) ? 'on' : 'off')),
    );
  return { head, steps: settled, tail: closing(text, last) };
}

/** What ends all that is under way behind step number `last` of the case: `fail-nth: off`. */
function closing(text: string, last: number): readonly TreeNode[] {
  const result = loadCase(FILE, text);
  if ('problems' in result) return [];
  const open = new Map<string, Step>();
  for (const step of result.loaded.steps.slice(0, last)) {
    const { name, ends = name } = verbNamed(step.verb);
    open.set(ends, step);
  }
  return [...open].flatMap(([name, { verb, body }]) =>
    verbNamed(verb).mayBeLast?.(body) === undefined
      ? []
      : [parseYaml(`${name}: off\nmay-not-fire: on\n`)],
  );
}

/** Without conditions on the names of a matrix, which is gone. */
function settledIn(node: TreeNode, settle: (condition: ScalarNode) => string): TreeNode {
  if (node.kind !== 'map') return node;
  const entries = node.entries.map(({ key, value }) => {
    if (key.text !== 'may-not-fire' || value.kind !== 'scalar') {
      return { key, value: settledIn(value, settle) };
    }
    return { key, value: { ...value, text: settle(value), isText: true } };
  });
  return { ...node, entries };
}

/** The text of a case, with a sentence that says what it shows. */
export function draftText({ head, steps, tail }: Draft, purpose: string): string {
  return [
    `purpose: ${JSON.stringify(purpose)}\n`,
    'groups: [rw]\n',
    ...head.map(({ key, value }) => `${key.text}: ${flowText(verbatim(valueOf(value)))}\n`),
    'steps:\n',
    ...[...steps, ...tail]
      .flatMap((step) => itemLines(verbatim(valueOf(step))))
      .map((line) => `${line}\n`),
  ].join('');
}

/** The case under the number, without the tail; undefined where the draft is none. */
export function caseOfDraft(draft: Draft, number: string): TestCase | undefined {
  const result = loadCase(FILE, draftText(draft, 'Cut down'));
  if ('problems' in result) return undefined;
  const steps = result.loaded.steps.slice(0, draft.steps.length);
  return { ...result.loaded, steps, number };
}
