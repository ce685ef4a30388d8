// Looks at an image in a world of files: whether it opens, what a check finds, what its disk and
// its snapshots hold. The files are looked at through our own reader, whoever wrote them.
import {
  BlockNode,
  type CheckResult,
  checkImage,
  closeGraph,
  DRIVERS,
  type Finding,
  FormatError,
  type ImageMetadata,
  IoError,
  type MemoryStorage,
  type OpenContext,
  openGraph,
  type Options,
  READ_ONLY,
  readMetadata,
  Scheduler,
  severityOf,
  type Storage,
  type Task,
} from '../../engine/index.ts';
import { CASE_SECRETS, KEY_ID } from '../engines/encrypted-argv.ts';
import { type Disk, EMPTY_DISK, readDisk } from './disk.ts';
import {
  type BitmapState,
  type ImageState,
  orderTold,
  type SnapshotState,
  type Soundness,
} from './image-state.ts';
import { KeptLooks } from './kept-looks.ts';
import { QuickLook } from './quick-look.ts';

/** Bytes of guest data that are read of one image. */
const DATA_BUDGET = 32 * 1024 * 1024;
/** Bytes of bits that are read of one bitmap. */
const BITMAP_BUDGET = 64 * 1024;
/** Findings that are kept of one check. */
const FINDINGS = 16;

const READERS = new WeakMap<MemoryStorage, ImageReader>();

/** The reader of a world, as long as that lives: what it has learnt serves all who look there. */
export function readerOf(storage: MemoryStorage): ImageReader {
  let reader = READERS.get(storage);
  if (reader === undefined) READERS.set(storage, (reader = new ImageReader(storage)));
  return reader;
}

const ignore = (): void => {};

const MAGIC = [0x51, 0x46, 0x49, 0xfb];

/** Why an image cannot be opened. */
type Refusal = ImageState & { readonly refused: string };
type Opened = ImageState & { readonly refused: undefined };

/** What a check found, and what the header says. */
interface Checked {
  readonly soundness: Soundness;
  readonly metadata: ImageMetadata;
}

/** What an image shows once it is open. */
type Shown = Pick<Opened, 'disk' | 'backing' | 'snapshots' | 'bitmaps'>;

/** Looks at the images of one world of files. Changes none of them. */
export class ImageReader {
  readonly #storage: MemoryStorage;
  readonly #scheduler = new Scheduler();
  readonly #quick: QuickLook | undefined;
  readonly #checks: KeptLooks<Checked | Refusal> | undefined;
  readonly #shows: KeptLooks<Shown | Refusal> | undefined;
  readonly #states = new WeakMap<Checked, WeakMap<Shown, ImageState>>();

  /** `isThorough`: each look is a whole one, which takes its time. Both kinds say the same. */
  constructor(storage: MemoryStorage, isThorough = false) {
    this.#storage = storage;
    if (isThorough) return;
    this.#quick = new QuickLook(storage);
    this.#checks = new KeptLooks(storage);
    this.#shows = new KeptLooks(storage);
  }

  /** Whether the file begins as a qcow2 image does. */
  isImage(path: string): boolean {
    if (!this.#storage.exists(path)) return false;
    const head = this.#storage.readBytes(path, 0, MAGIC.length);
    return MAGIC.every((byte, index) => head[index] === byte);
  }

  /** Paths of all qcow2 images of the world, in the order in which they were made. */
  images(): readonly string[] {
    return this.#storage.names().filter((path) => this.isImage(path));
  }

  /** All that can be seen of the image. Throws what is no fault of an image. */
  look(path: string): ImageState {
    return this.#quick?.look(path) ?? this.#wholeLook(path);
  }

  /** In two parts, as either is mostly one that was seen before. */
  #wholeLook(path: string): ImageState {
    const checked = this.#take(this.#checks, path, (storage) => checkOf(path, storage));
    if ('refused' in checked) return checked;
    const shown = this.#take(this.#shows, path, (storage) => this.#show(path, checked, storage));
    if ('refused' in shown) return shown;
    let states = this.#states.get(checked);
    if (states === undefined) this.#states.set(checked, (states = new WeakMap()));
    let state = states.get(shown);
    if (state === undefined) {
      const { hasDataFile, subclustersPerCluster } = checked.metadata.geometry;
      const facts = { hasSubclusters: subclustersPerCluster > 1, hasDataFile };
      state = { refused: undefined, ...facts, soundness: checked.soundness, ...shown };
      states.set(shown, state);
    }
    return state;
  }

