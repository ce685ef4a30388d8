// qemu-img measure: how long the file of a new image would become.
import type { BlockNode, Measurement } from '../../../engine/index.ts';
import { FormatError } from '../../../engine/index.ts';
import { accumulateOptions, newOptions } from './create-file.ts';
import { argumentOption, OptionReader } from '../shared/getopt.ts';
import { readBytes } from './numbers.ts';
import type { GivenOptions } from './options.ts';
import type { ImgVerb, OutputFormat } from './verb.ts';
import {
  COMMON_OPTIONS,
  Exit,
  FORCE_SHARE,
  HELP,
  IMAGE_OPTS,
  openImage,
  outputFormatOf,
  READ_MODE,
  takeImgObject,
} from './verb.ts';
import { formatJson } from '../shared/json-text.ts';
import { failureOf, type Session } from '../shared/session.ts';
import { readSnapshot, type SnapshotChoice, snapshotChoice } from './snapshot-choice.ts';

interface MeasureArguments {
  format: string | undefined;
  outputFormat: string;
  options: string | undefined;
  snapshot: SnapshotChoice | undefined;
  forceShare: boolean;
  isImageOptions: boolean;
  output: OutputFormat;
  size: bigint | undefined;
  filename: string | undefined;
}

const LONG_OPTIONS = [
  ...COMMON_OPTIONS,
  IMAGE_OPTS,
  FORCE_SHARE,
  argumentOption('output'),
  argumentOption('size'),
];

export const measureVerb: ImgVerb = {
  name: 'measure',
  syntax:
    'measure [--output=ofmt] [-O output_fmt] [-o options] [--size N | [--object objectdef] ' +
    '[--image-opts] [-f fmt] [-l snapshot_param] filename]',
  run(session, argv) {
    const args = parse(session, argv);
    const source = args.filename === undefined ? undefined : openSource(session, args);
    try {
      print(session, args.output, measure(session, args, source));
      return 0;
    } catch (error) {
      if (error instanceof Exit) throw error;
      session.fail(failureOf(error));
      return 1;
    } finally {
      if (source !== undefined) session.close(source);
    }
  },
};

function parse(session: Session, argv: readonly string[]): MeasureArguments {
  const args: MeasureArguments = {
    format: undefined,
    outputFormat: 'raw',
    options: undefined,
    snapshot: undefined,
    forceShare: false,
    isImageOptions: false,
    output: 'human',
    size: undefined,
    filename: undefined,
  };
  // Unlike the other verbs this one lets the C library complain, and prints the help text then.
  const complain = (message: string): void => session.err(`${argv[0]}: ${message}\n`);
  const reader = new OptionReader(argv, 'hf:O:o:l:U', LONG_OPTIONS, complain);
  for (let option = reader.next(); option !== undefined; option = reader.next()) {
    takeOption(session, args, option.value, option.argument);
  }
  const obstacle = obstacleIn(args, reader.operands);
  if (obstacle !== undefined) {
    session.error(obstacle);
    throw new Exit(1);
  }
  [args.filename] = reader.operands;
  return args;
}

function takeOption(
  session: Session,
  args: MeasureArguments,
  value: string,
  argument: string,
): void {
  switch (value) {
    case 'f':
      args.format = argument;
      break;
    case 'O':
      args.outputFormat = argument;
      break;
    case 'o':
      args.options = accumulateOptions(session, args.options, argument);
      break;
    case 'l':
      args.snapshot = snapshotChoice(session, argument);
      break;
    case 'U':
      args.forceShare = true;
      break;
    case 'image-opts':
      args.isImageOptions = true;
      break;
    case 'output':
      args.output = outputFormatOf(session, argument);
      break;
    case 'size':
      args.size = readBytes(session, 'image size', argument);
      break;
    case 'object':
      takeImgObject(session, argument);
      break;
    default:
      throw new Exit(HELP);
  }
}

function obstacleIn(args: MeasureArguments, operands: readonly string[]): string | undefined {
  if (operands.length > 1) return 'At most one filename argument is allowed.';
  const { format, snapshot, isImageOptions, size } = args;
  const [filename] = operands;
  if (filename === undefined && (isImageOptions || format !== undefined || snapshot)) {
    return '--image-opts, -f, and -l require a filename argument.';
  }
  if (filename !== undefined && size !== undefined) {
    return '--size N cannot be used together with a filename.';
  }
  if (filename === undefined && size === undefined) {
    return 'Either --size N or one filename must be specified.';
  }
  return undefined;
}

function openSource(session: Session, args: MeasureArguments): BlockNode {
  const { filename = '', format, isImageOptions, forceShare } = args;
  const request = { filename, format, isImageOptions, forceShare, mode: READ_MODE };
  const node = openImage(session, request);
  if (args.snapshot === undefined) return node;
  try {
    readSnapshot(session, node, args.snapshot);
  } catch (error) {
    session.close(node);
    throw error;
  }
  return node;
}

function measure(
  session: Session,
  args: MeasureArguments,
  source: BlockNode | undefined,
): Measurement {
  const options = newOptions(session, args.outputFormat, 'file:');
  if (args.options !== undefined) parseOptions(session, args, options);
  if (args.size !== undefined) options.setNumber('size', args.size);
  const driver = session.context.drivers.get(args.outputFormat);
  if (driver?.measure === undefined) {
    throw new FormatError(`Block driver '${args.outputFormat}' does not support size measurement`);
  }
  return session.run(driver.measure(options.values, source, session.context));
}

function parseOptions(session: Session, args: MeasureArguments, options: GivenOptions): void {
  try {
    options.parse(args.options ?? '');
  } catch (error) {
    session.fail(failureOf(error));
    session.error(`Invalid options for file format '${args.outputFormat}'`);
    throw new Exit(1);
  }
}

/** Lengths may lie beyond 2^53: multiples of clusters are exact there, all digits are shown. */
function print(
  session: Session,
  output: OutputFormat,
  { required, fullyAllocated, bitmaps }: Measurement,
): void {
  if (output === 'json') {
    const members = new Map([
      ['required', BigInt(required)],
      ['fully-allocated', BigInt(fullyAllocated)],
    ]);
    if (bitmaps !== undefined) members.set('bitmaps', BigInt(bitmaps));
    session.out(`${formatJson(members)}\n`);
    return;
  }
  session.out(`required size: ${BigInt(required)}\n`);
  session.out(`fully allocated size: ${BigInt(fullyAllocated)}\n`);
  if (bitmaps !== undefined) session.out(`bitmaps size: ${bitmaps}\n`);
}
