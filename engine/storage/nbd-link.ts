// The way to an NBD server, which may be lost and found again. As in QEMU: a request whose
// connection is lost is sent again over the next one, for as long as its user wants to wait for
// that; what was acknowledged and not flushed is not. Attempts follow each other after 1 s, 2 s,
// 4 s ... up to 16 s. QEMU makes them in a thread, here they are made when a request comes.
//
// What breaks the protocol ends all: nobody calls such a server again.
import { EIO } from '../base/errno.ts';
import { FormatError, IoError } from '../base/errors.ts';
import type { Connection, Timer } from '../block/storage.ts';
import { NbdChannel, type NbdRequest } from './nbd-channel.ts';
import type { NbdExport } from './nbd-handshake.ts';

/** Seconds between the first two attempts, and the most between others. */
const FIRST_PAUSE = 1;
const LONGEST_PAUSE = 16;

/** A connection on which the export was negotiated. */
export interface Opened {
  readonly connection: Connection;
  readonly found: NbdExport;
}

/** Where time does not pass: nobody can wait. */
const NO_TIME: Timer = { now: () => 0, sleep() {} };

/** Attempts that follow each other after longer and longer pauses. */
class Attempts {
  readonly #timer: Timer | undefined;
  #pause = FIRST_PAUSE;

  constructor(timer: Timer | undefined) {
    this.#timer = timer;
  }

  /** Seconds to the next attempt, after one that failed. */
  nextPause(): number {
    const pause = this.#pause;
    this.#pause = Math.min(LONGEST_PAUSE, pause * 2);
    return pause;
  }

  /**
   * Sleeps until the next attempt, or to `deadline` where that comes before it. Returns the seconds
   * from the deadline to that attempt then; undefined: it is to be made now.
   */
  waitUntil(deadline: number): number | undefined {
    const pause = this.nextPause();
    if (this.#timer === undefined) return pause;
    const left = deadline - this.#timer.now();
    if (pause < left) {
      this.#timer.sleep(pause);
      return undefined;
    }
    if (left > 0) this.#timer.sleep(left);
    return pause - left;
  }
}

/** Dials for the first time, over and over for `seconds`. Throws the last FormatError. */
export function dialFor(dial: () => Opened, seconds: number, timer: Timer | undefined): Opened {
  const deadline = (timer ?? NO_TIME).now() + seconds;
  const attempts = new Attempts(timer);
  for (;;) {
    try {
      return dial();
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      if (seconds === 0 || attempts.waitUntil(deadline) !== undefined) throw error;
    }
  }
}

/** How a link finds its server again. */
export interface LinkSetup {
  /** Throws FormatError. */
  readonly dial: () => Opened;
  readonly timer: Timer | undefined;
  /** Seconds that a request waits for another connection; 0: it fails with the one that it had. */
  readonly delay: number;
}

/** The connection that there is, or none. */
export class NbdLink {
  readonly #setup: LinkSetup;
  readonly #timer: Timer;
  #channel: NbdChannel | undefined;
  #found: NbdExport;
  /** No connection is made any more. */
  #isOver = false;
  /** Attempts that no request waits for, and when the next one is due. */
  #asking: { readonly attempts: Attempts; due: number } | undefined;
  /** Whether an export that has come back will do. */
  accepts: (found: NbdExport) => boolean = () => true;

  /** Takes over the connection. */
  constructor({ connection, found }: Opened, setup: LinkSetup) {
    this.#setup = setup;
    this.#timer = setup.timer ?? NO_TIME;
    this.#channel = new NbdChannel(connection, found.isStructured);
    this.#found = found;
  }

  /** The export, as the present server tells of it, or the last one. */
  get found(): NbdExport {
    return this.#found;
  }

  /** Fills `target` with what comes next, within a request. Throws IoError. */
  read(target: Uint8Array): void {
    if (this.#channel === undefined) throw new IoError(EIO);
    this.#channel.read(target);
  }

  /** Sends the command, more than once where it has to, and receives its reply. Throws IoError. */
  request(request: NbdRequest): void {
    let deadline: number | undefined;
    for (;;) {
      const channel = this.#channel ?? this.#channelAgain(deadline);
      try {
        return channel.request(request);
      } catch (error) {
        if (!(error instanceof IoError) || !channel.isLost) throw error;
        channel.close();
        this.#channel = undefined;
        this.#isOver = channel.isBroken;
        if (this.#isOver || this.#setup.delay === 0) throw error;
        // A server that takes calls and hangs up each time is not called for ever.
        deadline ??= this.#timer.now() + this.#setup.delay;
        if (this.#timer.now() > deadline) throw error;
      }
    }
  }

  /** Says good-bye where somebody listens. */
  close(): void {
    this.#channel?.close();
    this.#channel = undefined;
    this.#isOver = true;
  }

  /** Throws IoError(EIO) where there is none, by `deadline`. */
  #channelAgain(deadline: number | undefined): NbdChannel {
    const channel = this.#isOver
      ? undefined
      : deadline === undefined
        ? this.#ask()
        : this.#waitForOne(deadline);
    if (channel === undefined) throw new IoError(EIO);
    this.#asking = undefined;
    this.#channel = channel;
    return channel;
  }

  /** What no request waits for: the first one that finds the connection lost just has it begun. */
  #ask(): NbdChannel | undefined {
    const now = this.#timer.now();
    if (this.#asking === undefined) {
      this.#asking = { attempts: new Attempts(this.#setup.timer), due: now };
      return undefined;
    }
    if (now < this.#asking.due) return undefined;
    const channel = this.#dial();
    if (channel === undefined) this.#asking.due = now + this.#asking.attempts.nextPause();
    return channel;
  }

  #waitForOne(deadline: number): NbdChannel | undefined {
    const attempts = new Attempts(this.#setup.timer);
    for (;;) {
      const channel = this.#dial();
      if (channel !== undefined) return channel;
      const rest = attempts.waitUntil(deadline);
      if (rest === undefined) continue;
      this.#asking = { attempts, due: this.#timer.now() + rest };
      return undefined;
    }
  }

  #dial(): NbdChannel | undefined {
    let opened: Opened;
    try {
      opened = this.#setup.dial();
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      return undefined;
    }
    const channel = new NbdChannel(opened.connection, opened.found.isStructured);
    if (this.accepts(opened.found)) {
      this.#found = opened.found;
      return channel;
    }
    channel.close();
    return undefined;
  }
}
