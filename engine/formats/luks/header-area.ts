// The LUKS header of an image where its file stands: the file begins with it.
import type { BlockNode } from '../../block/node.ts';
import { read, write } from '../../block/request.ts';
import type { LuksArea } from '../../luks/volume.ts';
import { explain } from '../../task/explain.ts';

/** The header of an image in `file`. */
export const headerArea = (file: BlockNode): LuksArea => ({
  read: (offset, target) => explain('Could not read encryption header', read(file, offset, target)),
  write: (offset, source) =>
    explain('Could not write encryption header', write(file, offset, source)),
});
