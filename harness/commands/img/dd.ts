// qemu-img dd: copies a part of a disk into a new image, block by block.
import type { BlockNode } from '../../../engine/index.ts';
import { alignUp, copyBlocks, strerror } from '../../../engine/index.ts';
import { createFile, newOptions } from './create-file.ts';
import { INT_RANGE, readBytes } from './numbers.ts';
import type { ImgVerb } from './verb.ts';
import {
  Exit,
  FORCE_SHARE,
  IMAGE_OPTS,
  openImage,
  READ_MODE,
  readVerbOptions,
  WRITE_MODE,
} from './verb.ts';
import { failureOf, type Session } from '../shared/session.ts';

interface DdArguments {
  format: string | undefined;
  outputFormat: string;
  isImageOptions: boolean;
  forceShare: boolean;
  input: string | undefined;
  output: string | undefined;
  /** Bytes. */
  blockSize: bigint;
  /** Blocks. */
  count: bigint | undefined;
  /** Blocks. */
  skip: bigint;
}

/** What is copied, in bytes of the input. */
interface DdRange {
  readonly from: number;
  readonly to: number;
  readonly canSkip: boolean;
}

export const ddVerb: ImgVerb = {
  name: 'dd',
  syntax:
    'dd [--image-opts] [-U] [-f fmt] [-O output_fmt] [bs=block_size] [count=blocks] ' +
    '[skip=blocks] if=input of=output',
  run(session, argv) {
    const args = parse(session, argv);
    const { input, output, format, isImageOptions, forceShare } = args;
    if (input === undefined || output === undefined) {
      session.error('Must specify both input and output files');
      return 1;
    }
    const request = { filename: input, format, isImageOptions, forceShare, mode: READ_MODE };
    const source = openImage(session, request);
    let target: BlockNode | undefined;
    try {
      const range = rangeOf(args, BigInt(alignUp(source.length(), 512)));
      create(session, args.outputFormat, output, range);
      target = openImage(session, {
        filename: output,
        format: args.outputFormat,
        isImageOptions: false,
        mode: WRITE_MODE,
      });
      if (!range.canSkip) session.error(`${input}: cannot skip to specified offset`);
      return copy(session, source, target, { ...range, blockSize: Number(args.blockSize) });
    } finally {
      session.close(source);
      if (target !== undefined) session.close(target);
    }
  },
};

function parse(session: Session, argv: readonly string[]): DdArguments {
  const args: DdArguments = {
    format: undefined,
    outputFormat: 'raw',
    isImageOptions: false,
    forceShare: false,
    input: undefined,
    output: undefined,
    blockSize: 512n,
    count: undefined,
    skip: 0n,
  };
  const longs = [IMAGE_OPTS, FORCE_SHARE];
  const operands = readVerbOptions(session, argv, ':hf:O:U', longs, (value, argument) => {
    if (value === 'f') args.format = argument;
    else if (value === 'O') args.outputFormat = argument;
    else if (value === 'U') args.forceShare = true;
    else args.isImageOptions = true;
  });
  for (const operand of operands) takeOperand(session, args, operand);
  return args;
}

function takeOperand(session: Session, args: DdArguments, operand: string): void {
  const equals = operand.indexOf('=');
  const name = equals < 0 ? operand : operand.slice(0, equals);
  const value = operand.slice(equals + 1);
  switch (equals < 0 ? '' : name) {
    case 'bs':
      args.blockSize = readBytes(session, 'bs', value, { ...INT_RANGE, min: 1n });
      break;
    case 'count':
      args.count = readBytes(session, 'count', value);
      break;
    case 'skip':
      args.skip = readBytes(session, 'skip', value);
      break;
    case 'if':
      args.input = value;
      break;
    case 'of':
      args.output = value;
      break;
    default:
      session.error(`unrecognized operand ${name}`);
      throw new Exit(1);
  }
}

function rangeOf({ blockSize, count, skip }: DdArguments, length: bigint): DdRange {
  const counted = count === undefined ? length : count * blockSize;
  const end = counted < length ? counted : length;
  const start = skip * blockSize;
  const canSkip = start <= end;
  return { from: Number(canSkip ? start : end), to: Number(end), canSkip };
}

function create(session: Session, format: string, filename: string, range: DdRange): void {
  if (!session.context.drivers.has(format)) {
    session.error('Unknown file format');
    throw new Exit(1);
  }
  let prefix = '';
  try {
    const options = newOptions(session, format, filename);
    options.setNumber('size', BigInt(range.to - range.from));
    prefix = `${filename}: error while creating output image: `;
    createFile(session, format, filename, options);
  } catch (error) {
    session.fail(failureOf(error), prefix);
    throw new Exit(1);
  }
}

function copy(
  session: Session,
  source: BlockNode,
  target: BlockNode,
  range: { readonly from: number; readonly to: number; readonly blockSize: number },
): number {
  const end = session.run(copyBlocks(source, target, range));
  if (end.kind === 'copied') return 0;
  const what =
    end.kind === 'unreadable' ? 'reading from input image file' : 'writing to output image file';
  session.error(`error while ${what}: ${strerror(end.errno)}`);
  return 1;
}
