// Lines of qemu-io that may never end: a command waits for its request, and that for another one
// that is stopped at a breakpoint. From QEMU 10 on zero writes and discards wait for writes in
// flight; our own engine notices that nothing can run, and says so.

/** Milliseconds that such a line gets; without a wait it takes some hundredths of a second. */
export const PATIENCE = 15_000;

/** The same for tools that are known to wait for ever then. */
export const SHORT_PATIENCE = 5_000;

/** The commands of a line of qemu-io, in order. */
const commandsOf = (argv: readonly string[]): readonly (readonly string[])[] =>
  argv.flatMap((word, at) => (argv[at - 1] === '-c' ? [word.split(' ')] : []));

/** Whether a request of the line waits for its end while another one may be stopped. */
export function waitsAtBreak(argv: readonly string[]): boolean {
  const stopped = new Set<string>();
  for (const [name = '', ...words] of commandsOf(argv)) {
    if (name === 'break') stopped.add(words[1] ?? '');
    else if (name === 'resume') stopped.delete(words[0] ?? '');
    else if (stopped.size > 0 && !/^(aio_|wait_break$|sleep$)/.test(name)) return true;
    else if (stopped.size > 0 && name === 'aio_flush') return true;
  }
  return false;
}
