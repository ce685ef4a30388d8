// `blkdrill serve`: an image as a disk that NBD clients use, with its faults.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { RequestError } from '../cases/request-error.ts';
import { cacheModeOf, discardModeOf, openedAs } from '../commands/shared/cache-mode.ts';
import { failureOf } from '../commands/shared/session.ts';
import { hostWorld } from '../host/host-world.ts';
import { isSystemError, systemErrorText } from '../host/system-error.ts';
import { errnoByName, type OpenMode, type Storage, strerror } from '../../engine/index.ts';
import { type FaultRules, planImage, readFaults } from '../serve/fault-rules.ts';
import { type FaultSummary, faultLines, idleLines } from '../serve/fault-text.ts';
import { Listener, type Place } from '../serve/listener.ts';
import { RequestFaults } from '../serve/request-faults.ts';
import { type ImageWorld, ServedImage } from '../serve/served-image.ts';
import type { Request } from './command.ts';
import { ServeLogs } from './serve-logs.ts';
import { oneOf, wholeNumber } from './values.ts';

const DEFAULT_PORT = '10809';
const LOOPBACK = '127.0.0.1';
/** Longest path of a socket, in bytes. */
const MAX_PATH = 107;
const CACHE_MODES = ['none', 'writeback', 'writethrough', 'directsync', 'unsafe'] as const;
const DISCARD_MODES = ['unmap', 'ignore'] as const;

const tell = (line: string): void => void process.stderr.write(`blkdrill: ${line}\n`);

function placeOf(request: Request): Place {
  const path = request.last('socket');
  if (path === undefined) {
    const port = request.last('port') ?? DEFAULT_PORT;
    const number = port === '0' ? 0 : wholeNumber('port', port, 65_535);
    return { kind: 'inet', host: request.last('bind') ?? LOOPBACK, port: number };
  }
  const full = resolve(path);
  if (Buffer.byteLength(full) > MAX_PATH) {
    throw new RequestError([`the path of a socket has at most ${MAX_PATH} bytes: ${path}`]);
  }
  return { kind: 'unix', path: full };
}

interface Modes {
  readonly mode: OpenMode;
  readonly isWritethrough: boolean;
}

function modesOf(request: Request): Modes {
  const readOnly = request.has('read-only');
  const cache = cacheModeOf(oneOf('cache mode', request.last('cache') ?? 'writeback', CACHE_MODES));
  const discard = oneOf('discard mode', request.last('discard') ?? 'unmap', DISCARD_MODES);
  if (request.has('force-share') && !readOnly) {
    throw new RequestError(["'--force-share' needs '--read-only'"]);
  }
  const mode = {
    readOnly,
    mayUnmap: discardModeOf(discard) === true,
    ...openedAs(cache ?? { isDirect: false, noFlush: false }),
    ...(request.has('force-share') && { forceShare: true }),
  };
  return { mode, isWritethrough: cache?.isWritethrough === true };
}

/** Throws RequestError where a log would take the place of the image. */
function openLogs(request: Request, name: string, storage: Storage): ServeLogs {
  const names = { requests: request.last('log'), writes: request.last('write-log') };
  const image = storage.fileId(name);
  for (const log of Object.values(names)) {
    if (log === undefined || image === undefined || storage.fileId(log) !== image) continue;
    throw new RequestError([`${log} is the image: a log would take its place`]);
  }
  return new ServeLogs(names, tell);
}

interface Opening {
  readonly name: string;
  readonly rules: FaultRules;
  readonly mode: OpenMode;
  readonly world: ImageWorld;
}

function openImage(request: Request, { name, rules, mode, world }: Opening): ServedImage {
  const format = request.last('format');
  try {
    const named = { name, isOptions: request.has('image-opts'), format };
    return new ServedImage(world, planImage(named, rules.blkdebug, tell), mode);
  } catch (error) {
    if (error instanceof RequestError) throw error;
    const { message, hint } = failureOf(error);
    const isTold = message.startsWith(`Could not open '${name}'`);
    const words = isTold ? message : `Could not open '${name}': ${message}`;
    throw new RequestError([words, ...hintLines(hint)]);
  }
}

const hintLines = (hint: string): readonly string[] => (hint === '' ? [] : [`  ${hint.trimEnd()}`]);

/** What asks the program to end. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Resolves at the first signal that asks the program to end. A second one ends it at once. */
function untilAsked(name: string): Promise<void> {
  // Nobody may be there any more to read what is told: the image is closed all the same.
  process.stderr.on('error', () => {});
  return new Promise((ended) => {
    const end = (): void => {
      for (const signal of SIGNALS) process.removeAllListeners(signal);
      tell(`closing ${name}; a second signal ends without that, as a crash would`);
      ended();
    };
    for (const signal of SIGNALS) process.once(signal, end);
  });
}

/** Returns the exit status. Throws RequestError, and what the system says. */
export async function serve(request: Request): Promise<number> {
  const [name = ''] = request.words;
  const place = placeOf(request);
  const { mode, isWritethrough } = modesOf(request);
  const rules = readFaults(request.all('faults'), (file) => readFileSync(file, 'utf8'));
  const { storage, now } = hostWorld();
  const logs = openLogs(request, name, storage);
  const world = { storage, now, tell, onIo: logs.listener };
  const image = openImage(request, { name, rules, mode, world });
  logs.endStep('open');
  const faults = new RequestFaults(rules.requests);
  const exportName = request.last('export') ?? '';
  let onLast = (): void => {};
  const lastGone = new Promise<void>((gone) => {
    onLast = gone;
  });
  const asked = untilAsked(name);
  let listener: Listener;
  try {
    const how = { name: exportName, isReadOnly: mode.readOnly, isWritethrough };
    const disk = image.export(how, request.all('bitmap'));
    const log = (line: string): void => logs.add(line);
    listener = new Listener({ disk, faults, log }, onLast);
    const uri = await listener.listen(place, exportName);
    process.stdout.write(`${uri}\n`);
  } catch (error) {
    image.close();
    if (isSystemError(error))
      throw new RequestError([`cannot listen: ${listenText(error, place)}`]);
    throw new RequestError([failureOf(error).message]);
  }
  await (request.has('once') ? Promise.race([lastGone, asked]) : asked);
  listener.close();
  const isWell = image.close();
  logs.endStep('close');
  logs.close();
  const summary = { rules: image.faultReports(), requests: faults.reports() };
  const areIdle = reportFaults(summary, request.has('may-not-fire'));
  return isWell && !areIdle && !logs.hasFailed ? 0 : 1;
}

function listenText(error: NodeJS.ErrnoException, place: Place): string {
  const isThere = error.code === 'EADDRINUSE' && place.kind === 'unix';
  const where = place.kind === 'unix' ? place.path : `${place.host}:${place.port}`;
  const hint = isThere ? '; another server has it, or one that was killed has left it' : '';
  // The system's own words name the place once more.
  const errno = errnoByName(error.code ?? '');
  return `${where}: ${errno === undefined ? systemErrorText(error) : strerror(errno)}${hint}`;
}

/** Prints what came of the faults. True where one never fired that should have. */
function reportFaults(summary: FaultSummary, mayNotFire: boolean): boolean {
  for (const line of faultLines(summary)) process.stdout.write(`${line}\n`);
  if (mayNotFire) return false;
  const idle = idleLines(summary);
  for (const line of idle) tell(line);
  return idle.length > 0;
}
