// Tiny images, and the commands that sequences on them are made of: few bytes, at the edges that
// hurt.
import type { YamlValue } from '../../shapes/yaml-text.ts';

type StepText = { readonly [key: string]: YamlValue };

/** An image that sequences begin with. */
export interface Geometry {
  readonly name: string;
  /** Bytes of a cluster. */
  readonly cluster: number;
  /** A byte of the disk with an L2 table, or a cluster, that ends before it. */
  readonly border: number;
  /** Bytes of the disk. */
  readonly size: number;
  readonly begins: readonly StepText[];
}

const KIB = 1024;

const image = (name: string, words: string): StepText => ({
  img: `create -q -f qcow2 ${words.replaceAll('FILE', `$TEST_DIR/${name}`)}`,
});

/** Three of them; their order is part of the number of a sequence. */
export const GEOMETRIES: readonly Geometry[] = [
  {
    // 64 references a block, and 61 clusters in use: what a command allocates needs a second block.
    name: 'small-blocks',
    ...{ cluster: 512, border: 32 * KIB, size: 64 * KIB },
    begins: [
      image('t.qcow2', '-o cluster_size=512,refcount_bits=64 FILE 64k'),
      { io: ['write -q -P 0xaa 4k 28k'] },
    ],
  },
  {
    name: 'subclusters',
    ...{ cluster: 16 * KIB, border: 32 * KIB, size: 128 * KIB },
    begins: [
      image('t.qcow2', '-o cluster_size=16k,extended_l2=on,lazy_refcounts=on FILE 128k'),
      { io: ['write -q -P 0xaa 512 1k', 'write -q -P 0xab 32k 16k'] },
    ],
  },
  {
    // The backing file ends before the disk does, and a snapshot shares the clusters.
    name: 'backed',
    ...{ cluster: 512, border: 32 * KIB, size: 64 * KIB },
    begins: [
      image('base.qcow2', '-o cluster_size=512 FILE 40k'),
      { io: ['write -q -P 0xbb 0 2k', 'write -q -P 0xbc 39k 1k'], image: 'base.qcow2' },
      image('t.qcow2', '-o cluster_size=512 -b base.qcow2 -F qcow2 FILE 64k'),
      { io: ['write -q -P 0xaa 512 1k', 'write -q -P 0xab 32256 1k'] },
      { snapshot: 'create s' },
    ],
  },
];

const MORE = 3 * KIB * KIB;

/** The commands, the same number for each geometry; their order is part of numbers as well. */
export function alphabetOf({ cluster: c, border, size }: Geometry): readonly StepText[] {
  const io = (...commands: readonly string[]): StepText => ({ io: commands });
  return [
    io(`write -P 0x11 ${c / 4} ${c / 4}`),
    io(`write -P 0x22 ${c / 2} ${c}`),
    io(`write -P 0x33 0 ${c}`),
    io(`write -P 0x44 ${border - c} ${2 * c}`),
    io(`write -c -P 0x55 ${c} ${c}`),
    io(`write -c -P 0x56 ${border} ${c}`),
    io(`write -z 0 ${c}`),
    io(`write -z -u 0 ${2 * c}`),
    io(`write -z ${border - c / 2} ${c}`),
    io(`discard 0 ${c}`),
    io(`discard ${border - c} ${2 * c}`),
    io(`write -P 0x66 ${c} ${c}`, 'flush', `write -P 0x67 ${size - c} ${c}`),
    { io: [`write -P 0x77 ${size - c} ${c}`], cache: 'writethrough' },
    io(`write -P 0x88 0 ${c}`, 'reopen -o lazy-refcounts=on', `write -P 0x89 ${border} ${c}`),
    io(`discard 0 ${2 * c}`, `write -P 0x99 ${border} ${2 * c}`),
    io('write -b -P 0xdd 0 1k'),
    { snapshot: 'create s' },
    { snapshot: 'apply s' },
    { snapshot: 'delete s' },
    { img: 'bitmap --add -g 512 $TEST_IMG b' },
    { img: 'bitmap --disable $TEST_IMG b' },
    { img: 'bitmap --remove $TEST_IMG b' },
    { resize: { size: String(MORE) } },
    { resize: { size: String(border), shrink: 'on' } },
    { img: 'amend -f qcow2 -o lazy_refcounts=on $TEST_IMG' },
    { rebase: 'none' },
    { commit: 't.qcow2' },
  ];
}
