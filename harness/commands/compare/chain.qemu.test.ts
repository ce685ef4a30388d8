// qemu-img commit and rebase against the real tools: text, exit status and the bytes of every
// file. Images that are written into are preallocated or raw, as several copies are in flight at
// once and the real tool gives them host clusters in the order in which they happen to end.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TwinWorld, words } from '../../testing/differential.ts';

/** One process per line, in the same world; the real files go on to the next line. */
function compare(title: string, makes: readonly string[], lines: readonly string[]): void {
  describe(title, () => {
    let world: TwinWorld;
    beforeAll(() => {
      world = new TwinWorld();
      for (const make of makes) {
        const [tool, ...args] = words(make);
        world.prepare(tool === 'io' ? 'qemu-io' : 'qemu-img', ...args);
      }
    });
    afterAll(() => world.remove());
    test.each(lines.map((line, index) => [index, line] as const))('%i: %s', (_index, line) => {
      const [tool = '', ...args] = words(line);
      const real = world.runReal(`qemu-${tool}`, args);
      const ours = world.runOurs(`qemu-${tool}`, args);
      world.copyReal();
      expect(ours).toEqual(real);
    });
  });
}

const CHAIN = [
  'img create -q -f qcow2 -o preallocation=metadata base 1M',
  'img create -q -f qcow2 -b base -F qcow2 mid 1M',
  'img create -q -f qcow2 -b mid -F qcow2 top 1M',
  'img create -q -f qcow2 -b base -F qcow2 other 1M',
  'img create -q -f raw r 1M',
  'img create -q -f qcow2 -o cluster_size=512 small 1M',
];
const LONG = 'n'.repeat(1024);

compare('qemu-img commit: how it is called', CHAIN, [
  'img commit',
  'img commit a b',
  'img commit -x top',
  'img commit -b',
  'img commit nofile',
  'img commit base',
  'img commit -f raw top',
  'img commit -f raw r',
  'img commit r',
  'img commit -b nope top',
  'img commit -b top top',
  'img commit -t foo top',
  'img commit -r foo top',
  'img commit -r -1 top',
  'img commit -r 1k -q top',
  'img commit -U top',
  'img commit -b base top',
  'img commit -b ./base top',
  'img commit -b ././/base -d top',
  'img commit -b mid top',
  'img commit -d top',
  'img commit top',
  'img commit -pq top',
  'img commit --image-opts -f qcow2 driver=qcow2,file.filename=top',
  'img commit --image-opts driver=qcow2,file.filename=top',
  'img info top',
  'img check top',
]);

compare('qemu-img rebase: how it is called', CHAIN, [
  'img rebase',
  'img rebase top',
  'img rebase -b base',
  'img rebase -b base a b',
  'img rebase -u',
  'img rebase -z top',
  'img rebase -t foo -b base top',
  'img rebase -T foo -b base top',
  'img rebase -b base -F foo top',
  'img rebase -u -b base -F foo top',
  'img rebase -b base top',
  'img rebase -u -b base top',
  'img rebase -b base -F qcow2 -p top',
  'img info top',
  'img rebase -b mid -F qcow2 -p top',
  'img rebase -b nope -F qcow2 top',
  'img rebase -b nope top',
  'img rebase -b top -F qcow2 top',
  'img rebase -b ./top top',
  'img rebase -u -b nope -F qcow2 top',
  'img rebase -b base -F qcow2 top',
  'img info top',
  'img rebase -u top',
  'img info top',
  'img rebase -u -b base -F qcow2 -U top',
  "img rebase -b '' -F qcow2 top",
  "img rebase -b '' top",
  'img info top',
  'img rebase -u -b base -F raw top',
  'img rebase -u -b base -F raw r',
  'img rebase -b base -F qcow2 -f raw r',
  'img rebase -u -f raw r',
  'img rebase -b nope -f raw r',
  `img rebase -u -b ${LONG} -F qcow2 top`,
  `img rebase -u -b ${LONG.slice(1)} -F qcow2 top`,
  'img info top',
  `img rebase -u -b ${LONG.slice(0, 376)} -F qcow2 small`,
  `img rebase -u -b ${LONG.slice(0, 377)} -F qcow2 small`,
  'img info small',
  'img rebase -u -b base -F qcow2 -t unsafe -T none -p -q top',
]);

