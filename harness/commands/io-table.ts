// All commands of qemu-io, by name. Those of later issues are here too, so that their arguments are
// counted as QEMU counts them and they answer that they are not there yet.
import { allocCommand, mapCommand } from './io-alloc.ts';
import { closeCommand, quitCommand } from './io-close.ts';
import type { IoCommand } from './io-command.ts';
import { discardCommand } from './io-discard.ts';
import { flushCommand } from './io-flush.ts';
import { helpCommand } from './io-help.ts';
import { infoCommand } from './io-info.ts';
import { lengthCommand } from './io-length.ts';
import { openCommand } from './io-open.ts';
import { readCommand } from './io-read.ts';
import { truncateCommand } from './io-truncate.ts';
import { writeCommand } from './io-write.ts';

/** A command that is known and not there yet: says so, and fails. */
function later(
  name: string,
  args: string | undefined,
  oneline: string,
  counts: readonly [min: number, max: number],
  more: Pick<IoCommand, 'alias' | 'writes' | 'needsNoImage'> = {},
): IoCommand {
  return {
    name,
    ...(args !== undefined && { args }),
    oneline,
    minArguments: counts[0],
    maxArguments: counts[1],
    ...more,
    run({ session }) {
      session.unsupported(name);
      return false;
    },
  };
}

const MANY = Infinity;
const NO_IMAGE = { needsNoImage: true } as const;
const WRITES = { writes: true } as const;

/** Ordered by name, as help prints them. */
export const IO_COMMANDS: readonly IoCommand[] = [
  later('abort', undefined, 'simulate a program crash using abort(3)', [0, 0], NO_IMAGE),
  later('aio_flush', undefined, 'completes all outstanding aio requests', [0, 0]),
  later(
    'aio_read',
    '[-Ciqv] [-P pattern] off len [len..]',
    'asynchronously reads a number of bytes',
    [2, MANY],
  ),
  later(
    'aio_write',
    '[-Cfiquz] [-P pattern] off len [len..]',
    'asynchronously writes a number of bytes',
    [2, MANY],
    WRITES,
  ),
  allocCommand,
  later(
    'break',
    'event tag',
    'sets a breakpoint on event and tags the stopped request as tag',
    [2, 2],
  ),
  closeCommand,
  discardCommand,
  flushCommand,
  helpCommand(() => IO_COMMANDS),
  infoCommand,
  lengthCommand,
  mapCommand,
  openCommand,
  quitCommand,
  readCommand,
  later(
    'readv',
    '[-Cqv] [-P pattern] off len [len..]',
    'reads a number of bytes at a specified offset',
    [2, MANY],
  ),
  later('remove_break', 'tag', 'remove a breakpoint by tag', [1, 1]),
  later(
    'reopen',
    '[(-r|-w)] [-c cache] [-o options]',
    'reopens an image with new options',
    [0, MANY],
  ),
  later('resume', 'tag', 'resumes the request tagged as tag', [1, 1]),
  later('sigraise', 'signal', 'raises a signal', [1, 1], NO_IMAGE),
  later('sleep', undefined, 'waits for the given value in milliseconds', [1, 1], NO_IMAGE),
  truncateCommand,
  later('wait_break', 'tag', 'waits for the suspension of a request', [1, 1]),
  writeCommand,
  later(
    'writev',
    '[-Cfq] [-P pattern] off len [len..]',
    'writes a number of bytes at a specified offset',
    [2, MANY],
    WRITES,
  ),
];
