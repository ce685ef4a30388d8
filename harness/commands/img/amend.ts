// qemu-img amend: changes options of an existing image.
import type { Amendment, AmendTools, BlockNode, ImageOptions } from '../../../engine/index.ts';
import { renewClaims, useOfProgram } from '../../../engine/index.ts';
import { cacheModeOf, openedAs } from '../shared/cache-mode.ts';
import { flagOption } from '../shared/getopt.ts';
import { asksForHelp, optionLines } from './option-help.ts';
import { GivenOptions, isOptionList } from './options.ts';
import type { ImgVerb } from './verb.ts';
import { Exit, IMAGE_OPTS, misused, openImage, readVerbOptions, WRITE_MODE } from './verb.ts';
import { Progress } from './progress.ts';
import type { Session } from '../shared/session.ts';
import { failureOf } from '../shared/session.ts';

interface AmendArguments {
  options: string | undefined;
  format: string | undefined;
  cache: string;
  hasProgress: boolean;
  isQuiet: boolean;
  isImageOptions: boolean;
  isForced: boolean;
}

const LONG_OPTIONS = [IMAGE_OPTS, flagOption('force')];

export const amendVerb: ImgVerb = {
  name: 'amend',
  syntax:
    'amend [--object objectdef] [--image-opts] [-p] [-q] [-f fmt] [-t cache] [--force] ' +
    '-o options filename',
  run(session, argv) {
    const args: AmendArguments = {
      options: undefined,
      format: undefined,
      cache: 'writeback',
      hasProgress: false,
      isQuiet: false,
      isImageOptions: false,
      isForced: false,
    };
    const operands = readVerbOptions(session, argv, ':ho:f:t:pq', LONG_OPTIONS, (value, text) =>
      takeOption(session, args, value, text),
    );
    const { options, format } = args;
    if (options === undefined) return misused(session, 'Must specify options (-o)');
    args.hasProgress &&= !args.isQuiet;
    const wantsHelp = asksForHelp(options);
    try {
      if (wantsHelp && format !== undefined) return help(session, format);
      const [filename] = operands;
      if (filename === undefined || operands.length > 1) {
        session.error('Expecting one image file name');
        return 1;
      }
      return amend(session, { ...args, options, filename, wantsHelp });
    } finally {
      if (args.hasProgress) session.out('\n');
    }
  },
};

function takeOption(session: Session, args: AmendArguments, value: string, argument: string): void {
  if (value === 'f') args.format = argument;
  else if (value === 't') args.cache = argument;
  else if (value === 'p') args.hasProgress = true;
  else if (value === 'q') args.isQuiet = true;
  else if (value === 'image-opts') args.isImageOptions = true;
  else if (value === 'force') args.isForced = true;
  else if (value === 'o') {
    if (!isOptionList(argument)) {
      session.error(`Invalid option list: ${argument}`);
      throw new Exit(1);
    }
    args.options = args.options === undefined ? argument : `${args.options},${argument}`;
  }
}

interface AmendRequest extends AmendArguments {
  readonly options: string;
  readonly filename: string;
  readonly wantsHelp: boolean;
}

function amend(session: Session, request: AmendRequest): number {
  const { filename, format, isImageOptions } = request;
  const cache = cacheModeOf(request.cache);
  if (cache === undefined) {
    session.error(`Invalid cache option: ${request.cache}`);
    return 1;
  }
  const mode = { ...WRITE_MODE, ...openedAs(cache) };
  const node = openImage(session, { filename, format, isImageOptions, mode });
  try {
    if (request.wantsHelp) return help(session, node.driver);
    const amendment = session.driverOf(node)?.amendment;
    if (amendment === undefined) return cannotAmend(session, node.driver);
    const options = parse(session, node, amendment, request.options);
    if (options === undefined) return 1;
    const progress = new Progress(session, request.hasProgress);
    progress.set(0);
    const tools = toolsFor(session, node, request);
    const tell = (done: number, total: number): void => progress.set(shareOf(done, total));
    const outcome = session.attempt(amendment.amend(node, options, tell, tools));
    progress.set(100);
    if (!('errno' in outcome)) return 0;
    session.fail(outcome);
    return 1;
  } finally {
    session.close(node);
  }
}

function toolsFor({ context }: Session, node: BlockNode, { isForced }: AmendArguments): AmendTools {
  return {
    objects: context,
    crypto: context.crypto,
    isForced,
    renewClaims: () => renewClaims(context, node, useOfProgram(false, false)),
  };
}

/** Per cent, in single precision as QEMU counts them. */
const shareOf = (done: number, total: number): number =>
  Math.fround(Math.fround(100 * Math.fround(done)) / Math.fround(total));

function help(session: Session, format: string): number {
  if (!session.context.drivers.has(format)) {
    session.error(`Unknown file format '${format}'`);
    return 1;
  }
  const amendment = session.context.drivers.get(format)?.amendment;
  if (amendment === undefined) return cannotAmend(session, format);
  session.out(`Amend options for '${format}':\n${optionLines(amendment.options)}`);
  return 0;
}

function cannotAmend(session: Session, format: string): number {
  session.error(`Format driver '${format}' does not support option amendment`);
  return 1;
}

/** Undefined after a message. */
function parse(
  session: Session,
  node: BlockNode,
  amendment: Amendment,
  text: string,
): ImageOptions | undefined {
  const given = new GivenOptions(amendment.options, (message) => session.warn(message));
  try {
    given.parse(text);
  } catch (error) {
    session.fail(withCreationHint(session, node, failureOf(error)));
    return undefined;
  }
  return given.values;
}

/** An option that only a new image can have is told apart from one that there is not. */
function withCreationHint(
  session: Session,
  node: BlockNode,
  failure: ReturnType<typeof failureOf>,
): ReturnType<typeof failureOf> {
  const name = /^Invalid parameter '(.*)'$/.exec(failure.message)?.[1];
  const created = session.driverOf(node)?.creation?.options;
  const isKnown = created?.some((option) => option.name === name) === true;
  return isKnown
    ? { ...failure, hint: 'This option is only supported for image creation\n' }
    : failure;
}
