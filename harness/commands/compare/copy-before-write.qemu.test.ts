// The driver copy-before-write, against the real tools, where those end well. No case has several
// copies in flight for one request where they take new clusters: they race.
import { compareLines } from '../../testing/compare-lines.ts';
import type { TwinWorld } from '../../testing/differential.ts';

const CBW = '--image-opts driver=copy-before-write';
const S = 'file.driver=file,file.filename=s';
const SQ = 'file.driver=qcow2,file.file.driver=file,file.file.filename=sq';
const T = 'target.driver=file,target.filename=t';
const qcow2 = (name: string): string =>
  `target.driver=qcow2,target.file.driver=file,target.file.filename=${name}`;
const BITMAP = ',bitmap.node=x,bitmap.name=';
const WRITES =
  "-c 'write -P 2 100k 4k' -c 'discard 200k 64k' -c 'write -z 300k 1k' -c 'write -P 3 101k 8k' " +
  "-c 'write -P 4 500k 200k' -c flush -c 'read 0 1M' -c map -c info";
/** The same, one cluster of 64 KiB after the other. */
const WRITES_APART =
  "-c 'write -P 2 100k 4k' -c 'discard 192k 64k' -c 'write -z 300k 1k' -c 'write -P 3 101k 8k' " +
  "-c 'write -P 4 500k 12k' -c 'write -P 4 512k 64k' -c 'write -P 4 576k 64k' " +
  "-c 'write -P 4 640k 60k' -c flush -c 'read 0 1M' -c map -c info";
const ALL_APART = Array.from({ length: 16 }, (_, at) => `-c 'write ${at * 64}k 64k'`).join(' ');

function images(world: TwinWorld): void {
  const image = (...words: string[]): void => world.prepare('qemu-img', 'create', '-q', ...words);
  const io = (name: string, ...commands: string[]): void => {
    const format = name.includes('q') ? 'qcow2' : 'raw';
    const args = commands.flatMap((command) => ['-c', command]);
    world.prepare('qemu-io', '-f', format, ...args, name);
  };
  for (const name of ['s', 't', 'u']) image('-f', 'raw', name, '1M');
  image('-f', 'raw', 'odd', '1000k');
  image('-f', 'raw', 'long', '3M');
  for (const name of ['tq', 'vq', 'sq']) image('-f', 'qcow2', name, '1M');
  image('-f', 'qcow2', '-b', 's', '-F', 'raw', 'over');
  image('-f', 'qcow2', '-o', 'preallocation=full', 'uq', '256k');
  image('-f', 'qcow2', '-o', 'cluster_size=1M', 'big', '4M');
  image('-f', 'qcow2', '-o', 'cluster_size=4k', 'small-q', '1M');
  for (const name of ['sq', 'big']) {
    for (const granularity of ['512', '64k', '128k']) {
      const bitmap = ['bitmap', '--add', '-g', granularity, name, `b${granularity}`];
      world.prepare('qemu-img', ...bitmap);
    }
  }
  for (const name of ['s', 'sq']) io(name, 'write -P 1 0 600k', 'write -z 200k 70k');
  world.crash('big', 'write 0 64k');
}

