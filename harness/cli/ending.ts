// How a program of ours ends: its exit status, and what it says where something is in the way.
import { RequestError } from '../cases/request-error.ts';

/** The status of a program that the signal of a closed pipe (13) ends. */
const READER_WENT_AWAY = 141;

const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error && 'code' in error;

/** Lines that name a place begin with it; what goes on begins with blanks. */
const isBare = (line: string): boolean => /^(suites\/| )/.test(line);

function linesOf(program: string, error: unknown): string {
  const lines = error instanceof RequestError ? error.lines : [String(error)];
  const prefixed = lines.map((line) => (isBare(line) ? line : `${program}: ${line}`));
  return `${prefixed.join('\n')}\n`;
}

/**
 * Ends this process with the status that `work` resolves to, and with 2 where it rejects with a
 * RequestError. A reader that goes away (`| head`) ends it at once, with status 141: what was not
 * read was not judged either.
 */
export function endWith(program: string, work: Promise<number>): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(READER_WENT_AWAY);
    process.stderr.write(`${program}: standard output cannot be written: ${error.message}\n`);
    process.exit(2);
  });
  work.then(
    (status) => {
      process.exitCode = status;
    },
    (error: unknown) => {
      if (!(error instanceof RequestError) && !isSystemError(error)) throw error;
      process.stderr.write(linesOf(program, error));
      process.exitCode = 2;
    },
  );
}
