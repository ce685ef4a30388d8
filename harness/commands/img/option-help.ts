// `-o help`: the options that a new image of a format can have, by name, with a line for each.
import { FormatError, type ImageOption } from '../../../engine/index.ts';
import { createOptions } from './create-file.ts';
import { Exit } from './verb.ts';
import type { Session } from '../shared/session.ts';
import { failureOf } from '../shared/session.ts';

const TYPES = { text: 'str', switch: 'bool (on/off)', number: 'num', size: 'size' } as const;

/** Whether a list of options asks for help instead. */
export const asksForHelp = (options: string | undefined): boolean =>
  /(^|,)(help|\?)(,|$)/.test(options ?? '');

/**
 * Where `options` ask for help, prints it and ends the verb. Without a file name the options of the
 * file are left out. `format` is undefined where a target was given as options alone.
 */
export function printOptionHelp(
  session: Session,
  options: string | undefined,
  format: string | undefined,
  filename: string | undefined,
): void {
  if (!asksForHelp(options)) return;
  if (format === undefined) {
    session.error('Option help requires a format be specified');
    throw new Exit(1);
  }
  let known: readonly ImageOption[];
  try {
    known = createOptions(session, format, filename ?? 'file:');
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    session.fail(failureOf(error));
    throw new Exit(1);
  }
  if (filename !== undefined) {
    session.out(`Supported options:\n${optionLines(known)}`);
    throw new Exit(0);
  }
  const own = session.context.drivers.get(format)?.creation?.options ?? [];
  session.out(`Supported ${format} options:\n${optionLines(own)}`);
  session.out('\nThe protocol level may support further options.\n');
  session.out('Specify the target filename to include those options.\n');
  throw new Exit(0);
}

/** A line for each option, by name. */
export const optionLines = (options: readonly ImageOption[]): string =>
  options
    .map(({ name, type, help }) => `  ${`${name}=<${TYPES[type]}>`.padEnd(22)} - ${help}\n`)
    .toSorted()
    .join('');