compareLines(
  'copy-before-write: what is copied',
  [
    `io ${CBW},${S},${T} ${WRITES}`,
    'img map t',
    `io ${CBW},${S},${T} ${WRITES}`,
    `io ${CBW},${SQ},${qcow2('tq')} ${WRITES_APART}`,
    'img map --output=json tq',
    `io ${CBW},${SQ},${qcow2('small-q')} -c 'write 64k 4k' -c 'write -z 256k 4k'`,
    'img map --output=json small-q',
    `io ${CBW},${S},${qcow2('over')} -c 'write -P 2 100k 4k' -c 'discard 200k 64k' -c flush`,
    'img map --output=json over',
    `io ${CBW},${S},target.driver=raw,target.file.driver=file,target.file.filename=long ${WRITES}`,
    `io ${CBW},${S},target.driver=null-co ${WRITES}`,
    `io ${CBW},${SQ},target.driver=quorum,target.vote-threshold=2,` +
      'target.children.0.driver=file,target.children.0.filename=t,' +
      'target.children.1.driver=file,target.children.1.filename=u -c "write 100k 1k"',
    `io ${CBW},${S},${qcow2('vq')} -c 'write -c 0 64k' -c 'write -f 0 1k' -c 'write -zu 64k 64k'`,
    `io -t writethrough ${CBW},${S},${qcow2('vq')} -c 'write 300k 1k' -c 'write -z 400k 1k'`,
    `io ${CBW},file.driver=file,file.filename=odd,${T} -c 'write 990k 10k' -c length`,
    `io ${CBW},${S},${T} -c 'aio_write -P 5 0 4k' -c aio_flush -c 'aio_write -P 6 8k 4k' ` +
      "-c aio_flush -c 'aio_read 0 100k'",
    `io ${CBW},${S},target.driver=file,target.filename=long -c 'truncate 2M' -c 'write 1500k 4k' ` +
      "-c 'truncate 700k' -c 'truncate 2M' -c 'write -P 8 600k 900k' -c length",
    'img map long',
    `io ${CBW},${S},${T} -c 'reopen -r' -c length`,
    `img bench -w -c 5 ${CBW},${S},${T}`,
    `img resize ${CBW},${S},target.driver=file,target.filename=long 1M`,
    `img convert -n --target-image-opts -f raw u driver=copy-before-write,${S},${T}`,
    `img info ${CBW},${S},${T}`,
    `img map ${CBW},${S},${T}`,
    ...['info', 'map', 'info --output=json', 'check', 'measure -O qcow2'].map(
      (verb) => `img ${verb} ${CBW},${SQ},${T},target.read-only=off`,
    ),
    `img compare --image-opts driver=copy-before-write,${S},${T},target.read-only=off ` +
      'driver=file,filename=s',
    `io --image-opts driver=qcow2,file.driver=copy-before-write,file.file.driver=file,` +
      'file.file.filename=uq,file.target.driver=file,file.target.filename=t ' +
      "-c 'write -P 9 0 100k' -c 'write -P 4 100 30' -c flush -c map",
    'img check uq',
    `img info --image-opts driver=qcow2,file.driver=copy-before-write,file.file.driver=file,` +
      'file.file.filename=uq,file.target.driver=file,file.target.filename=t,' +
      'file.target.read-only=off',
  ],
  images,
);

const broken = (type: string, more = ''): string =>
  `target.driver=blkdebug,target.image.driver=file,target.image.filename=t,` +
  `target.inject-error.0.event=none,target.inject-error.0.iotype=${type},` +
  `target.inject-error.0.errno=28${more}`;
const ONCE = ',target.inject-error.0.once=on';
const STOP = ',on-cbw-error=break-snapshot';
const SOURCE =
  'file.driver=blkdebug,file.image.driver=file,file.image.filename=s,' +
  'file.inject-error.0.event=none,file.inject-error.0.iotype=';

compareLines(
  'copy-before-write: copies that fail, and those that a bitmap asks for',
  [
    `io ${CBW},${S},${broken('write')} ${WRITES}`,
    `io ${CBW},${S},${broken('write', ONCE)} ${WRITES}`,
    `io ${CBW},${S},${broken('write', STOP)} ${WRITES}`,
    `io ${CBW},${S},${broken('write', STOP + ONCE)} ${WRITES}`,
    `io ${CBW},${S},${broken('write', ',on-cbw-error=break-guest-write,cbw-timeout=3')} ${WRITES}`,
    `io ${CBW},${S},${broken('write-zeroes')} -c 'write 700k 1k' -c 'write 0 1k'`,
    `io ${CBW},${S},${broken('flush')} -c 'write 0 1k' -c flush`,
    `io ${CBW},${SOURCE}read,${T} -c 'write 64k 1k' -c 'write 600k 400k'`,
    `io ${CBW},${SOURCE}write,${T} -c 'write 64k 1k'`,
    `io ${CBW},${SOURCE}block-status,${T} -c 'write 700k 1k'`,
    ...['512', '64k', '128k'].flatMap((granularity) => [
      `img bitmap --clear sq b${granularity}`,
      `io -c 'write -P 9 100k 1k' -c 'write 330k 200k' sq`,
      `io ${CBW},${SQ},${qcow2('tq')},file.node-name=x${BITMAP}b${granularity} ` + ALL_APART,
    ]),
    'img map --output=json tq',
    `io ${CBW},${S},${qcow2('sq')},target.node-name=x${BITMAP}b512 -c 'write 0 64k'`,
    `io ${CBW},${S},${qcow2('big')},target.node-name=x${BITMAP}b512 -c 'write 0 64k'`,
    `io ${CBW},${SQ},${T},file.node-name=x${BITMAP}nope -c length`,
    `io ${CBW},${SQ},${T},target.node-name=x${BITMAP}b512 -c length`,
    `io ${CBW},${SQ},${T}${BITMAP}b512 -c length`,
    `io ${CBW},${SQ},${qcow2('big')} -c 'write 0 64k'`,
  ],
  images,
);

