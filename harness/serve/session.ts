// One client, from the greeting to its end: a state machine on bytes, whatever carries them. How
// the bytes were cut on their way makes no difference: each request ends, or stands at a
// breakpoint, before the next one begins.
import { nbd, type Task } from '../../engine/index.ts';
import { answer } from './answers.ts';
import { ByteQueue, type Conversation, type Wanted } from './conversation.ts';
import type { Disk } from './disk.ts';
import { type Agreed, greeting, negotiate } from './handshake.ts';
import { Replies } from './replies.ts';
import { errorWord, type RequestFault, type RequestFaults } from './request-faults.ts';
import { describeRequest } from './request-text.ts';
import { commandName, nextRequest, type Refusal, type WireRequest } from './requests.ts';

/** Requests of one client that wait at most, and the bytes that are kept for it. */
const MOST_WAITING = 64;
const MOST_BYTES = 2 ** 26;

/** The other end, as far as a session needs it. */
export interface Peer {
  /** Takes bytes for the client, and keeps them until it takes them. */
  send(bytes: Uint8Array): void;
  /** Bytes that the client has not taken yet. */
  readonly unsent: number;
  /** Whether more of what the client sends is wanted now. */
  readsOn(isOn: boolean): void;
  /** Ends the connection: behind what is unsent, or at once. */
  end(isAtOnce: boolean): void;
}

/** What all sessions of a server share. */
export interface Shared {
  readonly disk: Disk;
  readonly faults: RequestFaults;
  /** Takes a line of the log, without its newline. */
  readonly log: (line: string) => void;
}

/** One client. */
export class Session {
  readonly #number: number;
  readonly #shared: Shared;
  readonly #peer: Peer;
  readonly #queue = new ByteQueue();
  readonly #talk: Conversation<string>;
  #wanted: Wanted | undefined;
  #left = 0;
  #waiting = 0;
  #keptBytes = 0;
  #isGoing = false;
  #hasEnded = false;
  /** The client sends nothing more. */
  #isOver = false;
  #hasAgreed = false;

  /** `number` is what the log calls the client. */
  constructor(number: number, peer: Peer, shared: Shared) {
    this.#number = number;
    this.#peer = peer;
    this.#shared = shared;
    this.#talk = this.#converse();
    this.#log('connected');
    this.#send(greeting());
    this.#want(this.#talk.next());
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Whether it came to commands. */
  get hasAgreed(): boolean {
    return this.#hasAgreed;
  }

  /** Whether nothing more is to be read for it now: see goOn(). */
  get isFull(): boolean {
    const bytes = this.#keptBytes + this.#peer.unsent;
    return this.#waiting >= MOST_WAITING || bytes >= MOST_BYTES;
  }

  receive(bytes: Uint8Array): void {
    if (this.#hasEnded) return;
    this.#queue.push(bytes);
    this.goOn();
  }

  /** The client sends nothing more; what it has sent is answered. */
  finish(): void {
    this.#isOver = true;
    this.goOn();
  }

  /** Goes on as far as it can: also where a reply was taken, or a request let go. */
  goOn(): void {
    if (this.#isGoing) return;
    this.#isGoing = true;
    try {
      while (!this.#hasEnded && !this.isFull && this.#feed());
    } finally {
      this.#isGoing = false;
    }
    const isDone = this.#isOver && !this.isFull && this.#waiting === 0;
    if (isDone && !this.#hasEnded) this.#end(this.#isBetween ? 'closed' : 'cut off', false);
    if (!this.#hasEnded) this.#peer.readsOn(!this.isFull);
  }

  /** The connection is gone, or is to go: nothing more is answered. */
  drop(why: string): void {
    if (!this.#hasEnded) this.#end(why, true);
  }

  /** Whether no command or option has come in part. */
  get #isBetween(): boolean {
    return this.#queue.length === 0 && this.#wanted?.isStart === true;
  }

  /** Gives the conversation what it wants; false where that has not come. */
  #feed(): boolean {
    const wanted = this.#wanted;
    if (wanted === undefined) return false;
    if (wanted.kind === 'skip') {
      this.#left -= this.#queue.skip(this.#left);
      if (this.#left > 0) return false;
      this.#want(this.#talk.next(new Uint8Array(0)));
      return true;
    }
    const bytes = this.#queue.take(wanted.bytes);
    if (bytes === undefined) return false;
    this.#want(this.#talk.next(bytes));
    return true;
  }

  #want(result: IteratorResult<Wanted, string>): void {
    if (result.done === true) {
      this.#wanted = undefined;
      if (!this.#hasEnded) this.#end(result.value, false);
      return;
    }
    this.#wanted = result.value;
    this.#left = result.value.bytes;
  }

  *#converse(): Conversation<string> {
    const agreed = yield* negotiate(this.#shared.disk.facts, (bytes) => this.#send(bytes));
    if (typeof agreed === 'string') return agreed;
    this.#hasAgreed = true;
    this.#log(`agreed: ${agreedText(agreed)}`);
    const replies = new Replies(agreed.isStructured, (bytes) => this.#send(bytes));
    for (;;) {
      const request = yield* nextRequest();
      if (typeof request === 'string') return request;
      if (request.command === nbd.COMMAND.disconnect) return 'disconnected';
      const fault = this.#shared.faults.meet(commandName(request.command));
      if (fault?.action.kind === 'disconnect') {
        this.#tell(request, `disconnect by '${fault.text}'`);
        this.drop('disconnected by a fault');
        return '';
      }
      this.#start(request, agreed, replies, fault);
    }
  }

  #start(
    request: WireRequest,
    { contexts }: Agreed,
    replies: Replies,
    fault: RequestFault | undefined,
  ): void {
    if (fault?.action.kind === 'error') {
      const { errno } = fault.action;
      replies.failed(request.cookie, errno, `fault '${fault.text}'`);
      this.#tell(request, `${errorWord(errno)} by '${fault.text}'`);
      return;
    }
    const kept = bytesOf(request);
    let refusal: Refusal | undefined;
    const { disk } = this.#shared;
    function* task(): Task<void> {
      refusal = yield* answer(disk, request, { replies, contexts });
    }
    this.#waiting += 1;
    this.#keptBytes += kept;
    disk.start(task(), () => {
      this.#waiting -= 1;
      this.#keptBytes -= kept;
      this.#tell(request, refusal === undefined ? 'ok' : errorWord(refusal.errno));
      this.goOn();
    });
  }

  #end(why: string, isAtOnce: boolean): void {
    this.#hasEnded = true;
    this.#log(why === 'disconnected' || why === 'closed' ? why : `ended: ${why}`);
    this.#peer.end(isAtOnce);
  }

  #send(bytes: Uint8Array): void {
    if (!this.#hasEnded) this.#peer.send(bytes);
  }

  #tell(request: WireRequest, outcome: string): void {
    this.#log(`${describeRequest(request)} = ${outcome}`);
  }

  #log(text: string): void {
    this.#shared.log(`${this.#number} ${text}`);
  }
}

/** Bytes that are kept while the request waits. */
const bytesOf = ({ command, length, payload }: WireRequest): number =>
  command === nbd.COMMAND.read ? Math.min(length, nbd.MAX_TRANSFER) : (payload?.length ?? 0);

const agreedText = ({ isStructured, contexts }: Agreed): string =>
  [isStructured ? 'chunks' : 'simple replies', ...contexts.map(({ name }) => name)].join(', ');
