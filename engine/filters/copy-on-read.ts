// The driver copy-on-read: what is read through it is kept in the image below.
import { FormatError } from '../base/errors.ts';
import { type BlockNode, type OpenMode } from '../block/node.ts';
import type { Driver } from '../block/open.ts';
import { takeString } from '../block/options.ts';
import { read } from '../block/request.ts';
import type { Task } from '../task/task.ts';
import { FilterNode } from './filter-node.ts';

class CopyOnRead extends FilterNode {
  readonly driver = 'copy-on-read';
  override readonly canCompress = true;
  override readonly writesUnasked = true;

  constructor(filename: string, mode: OpenMode, below: BlockNode) {
    super(filename, mode, below);
    below.tracksRequests = true;
  }

  override doRead(offset: number, target: Uint8Array): Task<void> {
    return read(this.below, offset, target, true);
  }
}

/** `copy-on-read`: child file, which must be writable. */
export const copyOnReadDriver: Driver = {
  name: 'copy-on-read',
  isFilter: true,
  *open(request): Task<BlockNode> {
    const below = yield* request.openChild('file');
    if (below.mode.readOnly) throw new FormatError('Block node is read-only');
    const bottom = takeString(request.options, 'bottom');
    if (bottom !== undefined) {
      throw new FormatError(`Bottom node '${bottom}' not found`);
    }
    return new CopyOnRead(request.filename, request.mode, below);
  },
};
