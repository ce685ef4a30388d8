// Second opinions: every sound image that a step leaves is read by programs of others as well, and
// what they make of it is held against what ours does.
import type { MemoryStorage } from '../../engine/index.ts';
import type { ReadersFolder, Reading, ReaderTemplate } from '../engines/command/foreign-reader.ts';
import { CHUNK, type Disk } from './disk.ts';
import { readerOf } from './image-reader.ts';
import { type ImageState, isJudged } from './image-state.ts';

/** How often a reader gave what ours gives, refused an image, or gave something else. */
export interface OpinionTally {
  readonly reader: string;
  readonly equal: number;
  readonly refused: number;
  readonly wrong: number;
}

interface Counts {
  equal: number;
  refused: number;
  wrong: number;
}

/** The opinions of some readers on the images of one case. */
export class SecondOpinions {
  readonly #templates: readonly ReaderTemplate[];
  readonly #folder: ReadersFolder;
  readonly #counts: readonly Counts[];
  /** What was read last of each image: nothing is read twice. */
  readonly #known = new Map<string, ImageState>();

  /** Whoever made the folder closes it. */
  constructor(templates: readonly ReaderTemplate[], folder: ReadersFolder) {
    this.#templates = templates;
    this.#folder = folder;
    this.#counts = templates.map(() => ({ equal: 0, refused: 0, wrong: 0 }));
  }

  /** Reads the images that have changed; returns where a reader gives something else, in words. */
  look(files: MemoryStorage): readonly string[] {
    const reader = readerOf(files);
    const changed = reader.images().flatMap((path) => {
      const state = reader.look(path);
      const isNew = this.#known.get(path) !== state;
      this.#known.set(path, state);
      return isNew && isJudged(state) ? [{ path, disk: state.disk }] : [];
    });
    if (changed.length === 0) return [];
    this.#folder.fill(files);
    return changed.flatMap(({ path, disk }) =>
      this.#templates.flatMap((template, index) => {
        const words = this.#folder.read(template, path, (reading) =>
          this.#count(index, reading, disk),
        );
        return words === undefined ? [] : [`${path}: ${template.words[0]}: ${words}`];
      }),
    );
  }

  #count(index: number, reading: Reading, disk: Disk): string | undefined {
    const counts = this.#counts[index] as Counts;
    if (reading.kind === 'refused') {
      counts.refused += 1;
      return undefined;
    }
    const words = differenceOf(reading, disk);
    if (words === undefined) counts.equal += 1;
    else counts.wrong += 1;
    return words;
  }

  tallies(): readonly OpinionTally[] {
    return this.#templates.map(({ text: reader }, index) => {
      return { reader, ...(this.#counts[index] as Counts) };
    });
  }
}

const ZEROES = new Uint8Array(CHUNK);

/** Where a reading is not what the disk holds; undefined: nowhere. */
export function differenceOf(
  { size, read }: Reading & { readonly kind: 'read' },
  disk: Disk,
): string | undefined {
  if (size !== disk.size) return `gives ${size} bytes, the disk has ${disk.size}`;
  const found = new Uint8Array(CHUNK);
  for (let at = 0; at < size; at += CHUNK) {
    const wanted = disk.chunks.get(at / CHUNK) ?? ZEROES;
    read(at, found);
    const length = Math.min(CHUNK, size - at);
    if (Buffer.compare(found.subarray(0, length), wanted.subarray(0, length)) === 0) continue;
    const byte = found.findIndex((value, index) => value !== wanted[index]);
    const hex = (value = 0): string => `0x${value.toString(16).padStart(2, '0')}`;
    const place = `0x${(at + byte).toString(16)}`;
    return `gives ${hex(found[byte])} at ${place}, by our engine ${hex(wanted[byte])}`;
  }
  return undefined;
}
