// `key=value,key=value` on a command line.
import type { Options } from '../../engine/index.ts';
import { parseKeyValueOptions } from '../../engine/index.ts';
import type { Session } from './session.ts';

/** Parses it; a key alone is taken as a switch, with a warning. */
export function parseOptionText(session: Session, text: string): Options {
  return parseKeyValueOptions(text, (key, longForm) => {
    session.warn(`short-form boolean option '${key}' deprecated`);
    session.err(`Please use ${longForm} instead\n`);
  });
}
