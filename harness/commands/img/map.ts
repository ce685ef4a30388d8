// qemu-img map: where the disk's bytes stand, through the whole chain.
import type { BlockNode, MapEntry, MapRun } from '../../../engine/index.ts';
import { alignUp, emptyMapEntry, mapRunFrom, strerror } from '../../../engine/index.ts';
import { argumentOption } from '../shared/getopt.ts';
import { readBytes } from './numbers.ts';
import type { ImgVerb, OutputFormat } from './verb.ts';
import {
  FORCE_SHARE,
  IMAGE_OPTS,
  misused,
  openImage,
  outputFormatOf,
  READ_MODE,
  readVerbOptions,
} from './verb.ts';
import type { Failure, Session } from '../shared/session.ts';
import { alternateHex } from '../shared/text.ts';

const LONG_OPTIONS = [
  argumentOption('format', 'f'),
  argumentOption('output'),
  IMAGE_OPTS,
  FORCE_SHARE,
  argumentOption('start-offset', 's'),
  argumentOption('max-length', 'l'),
];

export const mapVerb: ImgVerb = {
  name: 'map',
  syntax:
    'map [--object objectdef] [--image-opts] [-f fmt] [--start-offset=offset] ' +
    '[--max-length=len] [--output=ofmt] [-U] filename',
  run(session, argv) {
    let format: string | undefined;
    let outputWord: string | undefined;
    let forceShare = false;
    let isImageOptions = false;
    let start = 0n;
    let maxLength: bigint | undefined;
    const take = (value: string, argument: string): void => {
      if (value === 'f') format = argument;
      else if (value === 'output') outputWord = argument;
      else if (value === 'U') forceShare = true;
      else if (value === 'image-opts') isImageOptions = true;
      else if (value === 's') start = readBytes(session, 'start offset', argument);
      else maxLength = readBytes(session, 'max length', argument);
    };
    const operands = readVerbOptions(session, argv, ':f:s:l:hU', LONG_OPTIONS, take);
    const [filename] = operands;
    if (filename === undefined || operands.length > 1) {
      return misused(session, 'Expecting one image file name');
    }
    const output = outputFormatOf(session, outputWord);
    const request = { filename, format, isImageOptions, forceShare, mode: READ_MODE };
    const node = openImage(session, request);
    try {
      const end = maxLength === undefined ? undefined : Number(start + maxLength);
      return map(session, node, { output, start: Number(start), end });
    } finally {
      session.close(node);
    }
  },
};

interface MapRequest {
  readonly output: OutputFormat;
  readonly start: number;
  readonly end: number | undefined;
}

/** Prints entries as soon as the next one is known; an error ends it in the middle. */
function map(session: Session, node: BlockNode, request: MapRequest): number {
  const { output, start } = request;
  const isHuman = output === 'human';
  session.out(isHuman ? HEADER : '[');
  const length = alignUp(node.length(), 512);
  const end = Math.min(request.end ?? length, length);
  let current: MapEntry | undefined = emptyMapEntry(start);
  while (current !== undefined) {
    const outcome: Failure | { value: MapRun } = session.attempt(mapRunFrom(node, current, end));
    if ('errno' in outcome) {
      session.error(`Could not read file metadata: ${strerror(outcome.errno)}`);
      return 1;
    }
    const { entry, next }: MapRun = outcome.value;
    const isLast = next === undefined;
    if ((isLast || entry.length > 0) && !print(session, isHuman, entry, isLast)) return 1;
    current = next && isHuman && (next.isZero || !next.isData) ? asHole(next) : next;
  }
  if (!isHuman) session.out(']\n');
  return 0;
}

const columns = (texts: readonly string[]): string => texts.map((text) => text.padEnd(16)).join('');

const HEADER = `${columns(['Offset', 'Length', 'Mapped to'])}File\n`;

/** Human output shows data alone, so whatever is not data is one and the same there. */
const asHole = (entry: MapEntry): MapEntry => ({ ...entry, isZero: true, isData: false });

/** False, after a message, where the entry cannot be shown in text. */
function print(session: Session, isHuman: boolean, entry: MapEntry, isLast: boolean): boolean {
  const { start, length, offset, filename, isData, isZero } = entry;
  if (!isHuman) {
    // A double above 2^53 is shown with all its digits only as a whole number.
    const place = offset === undefined ? '' : `, "offset": ${BigInt(offset)}`;
    session.out(
      `{ "start": ${start}, "length": ${length}, "depth": ${entry.depth}, ` +
        `"present": ${entry.isPresent}, "zero": ${isZero}, "data": ${isData}${place}}` +
        (isLast ? '' : ',\n'),
    );
    return true;
  }
  if (isData && offset === undefined) {
    session.error('File contains external, encrypted or compressed clusters.');
    return false;
  }
  if (isData && !isZero) {
    const numbers = [start, length, offset ?? 0].map(alternateHex);
    session.out(`${columns(numbers)}${filename ?? ''}\n`);
  }
  return true;
}
