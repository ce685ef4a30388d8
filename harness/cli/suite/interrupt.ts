// Ctrl-C and its like in the middle of a run.

/** Exit statuses: 128 and the number of the signal. */
const STATUS = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const;

/**
 * Before this process ends by one of these signals, `tell` says how far it came. Returns what takes
 * that back.
 */
export function onInterrupt(tell: () => void): () => void {
  const listeners = STATUS.map(([signal, status]) => {
    const listener = (): void => {
      tell();
      process.exit(status);
    };
    // In front of those who only end the process.
    process.prependListener(signal, listener);
    return [signal, listener] as const;
  });
  return () => {
    for (const [signal, listener] of listeners) process.off(signal, listener);
  };
}
