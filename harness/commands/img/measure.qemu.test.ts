// measure, dd and bench against the real tools: text, exit status, and the bytes of every file.
import { compareLines } from '../../testing/compare-lines.ts';
import { everyKind } from '../../testing/every-kind.ts';

const SPECS = [
  '',
  '-o cluster_size=512',
  '-o cluster_size=2M',
  '-o extended_l2=on',
  '-o refcount_bits=1',
  '-o refcount_bits=64',
  '-o compat=0.10',
  '-o preallocation=full',
  '-o preallocation=metadata',
  '-o preallocation=falloc',
  '-o backing_file=x',
  '-o size=3M',
  '--output=json',
  '-o cluster_size=16k,extended_l2=on,refcount_bits=32',
];
const SOURCES = ['top.qcow2', 'odd.raw', '--size 100G'];

const MORE = [
  '',
  '--size 1G',
  '--size 1G --output=json',
  'top.qcow2',
  '--output=json top.qcow2',
  'empty',
  '-O qcow2 empty',
  '-O qcow2 sub.qcow2',
  '-O qcow2 -l one snap.qcow2',
  '-O qcow2 snap.qcow2',
  '-O qcow2 -l nope snap.qcow2',
  '-O qcow2 -l one odd.raw',
  '-O qcow2 bitmap.qcow2',
  '-O qcow2 -o cluster_size=4k --output=json bitmap.qcow2',
  '-O qcow2 -o compat=0.10 bitmap.qcow2',
  '-O raw bitmap.qcow2',
  '-O qcow2 --size 8E',
  '-O qcow2 --size 7E',
  '-O qcow2 --size 0',
  '-O qcow2 --size 128T -o cluster_size=512',
  '-O foo --size 1',
  '-O null-co --size 1',
  '-O file --size 1',
  '-O qcow2 -o foo=1 --size 1',
  '--output=x',
  '-f raw',
  '--size 1 a',
  'a b',
  '--size x',
  '-O qcow2 -o preallocation=foo --size 1M',
  '-O qcow2 -o compat=foo --size 1M',
  '-O qcow2 -o cluster_size=1 --size 1',
  '-O qcow2 -o refcount_bits=3 --size 1',
  '-o , --size 1',
  '-O qcow2 -o refcount_bits=8,compat=0.10 --size 1',
  '-O qcow2 -o help --size 1',
  '-l one',
  '-O qcow2 -o extended_l2=on,cluster_size=512 --size 1',
  '-O raw -o size=5 --size 1000',
  '-O raw -o size=5 top.qcow2',
  '--image-opts',
  '--image-opts driver=raw,file.filename=odd.raw',
  '--image-opts -f raw driver=raw',
  '-U -f raw odd.raw',
  '-l snapshot.foo=1 a',
  'nope',
  '-O qcow2 -o size=x --size 1',
  '-O qcow2 -o data_file=d --size 1M',
  '-O qcow2 r.raw',
];

compareLines(
  'qemu-img measure',
  [...SPECS.flatMap((spec) => SOURCES.map((source) => `-O qcow2 ${spec} ${source}`)), ...MORE].map(
    (rest) => `img measure ${rest}`.trim(),
  ),
  (world) => {
    everyKind(world);
    world.prepare('qemu-img', 'create', '-q', '-f', 'qcow2', 'bitmap.qcow2', '10M');
    world.prepare('qemu-img', 'bitmap', '--add', 'bitmap.qcow2', 'one');
    world.prepare('qemu-img', 'bitmap', '--add', '-g', '512', 'bitmap.qcow2', 'another');
  },
);

