// Runs one random case on our engine and on the real tools, and says where they differ: where the
// real tools vary and no schedule of ours is found (settle.ts), what a guest and a check see must
// still be equal.
import type { ImageEncryption } from '../../engines/encrypted-argv.ts';
import type { Engine } from '../../engines/engine.ts';
import { filterDates, filterIo } from '../../golden/filters.ts';
import { choicesOf } from '../../engines/schedule.ts';
import { ABORTED, settle } from '../../engines/settle.ts';
import { type ImageView, viewImage } from './image-view.ts';
import { BACKING, DATA_FILE, FAULTS, IMAGE, type RandomCase } from './random-case.ts';
import { withDatesOf } from './snapshot-dates.ts';

export type Comparison =
  | { readonly kind: 'equal' }
  /** The real tool aborts, so there is nothing to compare; our engine must not abort. */
  | { readonly kind: 'aborts' }
  /** A real run equals ours under the schedule of this seed. */
  | { readonly kind: 'matched'; readonly seed: number; readonly varies: boolean }
  /** Real runs differ among themselves; a guest and a check see the same as in ours. */
  | { readonly kind: 'varies' }
  | { readonly kind: 'different'; readonly where: string };

interface Outcome {
  /** What each command line printed and returned. */
  readonly texts: readonly string[];
  readonly image: Uint8Array;
  /** Of the data file; empty where there is none. */
  readonly data: Uint8Array;
  readonly hasAborted: boolean;
}

export type EngineMaker = () => Engine;

/**
 * Compares text, exit status and every byte of the image. `mayMatch`: a stable difference may be
 * matched by another schedule too, as it may where requests meet.
 */
export function compareEngines(
  randomCase: RandomCase,
  native: EngineMaker,
  real: EngineMaker,
  mayMatch: boolean,
): Comparison {
  const made = madeFiles(randomCase, native, real);
  const ours = runOn(native, randomCase, made);
  const settled = settle({
    ours: (seed) => (seed === undefined ? ours : runOn(native, randomCase, made, seed)),
    // Dates are taken for equal where our own run, under whatever schedule, has one.
    theirs: () => withDatesOf(ours, runOn(real, randomCase, made)),
    differenceOf: (one, other) => differenceOf(one, withDatesOf(one, other)),
    hasAborted: (outcome) => outcome.hasAborted,
    mayMatch,
  });
  if (settled.kind !== 'different') return settled;
  const { seen, where } = settled;
  const isAlike = (known: Outcome): boolean => looksAlike(ours, known, randomCase.encryption);
  if (seen.length > 1 && seen.some(isAlike)) return { kind: 'varies' };
  return { kind: 'different', where };
}

/** Equal in guest content, kind of check result and file size. */
function looksAlike(
  ours: Outcome,
  theirs: Outcome,
  encryption: ImageEncryption | undefined,
): boolean {
  const view = ({ image, data }: Outcome): ImageView =>
    viewImage(
      image,
      new Map([
        [BACKING, backingBytes()],
        [DATA_FILE, data],
      ]),
      encryption,
    );
  const [a, b] = [view(ours), view(theirs)];
  return a.content === b.content && a.checkStatus === b.checkStatus && a.fileSize === b.fileSize;
}

type Files = ReadonlyMap<string, Uint8Array>;

/** The lines that the maker of a case runs: one, where nothing else is said. */
const madeCount = ({ madeLines = 1 }: RandomCase): number => madeLines;

/**
 * What the first lines of a case leave that has a maker; undefined where one fails, as it then does
 * on both sides.
 */
function madeFiles(
  randomCase: RandomCase,
  native: EngineMaker,
  real: EngineMaker,
): Files | undefined {
  const { maker, dataFile } = randomCase;
  const lines = randomCase.lines.slice(0, madeCount(randomCase));
  if (maker === undefined) return undefined;
  const engine = (maker === 'real' ? real : native)();
  try {
    engine.writeFile(BACKING, backingBytes());
    const isMade = lines.every(({ program, argv }) => engine.run(program, argv).status === 0);
    if (!isMade) return undefined;
    const names = [IMAGE, ...(dataFile === undefined ? [] : [dataFile])];
    return new Map(names.map((name) => [name, engine.readFile(name)]));
  } finally {
    engine.close();
  }
}

function runOn(
  make: EngineMaker,
  randomCase: RandomCase,
  made: Files | undefined,
  seed?: number,
): Outcome {
  const { faults, dataFile } = randomCase;
  const lines =
    made === undefined ? randomCase.lines : randomCase.lines.slice(madeCount(randomCase));
  const engine = make();
  try {
    if (seed !== undefined) engine.setChoices?.(() => choicesOf({ seed }));
    engine.writeFile(BACKING, backingBytes());
    for (const [name, bytes] of made ?? []) engine.writeFile(name, bytes);
    if (faults !== undefined) engine.writeFile(FAULTS, new TextEncoder().encode(faults));
    let hasAborted = false;
    const texts = lines.map(({ program, argv }) => {
      const { text, status } = engine.run(program, argv);
      hasAborted ||= status === ABORTED;
      const shown = filterDates(filterIo(text));
      return `${program} ${argv.join(' ')}\n${shown}exit status ${status}\n`;
    });
    const data = dataFile === undefined ? new Uint8Array(0) : engine.readFile(dataFile);
    return { texts, image: engine.readFile(IMAGE), data, hasAborted };
  } finally {
    engine.close();
  }
}

/** 700 KiB that are zero in places and odd in length: most disks are longer. */
export function backingBytes(): Uint8Array {
  const bytes = new Uint8Array(700 * 1024 + 512);
  for (let at = 0; at < bytes.length; at += 1) {
    bytes[at] = Math.floor(at / 5000) % 3 === 0 ? 0 : (at * 7) % 251;
  }
  return bytes;
}

/** The first difference, in words; undefined when there is none. */
function differenceOf(ours: Outcome, theirs: Outcome): string | undefined {
  const line = ours.texts.findIndex((text, index) => text !== theirs.texts[index]);
  if (line >= 0) {
    return `--- qemu\n${theirs.texts[line]}+++ native\n${ours.texts[line]}`;
  }
  const length = Math.max(ours.image.length, theirs.image.length);
  if (Buffer.compare(ours.image, theirs.image) === 0) {
    const isSame = Buffer.compare(ours.data, theirs.data) === 0;
    return isSame ? undefined : `data files of ${theirs.data.length} and ${ours.data.length} bytes`;
  }
  let at = 0;
  while (at < length && ours.image[at] === theirs.image[at]) at += 1;
  const around = (bytes: Uint8Array): string =>
    Buffer.from(bytes.subarray(at, at + 16)).toString('hex');
  return (
    `image bytes from ${at} (0x${at.toString(16)}): qemu ${around(theirs.image)}, ` +
    `native ${around(ours.image)}; lengths ${theirs.image.length} and ${ours.image.length}`
  );
}
