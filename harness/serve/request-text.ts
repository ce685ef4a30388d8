// A command as a line of the log has it.
import { nbd } from '../../engine/index.ts';
import { commandName, hasFlag, type WireRequest } from './requests.ts';

const FLAG_WORDS: readonly (readonly [flag: number, word: string])[] = [
  [nbd.COMMAND_FLAG.fua, 'fua'],
  [nbd.COMMAND_FLAG.noHole, 'no-hole'],
  [nbd.COMMAND_FLAG.whole, 'df'],
  [nbd.COMMAND_FLAG.oneExtent, 'one'],
  [nbd.COMMAND_FLAG.fastZero, 'fast-zero'],
];

/** 'write 65536+4096 fua', 'flush'. */
export function describeRequest(request: WireRequest): string {
  const { command, offset, length } = request;
  const place = command === nbd.COMMAND.flush ? [] : [`${BigInt(offset)}+${length}`];
  const flags = FLAG_WORDS.filter(([flag]) => hasFlag(request, flag)).map(([, word]) => word);
  return [commandName(command), ...place, ...flags].join(' ');
}
