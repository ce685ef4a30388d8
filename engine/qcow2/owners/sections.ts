// The nine parts of the metadata that are protected against overwriting, and which of them each
// template of overlap-check takes in.
//
// Eight of them have a bit in the metadata index, in the order in which QEMU tests them: where a
// cluster has several owners the lowest bit is reported. The ninth, the header, is tested by its
// offset before all others: it is always the first cluster.

/** Sections with a bit in the index, in the order of the tests. Named as messages name them. */
const INDEXED = [
  'active L1 table',
  'refcount table',
  'snapshot table',
  'inactive L1 table',
  'active L2 table',
  'refcount block',
  'inactive L2 table',
  'bitmap directory',
] as const;

/** A section that the index holds. */
export type IndexedSection = (typeof INDEXED)[number];
/** A part of the metadata, named as messages name it. */
export type Section = 'qcow2_header' | IndexedSection;

/** Bit of each section: 1, 2, 4, ... in the order of the tests. */
export const SECTION_BIT: Readonly<Record<Section, number>> = {
  'active L1 table': 1,
  'refcount table': 2,
  'snapshot table': 4,
  'inactive L1 table': 8,
  'active L2 table': 16,
  'refcount block': 32,
  'inactive L2 table': 64,
  'bitmap directory': 128,
  // Not in the index: only in the set of sections that are tested.
  qcow2_header: 256,
};

/** The section whose bit has that number. */
export function sectionAt(bit: number): IndexedSection | undefined {
  return INDEXED[bit];
}

/** The options that switch single sections, behind `overlap-check.`, in the order of QEMU's. */
export const SECTION_OPTIONS: ReadonlyMap<string, Section> = new Map([
  ['main-header', 'qcow2_header'],
  ['active-l1', 'active L1 table'],
  ['active-l2', 'active L2 table'],
  ['refcount-table', 'refcount table'],
  ['refcount-block', 'refcount block'],
  ['snapshot-table', 'snapshot table'],
  ['inactive-l1', 'inactive L1 table'],
  ['inactive-l2', 'inactive L2 table'],
  ['bitmap-directory', 'bitmap directory'],
]);

const CONSTANT: readonly Section[] = [
  'qcow2_header',
  'active L1 table',
  'refcount table',
  'snapshot table',
  'bitmap directory',
];
const CACHED: readonly Section[] = [
  ...CONSTANT,
  'active L2 table',
  'refcount block',
  'inactive L1 table',
];

/** What is tested under each template; the values of `overlap-check`. */
export const TEMPLATES: ReadonlyMap<string, ReadonlySet<Section>> = new Map([
  ['none', new Set<Section>()],
  ['constant', new Set(CONSTANT)],
  ['cached', new Set(CACHED)],
  ['all', new Set<Section>([...CACHED, 'inactive L2 table'])],
]);

/** Without any option. */
export const DEFAULT_SECTIONS: ReadonlySet<Section> = new Set(CACHED);
