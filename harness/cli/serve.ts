// `blkdrill serve`: an image as a disk that NBD clients use, with its faults.
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { RequestError } from '../cases/request-error.ts';
import { cacheModeOf, discardModeOf } from '../commands/shared/cache-mode.ts';
import { failureOf } from '../commands/shared/session.ts';
import { hostWorld } from '../host/host-world.ts';
import { isSystemError, systemErrorText } from '../host/system-error.ts';
import { errnoByName, type OpenMode, strerror } from '../../engine/index.ts';
import { type FaultRules, planImage, readFaults } from '../serve/fault-rules.ts';
import { type FaultSummary, faultLines, idleLines } from '../serve/fault-text.ts';
import { Listener, type Place } from '../serve/listener.ts';
import { RequestFaults } from '../serve/request-faults.ts';
import { ServedImage } from '../serve/served-image.ts';
import type { Request } from './command.ts';
import { oneOf, wholeNumber } from './values.ts';

const DEFAULT_PORT = '10809';
const LOOPBACK = '127.0.0.1';
/** Longest path of a socket, in bytes. */
const MAX_PATH = 107;
const CACHE_MODES = ['none', 'writeback', 'writethrough', 'directsync', 'unsafe'] as const;
const DISCARD_MODES = ['unmap', 'ignore'] as const;

const tell = (line: string): void => void process.stderr.write(`blkdrill: ${line}\n`);

/** The lines of a log, in a file; a log that cannot be written any more is told of once. */
class LogFile {
  readonly #descriptor: number | undefined;
  hasFailed = false;

  /** Throws what the system says. */
  constructor(name: string | undefined) {
    this.#descriptor = name === undefined ? undefined : openSync(name, 'w');
  }

  add(line: string): void {
    if (this.#descriptor === undefined || this.hasFailed) return;
    try {
      writeSync(this.#descriptor, `${line}\n`);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      this.hasFailed = true;
      tell(`the log cannot be written any more: ${systemErrorText(error)}`);
    }
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
  }
}

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
    noFlush: cache?.noFlush === true,
    ...(request.has('force-share') && { forceShare: true }),
  };
  return { mode, isWritethrough: cache?.isWritethrough === true };
}

function openImage(request: Request, name: string, rules: FaultRules, mode: OpenMode): ServedImage {
  const { storage, now } = hostWorld();
  const format = request.last('format');
  try {
    const named = { name, isOptions: request.has('image-opts'), format };
    return new ServedImage({ storage, now, tell }, planImage(named, rules.blkdebug, tell), mode);
  } catch (error) {
    if (error instanceof RequestError) throw error;
    const { message, hint } = failureOf(error);
    throw new RequestError([`Could not open '${name}': ${message}`, ...hintLines(hint)]);
  }
}

const hintLines = (hint: string): readonly string[] => (hint === '' ? [] : [`  ${hint.trimEnd()}`]);

/** Resolves at the first signal that asks the program to end. A second one ends it at once. */
function untilAsked(name: string): Promise<void> {
  return new Promise((ended) => {
    const end = (): void => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeAllListeners(signal);
      tell(`closing ${name}; a second signal ends without that, as a crash would`);
      ended();
    };
    process.once('SIGINT', end).once('SIGTERM', end);
  });
}

/** Returns the exit status. Throws RequestError, and what the system says. */
export async function serve(request: Request): Promise<number> {
  const [name = ''] = request.words;
  const place = placeOf(request);
  const { mode, isWritethrough } = modesOf(request);
  const rules = readFaults(request.all('faults'), (file) => readFileSync(file, 'utf8'));
  const log = new LogFile(request.last('log'));
  const image = openImage(request, name, rules, mode);
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
    const add = (line: string): void => log.add(line);
    listener = new Listener({ disk, faults, log: add }, onLast);
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
  log.close();
  const summary = { rules: image.faultReports(), requests: faults.reports() };
  const areIdle = reportFaults(summary, request.has('may-not-fire'));
  return isWell && !areIdle && !log.hasFailed ? 0 : 1;
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
