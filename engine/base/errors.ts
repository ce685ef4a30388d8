// The three kinds of failure that callers handle, told apart by class and never by message:
// the file failed (IoError), the image is bad (FormatError), the caller is wrong (UsageError).
import { strerror } from './errno.ts';

export type IoOperation =
  'read' | 'write' | 'write-zeroes' | 'discard' | 'flush' | 'truncate' | 'block-status' | 'open';

/**
 * A request failed with an errno. Created by base nodes, filters and the I/O path. It is an
 * expected outcome and not a bug, so it carries no stack trace: taking one would cost more than
 * everything else about it.
 */
export class IoError extends Error {
  override readonly name = 'IoError';
  /** Linux errno, positive. */
  readonly errno: number;

  constructor(errno: number, message?: string) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message ?? strerror(errno));
    Error.stackTraceLimit = stackTraceLimit;
    this.errno = errno;
  }
}

/**
 * The image is bad, or its options ask for what cannot be: refused at open or create. Expected as
 * well, so without a stack trace.
 */
export class FormatError extends Error {
  override readonly name = 'FormatError';
  /** Linux errno that the refusal carries in QEMU, positive. */
  readonly errno: number;
  /** Further line(s) that follow the message, without trailing newline. */
  readonly hint: string | undefined;
  /** What ends the hint: QEMU forgets the newline of some. */
  readonly hintEnd: '\n' | '';

  constructor(
    message: string,
    options: { errno?: number; hint?: string; hintEnd?: '\n' | '' } = {},
  ) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = stackTraceLimit;
    this.errno = options.errno ?? 22;
    this.hint = options.hint;
    this.hintEnd = options.hintEnd ?? '\n';
  }
}

/** The caller is wrong: an option, a size or a piece of syntax cannot be understood. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
