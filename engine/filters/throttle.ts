// The driver throttle: a member of a throttle group, whose limits QEMU shares among its members.
// Here nothing waits for them, as the engine has no clock: requests pass as they come.
import { FormatError } from '../base/errors.ts';
import type { BlockNode, PreparedReopen } from '../block/node.ts';
import type { Driver, OpenContext, Options } from '../block/open.ts';
import { takeString } from '../block/options.ts';
import { flush } from '../block/request.ts';
import type { Task } from '../task/task.ts';
import { FilterNode } from './filter-node.ts';

class Throttle extends FilterNode {
  readonly driver = 'throttle';
  override readonly canCompress = true;

  /** Also where the filter is closed, as in QEMU. */
  override doFlushWhole(): Task<void> {
    return flush(this.below);
  }
}

/** Takes the name of the group out. Throws FormatError where there is none, or no such group. */
function takeGroup(options: Options, { throttleGroups }: OpenContext): void {
  const group = takeString(options, 'throttle-group');
  if (group === undefined) throw new FormatError('Please specify a throttle group');
  if (throttleGroups?.has(group) !== true) {
    throw new FormatError(`Throttle group '${group}' does not exist`);
  }
}

/** `throttle`: child file; option throttle-group, one that the context knows. */
export const throttleDriver: Driver = {
  name: 'throttle',
  isFilter: true,
  isStrong: (option) => option === 'throttle-group',
  *open(request): Task<BlockNode> {
    const below = yield* request.openChild('file');
    takeGroup(request.options, request.context);
    return new Throttle(request.filename, request.mode, below);
  },
  *prepareReopen(_node, { options, context }): Task<PreparedReopen> {
    takeGroup(options, context);
    return { commit() {} };
  },
};
