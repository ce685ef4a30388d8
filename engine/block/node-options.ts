// Options that every node takes, whatever its driver: whether it is writable, caches, discards.
import { FormatError } from '../base/errors.ts';
import { type ChildRole, DETECT_ZEROES, type DetectZeroes, type OpenMode } from './node.ts';
import type { Options } from './open.ts';
import { takeBoolean, takeString } from './options.ts';

/** Parses `discard=`: whether discards reach the driver. Throws FormatError. */
function parseDiscard(text: string): boolean {
  if (text === 'ignore' || text === 'off') return false;
  if (text === 'unmap' || text === 'on') return true;
  throw new FormatError('Invalid discard option');
}

/** Parses `detect-zeroes=`. Throws FormatError, also where zeroes may not be unmapped. */
function parseDetectZeroes(text: string, mayUnmap: boolean): DetectZeroes {
  const value = DETECT_ZEROES.find((name) => name === text);
  if (value === undefined) throw new FormatError(`invalid parameter value: ${text}`);
  if (value === 'unmap' && !mayUnmap) {
    throw new FormatError(
      'setting detect-zeroes to unmap is not allowed without setting discard operation to unmap',
    );
  }
  return value;
}

/** Takes the general options out of `options`; what they leave open stays as in `inherited`. */
export function takeMode(options: Options, inherited: OpenMode): OpenMode {
  const nodeName = takeString(options, 'node-name');
  if (nodeName !== undefined && !/^[A-Za-z][-._A-Za-z0-9]*$/.test(nodeName)) {
    throw new FormatError(`Invalid node-name: '${nodeName}'`);
  }
  takeBoolean(options, 'auto-read-only');
  const isDirect = takeBoolean(options, 'cache.direct') ?? inherited.isDirect === true;
  const readOnly = takeBoolean(options, 'read-only') ?? inherited.readOnly;
  const forceShare = takeBoolean(options, 'force-share') ?? inherited.forceShare === true;
  if (forceShare && !readOnly) {
    throw new FormatError('force-share=on can only be used with read-only images');
  }
  const noFlush = takeBoolean(options, 'cache.no-flush') ?? inherited.noFlush;
  const discard = takeString(options, 'discard');
  const mayUnmap = discard === undefined ? inherited.mayUnmap : parseDiscard(discard);
  const detectZeroes = parseDetectZeroes(takeString(options, 'detect-zeroes') ?? 'off', mayUnmap);
  return {
    ...{ readOnly, noFlush, mayUnmap, detectZeroes },
    ...(isDirect && { isDirect }),
    ...(forceShare && { forceShare }),
  };
}

/**
 * What a child takes over from its parent: discards always reach it, and backing files are not
 * written.
 */
export const childMode = (parent: OpenMode, role: ChildRole): OpenMode => ({
  readOnly: parent.readOnly || role === 'backing',
  mayUnmap: true,
  noFlush: parent.noFlush,
  ...(parent.isDirect === true && { isDirect: true }),
  ...(parent.forceShare === true && { forceShare: true }),
});
