// `key=value,key=value` on a command line.
import type { Options } from '../../../engine/index.ts';
import { parseKeyValueOptions } from '../../../engine/index.ts';
import type { Session } from './session.ts';

/**
 * Parses it; a key alone is taken as a switch, with a warning. Where there is an `impliedKey`, a
 * first word without a key is its value.
 */
export function parseOptionText(session: Session, text: string, impliedKey?: string): Options {
  const isBare = impliedKey !== undefined && /^([^=,]|,,)+(,(?!,)|$)/.test(text);
  return parseKeyValueOptions(isBare ? `${impliedKey}=${text}` : text, (key, longForm) => {
    session.warn(`short-form boolean option '${key}' deprecated`);
    session.err(`Please use ${longForm} instead\n`);
  });
}
