// The dates of snapshots: the one thing that two runs of the same commands cannot share.
//
// Our engine dates every snapshot alike, so its image tells where a date stands: in tables in
// force, and in old ones that nobody has overwritten. There, and only there, a plausible date in
// the other image is taken for equal.
import { CASE_DATE } from '../../engines/native.ts';

interface Dated {
  readonly image: Uint8Array;
}

/** Bytes of seconds and nanoseconds; entries start at multiples of 8, and so does the date. */
const DATE_BYTES = 8;
/** A run of the real tools dates its snapshots after this: 2021, in seconds since the epoch. */
const EARLIEST = 1_609_459_200;

/** `theirs` with our date wherever our image holds it and theirs holds a date of its own. */
export function withDatesOf<Outcome extends Dated>(ours: Dated, theirs: Outcome): Outcome {
  const from = viewOf(ours.image);
  const image = theirs.image.slice();
  const to = viewOf(image);
  const end = Math.min(from.byteLength, to.byteLength) - DATE_BYTES;
  for (let at = 0; at <= end; at += DATE_BYTES) {
    if (from.getUint32(at) !== CASE_DATE || from.getUint32(at + 4) !== 0) continue;
    if (to.getUint32(at) < EARLIEST || to.getUint32(at + 4) >= 1e9) continue;
    to.setUint32(at, CASE_DATE);
    to.setUint32(at + 4, 0);
  }
  return { ...theirs, image };
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
