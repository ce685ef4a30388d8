// Cutting what is converted into pieces: runs of one kind, as the block status of the sources says,
// none longer than a worker's buffer where it has to be read.
import { alignDown, alignUp } from '../base/align.ts';
import { IoError } from '../base/errors.ts';
import type { BlockNode, WriteFlags } from '../block/node.ts';
import { read, statusAbove } from '../block/request.ts';
import type { Task } from '../task/task.ts';

const SECTOR = 512;
/** Sectors that are asked about at most. */
const MAX_REQUEST = 4194303;
/** Sectors of a worker's buffer, unless the target prefers more. */
const PIECE = 4096;
const MAX_PIECE = 32768;

/** What a conversion tells while it runs. Offsets and positions are in bytes. */
export interface ConvertObserver {
  /** Percent of the sectors that are to be copied. */
  readonly progress: (percent: number) => void;
  readonly readFailed: (position: number, errno: number) => void;
  readonly writeFailed: (position: number, errno: number) => void;
  readonly statusFailed: (offset: number, errno: number) => void;
  /** Salvaging: a sector that cannot be read counts as zeroes. */
  readonly sectorLost: (offset: number, errno: number) => void;
  /** Salvaging: the status of a sector cannot be had, so it is read as if it were data. */
  readonly statusLost: (offset: number, errno: number) => void;
}

/** One conversion. */
export interface ConvertJob {
  /** Copied one behind the other. */
  readonly sources: readonly BlockNode[];
  readonly target: BlockNode;
  /** It has just been created. */
  readonly isTargetNew: boolean;
  /** The caller says that all of the target reads as zeroes. */
  readonly isTargetZero: boolean;
  /** What the first source does not hold itself is left to the target's backing file. */
  readonly targetHasBacking: boolean;
  readonly compresses: boolean;
  /** Zeroes are looked for in runs of so many sectors; 0: everything is written. */
  readonly sparseSectors: number;
  readonly workers: number;
  /** Write in the order of the disk. */
  readonly keepsOrder: boolean;
  /** Go on over sectors that cannot be read. */
  readonly salvages: boolean;
  /** Hand data over as it is: no zeroes are looked for in it. */
  readonly copiesRanges: boolean;
  /** Flags of every write. */
  readonly flags: WriteFlags;
  readonly observer: ConvertObserver;
}

/** `backing`: reads the same through the target's backing file. */
export type PieceKind = 'data' | 'zero' | 'backing';

/** A run of sectors of the target. */
export interface ConvertPiece {
  readonly first: number;
  readonly sectors: number;
  readonly kind: PieceKind;
}

interface Source {
  readonly node: BlockNode;
  /** Sectors. */
  readonly length: number;
  /** Pieces end at multiples of so many sectors where they can. */
  readonly alignment: number;
  /** Where it begins in the target. */
  readonly start: number;
}

/** The pieces of one job, asked for in order. */
export class ConvertPieces {
  readonly totalSectors: number;
  /** Sectors that a worker's buffer must hold. */
  readonly pieceSectors: number;
  /** Sectors: what the target can write without reading first, and at least the sparse size. */
  readonly alignment: number;
  readonly isTargetZero: boolean;
  readonly #job: ConvertJob;
  readonly #sources: Source[] = [];
  /** Where the target's backing file ends; undefined where that is not known. */
  readonly #backingEnd: number | undefined;
  /** Undefined where pieces need not be whole clusters. */
  readonly #clusterSectors: number | undefined;
  #kind: PieceKind = 'data';
  #knownUntil = 0;

  constructor(job: ConvertJob) {
    const { sources, target, sparseSectors, compresses } = job;
    this.#job = job;
    let start = 0;
    for (const node of sources) {
      const length = alignUp(node.length(), SECTOR) / SECTOR;
      const request = Math.ceil(node.limits.requestAlignment / SECTOR);
      const alignment = Math.max(request, (node.describe()?.clusterSize ?? 0) / SECTOR);
      this.#sources.push({ node, length, alignment, start });
      start += length;
    }
    this.totalSectors = start;
    const { requestAlignment, discardAlignment } = target.limits;
    const preferred = Math.max(PIECE, Math.floor(discardAlignment / SECTOR));
    this.#clusterSectors = compresses ? (target.describe()?.clusterSize ?? 0) / SECTOR : undefined;
    this.pieceSectors = this.#clusterSectors ?? Math.min(MAX_PIECE, preferred);
    const search = sparseSectors === 0 ? 0 : 2 ** Math.floor(Math.log2(sparseSectors));
    this.alignment = Math.max(search, Math.ceil(requestAlignment / SECTOR));
    const mayTrust = job.isTargetNew && sparseSectors > 0 && !job.targetHasBacking;
    this.isTargetZero = job.isTargetZero || (mayTrust && target.hasZeroInit());
    const backing = job.isTargetNew ? target.backing : undefined;
    this.#backingEnd = backing && alignUp(backing.length(), SECTOR) / SECTOR;
  }

