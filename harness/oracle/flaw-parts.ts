// Conditions on a broken promise and a command line that several entries of the table of known
// flaws share.
import type { Violation } from './judge.ts';

/** Whether qemu-io got a command that matches. */
export const hasCommand = (argv: readonly string[], pattern: RegExp): boolean =>
  argv.some((word, index) => argv[index - 1] === '-c' && pattern.test(word));

/** Whether it is about what the disk holds. */
export const isContent = ({ promise }: Pick<Violation, 'promise'>): boolean =>
  promise === 'untouched' || promise === 'written';

/** Whether a block reads as if its image held nothing there: as its backing file, or zeroes. */
export const isUncovered = ({ detail, signature }: Violation): boolean =>
  detail.includes(' reads zeroes, ') || signature.includes('backing file');

/** What a broken promise about space is signed with where no more than that leaks. */
export const ONE_CLUSTER = 'one cluster';
