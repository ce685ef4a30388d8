// The driver blkverify, against the real tools, where those end well.
import { compareLines } from '../../testing/compare-lines.ts';
import type { TwinWorld } from '../../testing/differential.ts';

const V = 'blkverify:r:q';
const RAW = 'driver=blkverify,raw.driver=file,raw.filename=r';
const IMAGE = 'test.driver=qcow2,test.file.filename=q';
const BOTH = `--image-opts ${RAW},${IMAGE}`;
/** A qcow2 image that exists twice. */
const TWINS =
  '--image-opts driver=qcow2,file.driver=blkverify,file.raw.driver=file,file.raw.filename=t1,' +
  'file.test.driver=raw,file.test.file.driver=file,file.test.file.filename=t2';
// Lines with `bench` read one at a time: all its reads share one buffer, and more of them at once
// would find each other's bytes there, as the threads of the real tools happen to run.
const json = (value: object): string => `'json:${JSON.stringify(value)}'`;
const file = (filename: string): object => ({ driver: 'file', filename });
const broken = (event: string, filename: string, errno = 5): object => ({
  driver: 'blkdebug',
  'inject-error': [{ event, errno, iotype: event === 'none' ? 'read' : 'write' }],
  image: file(filename),
});

function images(world: TwinWorld): void {
  const image = (...words: string[]): void => world.prepare('qemu-img', 'create', '-q', ...words);
  for (const name of ['r', 'i', 'a', 'b']) image('-f', 'raw', name, '1M');
  image('-f', 'raw', 'short', '512k');
  image('-f', 'raw', 'long', '2M');
  image('-f', 'qcow2', 'q', '1M');
  image('-f', 'qcow2', 'over', '-b', 'r', '-F', 'raw');
  image('-f', 'qcow2', '-u', 'lost', '-b', 'nope', '-F', 'raw', '1M');
  image('-f', 'qcow2', 't1', '1M');
  world.prepare('qemu-img', 'convert', '-f', 'raw', '-O', 'raw', 't1', 't2');
  image('-f', 'qcow2', '-u', 'above', '-b', V, '-F', 'raw', '1M');
}

compareLines(
  'blkverify: both disks are equal',
  [
    ...['', '-f raw ', '-f blkverify ', '--output=json ', '--backing-chain '].map(
      (how) => `img info ${how}${V}`,
    ),
    `io ${V} -c 'write -P 3 0 64k' -c 'read 0 64k' -c map -c length -c info -c flush`,
    `io -f raw ${V} -c 'write -P 4 1000 3000' -c 'read -P 4 1000 3000' -c 'discard 0 64k'`,
    `io -f raw ${V} -c 'write 0 4k' -c 'writev 70k 1k 1k' -c 'write -f 9k 1k' -c 'write -c 0 64k'`,
    `io -f raw ${V} -c 'aio_write -P 9 100k 70k' -c aio_flush -c 'aio_read 0 64k' -c aio_flush`,
    `io -t writethrough -f raw ${V} -c 'write -P 5 200k 4k' -c 'read 1M 1k' -c 'write 1023k 2k'`,
    `io ${V} -c 'truncate 2M' -c length`,
    `io ${V} -c 'reopen -r' -c 'reopen -o file.raw.locking=off'`,
    `io -r ${V} -c 'read 0 64k' -c 'write 0 4k'`,
    `io blkverify:r:i -c 'write 0 64k'`,
    'img resize -f raw blkverify:a:b 2M',
    'img resize -f raw blkverify:a:b +1M',
    'img info blkverify:a:b',
    ...['map', 'map --output=json', 'check', 'snapshot -l', 'measure -O qcow2', 'commit'].map(
      (verb) => `img ${verb} ${V}`,
    ),
    `img convert -O qcow2 ${V} copy`,
    `img convert -O raw ${V} copy`,
    `img compare ${V} r`,
    `img compare ${V} over`,
    `img dd if=${V} of=copied bs=64k`,
    `img rebase -u -b "" ${V}`,
    `img bench -f raw -c 5 -d 1 ${V}`,
    `img bench -f raw -w --pattern 9 -c 5 -s 512 ${V}`,
    `img info ${BOTH}`,
    `img info ${BOTH},test.lazy-refcounts=on`,
    `img map ${BOTH}`,
    `io ${BOTH} -c info -c 'write 500k 1k' -c 'read 490k 30k' -c map`,
    `io -f raw blkverify:r:over -c 'read 0 1M' -c map`,
    `io -f raw blkverify:long:q -c length -c map -c 'write 1M 1k'`,
    `io above -c 'read 0 1M' -c 'write 0 1k' -c map`,
    'img info --backing-chain above',
    `io ${TWINS} -c 'write -P 3 0 300k' -c 'write -P 4 700k 1k' -c 'read 0 1M' -c map`,
    `img check ${TWINS}`,
    `img info ${TWINS}`,
    'img compare t1 t2',
    `io -f raw ${json({ driver: 'blkverify', raw: file('r'), test: file('r') })} -c info`,
    `img info ${json({
      driver: 'raw',
      file: {
        driver: 'blkverify',
        raw: { driver: 'raw', file: file('r'), offset: 0, size: 1048576 },
        test: { driver: 'qcow2', file: file('q') },
      },
    })}`,
    `img info ${json({ driver: 'blkverify', raw: broken('none', 'r'), test: file('i') })}`,
  ],
  images,
);

