// qemu-io reopen: other options for the image that is open.
import { assert, type Options } from '../../../engine/index.ts';
import { type CacheMode, cacheModeOf } from '../shared/cache-mode.ts';
import type { IoCommand, IoState } from './command.ts';
import { readOptions, usage } from './command.ts';
import { parseOptionText } from '../shared/option-text.ts';

/** What the letters of the command asked for. */
interface Wishes {
  readOnly: boolean | undefined;
  cache: CacheMode | undefined;
  options: Options;
}

export const reopenCommand: IoCommand = {
  name: 'reopen',
  args: '[(-r|-w)] [-c cache] [-o options]',
  oneline: 'reopens an image with new options',
  minArguments: 0,
  maxArguments: Infinity,
  run(state, argv) {
    const wishes: Wishes = { readOnly: undefined, cache: undefined, options: new Map() };
    const operands = readOptions(state, argv, 'c:o:rw', (letter, argument) =>
      takeWish(state, wishes, letter, argument),
    );
    if (operands === false) return false;
    if (operands === 'usage' || operands.length > 0) return usage(state, reopenCommand);
    return reopen(state, wishes);
  },
};

function takeWish({ session }: IoState, wishes: Wishes, letter: string, argument: string): boolean {
  if (letter === 'o') {
    const given = parseOptionText(session, argument);
    wishes.options = new Map([...wishes.options, ...given]);
    return true;
  }
  if (letter === 'c') {
    wishes.cache = cacheModeOf(argument);
    if (wishes.cache === undefined) session.error(`Invalid cache option: ${argument}`);
    return wishes.cache !== undefined;
  }
  if (wishes.readOnly !== undefined) {
    session.error('Only one -r/-w option may be given');
    return false;
  }
  wishes.readOnly = letter === 'r';
  return true;
}

function reopen({ session, guest }: IoState, { readOnly, cache, options }: Wishes): boolean {
  assert(guest !== undefined, 'commands on an image have one');
  const { mode } = guest.node;
  if (readOnly ?? mode.readOnly) {
    session.waitForAll();
    guest.isWriter = false; // also where the image stays writable in the end
    session.useFor(guest.node, false);
  }
  if (options.has('read-only')) {
    if (readOnly !== undefined) return refuse("Cannot set both -r/-w and 'read-only'");
  } else {
    options.set('read-only', onOff(readOnly ?? mode.readOnly));
  }
  if (options.has('cache.direct') || options.has('cache.no-flush')) {
    if (cache !== undefined) return refuse('Cannot set both -c and the cache options');
  } else {
    options.set('cache.no-flush', onOff(cache?.noFlush ?? mode.noFlush));
    options.set('cache.direct', onOff(cache?.isDirect ?? mode.isDirect === true));
  }
  const failure = session.reopen(guest.node, { options, isWritten: guest.isWriter });
  if (failure !== undefined) {
    session.fail(failure);
    return false;
  }
  guest.isWritethrough = cache?.isWritethrough ?? guest.isWritethrough;
  return true;

  function refuse(message: string): false {
    session.error(message);
    return false;
  }
}

const onOff = (value: boolean): string => (value ? 'on' : 'off');
