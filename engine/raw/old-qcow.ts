// The first version of qcow, which is another format with the same first bytes: it is known so that
// its images are refused, and not taken for raw disks.
import { readU32 } from '../base/endian.ts';
import { ENOTSUP } from '../base/errno.ts';
import { FormatError } from '../base/errors.ts';
import type { BlockNode } from '../block/node.ts';
import type { Driver } from '../block/open.ts';
import type { Task } from '../task/task.ts';

const MAGIC = 0x514649fb;
/** Certain, as for every format with such a magic number. */
const CERTAIN = 100;

/** `qcow`: opens nothing. */
export const oldQcowDriver: Driver = {
  name: 'qcow',
  probe: (bytes) =>
    bytes.length >= 8 && readU32(bytes, 0) === MAGIC && readU32(bytes, 4) === 1 ? CERTAIN : 0,
  *open(request): Task<BlockNode> {
    yield* request.openChild('file');
    throw new FormatError('blkdrill does not support the format qcow yet', { errno: ENOTSUP });
  },
};