/** base 1M <- mid 2M <- top 3M <- active 3M, each with something that the next one hides. */
const SIZES = [
  'img create -q -f qcow2 -o preallocation=metadata base 1M',
  'io -c "write -q -P 1 0 1M" base',
  'img create -q -f qcow2 -b base -F qcow2 mid 2M',
  'img create -q -f qcow2 -b mid -F qcow2 top 3M',
  'img create -q -f qcow2 -b top -F qcow2 active 3M',
  'io -c "write -q -P 2 64k 128k" -c "write -q -P 2 1500k 100k" mid',
  'io -c "write -q -P 3 128k 128k" -c "write -q -z 512k 128k" -c "write -q -P 3 2500k 512" top',
  'io -c "write -q -z 300k 10k" -c "write -q -P 4 312k 1" active',
  'img create -q -f qcow2 -o preallocation=metadata long 3M',
  'io -c "write -q -P 5 0 3M" long',
  'img create -q -f qcow2 -b long -F qcow2 short 2M',
  'img create -q -f qcow2 -b short -F qcow2 again 3M',
  'io -c "write -q -P 6 0 64k" again',
];

compare('rebase where sizes differ', SIZES, [
  'img rebase -b long -F qcow2 active',
  'img rebase -b base -F qcow2 active',
  'img rebase -b mid -F qcow2 active',
  'img rebase -b top -F qcow2 active',
  'img rebase -b base -F qcow2 top',
  'img rebase -b mid -F qcow2 top',
  "img rebase -b '' top",
  'img rebase -b long -F qcow2 -p top',
  'img rebase -b again -F qcow2 mid',
  'img rebase -b long -F qcow2 again',
  'img check active',
  'img check top',
  'img check mid',
  'img check again',
  'img map again',
  'img map mid',
]);

compare('commit of one piece where sizes differ', SIZES, [
  'img commit -q -b top active',
  'img commit active',
  'img map active',
  'img map top',
  'img commit -b long again',
  'img map long',
  'img check long',
  'img commit again',
  'img map --output=json short',
  'img check short',
]);

// 96 and 64 pieces: shares that single precision does not hold, some half-way between two texts.
compare(
  'progress',
  [
    'img create -q -f qcow2 one 192M',
    'img create -q -f qcow2 two 192M',
    'img create -q -f qcow2 -b one -F qcow2 top 192M',
    'img create -q -f qcow2 -b one -F qcow2 half 128M',
    'io -c "write -q -P 1 30M 100M" two',
    'io -c "write -q 64M 4M" top',
  ],
  [
    'img rebase -p -b two -F qcow2 top',
    'img rebase -p -b two -F qcow2 half',
    'img compare -p top two',
    "img rebase -p -b '' half",
  ],
);

const OPTIONS = 'driver=qcow2,file.driver=file,file.filename=top';

// The name of an image tells of the backing file that options have put in the place of its own.
compare('another backing file than the header names', CHAIN, [
  `img info --image-opts ${OPTIONS},backing.driver=qcow2,backing.file.filename=other`,
  'img info --image-opts driver=raw,file.filename=top,backing.file.filename=other',
  `img commit --image-opts ${OPTIONS},backing.file.filename=other -b base`,
  `img commit --image-opts ${OPTIONS},backing.file.filename=other -b other`,
  `img commit --image-opts ${OPTIONS},backing.file.filename=mid -b base`,
  `img rebase --image-opts -b base -F qcow2 ${OPTIONS},backing.file.filename=other`,
  `img rebase --image-opts -b base -F qcow2 ${OPTIONS},backing.backing.file.filename=other`,
  `img rebase --image-opts -b mid -F qcow2 ${OPTIONS},backing.file.filename=mid`,
  `img rebase -u --image-opts -b other -F qcow2 ${OPTIONS},backing.file.filename=mid`,
  `img bitmap --add --image-opts ${OPTIONS},backing.file.filename=other b`,
]);