const COPIES = [
  'if=top.qcow2 of=x',
  '-O qcow2 if=top.qcow2 of=x',
  '-O qcow2 bs=64k if=top.qcow2 of=x',
  '-O qcow2 bs=100k if=odd.raw of=x',
  'bs=1000 if=odd.raw of=x',
  'bs=1000 skip=2 if=odd.raw of=x',
  '-f raw -O qcow2 bs=4k count=3 if=r.raw of=x',
  'bs=4k count=3 skip=1 if=r.raw of=x',
  'bs=4k count=3 skip=3 if=r.raw of=x',
  'bs=4k count=3 skip=4 if=r.raw of=x',
  'bs=1M skip=10 if=top.qcow2 of=x',
  '-O qcow2 skip=8E if=top.qcow2 of=x',
  'if=empty of=x',
  'count=0 if=top.qcow2 of=x',
  'count=7E if=odd.raw of=x',
  'skip=7E if=odd.raw of=x',
  'bs=2147483647 if=odd.raw of=x',
  'skip=100000000000000000 if=odd.raw of=x',
  '-U if=odd.raw of=x',
  '--image-opts if=driver=raw,file.filename=odd.raw of=x',
  '-O raw if=sub.qcow2 of=x bs=1M',
  '',
  'if=odd.raw',
  'of=x',
  'if=odd.raw of=x foo',
  'if=odd.raw of=x foo=1',
  'bs=0',
  'bs=x',
  'bs=2G',
  'count=x',
  'skip=-1',
  '-z',
  '-O',
  '-O nofmt if=odd.raw of=x',
  '-O null-co if=odd.raw of=x',
  'if=odd.raw of=foo:x',
  'if=odd.raw of=blkdebug::x',
  'if=nope of=x',
  'bs=1k bs=2k if=odd.raw of=x',
  '-O file if=odd.raw of=x',
  'if=blkdebug:read:top.qcow2 of=x',
  'if= of=x',
  '--image-opts if=a of=x',
].map((rest) => `img dd ${rest}`.trim());

compareLines('qemu-img dd', COPIES, (world) => {
  everyKind(world);
  const text = '[inject-error]\nevent = "read_aio"\nerrno = "5"\n';
  world.write('read', new TextEncoder().encode(text));
});

const BENCHES = [
  '',
  'a b',
  '-c 10 -d 2 top.qcow2',
  '-c 10 -d 1 -w bench.qcow2',
  '-c 100 -d 8 -s 64k bench.qcow2',
  '-c 10 -d 2 -w --flush-interval=5 bench.qcow2',
  '-c 10 -d 2 -w --flush-interval=1 bench.qcow2',
  '-c 9 -d 1 -w --no-drain --flush-interval=2 -o 900k bench.qcow2',
  '-c 10 --flush-interval=5 a',
  '-c x a',
  '-c -1 a',
  '-c 0x10 bench.qcow2',
  '-d x a',
  '-s 0 -c 4 bench.qcow2',
  '-s x a',
  '-S x a',
  '-o x a',
  '-s 2G a',
  '--pattern=256 a',
  '--pattern=x a',
  '--flush-interval=x a',
  '-t foo a',
  '-i foo a',
  '-n bench.qcow2',
  '-i native bench.qcow2',
  '-i threads -c 1 bench.qcow2',
  '-z a',
  '-q -c 10 bench.qcow2',
  '-c 4 -s 100k -S 300k bench.qcow2',
  '-c 4 -s 8M -d 1 bench.qcow2',
  '-o 512k -c 9 -s 64k -w --pattern=7 -d 1 bench.qcow2',
  '-c 0 bench.qcow2',
  'nope',
  '-U bench.qcow2',
  '-d 0 -c 0 bench.qcow2',
  '-w -d 1 -c 20 -s 60k -t writethrough bench.qcow2',
  '-w -U bench.qcow2',
  '-w -d 1 -c 3 -f raw -o 4k -S 8k --pattern 0x11 r.raw',
  '-c 3 --image-opts driver=null-co,size=1M',
  '-d 1 -c 300 -s 4k -w --pattern=1 blkdebug:write:bench.qcow2',
  '-f qcow2 -c 1 r.raw',
  '-d 1 -c 9 -w --flush-interval=3 blkdebug:flush:bench.qcow2',
].map((rest) => `img bench ${rest}`.trim());

compareLines('qemu-img bench', BENCHES, (world) => {
  everyKind(world);
  world.prepare('qemu-img', 'create', '-q', '-f', 'qcow2', 'bench.qcow2', '1M');
  const rule = (text: string): Uint8Array => new TextEncoder().encode(`[inject-error]\n${text}`);
  world.write('write', rule('event = "cluster_alloc"\nerrno = "28"\n'));
  world.write('flush', rule('event = "flush_to_disk"\niotype = "flush"\nerrno = "5"\n'));
});
