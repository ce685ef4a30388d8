// `blkdrill stats`: what the protection against overwriting metadata does for one image: after it
// was opened, and after commands of qemu-io.
import { RequestError } from '../cases/request-error.ts';
import { runCommand } from '../commands/io/main.ts';
import type { IoState } from '../commands/io/command.ts';
import { Guest } from '../commands/shared/guest.ts';
import { parseOptionText } from '../commands/shared/option-text.ts';
import { Output } from '../commands/shared/output.ts';
import { Session } from '../commands/shared/session.ts';
import { type BlockNode, NothingCanRun, type Options, protectionOf } from '../../engine/index.ts';
import { type ImageStatistics, statisticsLines, statisticsValue } from '../report/stats-text.ts';
import { hostWorld } from '../host/host-world.ts';
import type { Request } from './command.ts';

/** Returns the exit status. Throws RequestError. */
export function stats(request: Request): number {
  const [name = ''] = request.words;
  const commands = request.all('cmd');
  const world = hostWorld();
  const toStderr = new Output((_stream, bytes) => void process.stderr.write(bytes));
  const output = request.has('json') ? toStderr : world.output;
  const session = new Session('qemu-io', { ...world, output });
  const image = open(session, { name, commands, options: request.all('options') });
  const opened = measure(session, image, true);
  const state: IoState = { session, guest: new Guest(image, false), hasQuit: false };
  const succeeded = runCommands(state, commands);
  // A command may have closed it, or opened another one.
  const isOpen = state.guest?.node === image && image.isInserted;
  const found = {
    opened,
    afterwards: commands.length === 0 ? undefined : measure(session, image, isOpen),
  };
  if (state.guest !== undefined) session.close(state.guest.node);
  output.flush();
  const text = request.has('json')
    ? JSON.stringify(statisticsValue(found), null, 2)
    : statisticsLines(found).join('\n');
  process.stdout.write(`${text}\n`);
  return succeeded ? 0 : 1;
}

interface Opening {
  readonly name: string;
  readonly commands: readonly string[];
  readonly options: readonly string[];
}

function open(session: Session, { name, commands, options }: Opening): BlockNode {
  const all: Options = new Map([['driver', 'qcow2']]);
  for (const text of options) {
    for (const [key, value] of parseOptionText(session, text)) all.set(key, value);
  }
  const mode = { readOnly: commands.length === 0, mayUnmap: true, noFlush: false };
  const node = session.open({ filename: name, options: all, mode });
  if ('errno' in node) throw new RequestError([`${name}: ${node.message}`]);
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
function measure(session: Session, node: BlockNode, isOpen: boolean): ImageStatistics {
  const protection = protectionOf(node);
  if (protection === undefined) throw new RequestError([`${node.filename}: not a qcow2 image`]);
  const task = isOpen ? session.driverOf(node)?.endOfUse?.(node) : undefined;
  const end = task && session.attempt(task);
  return {
    ...protection,
    endOfUse: end !== undefined && 'value' in end ? end.value : undefined,
  };
}
