// Internal snapshots as `qemu-img info` lists them.
import type { Snapshot } from '../../../engine/index.ts';
import { cutText, encodeText } from '../../../engine/index.ts';
import type { JsonValue } from '../shared/json-text.ts';
import { formatSize } from '../shared/text.ts';

/** Bytes that a list has room for; what stands in an image may be longer. */
const MAX_ID = 127;
const MAX_NAME = 255;
const NO_ICOUNT = 2n ** 64n - 1n;
const SECOND = 1_000_000_000n;

/** The lines of the table, its header first. Dates are UTC. */
export const snapshotTable = (snapshots: readonly Snapshot[]): string[] => [
  row('ID', 'TAG', 'VM SIZE', 'DATE', 'VM CLOCK', 'ICOUNT'),
  ...snapshots.map((snapshot) =>
    row(
      cutText(snapshot.id, MAX_ID),
      cutText(snapshot.name, MAX_NAME),
      formatSize(snapshot.vmStateSize),
      formatDate(snapshot.dateSeconds),
      formatClock(snapshot.vmClock),
      snapshot.icount === NO_ICOUNT ? '' : String(BigInt.asIntN(64, snapshot.icount)),
    ),
  ),
];

function row(
  id: string,
  name: string,
  size: string,
  date: string,
  clock: string,
  icount: string,
): string {
  const left = `${padded(id, 9)} ${padded(name, 16)} ${size.padStart(8)}`;
  return `${left}${date.padStart(20)}${clock.padStart(13)}${icount.padStart(11)}`;
}

/** Columns are counted in bytes, not in characters. */
const padded = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - encodeText(text).length));

const pad = (value: number | bigint, width = 2): string => String(value).padStart(width, '0');

function formatClock(vmClock: bigint): string {
  const seconds = vmClock / SECOND;
  const milliseconds = (vmClock % SECOND) / 1_000_000n;
  const hours = pad(seconds / 3600n);
  return `${hours}:${pad((seconds / 60n) % 60n)}:${pad(seconds % 60n)}.${pad(milliseconds, 3)}`;
}

/** `2026-11-21 02:00:59`, in UTC, from seconds since the epoch. */
function formatDate(epochSeconds: number): string {
  const days = Math.floor(epochSeconds / 86400);
  const second = epochSeconds - days * 86400;
  const { year, month, day } = civilDate(days);
  const parts = [second / 3600, (second / 60) % 60, second % 60];
  const time = parts.map((part) => pad(Math.floor(part))).join(':');
  return `${year}-${pad(month)}-${pad(day)} ${time}`;
}

/** Years counted from March, so that the leap day is the last day of one; eras of 400 years. */
function civilDate(epochDays: number): { year: number; month: number; day: number } {
  const days = epochDays + 719468;
  const era = Math.floor(days / 146097);
  const dayOfEra = days - era * 146097;
  const leapDays =
    Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36524) + Math.floor(dayOfEra / 146096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return { year: era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day };
}

/** As JSON has it: what is above 2^63 shows as less than zero. */
const signed = (value: bigint): bigint => BigInt.asIntN(64, value);

/** The list as JSON. */
export const snapshotsJson = (snapshots: readonly Snapshot[]): JsonValue =>
  snapshots.map((snapshot) => {
    const members = new Map<string, JsonValue>([
      ['id', cutText(snapshot.id, MAX_ID)],
      ['name', cutText(snapshot.name, MAX_NAME)],
      ['vm-state-size', signed(snapshot.exactVmStateSize ?? BigInt(snapshot.vmStateSize))],
      ['date-sec', snapshot.dateSeconds],
      ['date-nsec', snapshot.dateNanoseconds],
      ['vm-clock-sec', Number(snapshot.vmClock / SECOND)],
      ['vm-clock-nsec', Number(snapshot.vmClock % SECOND)],
    ]);
    if (snapshot.icount !== NO_ICOUNT) {
      members.set('icount', signed(snapshot.icount));
    }
    return members;
  });
