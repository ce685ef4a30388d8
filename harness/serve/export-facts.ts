// What a server tells of the disk that it exports.
import { nbd } from '../../engine/index.ts';

/** Something that block status can tell of. */
export interface MetaContext {
  readonly name: string;
  /** By which replies name it. */
  readonly id: number;
}

/** All that is told before the first command. */
export interface ExportFacts {
  /** By which clients ask for it; may be empty. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly isReadOnly: boolean;
  /** Bytes of requests, each a power of two or, the last one, a limit. */
  readonly blockSizes: {
    readonly minimum: number;
    readonly preferred: number;
    readonly maximum: number;
  };
  readonly contexts: readonly MetaContext[];
}

/**
 * The bits of what the export offers: all clients share one disk, and a flush of one covers what
 * the others have written.
 */
export function exportFlags({ isReadOnly }: ExportFacts, isStructured: boolean): number {
  const bit = nbd.EXPORT_BIT;
  const offered: readonly number[] = [
    bit.hasFlags,
    bit.flush,
    bit.fua,
    bit.multiConn,
    bit.cache,
    ...(isReadOnly ? [bit.readOnly] : [bit.trim, bit.writeZeroes, bit.fastZero]),
    ...(isStructured ? [bit.whole] : []),
  ];
  return offered.reduce((sum, place) => sum + 2 ** place, 0);
}
