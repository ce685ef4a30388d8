// The limits that blkdebug can pretend to have, and the permissions that it can ask for.
import { isPowerOfTwo } from '../../base/align.ts';
import { FormatError } from '../../base/errors.ts';
import type { BlockNode, Limits } from '../../block/node.ts';
import { inheritedLimits } from '../../block/node.ts';
import type { Options } from '../../block/open.ts';
import { takeSize, takeString } from '../../block/options.ts';

/** What the options ask for, in bytes; 0: not given. */
export interface AskedLimits {
  readonly align: number;
  readonly maxTransfer: number;
  readonly optWriteZero: number;
  readonly maxWriteZero: number;
  readonly optDiscard: number;
  readonly maxDiscard: number;
}

const TOO_LARGE = 2 ** 31 - 1;

/** Takes the options of that kind out of `options`; they are judged once the child is known. */
export function takeLimits(options: Options): AskedLimits {
  return {
    align: takeSize(options, 'align') ?? 0,
    maxTransfer: takeSize(options, 'max-transfer') ?? 0,
    optWriteZero: takeSize(options, 'opt-write-zero') ?? 0,
    maxWriteZero: takeSize(options, 'max-write-zero') ?? 0,
    optDiscard: takeSize(options, 'opt-discard') ?? 0,
    maxDiscard: takeSize(options, 'max-discard') ?? 0,
  };
}

/**
 * The limits of a blkdebug node over `child`. Throws FormatError where they contradict each
 * other.
 */
export function limitsOver(child: BlockNode, asked: AskedLimits): Limits {
  const { align } = asked;
  if (align !== 0 && (align >= TOO_LARGE || !isPowerOfTwo(align))) {
    throw new FormatError(`Cannot meet constraints with align ${align}`);
  }
  const unit = Math.max(align, child.limits.requestAlignment);
  const constrain = (name: string, value: number, multipleOf: number): void => {
    if (value !== 0 && (value >= TOO_LARGE || value % multipleOf !== 0)) {
      throw new FormatError(`Cannot meet constraints with ${name} ${value}`);
    }
  };
  constrain('max-transfer', asked.maxTransfer, unit);
  constrain('opt-write-zero', asked.optWriteZero, unit);
  constrain('max-write-zero', asked.maxWriteZero, Math.max(asked.optWriteZero, unit));
  constrain('opt-discard', asked.optDiscard, unit);
  constrain('max-discard', asked.maxDiscard, Math.max(asked.optDiscard, unit));
  const inherited = inheritedLimits([child]);
  return {
    requestAlignment: align === 0 ? inherited.requestAlignment : align,
    maxTransfer: asked.maxTransfer === 0 ? inherited.maxTransfer : asked.maxTransfer,
    writeZeroesAlignment: asked.optWriteZero,
    maxWriteZeroes: asked.maxWriteZero,
    discardAlignment: asked.optDiscard === 0 ? inherited.discardAlignment : asked.optDiscard,
    maxDiscard: asked.maxDiscard,
  };
}

const PERMISSIONS = ['consistent-read', 'write', 'write-unchanged', 'resize'];

/** Takes the lists of permissions out of `options`: checked, and without effect in this engine. */
export function takePermissions(options: Options): void {
  for (const list of ['take-child-perms', 'unshare-child-perms']) {
    for (let index = 0; ; index += 1) {
      const name = takeString(options, `${list}.${index}`);
      if (name === undefined) break;
      if (!PERMISSIONS.includes(name)) {
        throw new FormatError(`Parameter 'null' does not accept value '${name}'`);
      }
    }
  }
}
