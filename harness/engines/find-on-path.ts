// Programs of this machine, found as a shell finds them.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The first program of that name in the folders of `path`. */
export function findOnPath(name: string, path: string): string | undefined {
  for (const folder of path.split(delimiter).filter((part) => part !== '')) {
    const candidate = join(folder, name);
    try {
      accessSync(candidate, constants.X_OK);
      return candidate;
    } catch (error) {
      // Not in this folder, or not to be run: look further.
      if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    }
  }
  return undefined;
}
