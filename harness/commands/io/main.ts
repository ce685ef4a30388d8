// qemu-io: its own options, the loop over commands, and what a command must have before it runs.
import { argumentOption, flagOption, OptionReader } from '../shared/getopt.ts';
import { findBreakpoints, NothingCanRun, type Options, ProgramEnd } from '../../../engine/index.ts';
import { closeImage } from './close.ts';
import type { IoCommand, IoState } from './command.ts';
import { findCommand } from './help.ts';
import type { IoOpenSettings } from './open.ts';
import { defaultSettings, openImage, takeSetting } from './open.ts';
import { EndedBySignal } from './signal.ts';
import { IO_COMMANDS } from './table.ts';
import { parseOptionText } from '../shared/option-text.ts';
import { Session } from '../shared/session.ts';
import { STANDSTILL } from '../shared/standstill.ts';
import { takeObject } from '../shared/user-objects.ts';
import { ioHelp, versionText } from '../shared/help-text.ts';
import type { LineReader, ProgramWorld } from '../shared/world.ts';

const SHORT_OPTIONS = 'hVc:d:f:rsnCmki:t:T:U';
const LONG_OPTIONS = [
  flagOption('help', 'h'),
  flagOption('version', 'V'),
  argumentOption('cmd', 'c'),
  argumentOption('format', 'f'),
  flagOption('read-only', 'r'),
  flagOption('snapshot', 's'),
  flagOption('nocache', 'n'),
  flagOption('copy-on-read', 'C'),
  flagOption('misalign', 'm'),
  flagOption('native-aio', 'k'),
  argumentOption('aio', 'i'),
  argumentOption('discard', 'd'),
  argumentOption('cache', 't'),
  argumentOption('trace', 'T'),
  flagOption('force-share', 'U'),
  argumentOption('object', 'object'),
  flagOption('image-opts', 'image-opts'),
];

interface IoArguments {
  readonly settings: IoOpenSettings;
  readonly commands: string[];
  format: string | undefined;
  isImageOptions: boolean;
  filename: string | undefined;
}

/** What a shell adds to the number of the signal that ended a program. */
export const SIGNAL_BASE = 128;

/** Runs qemu-io; returns its exit status, above SIGNAL_BASE where a signal ended it. */
export function ioMain(argv: readonly string[], world: ProgramWorld): number {
  const session = new Session('qemu-io', world, argv);
  const args = parseArguments(session, argv);
  if (typeof args === 'number') return args;
  const { isImageOptions: takesImageOptions } = args;
  const state: IoState = { session, guest: undefined, hasQuit: false, takesImageOptions };
  try {
    if (args.filename !== undefined && !openGiven(state, args, args.filename)) return 1;
    const succeeded = args.commands.length > 0 ? runAll(state, args.commands) : runStdin(state);
    closeImage(state);
    return succeeded ? 0 : 1;
  } catch (error) {
    if (error instanceof ProgramEnd) return error.status;
    if (error instanceof EndedBySignal) return SIGNAL_BASE + error.signal;
    if (!(error instanceof NothingCanRun) || !isStopped(state)) throw error;
    session.error(STANDSTILL);
    return 1;
  }
}

/** Whether a request stands at a breakpoint: QEMU too would wait for ever then. */
function isStopped({ guest }: IoState): boolean {
  return guest !== undefined && findBreakpoints(guest.node)?.hasStopped === true;
}

/** An exit status where there is nothing to run. */
function parseArguments(session: Session, argv: readonly string[]): IoArguments | number {
  const args: IoArguments = {
    settings: defaultSettings(),
    commands: [],
    format: undefined,
    isImageOptions: false,
    filename: undefined,
  };
  const words = ['qemu-io', ...argv];
  const complain = (message: string): void => session.error(message);
  const reader = new OptionReader(words, SHORT_OPTIONS, LONG_OPTIONS, complain);
  for (let option = reader.next(); option !== undefined; option = reader.next()) {
    const status = takeArgument(session, args, option.value, option.argument);
    if (status !== undefined) return status;
  }
  if (reader.operands.length > 1) {
    session.out(ioHelp());
    return 1;
  }
  if (args.format !== undefined && args.isImageOptions) {
    session.error('--image-opts and -f are mutually exclusive');
    return 1;
  }
  [args.filename] = reader.operands;
  return args;
}

