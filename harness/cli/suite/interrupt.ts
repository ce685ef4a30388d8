// Ctrl-C and its like in the middle of a run.

/** Exit statuses: 128 and the number of the signal. */
const STATUS = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const;

/** Before this process ends by one of these signals, `tell` says how far it came. */
export function onInterrupt(tell: () => void): void {
  for (const [signal, status] of STATUS) {
    // In front of those who only end the process.
    process.prependListener(signal, () => {
      tell();
      process.exit(status);
    });
  }
}
