// Runs one random case on our engine and on the real tools, and says where they differ.
//
// The real tools race inside one large request. Before a difference counts, the real run is
// repeated: a case whose real runs differ among themselves is 'varies' unless ours equals one of
// them.
import type { Engine } from '../engines/engine.ts';
import { filterDates, filterIo } from '../golden/filters.ts';
import { BACKING, FAULTS, IMAGE, type RandomCase } from './random-case.ts';
import { withDatesOf } from './snapshot-dates.ts';

/** Real runs before a difference counts. */
const REPEATS = 7;

export type Comparison =
  | { readonly kind: 'equal' }
  /** The real tool aborts; ours must not, and there is nothing to compare. */
  | { readonly kind: 'aborts' }
  /** Real runs differ among themselves, and none of those seen equals ours. */
  | { readonly kind: 'varies' }
  | { readonly kind: 'different'; readonly where: string };

/** Exit status of a tool that a failed assertion ended: 128 + SIGABRT. */
const ABORTED = 134;

interface Outcome {
  /** What each command line printed and returned. */
  readonly texts: readonly string[];
  readonly image: Uint8Array;
  readonly hasAborted: boolean;
}

export type EngineMaker = () => Engine;

/** Compares text, exit status and every byte of the image. */
export function compareEngines(
  randomCase: RandomCase,
  native: EngineMaker,
  real: EngineMaker,
): Comparison {
  const ours = runOn(native, randomCase);
  const first = withDatesOf(ours, runOn(real, randomCase));
  if (differenceOf(ours, first) === undefined) {
    return { kind: 'equal' };
  }
  if (first.hasAborted) {
    return { kind: 'aborts' };
  }
  let varies = false;
  for (let run = 1; run < REPEATS; run += 1) {
    const again = withDatesOf(ours, runOn(real, randomCase));
    if (differenceOf(ours, again) === undefined) return { kind: 'equal' };
    varies ||= differenceOf(first, again) !== undefined;
  }
  return varies
    ? { kind: 'varies' }
    : { kind: 'different', where: differenceOf(ours, first) ?? 'nowhere' };
}

function runOn(make: EngineMaker, { faults, lines }: RandomCase): Outcome {
  const engine = make();
  try {
    engine.writeFile(BACKING, backingBytes());
    if (faults !== undefined) engine.writeFile(FAULTS, new TextEncoder().encode(faults));
    let hasAborted = false;
    const texts = lines.map(({ program, argv }) => {
      const { text, status } = engine.run(program, argv);
      hasAborted ||= status === ABORTED;
      const shown = filterDates(filterIo(text));
      return `${program} ${argv.join(' ')}\n${shown}exit status ${status}\n`;
    });
    return { texts, image: engine.readFile(IMAGE), hasAborted };
  } finally {
    engine.close();
  }
}

/** 700 KiB that are zero in places and odd in length: most disks are longer. */
function backingBytes(): Uint8Array {
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
    return undefined;
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
