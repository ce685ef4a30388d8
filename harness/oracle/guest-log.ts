// Keeps a record of what guests change: each request that is no read, with the places in the run at
// which it was issued and at which it ended. What their disks may hold after a crash follows from
// that alone (disk-model.ts).
import { type BlockNode, fileBelow } from '../../engine/index.ts';
import type { GuestRequest, WatchGuest } from '../commands/shared/guest-watch.ts';

const SECTOR = 512;

/** A place in a run: its number among the events of guests, and the moment of the recorder. */
export interface Place {
  readonly event: number;
  readonly moment: number;
}

/** A request with its course. */
export interface LoggedRequest extends GuestRequest {
  /** The file of the image that was asked. */
  readonly image: string;
  readonly issued: Place;
  /** Undefined: it has not ended. */
  ended: Place | undefined;
  /** It ended with an error: nobody knows what of it has taken place. */
  failed: boolean;
  /** A file below it discards in units that are no whole blocks. */
  readonly isSplitBelow?: boolean;
}

/** Whether some node below discards in units of which a block is no multiple. */
function discardsInParts(node: BlockNode): boolean {
  for (let layer: BlockNode | undefined = node.primary; layer; layer = layer.primary) {
    const { discardAlignment } = layer.limits;
    const fits = discardAlignment % SECTOR === 0 || SECTOR % discardAlignment === 0;
    if (!fits) return true;
  }
  return false;
}

/** Whether the bytes of the file itself are the disk: no image lies in between. */
function isRaw(node: BlockNode): boolean {
  for (let layer: BlockNode | undefined = node; layer !== undefined; layer = layer.primary) {
    if (layer.driver === 'qcow2') return false;
  }
  return true;
}

/** Equal bytes that stay as they are: the given ones belong to somebody else. */
export type KeepBytes = (bytes: Uint8Array) => Uint8Array;

/** All requests of one run, in the order of their issue. */
export class GuestLog {
  readonly requests: LoggedRequest[] = [];
  /** Paths of the files that guests wrote to as they are; an image in one of them owes nothing. */
  readonly rawFiles = new Set<string>();
  readonly #moment: () => number;
  readonly #keep: KeepBytes;
  #events = 0;

  /** `moment`: how far the recorder has come, which sees what reaches the files. */
  constructor(moment: () => number, keep: KeepBytes = (bytes) => bytes.slice()) {
    this.#moment = moment;
    this.#keep = keep;
  }

  readonly watch: WatchGuest = (node, { bytes, ...request }) => {
    if (request.kind === 'read') return () => {};
    const logged: LoggedRequest = {
      ...request,
      bytes: bytes && this.#keep(bytes),
      image: fileBelow(node),
      issued: this.#place(),
      ended: undefined,
      failed: false,
      isSplitBelow: request.kind === 'discard' && discardsInParts(node),
    };
    this.requests.push(logged);
    if (isRaw(node)) this.rawFiles.add(logged.image);
    return (failed) => {
      logged.ended = this.#place();
      logged.failed = failed;
    };
  };

  #place(): Place {
    this.#events += 1;
    return { event: this.#events, moment: this.#moment() };
  }
}
