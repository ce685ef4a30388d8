// What the disk does for each command, and what is replied. A failure has the text that qemu-nbd
// sends with it.
import { failureOf } from '../commands/shared/session.ts';
import { EINVAL, nbd, read, statusAbove, type Task } from '../../engine/index.ts';
import { CONTEXT_ID, type Disk } from './disk.ts';
import type { MetaContext } from './export-facts.ts';
import { allocation, allocationDepth, dirtyParts, ExtentList } from './extents.ts';
import type { Replies } from './replies.ts';
import { hasFlag, type Refusal, refusalOf, type WireRequest } from './requests.ts';

/** Where a request comes from. */
export interface Asker {
  readonly replies: Replies;
  /** What block status was asked to tell of. */
  readonly contexts: readonly MetaContext[];
}

const FLAG = nbd.COMMAND_FLAG;

/** Does what `request` asks for and replies. Returns why it failed; undefined: it did not. */
export function* answer(disk: Disk, request: WireRequest, asker: Asker): Task<Refusal | undefined> {
  const { replies } = asker;
  const refusal =
    refusalOf(request, disk.facts, replies.isStructured) ?? (yield* obey(disk, request, asker));
  if (refusal !== undefined) replies.failed(request.cookie, refusal.errno, refusal.message);
  return refusal;
}

const refused = (message: string): Refusal => ({ errno: EINVAL, message });

function* obey(disk: Disk, request: WireRequest, asker: Asker): Task<Refusal | undefined> {
  const { guest } = disk;
  const { offset, length, payload } = request;
  const fua = hasFlag(request, FLAG.fua);
  switch (request.command) {
    case nbd.COMMAND.read:
      return yield* answerRead(disk, request, asker.replies);
    case nbd.COMMAND.write:
      if (payload === undefined) return refused('no data');
      return yield* simply(
        asker,
        request,
        'writing to file failed',
        guest.write(offset, payload, { fua }),
      );
    case nbd.COMMAND.flush:
      return yield* simply(asker, request, 'flush failed', guest.flush());
    case nbd.COMMAND.trim:
      return yield* simply(asker, request, 'discard failed', trim(disk, request, fua));
    case nbd.COMMAND.cache:
      return yield* simply(asker, request, 'caching data failed', prefetch(disk, request));
    case nbd.COMMAND.writeZeroes: {
      const mayUnmap = !hasFlag(request, FLAG.noHole);
      const noFallback = hasFlag(request, FLAG.fastZero);
      const zeroes = guest.writeZeroes(offset, length, { fua, mayUnmap, noFallback });
      return yield* simply(asker, request, 'writing to file failed', zeroes);
    }
    case nbd.COMMAND.status:
      if (length === 0) return refused('need non-zero length');
      if (asker.contexts.length === 0) return refused('CMD_BLOCK_STATUS not negotiated');
      return yield* answerStatus(disk, request, asker);
    default:
      return refused(`invalid request type (${request.command}) received`);
  }
}

/** Runs `task` and replies that it is done, or comes to what it failed with. */
function* simply(
  { replies }: Asker,
  { cookie }: WireRequest,
  message: string,
  task: Task<void>,
): Task<Refusal | undefined> {
  const refusal = yield* attempt(message, task);
  if (refusal === undefined) replies.simple(cookie);
  return refusal;
}

function* attempt(message: string, task: Task<void>): Task<Refusal | undefined> {
  try {
    yield* task;
    return undefined;
  } catch (error) {
    return { errno: failureOf(error).errno, message };
  }
}

function* trim({ guest }: Disk, { offset, length }: WireRequest, fua: boolean): Task<void> {
  yield* guest.discard(offset, length);
  if (fua) yield* guest.flush();
}

/** What comes from a backing file is copied into an image that can be written, as in QEMU. */
function* prefetch({ node, facts }: Disk, { offset, length }: WireRequest): Task<void> {
  const copies = !facts.isReadOnly;
  node.tracksRequests ||= copies;
  yield* read(node, offset, new Uint8Array(length), copies);
}

function* answerRead(
  disk: Disk,
  request: WireRequest,
  replies: Replies,
): Task<Refusal | undefined> {
  const { guest } = disk;
  const { cookie, offset, length } = request;
  if (hasFlag(request, FLAG.fua)) {
    const refusal = yield* attempt('flush failed', guest.flush());
    if (refusal !== undefined) return refusal;
  }
  const isWhole = hasFlag(request, FLAG.whole) || !replies.isStructured || length === 0;
  if (!isWhole) return yield* answerSparsely(disk, request, replies);
  const bytes = new Uint8Array(length);
  const refusal = yield* attempt('reading from file failed', guest.read(offset, bytes));
  if (refusal !== undefined) return refusal;
  if (!replies.isStructured) replies.simple(cookie, bytes);
  else if (length === 0) replies.done(cookie);
  else replies.data(cookie, offset, bytes, true);
  return undefined;
}

/** Data in chunks of data, and what reads as zeroes without being looked at in chunks of holes. */
function* answerSparsely(
  { node, guest }: Disk,
  { cookie, offset, length }: WireRequest,
  replies: Replies,
): Task<Refusal | undefined> {
  for (let done = 0; done < length;) {
    const at = offset + done;
    let run: { readonly length: number; readonly zero: boolean };
    try {
      run = yield* statusAbove(node, at, length - done, true);
    } catch (error) {
      const { errno, message } = failureOf(error);
      return { errno, message: `unable to check for holes: ${message}` };
    }
    done += run.length;
    const isLast = done === length;
    if (run.zero) {
      replies.hole(cookie, at, run.length, isLast);
      continue;
    }
    const bytes = new Uint8Array(run.length);
    const refusal = yield* attempt('reading from file failed', guest.read(at, bytes));
    // QEMU drops the client here; the protocol lets a failure follow what was read.
    if (refusal !== undefined) return refusal;
    replies.data(cookie, at, bytes, isLast);
  }
  return undefined;
}

function* answerStatus(
  disk: Disk,
  request: WireRequest,
  { replies, contexts }: Asker,
): Task<Refusal | undefined> {
  for (const [index, { id }] of contexts.entries()) {
    const list = new ExtentList(hasFlag(request, FLAG.oneExtent));
    const bitmap = disk.bitmaps[id - CONTEXT_ID.firstBitmap];
    if (bitmap === undefined) {
      const look = id === CONTEXT_ID.depth ? allocationDepth : allocation;
      const refusal = yield* attempt("can't get block status", look(disk.node, request, list));
      if (refusal !== undefined) return refusal;
    } else {
      dirtyParts(bitmap, request, list);
    }
    replies.status(request.cookie, id, list.extents, index === contexts.length - 1);
  }
  return undefined;
}
