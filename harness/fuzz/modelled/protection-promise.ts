// Which writes have to be refused: those that land on metadata of a section that is tested. Who
// owns a cluster is read from the file as the commands before leave it, by its format alone.
import { PlainError, PlainImage } from '../../oracle/plain-image.ts';
import { ioSession, withCommands } from '../../verbs/io.ts';
import { startProgram } from '../../verbs/run-program.ts';
import type { Step } from '../../verbs/step.ts';
import type { Broken } from './judge-world.ts';
import type { RunStep, StepPromise } from './step-promise.ts';
import { TOP } from './workshop.ts';

/**
 * The sections as messages name them, in the order in which QEMU tests them. They are not taken
 * from the engine (owners/sections.ts), which is held against them.
 */
export const SECTIONS = [
  'qcow2_header',
  'active L1 table',
  'refcount table',
  'snapshot table',
  'inactive L1 table',
  'active L2 table',
  'refcount block',
  'inactive L2 table',
  'bitmap directory',
] as const;

export type SectionName = (typeof SECTIONS)[number];

/** Each cluster of metadata with the sections that it is of. */
type Owners = ReadonlyMap<number, ReadonlySet<SectionName>>;

/** `except`: index of an L1 entry whose table does not count. */
function ownersOf(image: PlainImage, except?: number): Owners {
  const owners = new Map<number, Set<SectionName>>();
  const { clusterSize, refcountTable, active, snapshots, snapshotTable } = image;
  const own = (section: SectionName, offset: number, length: number): void => {
    const end = Math.ceil((offset + length) / clusterSize);
    for (let one = Math.floor(offset / clusterSize); length > 0 && one < end; one += 1) {
      owners.set(one, (owners.get(one) ?? new Set()).add(section));
    }
  };
  own('qcow2_header', 0, clusterSize);
  own('active L1 table', active.offset, active.entries * 8);
  own('refcount table', refcountTable.offset, refcountTable.entries * 8);
  own('snapshot table', snapshotTable.offset, snapshotTable.length);
  for (const { index, l2 } of image.tablesOf(active)) {
    if (index !== except) own('active L2 table', l2, clusterSize);
  }
  for (let index = 0; index < refcountTable.entries; index += 1) {
    const block = image.pointer(refcountTable.offset + index * 8);
    if (block !== 0) own('refcount block', block, clusterSize);
  }
  for (const { table } of snapshots) {
    own('inactive L1 table', table.offset, table.entries * 8);
    for (const { l2 } of image.tablesOf(table)) own('inactive L2 table', l2, clusterSize);
  }
  const { bitmapDirectory } = image;
  if (bitmapDirectory) own('bitmap directory', bitmapDirectory.offset, bitmapDirectory.length);
  return owners;
}

/** Where a write of a part of one cluster goes. */
interface Target {
  /** In place; undefined: to a new cluster. */
  readonly host: number | undefined;
  /** Index in the L1 table; its L2 table is copied first unless it is of the disk alone. */
  readonly index: number;
  readonly isCopiedTable: boolean;
}

function targetOf(image: PlainImage, guest: number): Target {
  const { active, clusterSize, perTable, entrySize } = image;
  const cluster = Math.floor(guest / clusterSize);
  const index = Math.floor(cluster / perTable);
  const l2 = image.pointer(active.offset + index * 8);
  if (l2 === 0) return { host: undefined, index, isCopiedTable: false };
  const isCopiedTable = !image.isCopied(active.offset + index * 8);
  const at = l2 + (cluster % perTable) * entrySize;
  const [run] = image.runsOf(at, guest);
  const isInPlace = run?.kind === 'data' && image.isCopied(at);
  return { host: isInPlace ? run.host / clusterSize : undefined, index, isCopiedTable };
}

/** What a session leaves whose commands end early, and what it says. */
interface Prefix {
  readonly text: string;
  readonly bytes: Uint8Array;
}

function runPrefix({ engine, verb, before }: RunStep, step: Step): Prefix {
  engine.restore(before);
  const { text } = startProgram(verb, engine, step, []);
  return { text, bytes: engine.readFile(TOP).slice() };
}

const WRITE = /^write -q -P (\d+) (\d+) (\d+)$/;

/**
 * Of each write of a session, which is one of a part of one cluster: on metadata of a section that
 * is tested it is refused, with the name of the section, leaves the cluster as it was and marks the
 * image; any other one is done. The image is of version 3 and has a cluster for each write that is
 * new.
 */
