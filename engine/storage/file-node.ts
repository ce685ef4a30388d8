// What open files have in common, wherever their bytes are.
import { type ImageFacts, NO_FACTS } from '../block/image-facts.ts';
import { BlockNode, NO_FLAGS, type OpenMode, type WriteFlags } from '../block/node.ts';

/** A file: bytes without a format. */
export abstract class FileNode extends BlockNode {
  readonly driver: string = 'file';
  /** A write that asks for it ends with a flush of its own. */
  override readonly honoursFua: boolean;
  override zeroFlags: WriteFlags = { ...NO_FLAGS, mayUnmap: true, noFallback: true };

  constructor(filename: string, mode: OpenMode) {
    super(filename, mode);
    this.honoursFua = mode.honoursFua === true;
  }

  override describe(): ImageFacts {
    return NO_FACTS;
  }

  override hasZeroInit(): boolean {
    return true;
  }
}
