// qemu-img map: where the disk's bytes stand, through the whole chain.
import type { BlockNode, Task } from '../../engine/index.ts';
import { alignUp, filenameOf, status, strerror } from '../../engine/index.ts';
import { argumentOption } from './getopt.ts';
import { readBytes } from './img-numbers.ts';
import type { ImgVerb, OutputFormat } from './img-verb.ts';
import {
  FORCE_SHARE, IMAGE_OPTS, misused, openImage, outputFormatOf, READ_MODE, readVerbOptions,
} from './img-verb.ts';
import type { Session } from './session.ts';
import { alternateHex } from './text.ts';

interface MapEntry {
  readonly start: number;
  readonly length: number;
  /** Layers above the one that decided. */
  readonly depth: number;
  readonly isPresent: boolean;
  readonly isZero: boolean;
  readonly isData: boolean;
  /** Where the bytes stand verbatim, and in which file. */
  readonly offset: number | undefined;
  readonly filename: string | undefined;
}

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
  let current = emptyEntry(start);
  while (current.start + current.length < end) {
    const offset = current.start + current.length;
    const outcome = session.attempt(entryAt(node, offset, end - offset));
    if ('errno' in outcome) {
      session.error(`Could not read file metadata: ${strerror(outcome.errno)}`);
      return 1;
    }
    const next = outcome.value;
    if (isContinued(current, next)) {
      current = { ...current, length: current.length + next.length };
      continue;
    }
    if (current.length > 0 && !print(session, isHuman, current, false)) return 1;
    current = isHuman && (next.isZero || !next.isData) ? asHole(next) : next;
  }
  if (!print(session, isHuman, current, true)) return 1;
  if (!isHuman) session.out(']\n');
  return 0;
}

const columns = (texts: readonly string[]): string =>
  texts.map((text) => text.padEnd(16)).join('');

const HEADER = `${columns(['Offset', 'Length', 'Mapped to'])}File\n`;

const emptyEntry = (start: number): MapEntry => ({
  start,
  length: 0,
  depth: 0,
  isPresent: false,
  isZero: false,
  isData: false,
  offset: undefined,
  filename: undefined,
});

/** Human output shows data alone, so whatever is not data is one and the same there. */
const asHole = (entry: MapEntry): MapEntry => ({ ...entry, isZero: true, isData: false });

/** What the first layer says that knows; unallocated down to the bottom where none does. */
function* entryAt(top: BlockNode, offset: number, limit: number): Task<MapEntry> {
  let node = withoutFilters(top);
  let length = limit;
  let depth = 0;
  for (;;) {
    const run = yield* status(node, offset, length, true);
    ({ length } = run);
    const below = node.backing;
    if (run.data || run.zero || below === undefined) {
      const hostOffset = run.data || run.zero ? run.hostOffset : undefined;
      const owner = hostOffset === undefined ? undefined : run.owner;
      return {
        start: offset,
        length,
        depth,
        isPresent: run.allocated,
        isZero: run.zero,
        isData: run.data,
        offset: hostOffset,
        filename: owner && filenameOf(owner),
      };
    }
    node = withoutFilters(below);
    depth += 1;
  }
}

function withoutFilters(top: BlockNode): BlockNode {
  let node = top;
  while (node.isFilter && node.primary !== undefined) node = node.primary;
  return node;
}

function isContinued(current: MapEntry, next: MapEntry): boolean {
  const isSame =
    current.length > 0 &&
    current.isZero === next.isZero &&
    current.isData === next.isData &&
    current.isPresent === next.isPresent &&
    current.depth === next.depth &&
    current.filename === next.filename;
  if (!isSame) return false;
  if (current.offset === undefined) return next.offset === undefined;
  return current.offset + current.length === next.offset;
}

/** False, after a message, where the entry cannot be shown in text. */
function print(session: Session, isHuman: boolean, entry: MapEntry, isLast: boolean): boolean {
  const { start, length, offset, filename, isData, isZero } = entry;
  if (!isHuman) {
    const place = offset === undefined ? '' : `, "offset": ${offset}`;
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