/** Takes one option; returns an exit status where the program ends with it. */
function takeArgument(
  session: Session,
  args: IoArguments,
  value: string,
  argument: string,
): number | undefined {
  switch (value) {
    case 'c':
      args.commands.push(argument);
      return undefined;
    case 'f':
      args.format = argument;
      return undefined;
    case 'image-opts':
      args.isImageOptions = true;
      return undefined;
    case 'm': // where buffers lie makes no difference here
      return undefined;
    case 'V':
      session.out(versionText('qemu-io', session.behaviour));
      return 0;
    case 'h':
    case '?':
      session.out(ioHelp());
      return value === 'h' ? 0 : 1;
    case 'T':
      session.unsupported('--trace');
      return 1;
    case 'object':
      return takeObject(session, argument);
    default:
      return takeSetting(session, args.settings, value, argument) ? undefined : 1;
  }
}

function openGiven(state: IoState, args: IoArguments, given: string): boolean {
  if (args.isImageOptions) {
    return openImage(state, undefined, args.settings, parseOptionText(state.session, given));
  }
  const options: Options = new Map();
  if (args.format !== undefined) options.set('driver', args.format);
  return openImage(state, given, args.settings, options);
}

/** Runs the commands of the command line until one quits. False when any failed. */
function runAll(state: IoState, commands: readonly string[]): boolean {
  let succeeded = true;
  for (const line of commands) {
    if (state.hasQuit) break;
    succeeded = runCommand(state, line) && succeeded;
  }
  return succeeded;
}

const PROMPT = 'qemu-io> ';
/** A longer line is read as several. */
const MAX_LINE = 1023;

/** Runs the commands of standard input, each behind a prompt. False when any failed. */
function runStdin(state: IoState): boolean {
  const { output, stdin } = state.session.world;
  const readLine = typeof stdin === 'string' ? linesOf(stdin) : stdin;
  let succeeded = true;
  let rest = '';
  while (!state.hasQuit) {
    output.out(PROMPT);
    output.flush();
    // Requests that need no I/O are told of before the next command is read.
    state.session.runTurns();
    const text = rest === '' ? readLine() : rest;
    if (text === undefined) break;
    const line = text.slice(0, MAX_LINE);
    rest = text.slice(MAX_LINE);
    succeeded = runCommand(state, line.endsWith('\n') ? line.slice(0, -1) : line) && succeeded;
  }
  return succeeded;
}

function linesOf(text: string): LineReader {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  let next = 0;
  return () => {
    next += 1;
    return lines[next - 1];
  };
}

/** Runs one command line, split at blanks. False when it failed; an empty line does nothing. */
export function runCommand(state: IoState, line: string): boolean {
  const argv = line.split(' ').filter((word) => word !== '');
  const [word] = argv;
  if (word === undefined) return true;
  const command = findCommand(IO_COMMANDS, word);
  if (command === undefined || command.isThere?.(state.session.behaviour) === false) {
    state.session.err(`command "${word}" not found\n`);
    return false;
  }
  return mayRun(state, command, argv) && command.run(state, argv);
}

/** Says what is missing: an image, arguments, the permission to write. */
function mayRun(state: IoState, command: IoCommand, argv: readonly string[]): boolean {
  const { session, guest } = state;
  if (command.needsNoImage !== true && guest === undefined) {
    session.err("no file open, try 'help open'\n");
    return false;
  }
  const { minArguments, maxArguments } = command;
  const count = argv.length - 1;
  if (count < minArguments || count > maxArguments) {
    session.err(`bad argument count ${count} to ${argv[0]}, ${expectation(command)}\n`);
    return false;
  }
  if (command.writes === true && guest?.node.isInserted === true) {
    if (guest.node.mode.readOnly) {
      session.error('Block node is read-only');
      return false;
    }
    const failure = guest.isWriter ? undefined : session.useFor(guest.node, true);
    if (failure !== undefined) {
      session.fail(failure);
      return false;
    }
    guest.isWriter = true;
  }
  return true;
}

function expectation({ minArguments, maxArguments }: IoCommand): string {
  if (maxArguments === Infinity) return `expected at least ${minArguments} arguments`;
  return minArguments === maxArguments
    ? `expected ${minArguments} arguments`
    : `expected between ${minArguments} and ${maxArguments} arguments`;
}
