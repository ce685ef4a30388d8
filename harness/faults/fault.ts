// One fault of a sweep as plain data: which I/O fails, with what, for how long, and how the process
// goes on. Runs are deterministic, so that these words replay it on any machine.
import {
  type BlockNode,
  type CountedIo,
  EIO,
  ENOSPC,
  FailNth,
  type FaultLayer,
  type IoKind,
} from '../../engine/index.ts';
import { plural } from '../golden/plural.ts';

/** What of a device can be full: reads never are. */
const SPACE_KINDS: readonly IoKind[] = ['write', 'write-zeroes', 'truncate', 'flush'];

/** How the process goes on behind the step's own commands: only `io` steps can. */
export type Ending =
  /** It ends. */
  | 'end'
  /** It flushes, writes where nobody has been, and reads that back. */
  | 'aftermath'
  /** All commands are given once more, and then the same. */
  | 'repeat'
  /** The image is closed and opened again, and then as for 'repeat'. */
  | 'reopen';

/** One I/O that fails, by its number. */
export interface NthFault {
  readonly kind: 'nth';
  /** From 1, over all files, among those that count. */
  readonly at: number;
  /** What counts: each I/O, or what needs space. */
  readonly of: 'io' | 'space';
  readonly errno: number;
  /**
   * So many of those that count fail from there on; 'sticky': all; 'reopen': all of files that are
   * open then, until the program opens them again.
   */
  readonly times: number | 'sticky' | 'reopen';
  /** Bytes of a failing write that reach the file. */
  readonly written: number;
  readonly ending: Ending;
  /** A second one fails: its number among those that the first fault passes on. */
  readonly second?: { readonly at: number; readonly errno: number };
}

/** The I/O behind an event: the same as the I/O of some number, told as blkdebug can repeat it. */
export interface EventPlace {
  readonly event: string;
  /** From 1, among the events of that name at the file. */
  readonly occurrence: number;
}

/** An I/O as one run met it. */
export interface MetIo extends CountedIo {
  /** The event after which it is the first I/O of its file; the last one, where there are many. */
  readonly event: EventPlace | undefined;
}

/** More I/O than any run needs that ends: it goes on without end. */
export class TooManyIos extends Error {
  override readonly name = 'TooManyIos';
}

/** A layer that fails what `fault` says and tells each I/O, also those that do not count. */
export function layerOf(
  fault: NthFault | undefined,
  limit: number,
  onIo: (io: CountedIo) => void = () => {},
): FaultLayer {
  let count = 0;
  const counted = (io: CountedIo): void => {
    count += 1;
    if (count > limit) throw new TooManyIos(`more than ${plural(limit, 'I/O')}`);
    onIo(io);
  };
  if (fault === undefined) return new FailNth({}, counted);
  const { at, of, errno, times, written, second } = fault;
  let hasFailed = false;
  const first = new FailNth(
    {
      at,
      errno,
      written,
      times: typeof times === 'string' ? Infinity : times,
      ...(of === 'space' && { kinds: SPACE_KINDS }),
    },
    (io) => {
      hasFailed ||= io.errno !== undefined;
      // What is passed on to a second one is told by that.
      if (second === undefined || io.errno !== undefined) counted(io);
    },
  );
  if (times === 'reopen') {
    const healed = new FailNth({}, counted);
    return { wrap: (node: BlockNode) => (hasFailed ? healed : first).wrap(node) };
  }
  if (second === undefined && of === 'space') {
    // What needs no space does not count, and is told all the same.
    const others = new FailNth({}, (io) => {
      if (!needsSpace(io)) counted(io);
    });
    return { wrap: (node: BlockNode) => others.wrap(first.wrap(node)) };
  }
  if (second === undefined) return first;
  const inner = new FailNth({ ...second }, counted);
  return { wrap: (node: BlockNode) => first.wrap(inner.wrap(node)) };
}

/** Whether an I/O counts among those that need space. */
export const needsSpace = ({ kind }: CountedIo): boolean => SPACE_KINDS.includes(kind);

const errnoWord = (errno: number): string =>
  errno === EIO ? 'EIO' : errno === ENOSPC ? 'ENOSPC' : `errno ${errno}`;

const ENDINGS: Readonly<Record<Ending, string>> = {
  end: '',
  aftermath: ', then other requests',
  repeat: ', then the same requests again',
  reopen: ', then the image is opened again for the same requests',
};

/** For people: `I/O 7 fails with EIO, and all behind it`. */
export function faultWords(fault: NthFault): string {
  const { at, of, errno, times, written, second, ending } = fault;
  if (at === 0) return `nothing fails${ENDINGS[ending]}`;
  const what = of === 'io' ? `I/O ${at}` : `I/O ${at} of those that need space`;
  const rest =
    times === 'sticky'
      ? ', and all behind it'
      : times === 'reopen'
        ? ', and all behind it until the file is opened again'
        : times > 1
          ? `, and ${times - 1} behind it`
          : '';
  const part = written > 0 ? ` after ${plural(written, 'byte')}` : '';
  const also = second ? `; of the others number ${second.at} with ${errnoWord(second.errno)}` : '';
  return `${what} fails with ${errnoWord(errno)}${part}${rest}${also}${ENDINGS[ending]}`;
}
