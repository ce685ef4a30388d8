// How a program of ours ends: its exit status, and what it says where something is in the way.
import { relative } from 'node:path';
import { RequestError } from '../cases/request-error.ts';
import { ScratchUnavailable } from '../host/environment.ts';
import { isSystemError, systemErrorText } from '../host/system-error.ts';
import { mistakeText, OUR_MISTAKE } from './crash.ts';

/** The status of a program that the signal of a closed pipe (13) ends. */
const READER_WENT_AWAY = 141;

/** Lines that name a place begin with it; what goes on begins with blanks. */
const isBare = (line: string): boolean => /^(suites\/\S+:\d+:\d+: | )/.test(line);

/** What is in the way of a request; undefined: nothing, `error` is a mistake of ours. */
function obstacle(error: unknown): readonly string[] | undefined {
  if (error instanceof RequestError) return error.lines;
  if (error instanceof ScratchUnavailable) return [error.message];
  if (!isSystemError(error)) return undefined;
  const text = systemErrorText(error);
  return [error.path === undefined ? text : `${relative('', error.path)}: ${text}`];
}

/** Says what went wrong with `program`, and returns the exit status for it. */
function report(program: string, error: unknown): number {
  const lines = obstacle(error);
  const told = lines ?? [mistakeText(error)];
  const prefixed = told.map((line) => (isBare(line) ? line : `${program}: ${line}`));
  process.stderr.write(`${prefixed.join('\n')}\n`);
  return lines === undefined ? OUR_MISTAKE : 2;
}

/**
 * Ends this process with the status that `work` resolves to, with 2 where something is in the way
 * of the request, and with 70 after a mistake of ours. A reader that goes away (`| head`) ends it
 * at once, with status 141: what nobody read was not judged either.
 */
export function endWith(program: string, work: Promise<number>): void {
  process.on('uncaughtException', (error) => process.exit(report(program, error)));
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(READER_WENT_AWAY);
    process.stderr.write(
      `${program}: the standard output cannot be written: ${systemErrorText(error)}\n`,
    );
    process.exit(2);
  });
  work.then(
    (status) => {
      process.exitCode = status;
    },
    (error: unknown) => {
      process.exitCode = report(program, error);
    },
  );
}
