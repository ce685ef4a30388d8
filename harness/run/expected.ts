// What golden/ holds a case to: its transcript and its write log, or why one of them is unreadable.
import { GoldenError, type GoldenKind, readGolden, type Variant } from '../golden/golden-folder.ts';
import type { Expected } from './verdict.ts';

/**
 * The file of a case below `root`/golden, or the variant's own; its `text` is undefined where there
 * is none.
 */
export function readExpected(
  root: string,
  number: string,
  kind: GoldenKind = 'out',
  variant?: Variant,
): Expected {
  try {
    return { text: readGolden(root, number, kind, variant) };
  } catch (error) {
    if (!(error instanceof GoldenError)) throw error;
    return { problem: error.message };
  }
}
