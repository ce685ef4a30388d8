// What each 512-byte block of a guest's disk may hold, by what its guest asked for and was told.
//
// 1. A block is written as one: a guest may rely on 512 bytes being old or new. What begins
//    within a block may be split within one, as limits of a request's length count from its
//    beginning: each byte is old or new then. So may a discard, where a file below takes discards
//    in units that do not fit into a block.
// 2. What a request does is certain once it has ended well and is stable: it carries FUA, or a
//    flush of its disk was issued after its end and has ended well. Until then a block may hold
//    what it held before, or what the request gives it. Who opens an image again flushes nothing
//    that was lost as it was closed.
// 3. A request that failed, or is in flight, has done all, some or nothing of its work in each
//    block of its range, and nothing outside of it.
// 4. A later request wins over an earlier one that had ended when it was issued. Requests that
//    were in flight at once come in any order: of three, two that cover parts may come behind.
// 5. Zero writes give zeroes. A discard is a hint: a block keeps what it held, reads as zeroes, or
//    as the backing file does.
// 6. A truncation cuts the disk or adds zeroes. What was cut off and comes back is zeroes.
// 7. Where nothing was lost (no crash, all caches written), what ended well is certain.
import type { LoggedRequest } from './guest-log.ts';

/** Bytes of the unit in which a guest's disk is judged. */
export const BLOCK = 512;

const ZEROES = new Uint8Array(BLOCK);

/** The content of one block: at most BLOCK bytes. */
export type BlockValue = Uint8Array;

/** Where a run is looked at. */
export interface Cut {
  /** What ended at a later moment had not ended. */
  readonly moment: number;
  /** What the caches held was lost: only what is stable is certain. */
  readonly loses: boolean;
  /** They were lost here, as an image was closed; absent: nobody knows, or at the end. */
  readonly lostAt?: number | undefined;
}

interface Sources {
  /** What the block held before the first request. */
  readonly before: (block: number) => BlockValue;
  /** What shows through where the image holds nothing. */
  readonly backing: (block: number) => BlockValue;
}

const isSame = (a: BlockValue, b: BlockValue): boolean => Buffer.compare(a, b) === 0;

/** Whether each byte is that of one of the values. */
const isMixOf = (mixed: BlockValue, values: readonly BlockValue[]): boolean =>
  mixed.every((byte, at) => values.some((value) => value[at] === byte));

/** Adds values that are not there yet. */
function union(values: readonly BlockValue[], more: readonly BlockValue[]): BlockValue[] {
  const all = [...values];
  for (const value of more) if (!all.some((known) => isSame(known, value))) all.push(value);
  return all;
}

/** Whether nothing of what the block held is left behind the request. */
const coversBlock = ({ kind, offset, length }: LoggedRequest, block: number): boolean =>
  kind !== 'discard' && offset <= block * BLOCK && (block + 1) * BLOCK <= offset + length;

/** One disk, under the requests that it got; in the order of their issue. */
export class DiskModel {
  readonly #requests: readonly LoggedRequest[];
  readonly #flushes: readonly LoggedRequest[];
  readonly #truncates: readonly LoggedRequest[];
  readonly #sources: Sources;
  /** Requests that touch a block, by its number. */
  readonly #byBlock = new Map<number, LoggedRequest[]>();
  readonly #known = new Map<string, ReadonlyMap<number, readonly BlockValue[]>>();
  readonly #keys = new Map<number, number>();

  constructor(requests: readonly LoggedRequest[], sources: Sources) {
    this.#flushes = requests.filter(({ kind }) => kind === 'flush');
    this.#requests = requests.filter(({ kind }) => kind !== 'flush');
    this.#truncates = requests.filter(({ kind }) => kind === 'truncate');
    this.#sources = sources;
    for (const request of this.#requests) {
      const end = Math.ceil((request.offset + request.length) / BLOCK);
      for (let block = Math.floor(request.offset / BLOCK); block < end; block += 1) {
        const known = this.#byBlock.get(block);
        if (known === undefined) this.#byBlock.set(block, [request]);
        else known.push(request);
      }
    }
  }

