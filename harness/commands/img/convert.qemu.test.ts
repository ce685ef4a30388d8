// convert and compare against the real tools: text, exit status, and the bytes of every file.
import { compareLines } from '../../testing/compare-lines.ts';
import { everyKind } from '../../testing/every-kind.ts';

/** Ways whose outcome depends on what the source holds, and ways where one source says it all. */
const KINDS = ['top.qcow2', 'sub.qcow2', 'snap.qcow2', 'odd.raw'];
const WAYS = [
  '-O qcow2',
  '-O raw',
  '-O qcow2 -c',
  '-O qcow2 -S 0',
  '-O qcow2 -S 512',
  '-O raw -S 4608',
  '-O qcow2 -o cluster_size=512',
  '-O qcow2 -m 1',
  '-C -O qcow2',
  '-O qcow2 -B base.qcow2 -F qcow2',
  '-O qcow2 -c -B base.qcow2 -F qcow2',
  '-O qcow2 -o backing_file=base.qcow2,backing_fmt=qcow2 -S 0',
];
const SPECIAL = [
  '-O qcow2 r.raw',
  '-O qcow2 -c r.raw',
  '-O raw -S 0 r.raw',
  '-p -O qcow2 r.raw',
  '-O raw -p -S 0 r.raw',
  '-q -p -O qcow2 odd.raw',
  '-O qcow2 -p empty',
  '-O raw empty',
  '-O qcow2 -o cluster_size=2M,extended_l2=on r.raw',
  '-O qcow2 -c -o cluster_size=2M r.raw',
  '-O qcow2 -o preallocation=metadata top.qcow2',
  '-O qcow2 -o preallocation=full top.qcow2',
  '-O raw -o preallocation=full snap.qcow2',
  '-O qcow2 -o compat=0.10 -c top.qcow2',
  '-O qcow2 -t writethrough top.qcow2',
  '-O qcow2 -t writeback -T unsafe top.qcow2',
  '-O qcow2 -o compression_type=zstd snap.qcow2',
  '-O qcow2 -r 1G --salvage top.qcow2',
  '-O qcow2 -o lazy_refcounts=on -t directsync snap.qcow2',
  '-O qcow2 odd.raw snap.qcow2 odd.raw',
  '-c -O qcow2 odd.raw snap.qcow2 empty odd.raw',
  '-O raw r.raw top.qcow2',
  '-l one snap.qcow2',
  '-l 1 -O qcow2 snap.qcow2',
  '-O qcow2 -l snapshot.name=one,snapshot.id=1 snap.qcow2',
  '-f raw -O qcow2 snap.qcow2',
  '-O qcow2 -o size=2M snap.qcow2',
  '-O raw -o size=100k snap.qcow2',
  '-O qcow2 -o size=0 snap.qcow2',
  '-O raw --bitmaps snap.qcow2',
  '-O qcow2 --bitmaps snap.qcow2',
];

const convertLine = (rest: string): string => `img convert ${rest} x`;

compareLines(
  'qemu-img convert: every kind of cluster in every way',
  [...WAYS.flatMap((way) => KINDS.map((kind) => `${way} ${kind}`)), ...SPECIAL].map(convertLine),
  everyKind,
);

