// Filters and graphs that json: and dotted options spell, against the real tools.
import { compareLines } from '../../testing/compare-lines.ts';
import type { TwinWorld } from '../../testing/differential.ts';

const COR = 'driver=copy-on-read,file.driver=qcow2,file.file.filename=';
const PACK = 'driver=compress,file.driver=qcow2,file.file.filename=';

function chain(world: TwinWorld): void {
  const image = (...words: string[]): void => world.prepare('qemu-img', 'create', '-q', ...words);
  image('-f', 'qcow2', '-o', 'cluster_size=4k', 'base', '1M');
  world.prepare(
    'qemu-io',
    '-c',
    'write -P 1 0 300k',
    '-c',
    'write -P 0 64k 32k',
    '-c',
    'write -z 128k 8k',
    'base',
  );
  image('-f', 'qcow2', '-b', 'base', '-F', 'qcow2', 'top', '1100k');
  image('-f', 'qcow2', '-o', 'cluster_size=4k', '-b', 'base', '-F', 'qcow2', 'small', '700k');
  image('-f', 'qcow2', '-o', 'compat=0.10', '-b', 'base', '-F', 'qcow2', 'old', '1M');
  image('-f', 'qcow2', '-o', 'extended_l2=on', '-b', 'base', '-F', 'qcow2', 'sub', '1M');
  image('-f', 'qcow2', 'plain', '1M');
  image('-f', 'qcow2', '-b', 'base', '-F', 'qcow2', 'even', '1M');
  image('-f', 'raw', 'r', '1M');
  image('-f', 'qcow2', '-b', 'top', '-F', 'qcow2', 'deep', '2M');
}

const readsOf = (how: string): string[] => [
  `io ${how} -c 'read -P 1 5k 1k' -c 'read 62k 40k' -c 'read 4k 100k' -c map`,
  `io ${how} -c 'read 120k 20k' -c 'write -P 7 290k 20k' -c 'read 280k 100k' -c 'read 690k 10k'`,
  `io ${how} -c 'read 200k 1k' -c 'discard 0 64k' -c 'read 1023k 1k' -c 'write -z 32k 1k' -c map`,
];

compareLines(
  'copy-on-read',
  [
    ...['top', 'small', 'old', 'sub', 'deep'].flatMap((name) => readsOf(`-C ${name}`)),
    ...['top', 'small'].flatMap((name) => readsOf(`--image-opts ${COR}${name}`)),
    'io -C top -c "read 1000k 100k" -c map',
    'io -C r -f raw -c "read 0 1M" -c map',
    'io -C -r -c "read 0 4k" top',
    'io -r -c "read 0 4k" -C nope',
    `img info --image-opts ${COR}top`,
    `img convert --image-opts ${COR}top x`,
    `img map --image-opts ${COR}top`,
    `io -r --image-opts -c "read 0 4k" ${COR}top`,
    `img check --image-opts ${COR}top`,
    `io -r --image-opts -c "read 0 4k" ${COR}top,file.read-only=off`,
    `img resize --image-opts ${COR}plain 2M`,
    'img info plain',
    `io --image-opts -c info ${COR}top`,
    'io --image-opts -c "read 0 4k" driver=qcow2,file.filename=top,copy-on-read=on',
    `img info --image-opts ${COR}top,bottom=x`,
    `img info --image-opts ${COR}top,foo=x`,
    'io --image-opts -c info driver=copy-on-read',
    'io -c "open -C top" -c "read 400k 1k" -c map',
    'io \'json:{"driver":"copy-on-read","file":{"driver":"qcow2","file":' +
      '{"driver":"file","filename":"small"}}}\' -c \'read 0 1k\' -c \'alloc 0 8k\'',
    'io -f copy-on-read r -c info -c "read 0 4k"',
    'img check top',
    'img check small',
  ],
  chain,
);

