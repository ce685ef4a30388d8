// The oracle: what an image owes to its guest after a run that was cut short or met errors.
//
// - opens: an image that can be opened before and after the run cannot be opened now;
// - sound: a check finds more than leaks, and no dirty bit says that this may be so, or it is more
//   than wrong counts and flags: a repair sets those right and leaves the rest;
// - readable: a block that could be read before cannot be read now;
// - written: a block that was written or zeroed reads as what nobody may expect;
// - untouched: a block that nobody asked to change reads differently;
// - length: the disk has neither its old length nor one that was asked for;
// - snapshot: an internal snapshot is lost, or its disk has changed;
// - bitmap: a bitmap that counts as complete has lost a mark, or lacks that of a changed block.
//
// Of runs that met errors also (harness/faults):
//
// - read: a guest read what its disk cannot have held, while the image was open;
// - ends: the program hangs, crashes, or leaves what its kind may not leave (contract.ts);
// - space: clusters leak although one write of a guest's request failed and nothing else, so that
//   all that is needed to take back what was allocated works;
// - repaired: a repair leaves errors, or changes data;
// - later: one of the promises is broken when the guest goes on working.
//
// A program that is asked by no guest (commit, snapshot, amend, ...) may leave each block of a disk
// as it was or as the whole run leaves it.
import { type Finding, findingText } from '../../engine/index.ts';
import { plural } from '../golden/plural.ts';
import { BLOCK, type BlockValue, type Cut, type DiskModel } from './disk-model.ts';
import type { DiskChange, Observation, OpenedObservation, SnapshotChange } from './observation.ts';

export type PromiseKind =
  | 'opens'
  | 'sound'
  | 'readable'
  | 'written'
  | 'untouched'
  | 'length'
  | 'snapshot'
  | 'bitmap'
  | 'read'
  | 'ends'
  | 'space'
  | 'repaired'
  | 'later';

/** A promise that an image does not keep. */
export interface Violation {
  readonly promise: PromiseKind;
  /** Path of the image. */
  readonly image: string;
  /** The first block of its disk, or of its snapshot's, that shows it. */
  readonly block: number | undefined;
  /** Bytes of that disk before the run; absent where the promise is about none. */
  readonly size?: number;
  /** Bytes of it after the whole run; absent as well, or there is no such image then. */
  readonly end?: number;
  /** The first host clusters of which a check finds too low a refcount; absent as well: none. */
  readonly clusters?: readonly number[];
  /** In words. */
  readonly detail: string;
  /**
   * What two violations of one class share, beside the promise; it names no places and no contents.
   */
  readonly signature: string;
}

/** What is known of one image before it is judged. */
export interface Expectation {
  readonly image: string;
  readonly size: number;
  readonly before: (block: number) => BlockValue;
  /** What its backing file held; absent: nothing. */
  readonly backing?: (block: number) => BlockValue;
  /** Names of the snapshots that it had. */
  readonly snapshots: readonly { readonly id: string; readonly name: string }[];
  /** What the whole run left; undefined: it left no such image. */
  readonly after: Observation | undefined;
  /** What it leaves where the rules of the run fail nothing; absent: it has none. */
  readonly unharmed?: Observation | undefined;
  /** What each of its programs left, where it is a run of several. */
  readonly between?: readonly Observation[];
  /** What guests asked for; undefined: nothing. */
  readonly model: DiskModel | undefined;
}

const isSame = (a: BlockValue, b: BlockValue): boolean => Buffer.compare(a, b) === 0;

/** Makes violations of one image. */
const violationsOf = ({ image, size, after }: Expectation) => {
  const end = after?.refused === undefined ? after?.disk.size : undefined;
  const lengths = { size, ...(end !== undefined && { end }) };
  return (promise: PromiseKind, detail: string, signature: string, block?: number): Violation => ({
    promise,
    image,
    block,
    ...(block !== undefined && lengths),
    detail,
    signature,
  });
};

const opened = (all: readonly (Observation | undefined)[]): readonly OpenedObservation[] =>
  all.flatMap((one) => (one?.refused === undefined && one ? [one] : []));

