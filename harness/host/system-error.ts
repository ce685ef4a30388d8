// Errors of the operating system in words, without a path of this machine.

/** Whether it is a failed system call and not a mistake of ours. */
export const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error && 'code' in error;

/** 'permission denied (EACCES)' */
export function systemErrorText({ message, code }: NodeJS.ErrnoException): string {
  const words = /^E[A-Z0-9]+: ([^,]+)/.exec(message)?.[1] ?? message;
  return `${words} (${code})`;
}