  /** Blocks that some request was about, in no order. */
  get touched(): Iterable<number> {
    return this.#byBlock.keys();
  }

  /** Lengths that guests have asked for up to the cut, in bytes. */
  lengths({ moment }: Cut): readonly number[] {
    return this.#requests.flatMap(({ kind, offset, issued }) =>
      kind === 'truncate' && issued.moment <= moment ? [offset] : [],
    );
  }

  /** Whether something that was asked of the block is not certain yet (rule 2). */
  isPending(block: number, cut: Cut): boolean {
    return (this.#byBlock.get(block) ?? []).some(
      (request) => request.issued.moment <= cut.moment && !this.#isCertain(request, cut),
    );
  }

  /** Whether the bytes of the block may be old and new, one by one (rule 1). */
  mayBeSplit(block: number): boolean {
    const requests = this.#byBlock.get(block) ?? [];
    return requests.some(({ kind, offset, failed, isSplitBelow = false }) =>
      kind === 'discard' ? isSplitBelow : failed || offset % BLOCK !== 0,
    );
  }

  /** Whether a block that may hold these values may read as `value`. */
  mayRead(block: number, value: BlockValue, values: readonly BlockValue[]): boolean {
    if (values.some((one) => isSame(one, value))) return true;
    return this.mayBeSplit(block) && isMixOf(value, values);
  }

  /**
   * Whether the disk may end before the block, although a guest has asked for that: it got shorter
   * after the last request to the block that has surely ended well, or meanwhile.
   */
  mayBeCutOff(block: number, cut: Cut): boolean {
    const certain = (this.#byBlock.get(block) ?? []).filter((one) => this.#isCertain(one, cut));
    const last = Math.max(-1, ...certain.map(({ issued }) => issued.event));
    return this.#truncates.some(
      ({ offset, issued, ended }) =>
        offset <= block * BLOCK &&
        issued.moment <= cut.moment &&
        (ended === undefined || ended.event > last),
    );
  }

  /**
   * All that each touched block may hold; the same map for cuts between which no request was
   * issued or ended.
   */
  allowed(cut: Cut): ReadonlyMap<number, readonly BlockValue[]> {
    const key = this.keyOf(cut);
    let values = this.#known.get(key);
    if (values === undefined) {
      values = new Map([...this.touched].map((block) => [block, this.#valuesOf(block, cut)]));
      this.#known.set(key, values);
    }
    return values;
  }

  /** The same of one block, also of one that only truncations have met. */
  mayHold(block: number, cut: Cut): readonly BlockValue[] {
    return this.allowed(cut).get(block) ?? this.#valuesOf(block, cut);
  }

  /** Cuts of one key allow the same. */
  keyOf({ moment, loses, lostAt }: Cut): string {
    let events = this.#keys.get(moment);
    if (events === undefined) {
      events = 0;
      for (const { issued, ended } of [...this.#requests, ...this.#flushes]) {
        if (issued.moment <= moment) events += 1;
        if (ended !== undefined && ended.moment <= moment) events += 1;
      }
      this.#keys.set(moment, events);
    }
    return `${events}${loses ? ` loses ${lostAt ?? ''}` : ''}`;
  }

  #valuesOf(block: number, cut: Cut): readonly BlockValue[] {
    const requests = this.#metBy(block).filter(({ issued }) => issued.moment <= cut.moment);
    let values: readonly BlockValue[] = [this.#sources.before(block)];
    for (const [index, request] of requests.entries()) {
      const after = this.#apply(request, block, values);
      const beside = requests
        .slice(0, index)
        .filter(({ ended }) => ended === undefined || ended.event > request.issued.event);
      const orders = beside.length === 0 ? [] : this.#lastOnes(beside, block, after);
      const isCertain = this.#isCertain(request, cut);
      values = union(isCertain ? after : union(values, after), orders);
    }
    return values;
  }

  /** Requests that touch the block, and truncations that cut it off, as they were issued. */
  #metBy(block: number): readonly LoggedRequest[] {
    const touching = this.#byBlock.get(block) ?? [];
    const cutting = this.#truncates.filter(({ offset }) => offset < (block + 1) * BLOCK);
    if (cutting.length === 0) return touching;
    return [...touching, ...cutting].sort((a, b) => a.issued.event - b.issued.event);
  }

  /**
   * What a block may hold where it held `after` and then some of these came, in any order: they
   * were all in flight when the request behind `after` was issued.
   */
  #lastOnes(
    beside: readonly LoggedRequest[],
    block: number,
    after: readonly BlockValue[],
  ): BlockValue[] {
    const found: BlockValue[][] = [];
    // Sets of those that came, each with what the block may hold then.
    let sets = new Map([['', { came: [] as readonly LoggedRequest[], values: after }]]);
    while (sets.size > 0) {
      const larger: typeof sets = new Map();
      for (const { came, values } of sets.values()) {
        for (const one of beside) {
          if (came.includes(one)) continue;
          // What covers the block hides all before it: no order of those is of interest.
          if (came.length > 0 && coversBlock(one, block)) continue;
          const now = [...came, one];
          const key = String(now.map(({ issued }) => issued.event).sort((a, b) => a - b));
          const next = this.#apply(one, block, values);
          larger.set(key, { came: now, values: union(larger.get(key)?.values ?? [], next) });
        }
      }
      for (const { values } of larger.values()) found.push([...values]);
      sets = larger;
    }
    return found.reduce<BlockValue[]>(union, []);
  }

  #isCertain({ ended, failed, isFua }: LoggedRequest, cut: Cut): boolean {
    const { moment, loses, lostAt = Infinity } = cut;
    if (ended === undefined || ended.moment > moment || failed) return false;
    if (!loses || isFua) return true;
    return this.#flushes.some(
      (flush) =>
        flush.issued.event > ended.event &&
        (flush.issued.moment <= lostAt || ended.moment > lostAt) &&
        flush.ended !== undefined &&
        flush.ended.moment <= moment &&
        !flush.failed,
    );
  }

  #apply(request: LoggedRequest, block: number, values: readonly BlockValue[]): BlockValue[] {
    const put = (source: BlockValue): BlockValue[] => {
      const mixed = values.map((value) => overlay(value, source, request, block));
      return union([], mixed);
    };
    if (request.kind === 'discard') {
      return union(union(values, put(ZEROES)), put(this.#sources.backing(block)));
    }
    return request.kind === 'write' ? put(pieceOf(request, block)) : put(ZEROES);
  }
}

/** A block's part of what is written, at its place in the block. Not to be changed. */
function pieceOf({ offset, bytes }: LoggedRequest, block: number): BlockValue {
  const start = block * BLOCK - offset;
  // Mostly a whole block, of which no copy is made.
  if (bytes !== undefined && start >= 0 && start + BLOCK <= bytes.length) {
    return bytes.subarray(start, start + BLOCK);
  }
  const piece = new Uint8Array(BLOCK);
  const source = bytes?.subarray(Math.max(0, start), start + BLOCK) ?? piece;
  piece.set(source, Math.max(0, -start));
  return piece;
}

/** `value` with the request's range of the block taken from `source`. */
function overlay(
  value: BlockValue,
  source: BlockValue,
  { kind, offset, length }: LoggedRequest,
  block: number,
): BlockValue {
  const from = Math.max(0, offset - block * BLOCK);
  const to = kind === 'truncate' ? BLOCK : Math.min(BLOCK, offset + length - block * BLOCK);
  if (from === 0 && to === BLOCK) return source;
  const mixed = value.slice();
  mixed.set(source.subarray(from, to), from);
  return mixed;
}