/** Judges what was seen of an image after the run was cut at `cut`. */
export function judge(expected: Expectation, seen: Observation, cut: Cut): readonly Violation[] {
  const { size } = expected;
  const violation = violationsOf(expected);
  if (seen.refused !== undefined) {
    // The whole run leaves it like this, too.
    if (expected.after?.refused === seen.refused) return [];
    return [violation('opens', seen.refused, seen.refused.replace(/\d+/g, 'N'))];
  }
  const found: Violation[] = [];
  const { isDirty, corruptions } = seen.soundness;
  const broken = isDirty ? corruptions.filter(({ kind }) => LASTING.has(kind)) : corruptions;
  if (broken.length > 0) {
    const clusters = uncounted(broken);
    const signature = `${kindsOf(broken)}${isDirty ? ' dirty' : ''}`;
    found.push({ ...violation('sound', wordsOf(broken), signature), clusters });
  }
  const after = expected.after?.refused === undefined ? expected.after : undefined;
  const asked = expected.model?.lengths(cut) ?? [];
  const isAskedOf = (block: number): boolean | undefined => expected.model?.allowed(cut).has(block);
  const { unharmed, between = [] } = expected;
  const sizes = [size, ...asked, ...opened([after, ...between]).map(({ disk }) => disk.size)];
  if (!sizes.includes(seen.disk.size)) {
    found.push(violation('length', `the disk has ${plural(seen.disk.size, 'byte')}`, ''));
  }
  const [unreadable] = seen.disk.unreadable;
  if (unreadable !== undefined) {
    found.push(violation('readable', `${placeOf(unreadable)} cannot be read`, '', unreadable));
  }
  const wrong = wrongBlock(expected, seen.disk, opened([after, unharmed, ...between]), cut);
  if (wrong !== undefined) {
    const { block, isTouched, isBacking, what } = wrong;
    const promise = isTouched ? 'written' : 'untouched';
    // What a flush has made certain is owed by each kind of image.
    const isFlushed = isTouched && expected.model?.isPending(block, cut) === false;
    const facts = [
      ...(isTouched && seen.hasSubclusters ? ['subclusters'] : []),
      ...(isTouched && seen.soundness.isOld === true ? ['version 2'] : []),
      ...(isBacking || seen.shown?.has(block) === true ? ['backing file'] : []),
      ...(seen.hasLostBacking === true ? ['backing lost'] : []),
      ...(!isFlushed && seen.soundness.isLazy ? ['lazy refcounts'] : []),
      ...(!isFlushed && seen.hasDataFile ? ['data file'] : []),
    ];
    const signature = facts.join(' ');
    found.push(violation(promise, `${placeOf(block)} ${what}`, signature, block));
  }
  for (const [signature, detail, block] of wrongSnapshots(expected, seen, after)) {
    found.push(violation('snapshot', detail, signature, block));
  }
  for (const { name, unmarked, lost } of seen.bitmaps) {
    // The whole run may clear it.
    const isCleared = after?.bitmaps.some((one) => one.name === name && one.lost !== undefined);
    // What nobody asked for is damage of the disk, and no write that a bitmap has missed.
    const isDamage =
      wrong?.isTouched === false &&
      (wrong.block === unmarked || (unmarked !== undefined && isAskedOf(unmarked) === false));
    // Nor is what a growth shows behind the old end: case 656.
    const isShown =
      unmarked !== undefined && unmarked * BLOCK >= expected.size && isAskedOf(unmarked) !== true;
    const missed = isDamage || isShown ? undefined : unmarked;
    const block = missed ?? (isCleared === true ? undefined : lost);
    if (block === undefined) continue;
    const detail = `bitmap '${name}' does not mark ${placeOf(block)}`;
    found.push(violation('bitmap', detail, '', block));
  }
  return found;
}

/** What no repair mends: entries that name no cluster of the file, or no cluster at all. */
const LASTING: ReadonlySet<Finding['kind']> = new Set([
  'beyond-end',
  'l1-reserved-bits',
  'l2-reserved-bits',
  'l2-table-unaligned',
  'data-cluster-unaligned',
  'subclusters-without-cluster',
  'subclusters-contradictory',
  'compressed-with-data-file',
  'compressed-with-subclusters',
]);

/** Clusters whose refcounts are too low. */
const uncounted = (corruptions: readonly Finding[]): readonly number[] =>
  corruptions.flatMap((one) => (one.kind === 'wrong-refcount' ? [Number(one.cluster)] : []));

