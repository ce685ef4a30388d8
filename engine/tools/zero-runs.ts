// Runs of zero sectors in a buffer: what need not be written where the target reads as zeroes.
//
// Runs end at multiples of `alignment` counted from the start of the disk, so that the writes
// between them begin and end where the target can take them without reading first.

const SECTOR = 512;
const WORDS_PER_SECTOR = SECTOR / 4;

/** A run of sectors that are all written, or all left out. */
export interface SectorRun {
  readonly isData: boolean;
  readonly sectors: number;
}

/** How finely zeroes are looked for, in sectors. */
export interface ZeroSearch {
  /** Fewer zero sectors than this between data are written along with it. */
  readonly minZeroes: number;
  /** A power of two. */
  readonly alignment: number;
}

/** Whether `count` bytes from `start` are zero; both are multiples of 4. */
export function isZeroRange(words: Uint32Array, start: number, count: number): boolean {
  const end = (start + count) / 4;
  for (let at = start / 4; at < end; at += 1) {
    if (words[at] !== 0) return false;
  }
  return true;
}

const isZeroSector = (words: Uint32Array, index: number): boolean => {
  const end = (index + 1) * WORDS_PER_SECTOR;
  for (let at = index * WORDS_PER_SECTOR; at < end; at += 1) {
    if (words[at] !== 0) return false;
  }
  return true;
};

/**
 * The run that begins at sector `from` of `words`, which holds `count` sectors; its first one is
 * sector `first` of the disk. A zero run that lies within one unit of the alignment counts as data.
 */
function plainRun(
  words: Uint32Array,
  { from, count, first }: { from: number; count: number; first: number },
  alignment: number,
): SectorRun {
  const left = count - from;
  const isZero = isZeroSector(words, from);
  let sectors = 1;
  while (sectors < left && isZeroSector(words, from + sectors) === isZero) sectors += 1;
  if (sectors === left) return { isData: !isZero, sectors };
  const tail = (first + from + sectors) % alignment;
  if (tail === 0) return { isData: !isZero, sectors };
  if (isZero && sectors > tail) return { isData: false, sectors: sectors - tail };
  return { isData: true, sectors: Math.min(sectors + alignment - tail, left) };
}

/**
 * The run to be written or left out that begins at sector `from` of `words`; see plainRun(). Data
 * goes on over zero runs that are shorter than `minZeroes`, but does not end with one.
 */
export function nextRun(
  words: Uint32Array,
  place: { readonly from: number; readonly count: number; readonly first: number },
  { minZeroes, alignment }: ZeroSearch,
): SectorRun {
  const { from, count, first } = place;
  const enough = Math.min(minZeroes, count - from);
  const start = plainRun(words, place, alignment);
  if (!start.isData) return start;
  let used = start.sectors;
  let checked = start.sectors;
  while (from + checked < count) {
    const next = plainRun(words, { from: from + checked, count, first }, alignment);
    checked += next.sectors;
    if (next.isData) used = checked;
    else if (next.sectors >= enough) break;
  }
  return { isData: true, sectors: used };
}
