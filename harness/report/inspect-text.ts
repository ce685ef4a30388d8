// What `blkdrill inspect` and `blkdrill diff` print: short, and bounded whatever the image holds.
import {
  type Difference,
  formatOwner,
  type ImageDiff,
  type InspectedEncryption,
  type Inspection,
} from '../../engine/index.ts';
import { plural } from '../golden/plural.ts';
import { encryptionLines } from './luks-text.ts';

/** Entries of a list that are printed. */
const SHOWN = 16;

type Run = Inspection['leaks'][number];

const runText = ({ start, count }: Run): string =>
  count === 1 ? `${start}` : `${start}-${start + count - 1}`;

const usedText = ({ used, entries }: { readonly used: number; readonly entries: number }): string =>
  `${used} of ${plural(entries, 'entry', 'entries')} used`;

function runsText(runs: readonly Run[]): string {
  const shown = runs.slice(0, SHOWN).map(runText);
  return [...shown, ...(runs.length > SHOWN ? [`... (${runs.length} ranges)`] : [])].join(', ');
}

const counted = (count: number, runs: readonly Run[]): string =>
  count === 0 ? '0' : `${count}: ${runsText(runs)}`;

/** An image, and how it is encrypted. */
export interface InspectedImage {
  readonly found: Inspection;
  readonly encryption: InspectedEncryption | undefined;
}

/** An inspection as lines. */
export function inspectionLines({ found, encryption }: InspectedImage): string[] {
  const { header, features, snapshots, extensions, bitmaps } = found;
  const { l1, refcountTable, clusterSize, layout, owners } = found;
  const lines = ['header'];
  for (const [name, value] of header) lines.push(`  ${name.padEnd(24)}${value}`);
  lines.push(`features: ${features.join(', ') || 'none'}`);
  if (found.backingFile !== undefined) lines.push(`backing file: ${found.backingFile}`);
  lines.push(`snapshots: ${snapshots.length}`);
  for (const { id, name } of snapshots.slice(0, SHOWN)) lines.push(`  ${id} ${name}`);
  if (extensions.length > 0) {
    const list = extensions.slice(0, SHOWN).map(({ name, length }) => `${name} (${length})`);
    lines.push(`header extensions: ${list.join(', ')}${extensions.length > SHOWN ? ', ...' : ''}`);
  }
  if (bitmaps.length > 0) lines.push(`bitmaps: ${bitmaps.length}`);
  for (const { name, granularity, flags } of bitmaps.slice(0, SHOWN)) {
    lines.push(`  ${name}: granularity ${granularity}, flags 0x${flags.toString(16)}`);
  }
  lines.push(...encryptionLines(encryption));
  lines.push(`L1 table: ${usedText(l1)}`);
  lines.push(`refcount table: ${usedText(refcountTable)}`);
  lines.push(`host clusters: ${layout.hostClusters} of ${clusterSize} bytes`);
  for (const { kind, clusters, runs } of owners) {
    lines.push(`  ${kind.padEnd(24)}${counted(clusters, runs)}`);
  }
  lines.push(`holes: ${counted(layout.holeCount, layout.holes)}`);
  lines.push(`leaks: ${counted(found.leakCount, found.leaks)}`);
  lines.push(`overlaps: ${layout.overlaps.length}`);
  for (const { cluster, owners: claims } of layout.overlaps.slice(0, SHOWN)) {
    const more = claims.length > SHOWN ? ', ...' : '';
    lines.push(`  ${cluster}: ${claims.slice(0, SHOWN).map(formatOwner).join(', ')}${more}`);
  }
  if (layout.overlaps.length > SHOWN) lines.push('  ...');
  return lines;
}

/** The same for programs: lists are cut at as many entries, counts are whole. */
export function inspectionValue({ found, encryption }: InspectedImage): unknown {
  const { header, layout, owners, leaks, leakCount, ...rest } = found;
  const cut = (runs: readonly Run[]): string[] => runs.slice(0, SHOWN).map(runText);
  return {
    header: Object.fromEntries(header),
    ...rest,
    ...(encryption && { encryption }),
    hostClusters: layout.hostClusters,
    owners: owners.map(({ kind, clusters, runs }) => ({ kind, clusters, ranges: cut(runs) })),
    holes: { clusters: layout.holeCount, ranges: cut(layout.holes) },
    leaks: { clusters: leakCount, ranges: cut(leaks) },
    overlaps: {
      clusters: layout.overlaps.length,
      first: layout.overlaps.slice(0, SHOWN).map(({ cluster, owners: claims }) => ({
        cluster,
        owners: claims.slice(0, SHOWN).map(formatOwner),
      })),
    },
  };
}

/** Whether guest contents are equal: the first guest byte that is not, undefined when all are. */
export type ContentDifference = number | undefined;

const SECTIONS = [
  ['header', 'header'],
  ['owners', 'owners (clusters)'],
  ['guestMap', 'guest map'],
  ['refcounts', 'refcounts'],
] as const;

const differenceText = ({ what, a, b }: Difference): string => `  ${what}: ${a} | ${b}`;

/** A comparison as lines: the sections that differ, then the guest content. */
export function diffLines(diff: ImageDiff, content: ContentDifference): string[] {
  const lines: string[] = [];
  for (const [name, title] of SECTIONS) {
    const found = diff[name];
    if (found.length === 0) continue;
    lines.push(title, ...found.slice(0, SHOWN).map(differenceText));
    if (found.length > SHOWN) lines.push(`  ... and ${found.length - SHOWN} more`);
  }
  const where = content === undefined ? '' : ` from offset 0x${content.toString(16)} on`;
  lines.push(`guest content: ${content === undefined ? 'equal' : 'different'}${where}`);
  return lines;
}

/** The same for programs, with lists cut. */
export const diffValue = (diff: ImageDiff, content: ContentDifference): unknown => ({
  ...Object.fromEntries(SECTIONS.map(([name]) => [name, diff[name].slice(0, SHOWN)])),
  counts: Object.fromEntries(SECTIONS.map(([name]) => [name, diff[name].length])),
  guestContent: content === undefined ? 'equal' : 'different',
  ...(content === undefined ? {} : { firstDifference: content }),
});

/** Nothing differs. */
export const isSame = (diff: ImageDiff, content: ContentDifference): boolean =>
  content === undefined && SECTIONS.every(([name]) => diff[name].length === 0);
