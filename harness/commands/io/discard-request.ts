// What the commands discard and aio_discard of qemu-io take: flags, an offset and a length.
import type { IoCommand, IoState } from './command.ts';
import { readNumber, readOptions, usage } from './command.ts';

/** Numbers in bytes. */
export interface DiscardRequest {
  readonly offset: number;
  readonly length: number;
  /** The length as it was given, for messages. */
  readonly lengthText: string;
  readonly isQuiet: boolean;
  readonly isTerse: boolean;
}

/** Undefined after saying what is wrong. */
export function readDiscard(
  state: IoState,
  argv: readonly string[],
  command: IoCommand,
): DiscardRequest | undefined {
  const letters = new Set<string>();
  const operands = readOptions(state, argv, 'Cq', (letter) => {
    letters.add(letter);
    return true;
  });
  if (operands === false) return undefined;
  if (operands === 'usage' || operands.length !== 2) {
    usage(state, command);
    return undefined;
  }
  const [offsetText = '', lengthText = ''] = operands;
  const offset = readNumber(state, offsetText);
  if (offset === undefined) return undefined;
  const length = readNumber(state, lengthText);
  if (length === undefined) return undefined;
  return { offset, length, lengthText, isQuiet: letters.has('q'), isTerse: letters.has('C') };
}
