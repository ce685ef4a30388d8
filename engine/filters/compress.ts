// The driver compress: what is written through it is compressed by the image below, cluster by
// cluster.
import { FormatError } from '../base/errors.ts';
import type { BlockNode, OpenMode, WriteFlags } from '../block/node.ts';
import type { Driver } from '../block/open.ts';
import { write } from '../block/request.ts';
import type { Task } from '../task/task.ts';
import { FilterNode } from './filter-node.ts';

class Compress extends FilterNode {
  readonly driver = 'compress';

  constructor(filename: string, mode: OpenMode, below: BlockNode) {
    super(filename, mode, below);
    // Clusters are compressed whole: what is shorter is read first, by the I/O path.
    this.limits = { ...this.limits, requestAlignment: Math.max(1, below.clusterSize) };
  }

  override doWrite(offset: number, source: Uint8Array, flags: WriteFlags): Task<void> {
    return write(this.below, offset, source, { ...flags, compressed: true });
  }
}

/** `compress`: child file, an image that takes compressed writes. */
export const compressDriver: Driver = {
  name: 'compress',
  isFilter: true,
  *open(request): Task<BlockNode> {
    const below = yield* request.openChild('file');
    if (!below.canCompress) {
      throw new FormatError(`Compression is not supported for underlying format: ${below.driver}`);
    }
    const unit = Math.max(1, below.clusterSize);
    if (!request.mode.readOnly && below.length() % unit !== 0) {
      const reason = 'Image size is not a multiple of request alignment';
      throw new FormatError(`Cannot get 'write' permission without 'resize': ${reason}`);
    }
    return new Compress(request.filename, request.mode, below);
  },
};
