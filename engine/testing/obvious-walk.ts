// What the index must answer, found the obvious way: by going through every table of the image.
import { rangesOverlap } from '../base/align.ts';
import { forEachOffset } from '../qcow2/format/l2-entry.ts';
import { type Image, refcountBlockOffset } from '../qcow2/state/image.ts';
import type { Section } from '../qcow2/owners/sections.ts';

/** A table as it stands in the file; bytes. */
interface Table {
  readonly section: Section;
  readonly offset: number;
  readonly length: number;
}

/** QEMU's order of tests. */
const ORDER: readonly Section[] = [
  'qcow2_header',
  'active L1 table',
  'refcount table',
  'snapshot table',
  'inactive L1 table',
  'active L2 table',
  'refcount block',
  'inactive L2 table',
];

/** All tables of the image. `readFile` reads the snapshots' L1 tables from the file's bytes. */
export function walkTables(
  image: Image,
  readFile: (offset: number, length: number) => Uint8Array,
): Table[] {
  const { header, geometry } = image;
  const size = geometry.clusterSize;
  const tables: Table[] = [
    { section: 'qcow2_header', offset: 0, length: size },
    { section: 'active L1 table', offset: header.l1TableOffset, length: image.l1.length },
    {
      section: 'refcount table',
      offset: header.refcountTableOffset,
      length: image.refcountTable.length,
    },
    {
      section: 'snapshot table',
      offset: header.snapshotsOffset,
      length: image.snapshotTableSize,
    },
  ];
  forEachOffset(image.l1, (_index, offset) =>
    tables.push({ section: 'active L2 table', offset, length: size }),
  );
  for (let slot = 0; slot < image.refcountTableEntries; slot += 1) {
    const offset = refcountBlockOffset(image.refcountTable, slot);
    if (offset !== 0) tables.push({ section: 'refcount block', offset, length: size });
  }
  for (const { l1TableOffset, l1Size } of image.snapshots) {
    tables.push({ section: 'inactive L1 table', offset: l1TableOffset, length: l1Size * 8 });
    forEachOffset(readFile(l1TableOffset, l1Size * 8), (_index, offset) =>
      tables.push({ section: 'inactive L2 table', offset, length: size }),
    );
  }
  return tables.filter(({ length }) => length > 0);
}

/** The first section that owns a byte of the cluster at `offset`, other than the ignored one. */
export function ownerOfCluster(
  tables: readonly Table[],
  offset: number,
  size: number,
  ignored?: Section,
): Section | undefined {
  const hits = tables
    .filter((table) => table.section !== ignored || ignored === 'qcow2_header')
    .filter((table) => rangesOverlap(table.offset, table.length, offset, size))
    .map(({ section }) => section);
  return ORDER.find((section) => hits.includes(section));
}
