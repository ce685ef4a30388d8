// Creating a raw image: an empty file that is grown to its size.
import {
  EFBIG,
  FormatError,
  openGraph,
  PREALLOCATIONS,
  READ_WRITE,
  truncate,
} from '../../../engine/index.ts';
import type { Session } from '../shared/session.ts';
import { failureOf } from '../shared/session.ts';
import type { GivenOptions } from './options.ts';

const SECTOR = 512n;
const TWO_63 = 2n ** 63n;

/** Creates the file. Throws FormatError; a file that could not be grown stays behind empty. */
export function createRaw(session: Session, filename: string, options: GivenOptions): void {
  const word = options.text('preallocation') ?? 'off';
  const preallocation = PREALLOCATIONS.find((mode) => mode === word);
  if (preallocation === undefined) throw new FormatError(`invalid parameter value: ${word}`);
  const given = options.number('size') ?? 0n;
  const size = ((given + SECTOR - 1n) / SECTOR) * SECTOR;
  try {
    session.world.storage.create(filename);
  } catch (error) {
    const { message, errno } = failureOf(error);
    throw new FormatError(`Could not create '${filename}': ${message}`, { errno });
  }
  if (size >= TWO_63) throw new FormatError('Could not resize file: Invalid argument');
  if (size > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new FormatError('Could not resize file: File too large', { errno: EFBIG });
  }
  const node = session.run(
    openGraph(session.context, { filename, format: 'file', mode: READ_WRITE }),
  );
  try {
    session.run(truncate(node, Number(size), preallocation));
  } finally {
    session.close(node);
  }
}
