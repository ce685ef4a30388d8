// qemu-io break, remove_break, resume, wait_break: requests that stop at an event of blkdebug and
// go on when told to. And sleep, which lets them run.
import type { IoCommand, IoState } from './command.ts';
import {
  assert,
  BLKDEBUG_EVENTS,
  type BlkdebugEvent,
  type Breakpoints,
  ENOENT,
  ENOTSUP,
  findBreakpoints,
  strerror,
} from '../../../engine/index.ts';

function breakpointsOf({ guest }: IoState): Breakpoints | undefined {
  assert(guest !== undefined, 'commands on an image have one');
  return findBreakpoints(guest.node);
}

/** Prints what could not be done and why. Always false. */
function refuse(state: IoState, what: string, errno: number): false {
  state.session.out(`Could not ${what}: ${strerror(errno)}\n`);
  return false;
}

const isEvent = (name: string): name is BlkdebugEvent =>
  BLKDEBUG_EVENTS.some((known) => known === name);

export const breakCommand: IoCommand = {
  name: 'break',
  args: 'event tag',
  oneline: 'sets a breakpoint on event and tags the stopped request as tag',
  minArguments: 2,
  maxArguments: 2,
  run(state, [, event = '', tag = '']) {
    const breakpoints = breakpointsOf(state);
    if (breakpoints === undefined) return refuse(state, 'set breakpoint', ENOTSUP);
    if (!isEvent(event)) return refuse(state, 'set breakpoint', ENOENT);
    breakpoints.set(event, tag);
    return true;
  },
};

export const removeBreakCommand: IoCommand = {
  name: 'remove_break',
  args: 'tag',
  oneline: 'remove a breakpoint by tag',
  minArguments: 1,
  maxArguments: 1,
  run(state, [, tag = '']) {
    const breakpoints = breakpointsOf(state);
    if (breakpoints?.remove(tag) === true) return true;
    const errno = breakpoints === undefined ? ENOTSUP : ENOENT;
    return refuse(state, `remove breakpoint ${tag}`, errno);
  },
};

export const resumeCommand: IoCommand = {
  name: 'resume',
  args: 'tag',
  oneline: 'resumes the request tagged as tag',
  minArguments: 1,
  maxArguments: 1,
  run(state, [, tag = '']) {
    const breakpoints = breakpointsOf(state);
    if (breakpoints?.resume(tag) === true) return true;
    return refuse(state, 'resume request', breakpoints === undefined ? ENOTSUP : ENOENT);
  },
};

export const waitBreakCommand: IoCommand = {
  name: 'wait_break',
  args: 'tag',
  oneline: 'waits for the suspension of a request',
  minArguments: 1,
  maxArguments: 1,
  run(state, [, tag = '']) {
    const { session } = state;
    const breakpoints = breakpointsOf(state);
    const isStopped = (): boolean => breakpoints?.isStopped(tag) === true;
    if (session.runUntil(isStopped)) return true;
    // QEMU would wait for ever.
    session.error(`no request stops at '${tag}', and nothing else can run: not waiting any longer`);
    return false;
  },
};

export const sleepCommand: IoCommand = {
  name: 'sleep',
  oneline: 'waits for the given value in milliseconds',
  minArguments: 1,
  maxArguments: 1,
  needsNoImage: true,
  run({ session }, [, text = '']) {
    if (!/^(\+?(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)|-0+)$/.test(text)) {
      session.out(`${text} is not a valid number\n`);
      return false;
    }
    session.runAll();
    return true;
  },
};
