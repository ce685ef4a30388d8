// All commands of qemu-io, by name. Those of later issues are here too, so that their arguments are
// counted as QEMU counts them and they answer that they are not there yet.
import { aioFlushCommand, aioReadCommand, aioWriteCommand } from './io-aio.ts';
import { allocCommand, mapCommand } from './io-alloc.ts';
import {
  breakCommand, removeBreakCommand, resumeCommand, sleepCommand, waitBreakCommand,
} from './io-break.ts';
import { closeCommand, quitCommand } from './io-close.ts';
import type { IoCommand } from './io-command.ts';
import { discardCommand } from './io-discard.ts';
import { flushCommand } from './io-flush.ts';
import { helpCommand } from './io-help.ts';
import { infoCommand } from './io-info.ts';
import { lengthCommand } from './io-length.ts';
import { openCommand } from './io-open.ts';
import { readCommand } from './io-read.ts';
import { reopenCommand } from './io-reopen.ts';
import { truncateCommand } from './io-truncate.ts';
import { readvCommand, writevCommand } from './io-vector.ts';
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

const NO_IMAGE = { needsNoImage: true } as const;

/** Ordered by name, as help prints them. */
export const IO_COMMANDS: readonly IoCommand[] = [
  later('abort', undefined, 'simulate a program crash using abort(3)', [0, 0], NO_IMAGE),
  aioFlushCommand,
  aioReadCommand,
  aioWriteCommand,
  allocCommand,
  breakCommand,
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
  readvCommand,
  removeBreakCommand,
  reopenCommand,
  resumeCommand,
  later('sigraise', 'signal', 'raises a signal', [1, 1], NO_IMAGE),
  sleepCommand,
  truncateCommand,
  waitBreakCommand,
  writeCommand,
  writevCommand,
];
