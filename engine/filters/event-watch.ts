// Hears the events that a format signals to its file, and those of the I/O path there. A wrapper
// that stands between the two, so that it hears them also where blkdebug stands below.
import type { BlkdebugEvent } from '../block/events.ts';
import { fileBelow } from '../block/filename.ts';
import type { BlockNode } from '../block/node.ts';
import { WrapperNode } from '../block/wrapper.ts';

/** Told of each event, with the name of the file at the bottom. */
export type HearEvent = (file: string, event: BlkdebugEvent) => void;

/** Passes everything on. The event `none`, which an opened file stands for, is told at once. */
export class EventWatch extends WrapperNode {
  readonly label = 'event-watch';
  readonly #hear: HearEvent;
  readonly #file: string;

  constructor(inner: BlockNode, hear: HearEvent) {
    super(inner);
    this.#file = fileBelow(inner);
    this.#hear = hear;
    hear(this.#file, 'none');
  }

  override event(name: BlkdebugEvent): ReturnType<BlockNode['event']> {
    this.#hear(this.#file, name);
    return super.event(name);
  }
}