compareLines(
  'blkverify: the disks differ',
  [
    'io -f raw r -c "write -P 7 2k 512"',
    `io -f raw ${V} -c 'write -P 9 100k 4k' -c 'read 4k 65k' -c 'read 0 64k' -c 'write 0 1k'`,
    `img check q`,
    `io -f raw ${V} -c 'write -P 9 100k 4k' -c 'read 0 2k' -c 'read 1k 3k' -c 'read 0 1k'`,
    `io -f raw ${V} -c 'aio_read 0 3k' -c 'read 500k 2k' -c 'read 0 512'`,
    ...['-O raw', '-O qcow2', '-m 1 -O raw'].map((how) => `img convert ${how} ${V} out`),
    `img compare ${V} r`,
    `img compare -f raw -F raw ${V} r`,
    `img compare r ${V}`,
    `img dd if=${V} of=out`,
    `img bench -f raw -c 10 -d 1 ${V}`,
    `img map ${V}`,
    `io above -c 'read 64k 4k' -c 'read 0 64k' -c 'read 0 512'`,
    `io above -c 'write 0 1k' -c length`,
    'io -f raw r -c "write -P 7 0 512"',
    `img info ${V}`,
    `img info -f raw ${V}`,
    `io ${V} -c 'read 8k 4k'`,
    `img commit above`,
    `img rebase -b r -F raw above`,
    `io -f raw blkverify:long:i -c 'write -P 3 0 4k' -c 'read 0 1M'`,
    `io -f raw ${json({
      driver: 'blkverify',
      raw: broken('none', 'r'),
      test: { driver: 'raw', file: file('i') },
    })} -c info`,
    `io ${json({
      driver: 'blkverify',
      raw: { ...broken('pwritev', 'r'), driver: 'blkdebug' },
      test: { driver: 'raw', file: file('i') },
    })} -c 'write -P 8 4k 4k' -c 'read 4k 4k'`,
    `io ${json({
      driver: 'blkverify',
      raw: file('r'),
      test: { driver: 'raw', file: broken('pwritev', 'i', 28) },
    })} -c 'write -P 8 4k 4k' -c 'read 4k 4k'`,
    `io ${json({
      driver: 'blkverify',
      raw: broken('pwritev', 'r', 28),
      test: { driver: 'raw', file: broken('pwritev', 'i', 28) },
    })} -c 'write -P 8 4k 4k' -c length`,
  ],
  images,
);

compareLines(
  'blkverify: what cannot be opened',
  [
    ...['r', '', ':i', 'r:', 'nope:i', 'r:nope', 'nope:gone', 'r:lost', 'r:i:q'].map(
      (names) => `img info blkverify:${names}`,
    ),
    'img info -f qcow2 blkverify:r:q',
    'img info -f blkverify r',
    'img create -f blkverify z 1M',
    'img create -f raw blkverify:r:i 1M',
    'img create -f qcow2 -b blkverify:r:q -F raw new',
    'img create -f qcow2 -b blkverify:r:q -F qcow2 new',
    'img convert -O blkverify r out',
    ...[
      '',
      ',raw.filename=r',
      ',test.filename=q',
      ',raw.filename=r,test.filename=q',
      ',raw.filename=nope,test.filename=q',
      ',raw.driver=qcow2,raw.file.filename=i,test.filename=q',
      ',raw.filename=r,test.driver=qcow2,test.file.filename=i',
      ',raw.filename=r,test.driver=raw,test.file.filename=i,foo=1',
      ',x-raw=r,x-image=i',
      ',x-raw=r,x-image=i,raw.filename=r',
      ',raw=r,test.filename=q',
      ',raw.filename=r,test=q',
      ',raw.filename=r,test.driver=raw,test.file.filename=i,test.read-only=on',
      ',filename=r,x-raw=r',
    ].map((more) => `img info --image-opts driver=blkverify${more}`),
    `io ${BOTH},test.read-only=on -c info`,
    `io ${BOTH},raw.read-only=on -c info`,
    `io ${BOTH},read-only=on -c 'write 0 1k'`,
    'img info --image-opts driver=raw,file.filename=blkverify:r:i',
    'img info --image-opts driver=raw,file.driver=blkverify,file.filename=blkverify:r:i',
    'img info --image-opts driver=compress,file.driver=qcow2,file.file.filename=lost',
    'img info --image-opts driver=raw,file.driver=qcow2,file.file.filename=lost',
    `io 'blkverify:q:q' -c 'write 0 1k'`,
    `io --image-opts driver=blkverify,raw.driver=qcow2,raw.file.filename=q,${IMAGE} -c info`,
  ],
  images,
);
