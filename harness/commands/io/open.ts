// Opening an image in qemu-io: from the command line, and by the command open.
import { cacheModeOf, discardModeOf, isAioMode, openedAs } from '../shared/cache-mode.ts';
import {
  type BlockNode,
  EACCES,
  openTemporaryOverlay,
  type OpenRequest,
  type Options,
} from '../../../engine/index.ts';
import { Guest } from '../shared/guest.ts';
import type { IoCommand, IoState } from './command.ts';
import { readOptions, usage } from './command.ts';
import { parseOptionText } from '../shared/option-text.ts';
import type { Failure, Session } from '../shared/session.ts';

/** How an image is to be opened: what the letters of the options set. */
export interface IoOpenSettings {
  isReadOnly: boolean;
  isWritethrough: boolean;
  isDirect: boolean;
  noFlush: boolean;
  mayUnmap: boolean;
  forceShare: boolean;
  nativeAio: boolean;
  isSnapshot: boolean;
  copiesOnRead: boolean;
}

/** What qemu-io opens with unless told otherwise. */
export const defaultSettings = (): IoOpenSettings => ({
  isReadOnly: false,
  isWritethrough: true,
  isDirect: false,
  noFlush: false,
  mayUnmap: true,
  forceShare: false,
  nativeAio: false,
  isSnapshot: false,
  copiesOnRead: false,
});

/**
 * Takes one option that the command line and the command share; false after it said what is wrong.
 */
export function takeSetting(
  session: Session,
  settings: IoOpenSettings,
  letter: string,
  argument: string,
): boolean {
  switch (letter) {
    case 'r':
      settings.isReadOnly = true;
      return true;
    case 's':
      settings.isSnapshot = true;
      return true;
    case 'C':
      settings.copiesOnRead = true;
      return true;
    case 'n':
      return takeCache(settings, 'none');
    case 'U':
      settings.forceShare = true;
      return true;
    case 'k':
      settings.nativeAio = true;
      return true;
    case 'i':
      settings.nativeAio = argument === 'native';
      return isAioMode(argument) || refuse(session, 'aio', argument);
    case 't':
      return takeCache(settings, argument) || refuse(session, 'cache', argument);
    case 'd': {
      const mayUnmap = discardModeOf(argument);
      settings.mayUnmap = mayUnmap ?? false;
      return mayUnmap !== undefined || refuse(session, 'discard', argument);
    }
    default:
      return true;
  }
}

function takeCache(settings: IoOpenSettings, word: string): boolean {
  const mode = cacheModeOf(word);
  if (mode === undefined) return false;
  settings.isWritethrough = mode.isWritethrough;
  settings.isDirect = mode.isDirect;
  settings.noFlush = mode.noFlush;
  return true;
}

function refuse(session: Session, kind: string, argument: string): false {
  session.error(`Invalid ${kind} option: ${argument}`);
  return false;
}

/** Opens an image into `state`. False, with a message, when that fails or one is open already. */
export function openImage(
  state: IoState,
  filename: string | undefined,
  settings: IoOpenSettings,
  options: Options | undefined,
): boolean {
  const { session } = state;
  if (state.guest !== undefined) {
    session.error("file open already, try 'help close'");
    return false;
  }
  if (settings.forceShare && (options?.get('force-share') ?? 'on') !== 'on') {
    session.error('-U conflicts with image options');
    return false;
  }
  const prefix = filename === undefined ? "can't open: " : `can't open device ${filename}: `;
  const obstacle = obstacleIn(settings);
  if (obstacle !== undefined) {
    session.error(`${prefix}${obstacle}`);
    return false;
  }
  if (settings.forceShare) options = new Map([...(options ?? []), ['force-share', 'on']]);
  const mode = {
    readOnly: settings.isReadOnly,
    mayUnmap: settings.mayUnmap,
    ...openedAs(settings),
  };
  const node = settings.isSnapshot
    ? openBelowOverlay(session, { filename, options, mode })
    : session.open({ filename, options, mode });
  if ('errno' in node) {
    session.fail(node, prefix);
    return false;
  }
  if (settings.copiesOnRead && node.mode.readOnly) {
    session.close(node);
    session.error(`${prefix}Can't use copy-on-read on read-only device`);
    return false;
  }
  if (settings.copiesOnRead) {
    node.copiesOnRead = true;
    node.tracksRequests = true;
  }
  state.guest = new Guest(node, settings.isWritethrough, session.world.onGuestRequest);
  return true;
}

/** Opens the image read-only below an overlay that takes what is written. */
function openBelowOverlay(session: Session, request: OpenRequest): BlockNode | Failure {
  const { mode } = request;
  const options = new Map(request.options);
  const given = options.get('read-only');
  options.delete('read-only');
  const base = session.open({ ...request, options, mode: { ...mode, readOnly: true } });
  if ('errno' in base) return base;
  const readOnly = mode.readOnly || given === 'on';
  const overlay = session.attempt(
    openTemporaryOverlay(session.context, base, { ...mode, readOnly }),
  );
  if ('errno' in overlay) return overlay;
  if (mode.readOnly || !readOnly) return overlay.value;
  session.close(overlay.value);
  return { errno: EACCES, message: 'Block node is read-only', hint: '' };
}

function obstacleIn(settings: IoOpenSettings): string | undefined {
  if (settings.forceShare && !settings.isReadOnly) {
    return 'force-share=on can only be used with read-only images';
  }
  if (settings.nativeAio && !settings.isDirect) {
    return 'aio=native was specified, but it requires cache.direct=on, which was not specified.';
  }
  return undefined;
}

export const openCommand: IoCommand = {
  name: 'open',
  alias: 'o',
  args: '[-rsCnkU] [-t cache] [-d discard] [-o options] [path]',
  oneline: 'open the file specified by path',
  minArguments: 1,
  maxArguments: Infinity,
  needsNoImage: true,
  run(state, argv) {
    const settings = defaultSettings();
    let options: Options | undefined;
    const operands = readOptions(state, argv, 'snCro:ki:t:d:U', (letter, argument) => {
      if (letter === 'o' && state.takesImageOptions === true) {
        state.session.out("--image-opts and 'open -o' are mutually exclusive\n");
        return false;
      }
      if (letter === 'o') {
        options = new Map([...(options ?? []), ...parseOptionText(state.session, argument)]);
        return true;
      }
      return takeSetting(state.session, settings, letter, argument);
    });
    if (operands === false) return false;
    if (operands === 'usage' || operands.length > 1) return usage(state, openCommand);
    const [given] = operands;
    if (state.takesImageOptions !== true) return openImage(state, given, settings, options);
    const asked = given === undefined ? undefined : parseOptionText(state.session, given);
    return openImage(state, undefined, settings, asked);
  },
};
