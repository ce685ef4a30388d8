// What `blkdrill stats` prints: the figures of the metadata index in columns, one for each moment.
import type { ImageProtection } from '../../engine/index.ts';
import { plural } from '../golden/plural.ts';

/** The figures of one moment; offsets and sizes in bytes. */
export interface ImageStatistics extends ImageProtection {
  /** Behind the last used cluster; undefined where the refcounts cannot be read. */
  readonly endOfUse: number | undefined;
}

/** After the image was opened, and after commands if there were any. */
export interface StatisticsReport {
  readonly opened: ImageStatistics;
  readonly afterwards: ImageStatistics | undefined;
}

/** Rows in their order: what people and programs read, and the figure. */
const ROWS: readonly (readonly [string, string, (found: ImageStatistics) => number | undefined])[] =
  [
    ['tables entered', 'inserts', ({ inserts }) => inserts],
    ['tables taken out', 'removes', ({ removes }) => removes],
    ['questions', 'queries', ({ queries }) => queries],
    ['list-to-map conversions', 'list-to-map', ({ listToMap }) => listToMap],
    ['map-to-list conversions', 'map-to-list', ({ mapToList }) => mapToList],
    ['windows', 'windows', ({ windows }) => windows],
    ['expanded windows', 'expanded-windows', ({ expandedWindows }) => expandedWindows],
    ['index bytes', 'bytes', ({ bytes }) => bytes],
    ['end of metadata', 'end-of-metadata', ({ endOfMetadata }) => endOfMetadata],
    ['highest used host offset', 'highest-used-offset', ({ endOfUse }) => endOfUse],
  ];

const shown = (figure: number | undefined): string => String(figure ?? 'unknown');

/** The report as lines. */
export function statisticsLines({ opened, afterwards }: StatisticsReport): string[] {
  const { sections, maxExpandedWindows, maxBytes } = opened;
  const moments = afterwards === undefined ? [opened] : [opened, afterwards];
  const cells = moments.map((found) => ROWS.map(([, , figure]) => shown(figure(found))));
  const titles = ['after opening', 'after the commands'];
  const widths = cells.map((column, at) =>
    Math.max(titles[at]?.length ?? 0, ...column.map(({ length }) => length)),
  );
  const line = (title: string, row: readonly string[]): string =>
    `${title.padEnd(26)}${row.map((cell, at) => cell.padStart(widths[at] ?? 0)).join('  ')}`;
  return [
    `protected: ${sections.join(', ') || 'nothing'}`,
    `limits: ${plural(maxExpandedWindows, 'expanded window')}, ${plural(maxBytes, 'byte')}`,
    line('', titles.slice(0, moments.length)),
    ...ROWS.map(([title], at) =>
      line(
        title,
        cells.map((column) => column[at] ?? ''),
      ),
    ),
  ];
}

const figuresOf = (found: ImageStatistics): Record<string, number | null> =>
  Object.fromEntries(ROWS.map(([, key, figure]) => [key, figure(found) ?? null]));

/** The same for programs. */
export const statisticsValue = ({ opened, afterwards }: StatisticsReport): unknown => ({
  protected: opened.sections,
  limits: { 'expanded-windows': opened.maxExpandedWindows, bytes: opened.maxBytes },
  'after-opening': figuresOf(opened),
  ...(afterwards && { 'after-commands': figuresOf(afterwards) }),
});