export const refusesOverlaps =
  (tested: ReadonlySet<SectionName>): StepPromise =>
  (run) => {
    const commands = ioSession(run.step)?.commands ?? [];
    let earlier = runPrefix(run, withCommands(run.step, []));
    // Bitmaps are stored elsewhere as the image closes, and stand where they were until then.
    run.engine.restore(run.before);
    const { bitmapDirectory } = new PlainImage(run.engine.readFile(TOP).slice());
    for (const [count, command] of commands.entries()) {
      const later = runPrefix(run, withCommands(run.step, commands.slice(0, count + 1)));
      const [, pattern, at, length] = (WRITE.exec(command) ?? []).map(Number);
      const before = earlier;
      earlier = later;
      // What is said as the image closes stands behind that.
      if (pattern === undefined || !later.text.startsWith(before.text)) continue;
      const image = Object.assign(new PlainImage(before.bytes), { bitmapDirectory });
      const guest = { at: at ?? 0, length: length ?? 0, pattern };
      const found = judgeWrite(image, tested, guest, later, later.text.slice(before.text.length));
      if (found === undefined) return [];
      if (found !== '') return [{ relation: 'overlap', words: `${command}: ${found}` }];
    }
    return [];
  };

/** What is wrong, in words; '': nothing; undefined: nothing can be said from there on. */
function judgeWrite(
  image: PlainImage,
  tested: ReadonlySet<SectionName>,
  { at, length, pattern }: { readonly at: number; readonly length: number; pattern: number },
  later: Prefix,
  said: string,
): string | undefined {
  const isDone = !/failed/.test(said);
  if (image.isCorrupt) return isDone ? 'it is done in an image out of service' : '';
  const target = targetOf(image, at);
  const owners = ownersOf(image, target.isCopiedTable ? target.index : undefined);
  if (target.host === undefined) {
    if (!isAllInOrder(image)) return undefined;
    return isDone ? holds(later, at, length, pattern) : `refused: ${said.split('\n')[0]}`;
  }
  if (target.isCopiedTable && !isAllInOrder(image)) return undefined;
  const sections = owners.get(target.host) ?? new Set<SectionName>();
  const hit = SECTIONS.find((section) => tested.has(section) && sections.has(section));
  if (hit === undefined) {
    if (!isDone) return `refused, but lands on nothing: ${said.split('\n')[0]}`;
    // What it overwrote was a table that nobody protects.
    return sections.size > 0 ? undefined : holds(later, at, length, pattern);
  }
  if (!said.includes(`(overlaps with ${hit})`)) return `not refused for the ${hit}: ${said}`;
  if (!new PlainImage(later.bytes).isCorrupt) return 'the image is not marked';
  // Counts of other clusters, which a block holds, may have been on their way to the file.
  if (target.isCopiedTable || sections.has('refcount block')) return '';
  const there = ({ bytes }: { readonly bytes: Uint8Array }): Uint8Array =>
    bytes.subarray((target.host ?? 0) * image.clusterSize).subarray(0, image.clusterSize);
  if (Buffer.compare(there(image), there(later)) !== 0) return 'refused, and yet it is written';
  return '';
}

/**
 * What needs new clusters may meet tables that count as free, and is refused when it writes a table
 * that is also one of another section.
 */
const isAllInOrder = (image: PlainImage): boolean =>
  [...ownersOf(image)].every(
    ([cluster, sections]) => sections.size === 1 && image.refcount(cluster) > 0,
  );

function holds({ bytes }: Prefix, at: number, length: number, pattern: number): string {
  const image = new PlainImage(bytes);
  const { host } = targetOf(image, at);
  const place = (host ?? 0) * image.clusterSize + (at % image.clusterSize);
  const isThere = host !== undefined && bytes.subarray(place, place + length).every(isPattern);
  return isThere ? '' : 'done, but the guest reads something else';

  function isPattern(byte: number): boolean {
    return byte === pattern;
  }
}

/** What is unreadable for the format alone says nothing of a promise. */
export const whereReadable =
  (promise: StepPromise): StepPromise =>
  (run) => {
    try {
      return promise(run);
    } catch (error) {
      if (!(error instanceof PlainError || error instanceof RangeError)) throw error;
      return [];
    }
  };

/** A program is stopped by that section, which is told, and marks the image. */
export const isStoppedBy =
  (section: SectionName): StepPromise =>
  ({ engine, text }) => {
    const broken = (words: string): readonly Broken[] => [{ relation: 'overlap', words }];
    if (!text.includes(`(overlaps with ${section})`)) {
      return broken(`not refused for the ${section}: ${text.split('\n')[0]}`);
    }
    const isMarked = new PlainImage(engine.readFile(TOP).slice()).isCorrupt;
    return isMarked ? [] : broken('the image is not marked');
  };
