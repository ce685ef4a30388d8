// qemu-io length: the length of the disk in whole sectors.
import type { IoCommand } from './command.ts';
import { assert, strerror } from '../../../engine/index.ts';
import { failureOf } from '../shared/session.ts';
import { formatBytes } from '../shared/text.ts';

export const lengthCommand: IoCommand = {
  name: 'length',
  alias: 'l',
  oneline: 'gets the length of the current file',
  minArguments: 0,
  maxArguments: 0,
  run({ session, guest }) {
    assert(guest !== undefined, 'commands on an image have one');
    try {
      session.out(`${formatBytes(guest.length())}\n`);
      return true;
    } catch (error) {
      session.out(`getlength: ${strerror(failureOf(error).errno)}\n`);
      return false;
    }
  },
};
