// qemu-img bench: sends a stream of equal requests and tells how long they took.
import type { BenchFailure } from '../../../engine/index.ts';
import { alignUp, bench, EIO, IoError, strerror } from '../../../engine/index.ts';
import { type CacheMode, cacheModeOf, isAioMode, openedAs } from '../shared/cache-mode.ts';
import { argumentOption, flagOption } from '../shared/getopt.ts';
import { Guest } from '../shared/guest.ts';
import { INT_RANGE, readBytes, readCount } from './numbers.ts';
import type { ImgVerb } from './verb.ts';
import { Exit, FORCE_SHARE, IMAGE_OPTS, misused, openImage, readVerbOptions } from './verb.ts';
import type { Session } from '../shared/session.ts';
import { fixed } from '../shared/text.ts';

interface BenchArguments {
  format: string | undefined;
  isImageOptions: boolean;
  forceShare: boolean;
  cache: CacheMode;
  usesNativeAio: boolean;
  isWrite: boolean;
  count: number;
  depth: number;
  /** Bytes, as the step and the buffer. */
  offset: number;
  step: number;
  bufferSize: number;
  pattern: number;
  flushInterval: number;
  drains: boolean;
}

const LONG_OPTIONS = [
  argumentOption('flush-interval'),
  IMAGE_OPTS,
  argumentOption('pattern'),
  flagOption('no-drain'),
  FORCE_SHARE,
];

const WRITEBACK: CacheMode = { isWritethrough: false, isDirect: false, noFlush: false };

export const benchVerb: ImgVerb = {
  name: 'bench',
  syntax:
    'bench [-c count] [-d depth] [-f fmt] [--flush-interval=flush_interval] [-i aio] [-n] ' +
    '[--no-drain] [-o offset] [--pattern=pattern] [-q] [-s buffer_size] [-S step_size] ' +
    '[-t cache] [-w] [-U] filename',
  run(session, argv) {
    const args = defaults();
    const shorts = ':hc:d:f:ni:o:qs:S:t:wU';
    const operands = readVerbOptions(session, argv, shorts, LONG_OPTIONS, (value, argument) =>
      takeOption(session, args, value, argument),
    );
    const [filename] = operands;
    if (filename === undefined || operands.length > 1) {
      return misused(session, 'Expecting one image file name');
    }
    if (!args.isWrite && args.flushInterval > 0) {
      refuse(session, '--flush-interval is only available in write tests');
    }
    if (args.flushInterval > 0 && args.flushInterval < args.depth) {
      refuse(session, "Flush interval can't be smaller than depth");
    }
    return run(session, args, filename);
  },
};

const defaults = (): BenchArguments => ({
  format: undefined,
  isImageOptions: false,
  forceShare: false,
  cache: WRITEBACK,
  usesNativeAio: false,
  isWrite: false,
  count: 75000,
  depth: 64,
  offset: 0,
  step: 0,
  bufferSize: 4096,
  pattern: 0,
  flushInterval: 0,
  drains: true,
});

function refuse(session: Session, message: string): never {
  session.error(message);
  throw new Exit(1);
}

function countOf(session: Session, text: string, message: string, max = INT_RANGE.max): number {
  const count = readCount(text, { min: 0n, max });
  return count ?? refuse(session, message);
}

function takeOption(session: Session, args: BenchArguments, value: string, argument: string): void {
  const bytes = (what: string): number => Number(readBytes(session, what, argument, INT_RANGE));
  switch (value) {
    case 'c':
      args.count = countOf(session, argument, 'Invalid request count specified');
      break;
    case 'd':
      args.depth = countOf(session, argument, 'Invalid queue depth specified');
      break;
    case 'flush-interval':
      args.flushInterval = countOf(session, argument, 'Invalid flush interval specified');
      break;
    case 'pattern':
      args.pattern = countOf(session, argument, 'Invalid pattern byte specified', 255n);
      break;
    case 'o':
      args.offset = Number(readBytes(session, 'offset', argument));
      break;
    case 's':
      args.bufferSize = bytes('buffer size');
      break;
    case 'S':
      args.step = bytes('step_size');
      break;
    case 't':
      args.cache = cacheModeOf(argument) ?? refuse(session, 'Invalid cache mode');
      break;
    case 'i':
      if (!isAioMode(argument)) refuse(session, `Invalid aio option: ${argument}`);
      args.usesNativeAio = argument === 'native';
      break;
    default:
      takeFlag(args, value, argument);
  }
}

function takeFlag(args: BenchArguments, value: string, argument: string): void {
  if (value === 'f') args.format = argument;
  else if (value === 'n') args.usesNativeAio = true;
  else if (value === 'w') args.isWrite = true;
  else if (value === 'U') args.forceShare = true;
  else if (value === 'no-drain') args.drains = false;
  else if (value === 'image-opts') args.isImageOptions = true;
}

function run(session: Session, args: BenchArguments, filename: string): number {
  const { format, isImageOptions, forceShare, cache } = args;
  if (args.usesNativeAio && !cache.isDirect) {
    const reason =
      'aio=native was specified, but it requires cache.direct=on, which was not specified.';
    refuse(session, `Could not open '${filename}': ${reason}`);
  }
  const mode = { readOnly: !args.isWrite, mayUnmap: false, ...openedAs(cache) };
  const request = { filename, format, isImageOptions, forceShare, mode };
  const guest = new Guest(
    openImage(session, request),
    cache.isWritethrough,
    session.world.onGuestRequest,
  );
  announce(session, args);
  if (args.count > 0 && args.depth === 0) {
    session.error('with a depth of 0 no request is ever sent: nothing can run');
    return 1;
  }
  const started = session.world.clock();
  const failure = send(session, guest, args);
  if (failure === undefined || failure.isLate) {
    session.out(`Run completed in ${fixed(session.world.clock() - started, 3)} seconds.\n`);
  }
  if (failure !== undefined) {
    // The program ends here, and the image is left as it is, unless it is strict.
    if (guest.node.isStrict) session.close(guest.node);
    session.error(`Failed ${failure.kind}: ${strerror(failure.errno)}`);
    return 1;
  }
  session.close(guest.node);
  return 0;
}

function announce(session: Session, args: BenchArguments): void {
  const kind = args.isWrite ? 'write' : 'read';
  session.out(
    `Sending ${args.count} ${kind} requests, ${args.bufferSize} bytes each, ` +
      `${args.depth} in parallel (starting at offset ${args.offset}, ` +
      `step size ${args.step === 0 ? args.bufferSize : args.step})\n`,
  );
  if (args.flushInterval > 0) {
    session.out(`Sending flush every ${args.flushInterval} requests\n`);
  }
}

function send(session: Session, guest: Guest, args: BenchArguments): BenchFailure | undefined {
  const { bufferSize, isWrite, pattern } = args;
  const size = alignUp(guest.length(), 512);
  // No request that is longer than the disk gets as far as its buffer.
  const buffer = new Uint8Array(Math.min(bufferSize, size)).fill(pattern);
  return session.run(
    bench({
      ...args,
      step: args.step === 0 ? bufferSize : args.step,
      size,
      waits: guest.node.isStrict,
      *request(offset) {
        if (offset + bufferSize > size) throw new IoError(EIO);
        if (isWrite) yield* guest.write(offset, buffer, {});
        else yield* guest.read(offset, buffer);
      },
      flush: () => guest.flush(),
    }),
  );
}
