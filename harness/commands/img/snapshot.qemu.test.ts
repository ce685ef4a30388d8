// qemu-img snapshot and lazy refcounts, against the real tools: what is printed and returned. The
// fuzz compares the bytes, where the dates can be masked by their place.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filterDates } from '../../golden/filters.ts';
import { TwinWorld, words } from '../../testing/differential.ts';

/** One process per line, in the same world; the real files go on to the next line. */
function compareTexts(title: string, lines: readonly string[], makes: readonly string[]): void {
  describe(title, () => {
    let world: TwinWorld;
    beforeAll(() => {
      world = new TwinWorld();
      for (const line of makes) world.prepare('qemu-img', ...words(line));
    });
    afterAll(() => world.remove());
    test.each(lines)('%s', (line) => {
      const [tool = '', ...args] = words(line);
      const program = `qemu-${tool}`;
      const real = world.runReal(program, args);
      const ours = world.runOurs(program, args);
      world.copyReal();
      const { status } = real;
      expect({ text: filterDates(ours.text), status: ours.status }).toEqual({
        text: filterDates(real.text),
        status,
      });
    });
  });
}

const LONG = 'n'.repeat(300);
/** Its 255th byte is half of a character. */
const LONG_AND_WIDE = 'é'.repeat(150);

compareTexts(
  'qemu-img snapshot',
  [
    'img snapshot',
    'img snapshot -c',
    'img snapshot -z q',
    'img snapshot -f qcow2 -l q',
    'img snapshot -l -c x q',
    'img snapshot -a x -d x q',
    'img snapshot -l q q',
    'img snapshot -l q',
    'img snapshot q',
    'img snapshot -c one q',
    'img snapshot -q -c one q',
    "img snapshot -c 'two words' q",
    `img snapshot -c ${LONG} q`,
    'img snapshot -l q',
    'img snapshot -q -l q',
    'img snapshot -lU q',
    'img snapshot -U -c x q',
    'img snapshot -U q',
    'img snapshot -U -c x nofile',
    'img snapshot --image-opts -l driver=qcow2,file.driver=file,file.filename=q',
    'img info q',
    'img info --output=json q',
    'img snapshot -a 2 q',
    'img snapshot -a one q',
    'img snapshot -a nope q',
    'img snapshot -d 1 q',
    'img snapshot -d one q',
    `img snapshot -d ${LONG} q`,
    `img snapshot -a ${LONG} q`,
    'img snapshot -l q',
    'img check q',
    "img snapshot -c '' q",
    "img snapshot -d '' q",
    'img snapshot -c 7 q',
    'img snapshot -c 5 q',
    'img snapshot -a 5 q',
    'img snapshot -l q',
    'img snapshot -d 7 q',
    'img snapshot -d 5 q',
    'img snapshot -c é q',
    `img snapshot -c ${LONG_AND_WIDE} q`,
    'img snapshot -l q',
    'img info q',
    'img info --output=json q',
    `img snapshot -d ${LONG_AND_WIDE} q`,
    'img snapshot -d é q',
    'img snapshot -l nofile',
    'img snapshot -c x nofile',
    'img snapshot -l r',
    'img snapshot -c x r',
    'img snapshot -d x r',
    'img snapshot r',
    'img snapshot -a x r',
    'img snapshot -a x --image-opts driver=raw,file.filename=r',
    'img snapshot -c one v2',
    'img resize v2 2M',
    'img snapshot -l v2',
    'img snapshot -d one v2',
    'img snapshot -c one zero',
    'img snapshot -a one zero',
    'img snapshot -d one zero',
    'img check zero',
  ],
  [
    'create -q -f qcow2 q 1M',
    'create -q -f raw r 1M',
    'create -q -f qcow2 zero 0',
    'create -q -f qcow2 -o compat=0.10 v2 1M',
  ],
);

const above = (driver: string, child: string, image: string): string =>
  `--image-opts driver=${driver},${child}.driver=qcow2,${child}.file.filename=${image}`;

compareTexts(
  'qemu-img snapshot through other nodes',
  ['c', 'a', 'l', 'd', 'd'].flatMap((letter) =>
    [above('raw', 'file', 'q'), above('copy-on-read', 'file', 'p')].map((options) =>
      letter === 'l' ? `img snapshot -l ${options}` : `img snapshot -${letter} s ${options}`,
    ),
  ),
  ['create -q -f qcow2 q 1M', 'create -q -f qcow2 p 1M'],
);

const opened = (image: string, more: string): string =>
  `--image-opts driver=qcow2,file.driver=file,file.filename=${image},${more}`;

compareTexts(
  'lazy refcounts as an option',
  [
    `io -c 'write 0 64k' ${opened('v2', 'lazy-refcounts=on')}`,
    `io -c 'write 0 64k' ${opened('v2', 'lazy-refcounts=off')}`,
    `io -c 'write 0 64k' ${opened('q', 'lazy-refcounts=on')}`,
    `io -c 'write 0 64k' ${opened('q', 'lazy-refcounts=maybe')}`,
    'img check q',
    'img info q',
    `io -c 'write 0 64k' ${opened('l', 'lazy-refcounts=off')}`,
    'img check l',
    'img info l',
  ],
  [
    'create -q -f qcow2 q 1M',
    'create -q -f qcow2 -o lazy_refcounts=on l 1M',
    'create -q -f qcow2 -o compat=0.10 v2 1M',
  ],
);

describe('lazy refcounts leave the same bytes', () => {
  test.each([
    'lazy_refcounts=on',
    'lazy_refcounts=on,preallocation=metadata',
    'lazy_refcounts=on,preallocation=falloc',
    'lazy_refcounts=on,cluster_size=512',
  ])('create -o %s, and a write', (options) => {
    const world = new TwinWorld();
    try {
      const create = ['create', '-q', '-f', 'qcow2', '-o', options, 'x', '200k'];
      const write = ['-f', 'qcow2', '-c', 'write 10k 70k', 'x'];
      expect(world.runOurs('qemu-img', create)).toEqual(world.runReal('qemu-img', create));
      expect(world.runOurs('qemu-io', write)).toEqual(world.runReal('qemu-io', write));
    } finally {
      world.remove();
    }
  });
});
