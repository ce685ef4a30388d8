// What a verb of qemu-img is, how its options are read, and how it opens images.
import type { BlockNode, OpenMode, Options } from '../../../engine/index.ts';
import type { LongOption } from '../shared/getopt.ts';
import { argumentOption, flagOption, OptionReader } from '../shared/getopt.ts';
import { parseOptionText } from '../shared/option-text.ts';
import type { Session } from '../shared/session.ts';
import { takeObject } from '../shared/user-objects.ts';

/** One verb. Its run() may throw Exit. */
export interface ImgVerb {
  readonly name: string;
  /** Its line in the help text. */
  readonly syntax: string;
  /** Runs it; `argv[0]` is the verb itself. Returns the exit status. */
  run(session: Session, argv: readonly string[]): number;
}

/** Ends a verb with an exit status, from however deep; what there is to say has been printed. */
export class Exit extends Error {
  override readonly name = 'Exit';
  readonly status: number;

  constructor(status: number) {
    super(`exit status ${status}`);
    this.status = status;
  }
}

/**
 * Prints a complaint about how the program was called, with the hint where to read on; ends with 1.
 */
export function misused(session: Session, message: string): never {
  session.error(message);
  session.err("Try 'qemu-img --help' for more information\n");
  throw new Exit(1);
}

/** Ends the program after an option that it does not have ('?'), or without its argument (':'). */
export function misreadOption(session: Session, reader: OptionReader, value: ':' | '?'): never {
  const problem = value === ':' ? 'missing argument for option' : 'unrecognized option';
  return misused(session, `${problem} '${reader.previousWord}'`);
}

const HELP_OPTION = flagOption('help', 'h');
/** The long options that all verbs have, but for bench, which knows no objects. */
export const COMMON_OPTIONS: readonly LongOption[] = [HELP_OPTION, argumentOption('object')];
export const IMAGE_OPTS = flagOption('image-opts');
export const FORCE_SHARE = flagOption('force-share', 'U');

/**
 * Reads the options of a verb and returns its operands. `take` is given each option that is not
 * common to all verbs. Throws Exit for --help and for what it does not know.
 */
export function readVerbOptions(
  session: Session,
  argv: readonly string[],
  shorts: string,
  longs: readonly LongOption[],
  take: (value: string, argument: string) => void,
): readonly string[] {
  const takesObjects = argv[0] !== 'bench' || session.behaviour.benchTakesObjects;
  const common = takesObjects ? COMMON_OPTIONS : [HELP_OPTION];
  const reader = new OptionReader(argv, shorts, [...common, ...longs]);
  for (let option = reader.next(); option !== undefined; option = reader.next()) {
    switch (option.value) {
      case ':':
      case '?':
        return misreadOption(session, reader, option.value);
      case 'h':
        throw new Exit(HELP);
      case 'object':
        takeImgObject(session, option.argument, argv[0] === 'compare' ? 2 : 1);
        break;
      default:
        take(option.value, option.argument);
    }
  }
  return reader.operands;
}

/** Takes `--object`. Throws Exit where it was help, and with status `wrong` where it is wrong. */
export function takeImgObject(session: Session, text: string, wrong = 1): void {
  const status = takeObject(session, text);
  if (status !== undefined) throw new Exit(status === 0 ? 0 : wrong);
}

/** Exit status that stands for: print the help text, and end with 0. */
export const HELP = -1;

export type OutputFormat = 'human' | 'json';

/** Reads `--output`; throws Exit after a message when it is neither human nor json. */
export function outputFormatOf(session: Session, word: string | undefined): OutputFormat {
  if (word === undefined || word === 'human') return 'human';
  if (word === 'json') return 'json';
  session.error('--output must be used with human or json as argument.');
  throw new Exit(1);
}

/** What a verb opens, and how. */
export interface ImgOpenRequest {
  readonly filename: string;
  readonly format: string | undefined;
  readonly isImageOptions: boolean;
  /** Options beside a plain name. */
  readonly options?: Options | undefined;
  readonly mode: OpenMode;
  readonly forCheck?: boolean;
  readonly noBacking?: boolean;
  /** Only metadata will be asked for: a data file is not opened. */
  readonly noIo?: boolean;
  readonly forceShare?: boolean;
  /** It may become longer where it is written. */
  readonly mayResize?: boolean;
  /** Nobody else may write to the image meanwhile. */
  readonly isExclusive?: boolean;
}

/** How verbs open what they only read: discards do not reach the file. */
export const READ_MODE: OpenMode = { readOnly: true, mayUnmap: false, noFlush: false };
export const WRITE_MODE: OpenMode = { ...READ_MODE, readOnly: false };

/** Opens an image. Throws Exit(1) after saying why it could not. */
export function openImage(session: Session, request: ImgOpenRequest): BlockNode {
  const { filename, format, mode, forCheck = false, noBacking = false } = request;
  if (request.isImageOptions && format !== undefined) {
    session.error('--image-opts and --format are mutually exclusive');
    throw new Exit(1);
  }
  const options = request.isImageOptions
    ? parseOptionText(session, filename, 'file')
    : request.options;
  if (request.forceShare === true && (options?.get('force-share') ?? 'on') !== 'on') {
    session.error('--force-share/-U conflicts with image options');
    throw new Exit(1);
  }
  if (request.forceShare === true && !mode.readOnly) {
    const reason = 'force-share=on can only be used with read-only images';
    session.error(`Could not open '${filename}': ${reason}`);
    throw new Exit(1);
  }
  const node = session.open({
    filename: request.isImageOptions ? undefined : filename,
    options,
    format,
    mode: request.forceShare === true ? { ...mode, forceShare: true } : mode,
    forCheck,
    noBacking,
    noIo: request.noIo ?? false,
    isExclusive: request.isExclusive ?? false,
    mayResize: request.mayResize ?? false,
  });
  if ('errno' in node) {
    session.fail(node, `Could not open '${filename}': `);
    throw new Exit(1);
  }
  return node;
}
