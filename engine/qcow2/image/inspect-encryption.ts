// How an image is encrypted, as far as it can be told without its key.
import { FormatError } from '../../base/errors.ts';
import type { BlockNode } from '../../block/node.ts';
import { areaToRead, inspectLuks, type LuksInspection } from '../../luks/inspect.ts';
import type { Task } from '../../task/task.ts';
import { CRYPT_AES, CRYPT_NONE } from '../format/header.ts';
import type { ImageMetadata } from '../format/image-metadata.ts';

/** The method of an encrypted image. */
export interface InspectedEncryption {
  readonly method: 'aes' | 'luks';
  /** What the LUKS header says; undefined where there is none, or none that can be used. */
  readonly volume: LuksInspection | undefined;
  /** Why the LUKS header cannot be used. */
  readonly problem: string | undefined;
}

/** Undefined for a plain image. Throws IoError where the LUKS header cannot be read. */
export function* inspectEncryption(
  file: BlockNode,
  { header, extensions }: ImageMetadata,
): Task<InspectedEncryption | undefined> {
  if (header.cryptMethod === CRYPT_NONE) return undefined;
  if (header.cryptMethod === CRYPT_AES) {
    return { method: 'aes', volume: undefined, problem: undefined };
  }
  const { luks } = extensions;
  if (luks === undefined) {
    return { method: 'luks', volume: undefined, problem: 'there is no LUKS header' };
  }
  try {
    const place = { start: luks.offset, end: undefined };
    const volume = yield* inspectLuks(areaToRead(file, luks.offset), place);
    return { method: 'luks', volume, problem: undefined };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return { method: 'luks', volume: undefined, problem: error.message };
  }
}
