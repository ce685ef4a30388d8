// Images by which readers are compared: each is made by our own engine, by command lines that a
// user can copy for the real tools.
import type { NativeEngine } from '../engines/native.ts';

/** One image, by how it is made. */
export interface Recipe {
  readonly feature: string;
  /** Command lines of qemu-img and qemu-io; `poke OFFSET BYTE` sets one byte of the image. */
  readonly lines: readonly string[];
  /** A reader has to refuse it: it cannot know what it reads. */
  readonly isRefused?: boolean;
}

/** The image of each recipe. */
export const IMAGE = 'TEST_DIR/t.qcow2';

const create = (options: string, size = '1M'): string =>
  `qemu-img create -q -f qcow2${options === '' ? '' : ` -o ${options}`} ${IMAGE} ${size}`;
const io = (...commands: readonly string[]): string =>
  `qemu-io -f qcow2 ${commands.map((one) => `-c '${one}'`).join(' ')} ${IMAGE}`;

const WRITE = io('write -q -P 17 0 100k', 'write -q -P 34 300k 5k');
const plain = (feature: string, options: string, size?: string): Recipe => ({
  feature,
  lines: [create(options, size), WRITE],
});
/** Sets a bit of the header that was clear, by the value of its byte. */
const flagged = (feature: string, at: number, value: number): Recipe => ({
  feature,
  lines: [create(''), WRITE, `poke ${at} ${value}`],
});

/** In the order of the page. */
export const RECIPES: readonly Recipe[] = [
  plain('version 3', ''),
  plain('version 2', 'compat=0.10'),
  plain('clusters of 512 bytes', 'cluster_size=512'),
  plain('clusters of 2 MiB', 'cluster_size=2M', '5M'),
  plain('refcounts of 1 bit', 'refcount_bits=1'),
  plain('refcounts of 64 bits', 'refcount_bits=64'),
  plain('preallocated metadata', 'preallocation=metadata'),
  plain('a disk that ends within a cluster', '', '1025536'),
  { feature: 'an empty disk', lines: [create('')] },
  { feature: 'a disk of no bytes', lines: [create('', '0')] },
  {
    feature: 'zero clusters',
    lines: [create(''), io('write -q -z 0 64k', 'write -q -P 34 300k 5k')],
  },
  {
    feature: 'zero clusters that keep their place',
    lines: [create(''), WRITE, io('write -q -z 0 64k')],
  },
  { feature: 'discarded clusters', lines: [create(''), WRITE, io('discard -q 0 64k')] },
  {
    feature: 'compressed clusters',
    lines: [create(''), io('write -q -c -P 17 0 64k', 'write -q -c -P 34 64k 64k')],
  },
  {
    feature: 'compressed by zstd',
    lines: [create('compression_type=zstd'), io('write -q -c -P 17 0 64k')],
  },
  plain('extended L2 entries', 'extended_l2=on'),
  {
    feature: 'a backing file',
    lines: [
      'qemu-img create -q -f qcow2 TEST_DIR/base.qcow2 1M',
      "qemu-io -f qcow2 -c 'write -q -P 68 0 200k' TEST_DIR/base.qcow2",
      `qemu-img create -q -f qcow2 -b base.qcow2 -F qcow2 ${IMAGE}`,
      WRITE,
    ],
  },
  plain('an external data file', 'data_file=TEST_DIR/t.data'),
  plain('a raw external data file', 'data_file=TEST_DIR/t.data,data_file_raw=on'),
  {
    feature: 'an internal snapshot',
    lines: [
      create(''),
      WRITE,
      `qemu-img snapshot -c one ${IMAGE}`,
      io('write -q -P 85 0 4k', 'write -q -P 85 700k 4k'),
    ],
  },
  {
    feature: 'a bitmap',
    lines: [create(''), WRITE, `qemu-img bitmap --add ${IMAGE} one`, io('write -q -P 85 0 4k')],
  },
  plain('lazy refcounts', 'lazy_refcounts=on'),
  flagged('the dirty bit', 79, 1),
  flagged('the corrupt bit', 79, 2),
  flagged('an unknown compatible bit, to be ignored', 80, 64),
  flagged('an unknown autoclear bit, to be ignored', 88, 64),
  { ...flagged('an unknown incompatible bit, to be refused', 72, 64), isRefused: true },
  { ...flagged('an unknown version, to be refused', 7, 4), isRefused: true },
];

/** The words of a line, quotes taken off. */
const wordsOf = (line: string): readonly string[] =>
  [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');

/** Makes the image in a world. Throws Error where a line fails: the recipe is wrong. */
export function make({ feature, lines }: Recipe, world: NativeEngine): void {
  for (const line of lines) {
    const [program = '', ...argv] = wordsOf(line);
    if (program === 'poke') {
      const bytes = world.readFile('t.qcow2');
      bytes[Number(argv[0])] = Number(argv[1]);
      world.writeFile('t.qcow2', bytes);
      continue;
    }
    const { status, text } = world.run(program === 'qemu-io' ? 'io' : 'img', argv);
    if (status !== 0) throw new Error(`${feature}: ${line}: ${text}`);
  }
}

/** The lines as a user copies them, into an empty folder. */
export const commandsOf = ({ lines }: Recipe): readonly string[] =>
  lines.map((line) => {
    const [, at, value] = /^poke (\d+) (\d+)$/.exec(line) ?? [];
    if (at === undefined) return plainNames(line);
    const octal = Number(value).toString(8).padStart(3, '0');
    return `printf '\\${octal}' | dd of=t.qcow2 bs=1 seek=${at} conv=notrunc status=none`;
  });

/** The line with names in the working directory. */
export const plainNames = (line: string): string => line.replaceAll('TEST_DIR/', '');
