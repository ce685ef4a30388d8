// Conditions on a broken promise and a command line that several entries of the table of known
// flaws share.
import { parseSize } from '../../engine/index.ts';
import { BLOCK } from './disk-model.ts';
import type { Violation } from './judge.ts';
import type { ToldIo } from './known-flaw.ts';

/** Whether qemu-io got a command that matches. */
export const hasCommand = (argv: readonly string[], pattern: RegExp): boolean =>
  argv.some((word, index) => argv[index - 1] === '-c' && pattern.test(word));

/** Whether the command line names the image itself, and not another one of its chain. */
export const isNamed = ({ image }: Violation, argv: readonly string[]): boolean =>
  argv.some(
    (word) =>
      word === image ||
      word.endsWith(`:${image}`) ||
      // What opens an encrypted image names its file.
      (word.startsWith('json:') && word.includes(`"filename":"${image}"`)),
  );

/** Bytes of '64k'; NaN for what is no size. */
function sizeOf(word = ''): number {
  const parsed = parseSize(word);
  return parsed.kind === 'number' ? Number(parsed.value) : Number.NaN;
}

/** Whether qemu-io got a command that matches, for a range that has all of the broken block. */
export const asksForBlock = (
  argv: readonly string[],
  pattern: RegExp,
  { block = Infinity }: Pick<Violation, 'block'>,
): boolean =>
  argv.some((word, index) => {
    if (argv[index - 1] !== '-c' || !pattern.test(word)) return false;
    const [offset, length] = word.trim().split(/ +/).slice(-2);
    const start = sizeOf(offset);
    return start <= block * BLOCK && (block + 1) * BLOCK <= start + sizeOf(length);
  });

/**
 * Whether qemu-io got a command that matches whose range meets the block of the violation, or all
 * of [from, to) that the block is part of.
 */
export const meetsBlock = (
  argv: readonly string[],
  pattern: RegExp,
  { block = Infinity }: Pick<Violation, 'block'>,
  [from, to]: readonly [from: number, to: number] = [block * BLOCK, (block + 1) * BLOCK],
): boolean =>
  argv.some((word, index) => {
    if (argv[index - 1] !== '-c' || !pattern.test(word)) return false;
    const [offset, length] = word.trim().split(/ +/).slice(-2);
    const start = sizeOf(offset);
    return start < to && from < start + sizeOf(length);
  });

/** A block of which one part reads as zeroes, up to a byte or from it on. */
const PART_ZEROED = / reads? mixed bytes \((0x0+\.|0x[0-9a-f]+\.\.\., from byte \d+ on 0x0+\.)/;

/** Whether a block reads as zeroes, or was read so. */
export const readsZeroes = ({ promise, detail }: Violation): boolean =>
  detail.includes(promise === 'read' ? ' read zeroes instead of ' : ' reads zeroes, ');

/**
 * Whether a block reads as zeroes, or a part of one does where qemu-io got a command that matches
 * whose range begins or ends within a block.
 */
export const isZeroedBy = (
  violation: Violation,
  argv: readonly string[],
  pattern: RegExp,
): boolean => {
  if (readsZeroes(violation)) return hasCommand(argv, pattern);
  if (!PART_ZEROED.test(violation.detail)) return false;
  return argv.some((word, index) => {
    if (argv[index - 1] !== '-c' || !pattern.test(word)) return false;
    const [offset, length] = word.trim().split(/ +/).slice(-2);
    const start = sizeOf(offset);
    return start % BLOCK !== 0 || (start + sizeOf(length)) % BLOCK !== 0;
  });
};

/** Ranges of whole clusters begin and end at multiples of this, unless clusters are larger. */
const USUAL_CLUSTER = 64 * 1024;

/**
 * Whether qemu-io got requests in flight that write data to a cluster: writes, and zero writes
 * whose ends lie within a cluster, as zeroes are written there.
 */
export const writesInFlight = (argv: readonly string[]): boolean =>
  argv.some((word, index) => {
    if (argv[index - 1] !== '-c' || !/^aio_write /.test(word)) return false;
    if (!/ -[a-z]*z/.test(word)) return true;
    const [offset, length] = word.trim().split(/ +/).slice(-2);
    return sizeOf(offset) % USUAL_CLUSTER !== 0 || sizeOf(length) % USUAL_CLUSTER !== 0;
  });

/** Whether it writes compressed data: where that fails an entry names what is not there. */
export const isCompressedWrite = ({ kind, event }: ToldIo): boolean =>
  kind === 'write' && event === 'write_compressed';

/** Whether it is about what the disk holds. */
export const isContent = ({ promise }: Pick<Violation, 'promise'>): boolean =>
  promise === 'untouched' || promise === 'written';

/** Whether a block reads as if its image held nothing there: as its backing file, or zeroes. */
export const isUncovered = ({ detail, signature }: Violation): boolean =>
  detail.includes(' reads zeroes, ') || signature.includes('backing file');

/** What a broken promise about space is signed with where no more than that leaks. */
export const ONE_CLUSTER = 'one cluster';