  #take<T>(
    kept: KeptLooks<T | Refusal> | undefined,
    path: string,
    look: (storage: Storage) => Task<T>,
  ): T | Refusal {
    const take = (storage: Storage): T | Refusal => {
      try {
        return this.#scheduler.run(look(storage));
      } catch (error) {
        if (!isOfTheImage(error)) throw error;
        return { refused: error.message };
      }
    };
    return kept === undefined ? take(this.#storage) : (kept.find(path) ?? kept.take(path, take));
  }

  *#show(path: string, { metadata }: Checked, storage: Storage): Task<Shown> {
    const context = contextOf(storage);
    const options = keyOptions(metadata);
    const request = { filename: path, options, format: 'qcow2', mode: READ_ONLY };
    const top = yield* openGraph(context, request);
    try {
      // What rules fail once is there when it is read again: no two looks need be alike.
      const disk = failsIo(top) ? unread(top) : yield* readDisk(top, DATA_BUDGET);
      const below = top.backing;
      const backing = below && (yield* readDisk(below, DATA_BUDGET));
      const bitmaps = bitmapsOf(top);
      this.#quick?.learn(path, metadata, top);
      const snapshots: SnapshotState[] = [];
      const kept = DRIVERS.get('qcow2')?.snapshots;
      for (const { id, name } of kept?.list(top) ?? []) {
        const load = kept?.load(top, { id, name }) ?? nothing();
        snapshots.push({ id, name, disk: yield* readSnapshot(top, load) });
      }
      return { disk, backing, snapshots, bitmaps };
    } finally {
      yield* closeGraph(context, top);
    }
  }
}

const contextOf = (storage: Storage): OpenContext => ({
  storage,
  drivers: DRIVERS,
  report: ignore,
  reportBare: ignore,
  reportText: ignore,
  secrets: CASE_SECRETS,
  now: () => 0,
});

/** What opens an image that a case has encrypted. */
const keyOptions = ({ header }: ImageMetadata): Options =>
  new Map(header.cryptMethod === 0 ? [] : [['encrypt.key-secret', KEY_ID]]);

function* checkOf(path: string, storage: Storage): Task<Checked> {
  const file: BlockNode = storage.open(path, READ_ONLY);
  const options = { readOnly: true, forCheck: true, noIo: true, report: ignore };
  const metadata = yield* readMetadata(file, options);
  const corruptions: Finding[] = [];
  const found = (finding: Finding): void => {
    const severity = severityOf(finding);
    if (severity !== 'corruption' && severity !== 'check-error') return;
    if (corruptions.length < FINDINGS) corruptions.push(finding);
  };
  const result: CheckResult = yield* checkImage(file, metadata, { found });
  const isDirty = metadata.header.incompatibleFeatures % 2 === 1;
  const { leaks } = result;
  return { soundness: { isDirty, ...orderTold(metadata), corruptions, leaks }, metadata };
}

/** Whether the node, or one below it, may fail I/O because a file of rules says so. */
const failsIo = ({ driver, children }: BlockNode): boolean =>
  driver === 'blkdebug' || children.some(({ node }) => failsIo(node));

const unread = (node: BlockNode): Disk => ({ ...EMPTY_DISK, size: node.length(), cutAt: 0 });

/** What `load` puts in the place of the disk; without a mapping nothing of it can be read. */
function* readSnapshot(top: BlockNode, load: Task<void>): Task<Disk> {
  try {
    yield* load;
    return yield* readDisk(top, DATA_BUDGET);
  } catch (error) {
    if (!isOfTheImage(error)) throw error;
    return { ...EMPTY_DISK, size: top.length(), unreadable: new Set([0]) };
  }
}

const isOfTheImage = (error: unknown): error is FormatError | IoError =>
  error instanceof FormatError || error instanceof IoError;

/** Those that are not too large to be kept. */
function bitmapsOf(node: BlockNode): readonly BitmapState[] {
  const all = DRIVERS.get('qcow2')?.bitmaps?.list(node) ?? [];
  return all
    .filter(({ isInconsistent, storedBytes }) => !isInconsistent && storedBytes <= BITMAP_BUDGET)
    .map((bitmap) => {
      const { name, granularity, isEnabled } = bitmap;
      const bits = new Uint8Array(bitmap.storedBytes);
      bitmap.readStored(0, bits);
      return { name, granularity, isEnabled, bits };
    });
}

function* nothing(): Task<void> {}