compareLines(
  'compress, null-aio, and names',
  [
    `img info --image-opts ${PACK}top`,
    `img info --output=json --image-opts ${PACK}top`,
    `io --image-opts -c 'write -P 3 128k 64k' -c 'write -P 4 192k 1k' -c info ${PACK}top`,
    `io --image-opts -c 'write -z 256k 64k' -c 'read -P 4 192k 1k' -c 'discard 0 64k' ${PACK}top`,
    `io --image-opts -c 'write -P 3 64k 64k' -c 'write -P 5 1k 1k' -c map ${PACK}plain`,
    `io --image-opts -c 'write 0 64k' ${PACK}even`,
    `img check even`,
    'img check plain',
    `io --image-opts -c 'write -P 4 192k 1k' -c 'read -v 190k 17' -c info ${PACK}even`,

    `io --image-opts -c 'write -z 256k 64k' -c 'write -z 70k 1k' -c 'discard 0 64k' ${PACK}even`,
    'img map --output=json plain',
    'io --image-opts -c "write 0 4k" driver=compress,file.driver=raw,file.file.filename=top',
    'io --image-opts driver=compress',
    'io --image-opts driver=compress,file.filename=top',
    'io -f compress top -c info',
    `img check --image-opts ${PACK}plain`,
    `img convert --image-opts ${PACK}plain x`,
    'img info null-aio://',
    'img map null-co://',
    'img info --image-opts driver=null-aio,size=5M',
    'img map --output=json null-aio://',
    'io -c "read -v 0 16" -c "write 0 1k" -c map -c info null-aio://',
    'img info null-aio:x',
    'img info --image-opts driver=null-aio,latency-ns=-1',
    'img convert null-co:// -n -O raw r',
    'img info \'json:{"driver":"null-co","size":"1M","read-zeroes":true}\'',
    'img info --image-opts driver=qcow2,file.driver=raw,file.file.filename=plain',
    'img info --image-opts driver=raw,file.driver=qcow2,file.file.filename=plain',
    'img info --image-opts driver=raw,file.driver=compress,file.file.driver=qcow2,' +
      'file.file.file.filename=plain',
    'img map --image-opts driver=qcow2,file.driver=raw,file.file.filename=plain',
    'img compare --image-opts driver=raw,file.driver=null-co,file.size=1M,file.read-zeroes=on ' +
      'driver=qcow2,file.filename=base',
    'img map deep',
    'img map --output=json deep',
    'img info --backing-chain deep',
    'img info --backing-chain --output=json deep',
    'img map --image-opts driver=qcow2,file.filename=deep,backing.driver=qcow2,' +
      'backing.file.filename=base',
    'img map --image-opts driver=qcow2,file.filename=deep,backing.backing.file.filename=plain',
    'img map --image-opts driver=qcow2,file.filename=deep,backing.driver=raw,' +
      'backing.file.filename=r',
    'img map --image-opts driver=qcow2,file.filename=plain,backing.driver=raw,' +
      'backing.file.filename=r',
    'img map --image-opts driver=qcow2,file.filename=deep,backing.driver=null-co,backing.size=1M',
    'img map --image-opts driver=qcow2,file.filename=deep,backing=x',
    'img map --image-opts driver=qcow2,file.filename=deep,backing=',
    'img map --image-opts driver=qcow2,file.filename=deep,backing.foo=1',
    'img map --image-opts driver=qcow2,file.filename=deep,backing.file.filename=nope',
    'img map --image-opts driver=raw,file.filename=r,backing.driver=null-co',
    'img map \'json:{"driver":"qcow2","file":{"driver":"file","filename":"deep"},' +
      '"backing":null}\'',
    'img map --output=json \'json:{"driver":"qcow2","file.filename":"deep","backing":' +
      '{"driver":"qcow2","file":{"driver":"file","filename":"small"}}}\'',
    'img convert -O raw --image-opts driver=qcow2,file.filename=deep,backing.driver=raw,' +
      'backing.file.filename=r x',
  ],
  chain,
);
