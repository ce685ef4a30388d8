// qemu-img bitmap: adds, removes, clears, enables, disables and merges persistent bitmaps. Actions
// are done in the order in which they are given; closing the image stores what they left.
import type { BlockNode } from '../../../engine/index.ts';
import { type BitmapAction, changeBitmap } from '../../../engine/index.ts';
import { argumentOption, flagOption } from '../shared/getopt.ts';
import { readBytes } from './numbers.ts';
import type { ImgVerb } from './verb.ts';
import { Exit, IMAGE_OPTS, openImage, READ_MODE, readVerbOptions, WRITE_MODE } from './verb.ts';
import type { Failure, Session } from '../shared/session.ts';

const ACTIONS = ['add', 'remove', 'clear', 'enable', 'disable', 'merge'] as const;
/** What later versions have as well: all bitmaps, so that none is named. */
const REMOVE_ALL = 'remove-all';
const ALL_ACTIONS = [...ACTIONS, REMOVE_ALL] as const;

interface Action {
  readonly kind: (typeof ACTIONS)[number] | typeof REMOVE_ALL;
  /** The bitmap to merge. */
  readonly source: string;
}

interface BitmapArguments {
  readonly actions: Action[];
  format: string | undefined;
  isImageOptions: boolean;
  sourceFile: string | undefined;
  sourceFormat: string | undefined;
  granularity: bigint;
}

const LONG_OPTIONS = [
  ...ACTIONS.map((kind) => (kind === 'merge' ? argumentOption(kind) : flagOption(kind))),
  IMAGE_OPTS,
  argumentOption('source-file', 'b'),
  argumentOption('source-format', 'F'),
  argumentOption('granularity', 'g'),
];

export const bitmapVerb: ImgVerb = {
  name: 'bitmap',
  syntax:
    'bitmap (--merge SOURCE | --add | --remove | --clear | --enable | --disable)... ' +
    '[-b source_file [-F source_fmt]] [-g granularity] [--object objectdef] ' +
    '[--image-opts | -f fmt] filename bitmap',
  run(session, argv) {
    const args: BitmapArguments = {
      actions: [],
      format: undefined,
      isImageOptions: false,
      sourceFile: undefined,
      sourceFormat: undefined,
      granularity: 0n,
    };
    const isLater = session.behaviour.takesRemoveAll;
    const longs = isLater ? [...LONG_OPTIONS, flagOption(REMOVE_ALL)] : LONG_OPTIONS;
    const operands = readVerbOptions(session, argv, ':b:f:F:g:h', longs, (value, text) =>
      takeOption(session, args, value, text),
    );
    const [filename, name = ''] = operands;
    requireActions(session, args);
    const namesOne = args.actions.some(({ kind }) => kind !== REMOVE_ALL);
    if (filename === undefined || operands.length !== (namesOne ? 2 : 1)) {
      session.error(`Expecting filename${namesOne ? ' and bitmap name' : ''}`);
      return 1;
    }
    return run(session, { ...args, filename, name });
  },
};

function takeOption(
  session: Session,
  args: BitmapArguments,
  value: string,
  argument: string,
): void {
  const kind = ALL_ACTIONS.find((known) => known === value);
  if (kind !== undefined) args.actions.push({ kind, source: argument });
  else if (value === 'f') args.format = argument;
  else if (value === 'b') args.sourceFile = argument;
  else if (value === 'F') args.sourceFormat = argument;
  else if (value === 'g') args.granularity = readBytes(session, 'granularity', argument);
  else args.isImageOptions = true;
}

function requireActions(session: Session, args: BitmapArguments): void {
  const { actions } = args;
  const has = (kind: Action['kind']): boolean => actions.some((action) => action.kind === kind);
  const problem =
    actions.length === 0
      ? `Need at least one of --add, --remove, --clear, --enable, --disable, or --merge`
      : args.granularity !== 0n && !has('add')
        ? 'granularity only supported with --add'
        : args.sourceFormat !== undefined && args.sourceFile === undefined
          ? '-F only supported with -b'
          : args.sourceFile !== undefined && !has('merge')
            ? 'Merge bitmap source file only supported with --merge'
            : undefined;
  if (problem === undefined) return;
  session.error(problem);
  throw new Exit(1);
}

interface BitmapRequest extends BitmapArguments {
  readonly filename: string;
  readonly name: string;
}

function run(session: Session, request: BitmapRequest): number {
  const { filename, format, isImageOptions } = request;
  const opening = { filename, format, isImageOptions, mode: WRITE_MODE, noBacking: true };
  const node = openImage(session, opening);
  let source: BlockNode | undefined;
  let status = 1;
  try {
    source = openSource(session, request);
    status = actAll(session, node, source ?? node, request) ? 0 : 1;
  } finally {
    const failure = session.storeBeforeClose(source === undefined ? [node] : [node, source]);
    if (failure !== undefined) {
      session.error(failure);
      status = 1;
    }
    if (source !== undefined) session.close(source);
    session.close(node);
  }
  return status;
}

/** Does the actions up to the first that fails. False, after a message, where one does. */
function actAll(
  session: Session,
  node: BlockNode,
  source: BlockNode,
  request: BitmapRequest,
): boolean {
  for (const action of request.actions) {
    for (const name of namesOf(session, node, request, action)) {
      const failure = act(session, node, source, { ...request, name }, action);
      if (failure === undefined) continue;
      session.fail(failure, `Operation ${action.kind} on bitmap ${name} failed: `);
      return false;
    }
  }
  return true;
}

/** The bitmaps that an action is about; those that came last are listed, and removed, first. */
function namesOf(
  session: Session,
  node: BlockNode,
  { name }: BitmapRequest,
  { kind }: Action,
): readonly string[] {
  if (kind !== REMOVE_ALL) return [name];
  const all = session.driverOf(node)?.bitmaps?.list(node) ?? [];
  return all.map((bitmap) => bitmap.name);
}

function openSource(session: Session, request: BitmapRequest): BlockNode | undefined {
  const { sourceFile, sourceFormat } = request;
  if (sourceFile === undefined) return undefined;
  if (sourceFile === request.filename) {
    session.error(`Could not open '${sourceFile}': Failed to get shared "write" lock`);
    session.err(`Is another process using the image [${sourceFile}]?\n`);
    throw new Exit(1);
  }
  return openImage(session, {
    filename: sourceFile,
    format: sourceFormat,
    isImageOptions: false,
    mode: READ_MODE,
    noBacking: true,
  });
}

/** Does one action. Returns what it failed with. */
function act(
  session: Session,
  node: BlockNode,
  source: BlockNode,
  { name, granularity }: BitmapRequest,
  { kind, source: from }: Action,
): Failure | undefined {
  const action: BitmapAction =
    kind === 'merge'
      ? { kind, source, from }
      : kind === 'add'
        ? // QEMU looks whether there is a number, and then takes 32 bits of it.
          { kind, granularity: granularity === 0n ? undefined : low32(granularity) }
        : { kind: kind === REMOVE_ALL ? 'remove' : kind };
  const outcome = session.attempt(changeBitmap(session.context, node, name, action));
  return 'errno' in outcome ? outcome : undefined;
}

const low32 = (value: bigint): number => Number(BigInt.asUintN(32, value));
