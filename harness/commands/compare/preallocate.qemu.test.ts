// The filter preallocate, against the real tools. Sessions that end by a signal close nothing: what
// was made ahead is then still in the file.
import { compareLines } from '../../testing/compare-lines.ts';
import type { TwinWorld } from '../../testing/differential.ts';

const above = (file: string, more = ''): string =>
  `--image-opts driver=qcow2,file.driver=preallocate,file.file.driver=file,` +
  `file.file.filename=${file}${more}`;
const SMALL = ',file.prealloc-size=1M';
const steps = (align: string, size: string): string =>
  `,file.prealloc-align=${align},file.prealloc-size=${size}`;
const alone = (more = ''): string =>
  `--image-opts driver=preallocate,file.driver=file,file.filename=r${more}`;
const onRaw = 'driver=raw,file.driver=preallocate,file.file.driver=file,file.file.filename=r';
const DATA =
  '--image-opts driver=qcow2,file.filename=d,data-file.driver=preallocate,' +
  'data-file.prealloc-size=64k,data-file.file.driver=file,data-file.file.filename=d.raw';

function images(world: TwinWorld): void {
  const image = (...words: string[]): void => world.prepare('qemu-img', 'create', '-q', ...words);
  for (const name of ['q', 'p', 'k', 'big']) image('-f', 'qcow2', name, '8M');
  image('-f', 'qcow2', '-o', 'cluster_size=512', 'small', '8M');
  image('-f', 'qcow2', '-o', 'data_file=d.raw', 'd', '4M');
  image('-f', 'qcow2', '-b', 'k', '-F', 'qcow2', 'top', '8M');
  image('-f', 'raw', 'r', '100k');
}

compareLines(
  'preallocate',
  [
    `io ${above('q')} -c 'write 1M 64k'`,
    `io ${above('big')} -c 'write -P 3 2M 64k' -c 'sigraise 9'`,
    'img check big',
    'img resize --shrink big 64k',
    `io ${above('q', SMALL)} -c 'write -P 4 3M 64k' -c length -c map -c 'sigraise 9'`,
    `io -r ${above('q', SMALL)} -c 'read -P 4 3M 64k' -c length`,
    `img info ${above('q')}`,
    `img check ${above('q')}`,
    `img map --output=json ${above('q')}`,
    `io ${above('p', SMALL)} -c 'write 0 512' -c 'write -z 1M 1M' -c 'discard 0 64k' ` +
      "-c 'sigraise 9'",
    `io ${above('p', SMALL)} -c 'write 0 2M' -c 'write -z -u 2M 100k' -c 'sigraise 9'`,
    `io ${above('p', SMALL)} -c 'write 0 2M' -c 'write -z 2M 100k'`,
    `io ${above('p', ',file.prealloc-size=0')} -c 'write 4M 64k' -c 'sigraise 9'`,
    `io ${above('p', steps('0', '1'))} -c 'write 5M 64k' -c 'sigraise 9'`,
    `io ${above('p', steps('3k', '7'))} -c 'write 6M 1k' -c 'sigraise 9'`,
    `io ${above('small', SMALL)} -c 'write 0 100k' -c 'write -c 512k 512' -c 'sigraise 9'`,
    `io ${above('small', SMALL)} -c 'aio_write 1M 600k' -c aio_flush -c 'aio_write 3M 1M' ` +
      '-c aio_flush',
    `io ${above('small', SMALL)} -c 'truncate 9M' -c 'write 8M 1M' -c 'truncate 4M' -c length`,
    `img check small`,
    `io ${above('q', SMALL)} -c 'write 7M 64k' -c 'reopen -r' -c 'read 7M 64k' -c 'sigraise 9'`,
    `io ${above('q', SMALL)} -c 'write 7M 64k' -c 'reopen -o file.prealloc-size=3M' ` +
      `-c 'write 7500k 64k' -c 'sigraise 9'`,
    `io ${above('q', SMALL)} -c 'reopen -o file.prealloc-align=3'`,
    `io ${above('q', SMALL)} -c 'reopen -o file.foo=3'`,
    `img resize ${above('q', SMALL)} 16M`,
    `img resize --preallocation=metadata ${above('q', SMALL)} 17M`,
    `img resize --preallocation=falloc ${above('q', SMALL)} 18M`,
    `img resize --preallocation=full ${above('q', SMALL)} 19M`,
    `img resize --shrink ${above('q', SMALL)} 1M`,
    `img check q`,
    `io ${above('k', SMALL)} -c 'write -P 8 1M 1M'`,
    `img amend -o compat=0.10 ${above('k', SMALL)}`,
    `io ${DATA} -c 'write 1M 64k' -c 'write 3M 64k' -c 'sigraise 9'`,
    `io ${DATA} -c 'write 1M 64k' -c 'write -z 2M 64k' -c map`,
    `img info ${alone()}`,
    `img info -f preallocate r`,
    'img info --image-opts driver=preallocate',
    `img map ${alone()}`,
    `io ${alone()} -c 'write 0 4k' -c 'write 99k 4k' -c 'truncate 200k' -c 'write 150k 50k' ` +
      '-c length',
    `io ${alone()} -c 'truncate 50k' -c length -c info -c map -c 'sigraise 9'`,
    `io --image-opts ${onRaw} -c 'truncate 300k' -c 'write 200k 100k' -c map -c 'sigraise 9'`,
    ...['align=5', 'align=1', 'align=x', 'size=-1', 'size=x', 'foo=1'].map(
      (word) => `img info ${alone(`,prealloc-${word}`)}`,
    ),
    `img convert -O raw ${alone()} x`,
    `img convert -n -O qcow2 --target-image-opts r driver=qcow2,file.driver=preallocate,` +
      'file.prealloc-size=1M,file.file.driver=file,file.file.filename=p',
    `img check p`,
    `img create -f preallocate z 1M`,
    `img convert -O preallocate r z`,
    'img commit --image-opts driver=qcow2,file.filename=top,backing.driver=qcow2,' +
      'backing.file.driver=preallocate,backing.file.file.filename=k',
    'img check k',
    `img create -q -f qcow2 -o preallocation=falloc,cluster_size=4k x 1M`,
  ],
  images,
);
