// Clients of an image in memory that have negotiated.
import { nbd } from '../../engine/index.ts';
import type { Session } from '../serve/session.ts';
import {
  clientFlags,
  command,
  go,
  joined,
  metaContexts,
  option,
  type RawCommand,
} from './raw-nbd.ts';
import { type FakePeer, ServedWorld, type WorldOptions } from './served-world.ts';

/** A client that takes simple replies; one that takes chunks; one that asks for block status. */
export const PLAIN = joined(clientFlags(), go(''));
export const CHUNKS = joined(clientFlags(), option(nbd.OPTION.structuredReply), go(''));
const ALL_CONTEXTS = ['base:allocation', 'qemu:allocation-depth'];
export const STATUS = joined(
  clientFlags(),
  option(nbd.OPTION.structuredReply),
  metaContexts('', ALL_CONTEXTS),
  go(''),
);

/** The cookie of reads of one sector that are answered in one piece. */
export const PLAIN_READ = 99;

/** So many bytes of one value. */
export const filled = (length: number, byte: number): Uint8Array =>
  new Uint8Array(length).fill(byte);

/** A client that has negotiated. */
export interface Connected {
  readonly world: ServedWorld;
  readonly session: Session;
  readonly peer: FakePeer;
  /** What came behind the negotiation. */
  readonly replies: () => readonly string[];
}

/** Connects to `world`, or to a new one, and sends `start`. */
export function connected(
  start: Uint8Array,
  options: WorldOptions = {},
  world?: ServedWorld,
): Connected {
  const served = world ?? new ServedWorld(options);
  const { session, peer } = served.connect();
  session.receive(start);
  const before = peer.words().length;
  // The only simple reply that data follows.
  const reads = new Map([[PLAIN_READ, 512]]);
  return { world: served, session, peer, replies: () => peer.words(reads).slice(before) };
}

/** The same, and sends all of `commands`; `words` is what came back. */
export function ask(
  start: Uint8Array,
  commands: readonly RawCommand[],
  options: WorldOptions = {},
) {
  const found = connected(start, options);
  for (const one of commands) found.session.receive(command(one));
  return { ...found, words: found.replies() };
}
