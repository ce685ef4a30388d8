// A program that meets a mistake of our own: it says where in the sources, and ends.
import { stackText } from '../build/source-stack.ts';

/** The exit status after a mistake in blkdrill itself. */
export const OUR_MISTAKE = 70;

/** What is told of it. */
export const mistakeText = (error: unknown): string =>
  `a mistake in blkdrill itself: ${stackText(error)}`;

/** What nobody catches ends `program` so, and prints no bundle. */
export function watchCrashes(program: string): void {
  process.on('uncaughtException', (error) => {
    process.stderr.write(`${program}: ${mistakeText(error)}\n`);
    process.exit(OUR_MISTAKE);
  });
}
