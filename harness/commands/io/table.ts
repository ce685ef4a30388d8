// All commands of qemu-io, by name.
import { aioDiscardCommand } from './aio-discard.ts';
import { aioFlushCommand, aioReadCommand, aioWriteCommand } from './aio.ts';
import { allocCommand, mapCommand } from './alloc.ts';
import {
  breakCommand,
  removeBreakCommand,
  resumeCommand,
  sleepCommand,
  waitBreakCommand,
} from './break.ts';
import { closeCommand, quitCommand } from './close.ts';
import type { IoCommand } from './command.ts';
import { discardCommand } from './discard.ts';
import { flushCommand } from './flush.ts';
import { helpCommand } from './help.ts';
import { infoCommand } from './info.ts';
import { lengthCommand } from './length.ts';
import { openCommand } from './open.ts';
import { readCommand } from './read.ts';
import { reopenCommand } from './reopen.ts';
import { abortCommand, sigraiseCommand } from './signal.ts';
import { truncateCommand } from './truncate.ts';
import { readvCommand, writevCommand } from './vector.ts';
import { writeCommand } from './write.ts';

/** Ordered by name, as help prints them. */
export const IO_COMMANDS: readonly IoCommand[] = [
  abortCommand,
  aioDiscardCommand,
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
