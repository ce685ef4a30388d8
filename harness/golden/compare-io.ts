// The I/O of one step against what is expected of it: the first difference, in words.
import { describeWord, readWord } from './io-word.ts';
import type { FileIo } from './write-log.ts';

/**
 * The owner of the place that an I/O goes to, as ' (L2 table 3)' with its blank; empty where it is
 * unknown.
 */
export type OwnerText = (file: string, offset: number) => string;

const isSame = (a: FileIo | undefined, b: FileIo | undefined): boolean =>
  a?.word === b?.word && a?.file === b?.file;

const countOf = (io: FileIo, ios: readonly FileIo[]): number =>
  ios.filter((other) => isSame(io, other)).length;

function describe({ file, word }: FileIo, ownerOf: OwnerText): string {
  const io = readWord(word);
  const hasPlace = io !== undefined && io.kind !== 'flush' && io.kind !== 'truncate';
  const of = file === 't.qcow2' ? '' : ` of ${file}`;
  return `${describeWord(word)}${of}${hasPlace ? ownerOf(file, io.offset) : ''}`;
}

/** Whether two I/Os differ in the bytes that they write and in nothing else. */
function differInData(a: FileIo, b: FileIo): boolean {
  const [first, second] = [readWord(a.word), readWord(b.word)];
  const sum = /^:../;
  return (
    a.file === b.file &&
    first?.kind === 'write' &&
    second?.kind === 'write' &&
    first.offset === second.offset &&
    first.length === second.length &&
    first.rest.replace(sum, '') === second.rest.replace(sum, '')
  );
}

/**
 * The first difference with the number of the I/O, from 1, as in
 *
 *     I/O 7: flush is missing before write 512 at 0x20200 (refcount table)
 *
 * Undefined: there is none. Whether an I/O is missing or has moved follows from what is still to
 * come on either side, so the two lists need not be aligned.
 */
export function ioDifference(
  expected: readonly FileIo[],
  actual: readonly FileIo[],
  ownerOf: OwnerText,
): string | undefined {
  const most = Math.max(expected.length, actual.length);
  let at = 0;
  while (at < most && isSame(expected[at], actual[at])) at += 1;
  if (at === most) return undefined;
  const [wanted, came] = [expected[at], actual[at]];
  const [ahead, coming] = [expected.slice(at), actual.slice(at)];
  const isLacking = wanted && countOf(wanted, coming) < countOf(wanted, ahead);
  const isNew = came && countOf(came, ahead) < countOf(came, coming);
  const tell = (io: FileIo): string => describe(io, ownerOf);
  const where = `I/O ${at + 1}: `;
  if (wanted === undefined) return `${where}${tell(came as FileIo)} at the end is new`;
  if (came === undefined) return `${where}${tell(wanted)} is missing at the end`;
  if (isLacking && isNew) {
    const isData = differInData(wanted, came);
    const how = isData ? 'has other data' : `is in the place of ${tell(wanted)}`;
    return `${where}${tell(came)} ${how}`;
  }
  if (isLacking) return `${where}${tell(wanted)} is missing before ${tell(came)}`;
  if (isNew) return `${where}${tell(came)} before ${tell(wanted)} is new`;
  return `${where}${tell(came)} comes before ${tell(wanted)}, was after it`;
}