const USAGE = [
  '',
  'top.qcow2',
  '-z a b',
  '-O',
  '-B top.qcow2 top.qcow2 x',
  '-F qcow2 -O qcow2 top.qcow2 x',
  '-m 0 a b',
  '-m x a b',
  '-m 17 a b',
  '-m 0x3 a b',
  '-r x a b',
  '-S 1 a b',
  '-S 17M a b',
  '-S x a b',
  '-O nofmt top.qcow2 x',
  '-O null-co top.qcow2 x',
  '-O raw foo:x y:z',
  '-O qcow2 top.qcow2 blkdebug::x',
  '-O qcow2 -o foo=1 top.qcow2 x',
  '-o , a b',
  '-O raw -B base.qcow2 top.qcow2 x',
  '-O raw -F qcow2 top.qcow2 x',
  '-l nope top.qcow2 x',
  '-O qcow2 -B base.qcow2 -F qcow2 top.qcow2 snap.qcow2 x',
  '-l one top.qcow2 snap.qcow2 x',
  '-l snapshot.id=1 top.qcow2 x',
  '-l snapshot.foo=1 top.qcow2 x',
  '-l one odd.raw x',
  '-l snapshot.name=one,snapshot.id=3 snap.qcow2 x',
  '--bitmaps odd.raw x',
  '--bitmaps top.qcow2 snap.qcow2 x',
  '--skip-broken-bitmaps top.qcow2 x',
  '-t foo -O qcow2 top.qcow2 x',
  '-T foo top.qcow2 x',
  '-c -O raw top.qcow2 x',
  '-c -o preallocation=metadata -O qcow2 top.qcow2 x',
  '-C -c a x',
  '-C -S 4k a x',
  '-C --salvage a x',
  '--target-image-opts a x',
  '-n -o size=1 a x',
  '--target-is-zero a x',
  '-O qcow2 -o help',
  '-O qcow2 -o help top.qcow2',
  '-O raw -o help',
  "-O raw -o '?' a x",
  '-O raw -o help,size=1 a x',
  '-O nofmt -o help a x',
  '-O null-co -o help',
  '-O qcow2 -o help a foo:x',
  '-O qcow2 -o help a blkdebug::x',
  '-p nope x',
  '-O qcow2 -o cluster_size=1 top.qcow2 x',
  '-O qcow2 -o size=x top.qcow2 x',
  '--target-is-zero -n -B base.qcow2 top.qcow2 x',
  '-n top.qcow2 nope',
  '-n top.qcow2 odd.raw',
  '-n -c top.qcow2 r.raw',
  '-n -O raw --target-is-zero top.qcow2 r.raw',
  '-n -O qcow2 odd.raw top.qcow2',
  '-n -O qcow2 -c odd.raw top.qcow2',
  '-n --target-image-opts odd.raw driver=qcow2,file.filename=snap.qcow2',
  '-n -O qcow2 --target-image-opts odd.raw driver=qcow2,file.filename=snap.qcow2',
  '-n --target-is-zero -O qcow2 -S 512 odd.raw sub.qcow2',
  '-n -O raw -S 0 odd.raw r.raw',
  '-n --salvage --target-image-opts odd.raw driver=raw,file.filename=r.raw,offset=512',
  '-n -O qcow2 -B base.qcow2 top.qcow2 sub.qcow2',
  '--image-opts driver=raw,file.filename=odd.raw x',
  '--image-opts -f raw driver=raw,file.filename=odd.raw x',
  '-U -f raw odd.raw x',
  '-e a b',
  '--sal odd.raw x',
  '--target a b',
  '--target-image -O raw odd.raw x',
  '-qqq odd.raw x',
].map((rest) => `img convert ${rest}`.trim());

compareLines('qemu-img convert: how it is called', USAGE, everyKind);

const COMPARISONS = [
  '',
  'a',
  'a b c',
  '-z a b',
  'a nope',
  'nope top.qcow2',
  '-T foo a b',
  '-F',
  '-f foo a b',
  'top.qcow2 top.qcow2',
  '-s top.qcow2 top.qcow2',
  'top.qcow2 base.qcow2',
  '-q top.qcow2 base.qcow2',
  '-s top.qcow2 base.qcow2',
  'base.qcow2 top.qcow2',
  'r.raw odd.raw',
  'odd.raw r.raw',
  '-p r.raw r.raw',
  '-pq r.raw r.raw',
  '-p odd.raw r.raw',
  'empty odd.raw',
  'odd.raw empty',
  'empty empty',
  'empty zero.raw',
  'zero.raw empty',
  '-p zero.raw zero.qcow2',
  'zero.qcow2 zero.raw',
  '-s zero.qcow2 zero.raw',
  '-s zero.raw zero.raw',
  'same.raw r.raw',
  '-s same.raw r.raw',
  'same.qcow2 r.raw',
  '-s same.qcow2 r.raw',
  '-f raw -F raw same.qcow2 r.raw',
  'late.raw r.raw',
  '-f raw -F qcow2 r.raw same.qcow2',
  '-f qcow2 r.raw same.qcow2',
  '-U r.raw same.qcow2',
  '--image-opts file.filename=r.raw driver=qcow2,file.filename=same.qcow2',
  '--image-opts -f raw file.filename=r.raw driver=qcow2,file.filename=same.qcow2',
  '-s sub.qcow2 subcopy.qcow2',
  'sub.qcow2 subcopy.qcow2',
  '-s metadata.qcow2 zero.qcow2',
  '-s plain.qcow2 zero.qcow2',
  'metadata.qcow2 zero.qcow2',
  'null-co:// null-co://',
].map((rest) => `img compare ${rest}`.trim());