  /** Asks for all pieces once: the sectors to be copied, or undefined after a reported failure. */
  *count(): Task<number | undefined> {
    let allocated = 0;
    for (let sector = 0; sector < this.totalSectors;) {
      const piece = yield* this.#pieceAt(sector);
      if (piece === undefined) return undefined;
      const isWritten =
        piece.kind === 'data' || (this.#job.sparseSectors === 0 && piece.kind === 'zero');
      if (isWritten) allocated += piece.sectors;
      sector += piece.sectors;
    }
    this.#knownUntil = 0;
    return allocated;
  }

  /** The piece that begins at `sector`; undefined after a failure that was reported. */
  *at(sector: number): Task<ConvertPiece | undefined> {
    const piece = yield* this.#pieceAt(sector);
    if (piece === undefined || piece.kind !== 'zero' || this.#job.sparseSectors > 0) return piece;
    return { ...piece, sectors: Math.min(piece.sectors, this.pieceSectors) };
  }

  *#pieceAt(sector: number): Task<ConvertPiece | undefined> {
    let sectors = Math.min(this.totalSectors - sector, MAX_REQUEST);
    let isPastBacking = false;
    if (this.#backingEnd !== undefined) {
      isPastBacking = sector >= this.#backingEnd;
      if (!isPastBacking) sectors = Math.min(sectors, this.#backingEnd - sector);
    }
    if (this.#knownUntil <= sector) {
      const run = yield* this.#askStatus(this.#sourceAt(sector), sector, sectors);
      if (run === undefined) return undefined;
      ({ sectors } = run);
      const { targetHasBacking } = this.#job;
      if (run.zero) this.#kind = isPastBacking ? 'backing' : 'zero';
      else this.#kind = run.data || !targetHasBacking ? 'data' : 'backing';
      this.#knownUntil = sector + sectors;
    }
    sectors = Math.min(sectors, this.#knownUntil - sector);
    if (this.#kind === 'data') sectors = Math.min(sectors, this.pieceSectors);
    const cluster = this.#clusterSectors;
    if (cluster !== undefined) {
      // What is compressed are whole clusters, even where only a part of one is data.
      if (sectors < cluster) {
        sectors = Math.min(cluster, this.totalSectors - sector);
        this.#kind = 'data';
      } else {
        sectors = alignDown(sectors, cluster);
      }
    }
    return { first: sector, sectors, kind: this.#kind };
  }

  #sourceAt(sector: number): Source {
    const source = this.#sources.findLast(({ start, length }) => start <= sector && length > 0);
    if (source === undefined) throw new RangeError(`no source has sector ${sector}`);
    return source;
  }

  /** Status of at most `sectors`, as far as they belong to `source`. */
  *#askStatus(
    source: Source,
    sector: number,
    sectors: number,
  ): Task<{ sectors: number; data: boolean; zero: boolean } | undefined> {
    const { salvages, observer, targetHasBacking } = this.#job;
    const { node, alignment, start } = source;
    const offset = (sector - start) * SECTOR;
    const last = targetHasBacking ? withoutFilters(node) : undefined;
    let asked = sectors;
    let found: { length: number; data: boolean; zero: boolean } | undefined;
    while (found === undefined) {
      try {
        found = yield* statusAbove(node, offset, asked * SECTOR, true, last);
      } catch (error) {
        if (!(error instanceof IoError)) throw error;
        if (!salvages) {
          observer.statusFailed(offset, error.errno);
          return undefined;
        }
        if (asked === 1) {
          observer.statusLost(offset, error.errno);
          found = { length: SECTOR, data: true, zero: false };
        } else {
          asked = Math.ceil(asked / 4);
        }
      }
    }
    const length = Math.ceil(found.length / SECTOR);
    const tail = (sector - start + length) % alignment;
    return {
      sectors: length > tail ? length - tail : length,
      data: found.data,
      zero: found.zero,
    };
  }

  /** Fills `bytes` from `sector` on, from several sources where it reaches that far. */
  *read(sector: number, bytes: Uint8Array): Task<void> {
    const { salvages, observer } = this.#job;
    let singlyUntil = 0;
    for (let done = 0; done < bytes.length;) {
      const at = sector + done / SECTOR;
      const { node, start, length } = this.#sourceAt(at);
      const offset = (at - start) * SECTOR;
      let count = Math.min(bytes.length - done, (start + length - at) * SECTOR);
      if (singlyUntil > offset) count = SECTOR;
      const target = bytes.subarray(done, done + count);
      try {
        yield* read(node, offset, target);
      } catch (error) {
        if (!(error instanceof IoError) || !salvages) throw error;
        if (count > SECTOR) {
          singlyUntil = offset + count;
          continue;
        }
        observer.sectorLost(offset, error.errno);
        target.fill(0);
      }
      done += count;
    }
  }
}

function withoutFilters(node: BlockNode): BlockNode {
  let below = node;
  while (below.isFilter && below.primary !== undefined) below = below.primary;
  return below;
}
