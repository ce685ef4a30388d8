// A device that is really full looks like an error that a case injects. This tells them apart.
import { statfsSync } from 'node:fs';
import { plural } from '../golden/plural.ts';

/** Where fewer bytes are free, 'No space left on device' may be a real error. */
const FEW = 1024 * 1024;

const freeBytes = (folder: string): number => {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
};

/**
 * Why what a program has printed may be this machine's fault; undefined: there is no sign of that.
 * `folder` is where its files lie; `free` tells the bytes that are free on the device.
 */
export function spaceDoubt(text: string, folder: string, free = freeBytes): string | undefined {
  if (!text.includes('No space left on device')) return undefined;
  const bytes = free(folder);
  return bytes < FEW
    ? `the device of the scratch folder has ${plural(bytes, 'byte')} left`
    : undefined;
}