// Ours makes its own copy: reserved space that was never written cannot be carried over.
const MAKE_SAME = 'img convert -O qcow2 r.raw same.qcow2';

compareLines('qemu-img compare', [MAKE_SAME, ...COMPARISONS], (world) => {
  everyKind(world);
  const image = (...words: string[]): void => world.prepare('qemu-img', ...words);
  image('convert', '-O', 'raw', '-S', '0', 'r.raw', 'same.raw');
  image('convert', '-O', 'qcow2', 'sub.qcow2', 'subcopy.qcow2');
  image('create', '-q', '-f', 'qcow2', 'zero.qcow2', '1M');
  image('create', '-q', '-f', 'qcow2', '-o', 'preallocation=metadata', 'metadata.qcow2', '1M');
  image('create', '-q', '-f', 'qcow2', '-o', 'compat=0.10', 'plain.qcow2', '1M');
  world.write('zero.raw', new Uint8Array(1 << 20));
  const late = new Uint8Array(3_000_320);
  late.set([1], 2_500_001);
  world.write('late.raw', late);
});

function rule(keys: Readonly<Record<string, string>>): Uint8Array {
  const lines = Object.entries(keys).map(([key, value]) => `${key} = "${value}"\n`);
  return new TextEncoder().encode(`[inject-error]\n${lines.join('')}`);
}

const FAULTS = [
  'convert -O raw blkdebug:read:top.qcow2 x',
  'convert -O raw -W blkdebug:read:top.qcow2 x',
  'convert -O raw --salvage -m 1 blkdebug:read:top.qcow2 x',
  'convert -m 1 blkdebug:read:r.raw x',
  'convert -q --salvage blkdebug:read:top.qcow2 x',
  'convert --salvage blkdebug:sector:r.raw x',
  'convert -f raw --salvage -O qcow2 blkdebug:sector:r.raw x',
  'convert -f raw --salvage -O qcow2 blkdebug:status:r.raw x',
  'convert -f raw -O qcow2 blkdebug:status:r.raw x',
  'convert blkdebug:l2:top.qcow2 x',
  'convert --salvage blkdebug:l2:top.qcow2 x',
  'compare blkdebug:l2:top.qcow2 top.qcow2',
  'compare top.qcow2 blkdebug:l2:top.qcow2',
  'compare blkdebug:read:top.qcow2 top.qcow2',
  'compare top.qcow2 blkdebug:read:top.qcow2',
  'compare blkdebug:read:sub.qcow2 top.qcow2',
  'compare -q base.qcow2 blkdebug:read:sub.qcow2',
  'compare -p r.raw blkdebug:sector:r.raw',
  'convert -n -O qcow2 top.qcow2 blkdebug:write:target.qcow2',
  'convert -n -O qcow2 -m 1 top.qcow2 blkdebug:full:target.qcow2',
  'convert -n -O qcow2 -W -m 1 top.qcow2 blkdebug:full:target.qcow2',
  'convert -n -c -O qcow2 top.qcow2 blkdebug:packed:target.qcow2',
  'convert -n -O raw top.qcow2 blkdebug:write:r.raw',
].map((rest) => `img ${rest}`);

compareLines('qemu-img convert and compare: faults', FAULTS, (world) => {
  everyKind(world);
  world.prepare('qemu-img', 'create', '-q', '-f', 'qcow2', 'target.qcow2', '1M');
  world.write('read', rule({ event: 'read_aio', errno: '5' }));
  world.write('sector', rule({ event: 'none', iotype: 'read', sector: '1000', errno: '61' }));
  world.write('status', rule({ event: 'none', iotype: 'block-status', errno: '12' }));
  world.write('l2', rule({ event: 'l2_load', errno: '5' }));
  world.write('write', rule({ event: 'write_aio', errno: '28', once: 'on' }));
  world.write('full', rule({ event: 'cluster_alloc', errno: '28' }));
  world.write('packed', rule({ event: 'write_compressed', errno: '28', once: 'on' }));
});
