// What of a case may go: whole steps, commands of a step, options, and parts of what is long. The
// last step stays, as it is the one that is judged. Which of it is still a case, and still shows
// the same, is for others.
import type { MapNode, TreeNode } from '../shapes/yaml-tree.ts';
import type { Draft } from './draft.ts';
import { dropParts, type Pass } from './greedy.ts';

/** The draft with another step at this place. */
const withStep = (draft: Draft, at: number, step: TreeNode): Draft => ({
  ...draft,
  steps: draft.steps.with(at, step),
});

/** Drops steps. */
export const dropSteps: Pass<Draft> = (draft) =>
  dropParts(draft, draft.steps.slice(0, -1), (left, { steps, ...others }) => ({
    ...others,
    steps: [...left, ...steps.slice(-1)],
  }));

/** Drops what ends something, where that is not begun any more. */
export const dropTail: Pass<Draft> = (draft) =>
  dropParts(draft, draft.tail, (tail, others) => ({ ...others, tail }));

/** Drops what stands above the steps: a case that needs no engine of its own runs on all. */
export const dropHead: Pass<Draft> = function* (draft) {
  const offered = { ...draft, head: [] };
  return draft.head.length > 0 && (yield offered) ? offered : draft;
};

/** A place below a node: which child, from child to child. */
type Path = readonly number[];

const childrenOf = (node: TreeNode): readonly TreeNode[] =>
  node.kind === 'list'
    ? node.items
    : node.kind === 'map'
      ? node.entries.map(({ value }) => value)
      : [];

/** The node at the path. */
export const nodeAt = (node: TreeNode | undefined, [first, ...rest]: Path): TreeNode | undefined =>
  first === undefined || node === undefined ? node : nodeAt(childrenOf(node)[first], rest);

/** The tree with another node at the path. */
export function withNode(node: TreeNode, [first, ...rest]: Path, other: TreeNode): TreeNode {
  if (first === undefined) return other;
  const child = childrenOf(node)[first];
  if (child === undefined) return node;
  const changed = withNode(child, rest, other);
  if (node.kind === 'list') return { ...node, items: node.items.with(first, changed) };
  if (node.kind !== 'map') return node;
  const entries = node.entries.map((entry, at) =>
    at === first ? { ...entry, value: changed } : entry,
  );
  return { ...node, entries };
}

/** The paths of all nodes below `node` that are of the kind, outermost first. */
export function pathsOf(node: TreeNode, kind: TreeNode['kind'], path: Path = []): readonly Path[] {
  const below = childrenOf(node).flatMap((child, at) => pathsOf(child, kind, [...path, at]));
  return node.kind === kind ? [path, ...below] : below;
}

/** A pass that runs `cut` on each node of the kind, step by step, the last step first. */
export const onNodes = (
  kind: TreeNode['kind'],
  cut: (node: TreeNode) => Generator<TreeNode, TreeNode, boolean>,
): Pass<Draft> =>
  function* (draft) {
    let best = draft;
    for (let at = draft.steps.length - 1; at >= 0; at -= 1) {
      for (const path of pathsOf(best.steps[at] as TreeNode, kind)) {
        const step = best.steps[at] as TreeNode;
        const node = nodeAt(step, path);
        // What was cut before may have taken it along.
        if (node?.kind !== kind) continue;
        const search = cut(node);
        let offer = search.next();
        while (offer.done !== true) {
          const offered = withStep(best, at, withNode(step, path, offer.value));
          const holds = yield offered;
          if (holds) best = offered;
          offer = search.next(holds);
        }
      }
    }
    return best;
  };

/** Drops items of lists: commands of qemu-io, rules, words of qemu-img with their values. */
export const dropItems: Pass<Draft> = onNodes('list', function* (list) {
  if (list.kind !== 'list') return list;
  const best = yield* dropParts<TreeNode, TreeNode>(list, list.items, (items) =>
    items.length === 0 ? undefined : { ...list, items },
  );
  return yield* dropPairs(best);
});

/** Drops neighbours together: an option goes with its value only. */
function* dropPairs(list: TreeNode): Generator<TreeNode, TreeNode, boolean> {
  let best = list;
  for (let at = 0; best.kind === 'list' && at + 2 < best.items.length;) {
    const offered: TreeNode = { ...best, items: best.items.toSpliced(at, 2) };
    if (yield offered) best = offered;
    else at += 1;
  }
  return best;
}

/** Drops options: of a step, of its verb, of a rule. */
export const dropOptions: Pass<Draft> = onNodes('map', (map) =>
  dropParts<TreeNode, MapNode['entries'][number]>(
    map,
    map.kind === 'map' ? map.entries : [],
    (entries, from) =>
      from.kind !== 'map' || entries.length === 0 ? undefined : { ...from, entries },
  ),
);

/** Drops parts of words with commas: `cluster_size=4k,compat=v3` of qemu-img. */
export const dropWordParts: Pass<Draft> = onNodes('scalar', (word) => {
  const parts = word.kind === 'scalar' ? word.text.split(',') : [];
  return dropParts<TreeNode, string>(word, parts.length > 1 ? parts : [], (left, from) =>
    from.kind !== 'scalar' || left.length === 0 ? undefined : { ...from, text: left.join(',') },
  );
});
