// `snapshot`: one operation on the internal snapshots of an image.
import { filterDates } from '../golden/filters.ts';
import { checkArgument } from '../shapes/file-names.ts';
import { CaseProblem } from '../shapes/problem.ts';
import type { Shape } from '../shapes/shapes.ts';
import { imageOrFaults } from './image-name.ts';
import { target, verb } from './verb.ts';

interface Action {
  readonly action: 'create' | 'apply' | 'delete' | 'list';
  /** Empty for 'list'. */
  readonly name: string;
}

interface SnapshotStep extends Action {
  readonly image: string;
}

/** What the step does, as it is written: `create one`. */
const action: Shape<Action> = {
  schema: { type: 'string', pattern: '^(list|(create|apply|delete) .+|.*\\$.*)$' },
  read(node) {
    const words = /^(?:(list)|(create|apply|delete) +(\S.*))$/.exec(
      node.kind === 'scalar' ? node.text : '',
    );
    if (words === null) {
      throw new CaseProblem(node, "give 'create NAME', 'apply NAME', 'delete NAME' or 'list'");
    }
    const name = words[3] ?? '';
    checkArgument(name, node);
    return { action: (words[1] ?? words[2]) as Action['action'], name };
  },
};

export const snapshot = verb({
  name: 'snapshot',
  description: 'Takes, applies, deletes or lists internal snapshots.',
  main: 'action',
  fields: { image: target.image, action },
  build: (given): SnapshotStep => ({ image: given.image, ...given.action }),
  tool: 'img',
  faults: 'placed',
  // It always guesses the format.
  argv: ({ body: { image, action: what, name }, rules }) => [
    'snapshot',
    ...(what === 'list' ? ['-l'] : [`-${what.slice(0, 1)}`, name]),
    imageOrFaults(image, rules),
  ],
  filter: filterDates,
});
