// All commands of qemu-io, by name.
import { aioFlushCommand, aioReadCommand, aioWriteCommand } from './io-aio.ts';
import { allocCommand, mapCommand } from './io-alloc.ts';
import {
  breakCommand,
  removeBreakCommand,
  resumeCommand,
  sleepCommand,
  waitBreakCommand,
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
import { abortCommand, sigraiseCommand } from './io-signal.ts';
import { truncateCommand } from './io-truncate.ts';
import { readvCommand, writevCommand } from './io-vector.ts';
import { writeCommand } from './io-write.ts';

/** Ordered by name, as help prints them. */
export const IO_COMMANDS: readonly IoCommand[] = [
  abortCommand,
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
  sigraiseCommand,
  sleepCommand,
  truncateCommand,
  waitBreakCommand,
  writeCommand,
  writevCommand,
];