const OPTIONS = [
  ...['', S, T, `${S},target=t`, `file=s,${T}`, `${S},target=`, `${S},target.0=t`],
  ...['target.driver=nix', 'target.filename=t', 'target.driver=', 'target.driver=file'].map(
    (target) => `${S},${target}`,
  ),
  ...['qcow2', 'raw', 'compress', 'throttle', 'blkverify', 'quorum', 'copy-before-write'].map(
    (driver) => `${S},target.driver=${driver}`,
  ),
  ...['raw', 'copy-on-read', 'preallocate'].map(
    (driver) => `${S},target.driver=${driver},target.filename=t`,
  ),
  `${S},target.driver=throttle,target.file.driver=file,target.file.filename=t`,
  `${S},target.driver=blkverify,target.raw.driver=file,target.raw.filename=t`,
  `${S},target.driver=quorum,target.vote-threshold=1,target.children.0.filename=t`,
  `${S},target.driver=quorum,target.vote-threshold=1,target.children=t`,
  `${S},target.driver=file,target.filename=`,
  `${S},target.driver=file,target.filename=nope`,
  `${S},target.driver=file,target.filename.x=1`,
  `${S},target.driver.x=file,target.filename=1`,
  `file.driver=file,file.filename=nope,${T},bitmap.name=x`,
  `${S},target.driver=file,target.filename=s`,
  `${S},${qcow2('s')}`,
  ...[
    ...['foo=1', 'foo.bar=1', 'target.foo=1', 'target.foo.x=1', 'file.foo=1', 'backing=x'],
    ...['target.read-only=on', 'file.read-only=on', 'read-only=on', 'read-only=maybe'],
    ...[
      'target.read-only=maybe',
      'target.read-only.x=1',
      'target.node-name=1',
      'target.node-name=',
    ],
    ...['discard=foo', 'target.discard=foo', 'target.discard=on', 'target.discard=unmap'],
    ...['target.cache=foo', 'target.cache.direct=foo', 'target.cache.no-flush=on'],
    ...['target.locking=foo', 'target.locking=off', 'target.aio=foo', 'target.aio=threads'],
    ...['target.detect-zeroes=x', 'target.detect-zeroes=on', 'detect-zeroes=x'],
    ...['on-cbw-error=x', 'on-cbw-error=', 'on-cbw-error.x=1', 'on-cbw-error=break-snapshot'],
    ...['x', '-1', '0', '4294967295', '4294967296', '99999999999999999999999', '1.5', '1k'].map(
      (value) => `cbw-timeout=${value}`,
    ),
    ...['bitmap=x', 'bitmap.node=x', 'bitmap.name=x', 'bitmap.node.x=1'],
    'bitmap.node=x,bitmap.name=y',
    'bitmap.node=x,bitmap.name=y,bitmap.z=1',
  ].map((option) => `${S},${T},${option}`),
  ...[
    ...['lazy-refcounts=maybe', 'cache-size=x', 'cache-size=1M', 'cache-size=-1', 'data-file=x'],
    ...['backing=', 'backing=x', 'data-file.driver=nix', 'backing.driver=raw'],
  ].map((option) => `${S},${qcow2('tq')},target.${option}`),
];

const json = (target: unknown, more: object = {}): string =>
  `'json:${JSON.stringify({
    driver: 'copy-before-write',
    file: { driver: 'file', filename: 's' },
    target,
    ...more,
  })}'`;
const FILE = { driver: 'file', filename: 't' };

compareLines(
  'copy-before-write: options',
  [
    ...OPTIONS.map((options) => `io ${CBW},${options} -c length`),
    ...[
      json(FILE, { 'cbw-timeout': 1.5 }),
      json(FILE, { 'cbw-timeout': 3, 'on-cbw-error': 'break-snapshot' }),
      json({ ...FILE, locking: true }, { 'cbw-timeout': '3' }),
      json({ driver: 'qcow2', file: { driver: 'file', filename: 'over' }, backing: null }),
      json([1]),
      json(null),
      json(FILE, { 'on-cbw-error': null }),
      json({ driver: 'file', filename: null }),
      json(FILE, { bitmap: { node: 1, name: 'b' } }),
      json({ driver: 'raw', file: FILE, offset: 512 }),
      json({ driver: 'raw', file: FILE, offset: true }),
    ].map((name) => `io -c length ${name}`),
    'img info -f copy-before-write s',
    'io -f copy-before-write s',
    'img create -f copy-before-write new 1M',
    'img convert -O copy-before-write s new',
    'img info copy-before-write:s',
  ],
  images,
);