/** Snapshots that are gone, cannot be read or have changed: the kind, words, the block. */
function* wrongSnapshots(
  { snapshots, model }: Expectation,
  seen: OpenedObservation,
  after: OpenedObservation | undefined,
): Generator<readonly [signature: string, detail: string, block: number | undefined]> {
  for (const { id, name } of snapshots) {
    const isIt = (one: SnapshotChange): boolean => one.id === id && one.name === name;
    const held = seen.snapshots.find(isIt);
    const kept = after?.snapshots.find(isIt);
    if (held === undefined) {
      if (kept !== undefined) yield ['gone', `snapshot '${name}' is gone`, undefined];
    } else if (held.unreadable.length > 0) {
      yield ['unreadable', `snapshot '${name}' cannot be read`, undefined];
    } else {
      // No guest changes a snapshot; a commit changes what shows through from below it.
      const block = firstThatDiffers(held, model ? undefined : kept);
      if (block === undefined) continue;
      const place = `0x${(block * BLOCK).toString(16)}`;
      const kind = seen.hasLostBacking === true ? 'changed backing lost' : 'changed';
      yield [kind, `snapshot '${name}' reads differently at ${place}`, block];
    }
  }
}

/** The first block that reads neither as before nor as the whole run leaves it. */
function firstThatDiffers(held: DiskChange, kept: DiskChange | undefined): number | undefined {
  for (const [block, value] of held.changed) {
    const whole = kept?.changed.get(block);
    if (whole === undefined || !isSame(whole, value)) return block;
  }
  return undefined;
}

const placeOf = (block: number): string => `guest block 0x${(block * 512).toString(16)}`;

/** The kinds of findings, each once. */
export const kindsOf = (findings: readonly Finding[]): string =>
  [...new Set(findings.map(({ kind }) => kind))].join(' ');

export const wordsOf = (findings: readonly Finding[]): string =>
  findings
    .slice(0, 3)
    .flatMap((finding) => findingText(finding).map(({ text }) => text.trim()))
    .join('; ') || findings.map(({ kind }) => kind).join(', ');

interface WrongBlock {
  readonly block: number;
  readonly isTouched: boolean;
  /** It reads what the backing file held, which is more than zeroes. */
  readonly isBacking: boolean;
  readonly what: string;
}

/** The first block that holds what it must not hold; of those that guests asked for last. */
function wrongBlock(
  { before, backing, model }: Expectation,
  seen: DiskChange,
  ends: readonly { readonly disk: DiskChange }[],
  cut: Cut,
): WrongBlock | undefined {
  const allowed = model?.allowed(cut);
  const isBacking = (block: number, value: BlockValue): boolean =>
    value.some((byte) => byte !== 0) && backing !== undefined && isSame(value, backing(block));
  for (const [block, value] of seen.changed) {
    if (allowed?.has(block) === true) continue;
    const isWhole = ({ disk }: { readonly disk: DiskChange }): boolean => {
      const whole = disk.changed.get(block);
      return whole !== undefined && isSame(whole, value);
    };
    if (ends.some(isWhole)) continue;
    const what = `reads ${contentOf(value)}, was ${contentOf(before(block))}`;
    return { block, isTouched: false, isBacking: isBacking(block, value), what };
  }
  for (const [block, values] of allowed ?? []) {
    if (seen.cutAt !== undefined && block * BLOCK >= seen.cutAt) continue;
    if (block * BLOCK >= seen.size && model?.mayBeCutOff(block, cut) === true) continue;
    const value = seen.changed.get(block) ?? before(block);
    if (model?.mayRead(block, value, values) === true) continue;
    const words = values.map(contentOf).join(' or ');
    const what = `reads ${contentOf(value)}, may hold ${words}`;
    return { block, isTouched: true, isBacking: isBacking(block, value), what };
  }
  return undefined;
}

/** The first bytes from `offset` on: '0x11111111...'. */
const startOf = (value: BlockValue, offset: number): string =>
  `0x${Buffer.from(value.subarray(offset, offset + 4)).toString('hex')}...`;

/** A block's content in a few words: '0x11', 'zeroes', what it begins with and the next run. */
export function contentOf(value: BlockValue): string {
  const [first = 0] = value;
  if (value.every((byte) => byte === first)) {
    return first === 0 ? 'zeroes' : `0x${first.toString(16).padStart(2, '0')}`;
  }
  const change = value.findIndex((byte) => byte !== first);
  return `mixed bytes (${startOf(value, 0)}, from byte ${change} on ${startOf(value, change)})`;
}
