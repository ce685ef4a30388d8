// What open files have in common, wherever their bytes are.
import { type ImageFacts, NO_FACTS } from '../block/image-facts.ts';
import { BlockNode, NO_FLAGS, type OpenMode, type WriteFlags } from '../block/node.ts';

/** A file: bytes without a format. */
export abstract class FileNode extends BlockNode {
  readonly driver: string = 'file';
  readonly #takesFua: boolean;
  override zeroFlags: WriteFlags = { ...NO_FLAGS, mayUnmap: true, noFallback: true };

  override get takesFua(): boolean {
    return this.#takesFua;
  }

  constructor(filename: string, mode: OpenMode) {
    super(filename, mode);
    this.#takesFua = mode.takesFua === true;
  }

  override describe(): ImageFacts {
    return NO_FACTS;
  }

  override hasZeroInit(): boolean {
    return true;
  }
}
