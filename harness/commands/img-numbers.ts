// Numbers among the operands and options of qemu-img.
import { parseSize } from '../../engine/index.ts';
import type { Session } from './session.ts';
import { hexSuffixWarning } from './text.ts';
import { Exit } from './img-verb.ts';

const MAX_OFFSET = 2n ** 63n - 1n;

/** Reads a number of bytes that messages call `what`. Throws Exit(1) after saying what is wrong. */
export function readBytes(session: Session, what: string, text: string): bigint {
  const parsed = parseSize(text);
  if (parsed.isHexWithSuffix) session.warn(hexSuffixWarning(text));
  if (parsed.kind === 'invalid') {
    session.error(`Invalid ${what} specified. You may use k, M, G, T, P or E suffixes for`);
    session.error('kilobytes, megabytes, gigabytes, terabytes, petabytes and exabytes.');
    throw new Exit(1);
  }
  if (parsed.kind === 'too large' || parsed.value > MAX_OFFSET) {
    session.error(`Invalid ${what} specified. Must be between 0 and ${MAX_OFFSET}.`);
    throw new Exit(1);
  }
  return parsed.value;
}
