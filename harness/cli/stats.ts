// `blkdrill stats`: what the protection against overwriting metadata does for one image: after it
// was opened, and after commands of qemu-io.
import { RequestError } from '../cases/request-error.ts';
import { runCommand } from '../commands/io/main.ts';
import type { IoState } from '../commands/io/command.ts';
import { Guest } from '../commands/shared/guest.ts';
import { argumentOption, flagOption, OptionReader } from '../commands/shared/getopt.ts';
import { parseOptionText } from '../commands/shared/option-text.ts';
import { Output } from '../commands/shared/output.ts';
import { Session } from '../commands/shared/session.ts';
import {
  endOfUsedClusters,
  NothingCanRun,
  type Options,
  protectionStatistics,
  Qcow2Node,
} from '../../engine/index.ts';
import { type ImageStatistics, statisticsLines, statisticsValue } from '../report/stats-text.ts';
import { hostWorld } from '../host/host-world.ts';

const HELP = `Usage: blkdrill stats IMAGE [-c COMMAND]... [-o OPTIONS] [--json]

Prints what the metadata index of an image holds and did: tables entered and taken out, questions
asked before writes, conversions of its windows, bytes; and where the used part of the file ends.

  -c COMMAND   run a command of blkdrill-io first; the second column is how things stand then
  -o OPTIONS   open options, as overlap-check=all,metadata-index-windows=1
  --json       the same as JSON; what the commands print goes to standard error

Without -c the image is opened read-only. Exit status: 0 well, 1 a command failed, 2 the image
cannot be opened or is not qcow2.
`;

const LONG_OPTIONS = [
  flagOption('help', 'h'),
  argumentOption('cmd', 'c'),
  argumentOption('options', 'o'),
  flagOption('json'),
];

interface Arguments {
  readonly name: string;
  readonly commands: readonly string[];
  readonly options: readonly string[];
  readonly isJson: boolean;
}

/** Undefined: help was printed. Throws RequestError. */
function readArguments(argv: readonly string[]): Arguments | undefined {
  const commands: string[] = [];
  const options: string[] = [];
  let isJson = false;
  const complaints: string[] = [];
  const complain = (line: string): void => void complaints.push(line.replace(/^stats: /, ''));
  const reader = new OptionReader(['stats', ...argv], 'hc:o:', LONG_OPTIONS, complain);
  for (let option = reader.next(); option !== undefined; option = reader.next()) {
    if (option.value === 'h') {
      process.stdout.write(HELP);
      return undefined;
    }
    if (option.value === 'c') commands.push(option.argument);
    else if (option.value === 'o') options.push(option.argument);
    else if (option.value === 'json') isJson = true;
    else throw new RequestError(complaints);
  }
  const [name] = reader.operands;
  if (name === undefined || reader.operands.length > 1) {
    throw new RequestError([HELP.split('\n')[0] ?? '']);
  }
  return { name, commands, options, isJson };
}

/** Returns the exit status. Throws RequestError. */
export function stats(argv: readonly string[]): number {
  const given = readArguments(argv);
  if (given === undefined) return 0;
  const world = hostWorld();
  const toStderr = new Output((_stream, bytes) => void process.stderr.write(bytes));
  const output = given.isJson ? toStderr : world.output;
  const session = new Session('qemu-io', { ...world, output });
  const image = open(session, given);
  const opened = measure(session, image, true);
  const state: IoState = { session, guest: new Guest(image, false), hasQuit: false };
  const succeeded = runCommands(state, given.commands);
  // A command may have closed it, or opened another one.
  const isOpen = state.guest?.node === image && image.isInserted;
  const found = {
    opened,
    afterwards: given.commands.length === 0 ? undefined : measure(session, image, isOpen),
  };
  if (state.guest !== undefined) session.close(state.guest.node);
  output.flush();
  const text = given.isJson
    ? JSON.stringify(statisticsValue(found), null, 2)
    : statisticsLines(found).join('\n');
  process.stdout.write(`${text}\n`);
  return succeeded ? 0 : 1;
}

function open(session: Session, { name, commands, options }: Arguments): Qcow2Node {
  const all: Options = new Map([['driver', 'qcow2']]);
  for (const text of options) {
    for (const [key, value] of parseOptionText(session, text)) all.set(key, value);
  }
  const mode = { readOnly: commands.length === 0, mayUnmap: true, noFlush: false };
  const node = session.open({ filename: name, options: all, mode });
  if ('errno' in node) throw new RequestError([`${name}: ${node.message}`]);
  if (!(node instanceof Qcow2Node)) throw new RequestError([`${name}: not a qcow2 image`]);
  return node;
}

/** False when any of them failed. */
function runCommands(state: IoState, commands: readonly string[]): boolean {
  let succeeded = true;
  try {
    for (const line of commands) {
      if (!state.hasQuit) succeeded = runCommand(state, line) && succeeded;
    }
    if (state.guest !== undefined) state.session.waitForAll();
  } catch (error) {
    if (!(error instanceof NothingCanRun)) throw error;
    throw new RequestError(['a request waits for one that is stopped: nothing can run']);
  }
  return succeeded;
}

/** Where the used part ends is unknown of a closed image, or without refcounts to read. */
function measure(session: Session, { image }: Qcow2Node, isOpen: boolean): ImageStatistics {
  const index = protectionStatistics(image);
  const end = isOpen ? session.attempt(endOfUsedClusters(image)) : undefined;
  const { options } = image.owners;
  return {
    ...index,
    maxExpandedWindows: options.expandedWindows,
    maxBytes: options.maxBytes,
    endOfUse: end !== undefined && 'value' in end ? end.value : undefined,
  };
}
