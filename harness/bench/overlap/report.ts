// The tables that `npm run bench overlap` prints.
import { formatTable } from '../table.ts';
import {
  cachedAgainstNone,
  CREATE_SIZES_MIB,
  type CreateCost,
  type CreateTimes,
  measureCreates,
  operationCounts,
} from './create.ts';
import { imageMemory, INDEX_ALONE, indexMemory, LARGE_IMAGES } from './memory.ts';
import { measureOpening, OPENED_MIB } from './opening.ts';
import type { ProcessorTime } from './processor-time.ts';
import { measureRandomWrites, WRITES } from './writes.ts';

/** Columns that both tables of processor time have. */
const TITLE = ['', 'real user', 'user+sys', 'ours user', 'user+sys'];

const seconds = (value: number): string => `${value.toFixed(2)} s`;
const times = (value: number): string => `${value.toFixed(2)} x`;
const share = (part: number, whole: number): string => (part / whole).toFixed(3);
const both = ({ user, total }: ProcessorTime): string[] => [seconds(user), seconds(total)];

/** Processor time of create, ours against the real tool's and against no protection. */
export function createText(): string {
  const found = measureCreates();
  const largest = CREATE_SIZES_MIB.at(-1) ?? 0;
  const { cached, none } = cachedAgainstNone(largest);
  const growth = ({ ours }: CreateTimes, at: number): string =>
    at === 0 ? '' : times(ours.user / (found[at - 1]?.ours.user ?? NaN));
  const rows = found.map((row, at) => [
    `${row.sizeMib} MiB`,
    ...both(row.real),
    ...both(row.ours),
    share(row.ours.user, row.real.user),
    share(row.ours.total, row.real.total),
    growth(row, at),
  ]);
  const title = [...TITLE, 'user', 'user+sys', 'growth'];
  return [
    'create -o preallocation=metadata,cluster_size=512: processor time, median of 3, same bytes\n',
    formatTable([title, ...rows]),
    `in one process, ${largest} MiB, user time: cached ${seconds(cached)}, none ${seconds(none)}, `,
    `ratio ${share(cached, none)}\n`,
  ].join('');
}

/** The figures of the proposal for 2 GiB, with 15 expanded windows and with one. */
const PROPOSED = {
  inserts: '82266',
  removes: '14',
  queries: '312265',
  listToMap: ['1053', '135943'],
  mapToList: ['1038', '66546'],
};

/** What is done to the index while 2 GiB are created, beside the proposal's figures. */
export function countsText(): string {
  const ours = [15, 1].map((windows) => operationCounts(2048, windows));
  const row = (
    what: string,
    proposed: string | readonly string[],
    figure: (found: CreateCost) => number,
  ): string[] => {
    const [many, one] = typeof proposed === 'string' ? [proposed, proposed] : proposed;
    return [
      what,
      many ?? '',
      String(figure(ours[0] as CreateCost)),
      one ?? '',
      String(figure(ours[1] as CreateCost)),
    ];
  };
  const { inserts, removes, queries, listToMap, mapToList } = PROPOSED;
  return [
    'operations of the index, create of 2 GiB\n',
    formatTable([
      ['', 'proposal, 15', 'ours, 15', 'proposal, 1', 'ours, 1'],
      row('inserts', inserts, (found) => found.inserts),
      row('removes', removes, (found) => found.removes),
      row('queries', queries, (found) => found.queries),
      row('list-to-map', listToMap, (found) => found.listToMap),
      row('map-to-list', mapToList, (found) => found.mapToList),
      row('bytes', ['about 371000', ''], (found) => found.bytes),
    ]),
    'Inserts: the header has no entry here, it is tested by its offset; opening the image again\n',
    'at the end enters all tables once more and is not counted. Removes, queries: the proposal\n',
    'was measured on the QEMU of 2014, ours asks where QEMU 7.2 does. Conversions: as many\n',
    'windows, given up in the order of their last use.\n',
  ].join('');
}

/** Writes of one sector at random places. */
export function writesText(): string {
  const rows = measureRandomWrites().map(({ template, real, ours }) => [
    template,
    ...both(real),
    ...both(ours),
    share(ours.user, real.user),
  ]);
  return [
    `${WRITES} writes of 512 bytes at random places of 1 GiB, preallocated, cluster_size=512, `,
    'whole programs, median of 3\n',
    formatTable([[...TITLE, 'user'], ...rows]),
  ].join('');
}

/** Bytes of the index of large images. */
export function memoryText(): string {
  const rows = [
    ...LARGE_IMAGES.map((large) => ({ large, found: imageMemory(large) })),
    { large: INDEX_ALONE, found: indexMemory(INDEX_ALONE) },
  ].map(({ large, found }) => [
    large.what,
    String(found.tables),
    String(found.windows),
    String(found.bytes),
    `at most ${large.promised}`,
  ]);
  return [
    'index memory in bytes, right after opening a sparse image with all its tables\n',
    formatTable([['', 'tables', 'windows', 'bytes', 'promised'], ...rows]),
  ].join('');
}

/** What protecting the tables of snapshots costs when an image is opened. */
export function openingText(): string {
  const rows = measureOpening().map(({ template, ms, tables, bytes }) => [
    template,
    `${ms.toFixed(1)} ms`,
    String(tables),
    String(bytes),
  ]);
  return [
    `opening and closing ${OPENED_MIB} MiB in 512-byte clusters with 4 snapshots, median of 5\n`,
    formatTable([['', 'time', 'tables', 'bytes'], ...rows]),
  ].join('');
}
