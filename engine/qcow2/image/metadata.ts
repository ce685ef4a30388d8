// Reads and validates everything that is needed to open an image, in QEMU's order of reads and of checks.
import type { BlockNode } from '../../block/node.ts';
import { InvariantError } from '../../base/assert.ts';
import type { Task } from '../../task/task.ts';
import type { ImageMetadata } from '../format/image-metadata.ts';

export interface ReadMetadataOptions {
  readonly readOnly: boolean;
  /** Damaged images are let in, and the snapshot table is left to the checker. */
  readonly forCheck: boolean;
  /** Takes one line for standard error, as error_report: the tool puts its name in front. */
  readonly report: (line: string) => void;
}

/**
 * Reads and validates the metadata of the image in `file`. Throws FormatError with QEMU's message and
 * errno where the image cannot be opened. Writes nothing.
 */
export function* readMetadata(
  _file: BlockNode,
  _options: ReadMetadataOptions,
): Task<ImageMetadata> {
  throw new InvariantError('not written yet');
}
