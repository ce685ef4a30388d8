// The filter blklogwrites, against the real tools: above all the bytes of its log.
import { compareLines } from '../../testing/compare-lines.ts';
import type { TwinWorld } from '../../testing/differential.ts';

const logged = (more = '', file = 'a', log = 'l'): string =>
  `--image-opts driver=blklogwrites,file.driver=raw,file.file.filename=${file},` +
  `log.driver=file,log.filename=${log}${more}`;
const BELOW =
  '--image-opts driver=qcow2,file.driver=blklogwrites,file.file.driver=file,' +
  'file.file.filename=q,file.log.driver=file,file.log.filename=lq';

function images(world: TwinWorld): void {
  world.prepare('qemu-img', 'create', '-q', '-f', 'raw', 'a', '1M');
  world.prepare('qemu-img', 'create', '-q', '-f', 'raw', 'odd', '1000k');
  world.prepare('qemu-img', 'create', '-q', '-f', 'qcow2', 'q', '4M');
  world.prepare('qemu-img', 'create', '-q', '-f', 'qcow2', 'on', '4M');
  for (const name of ['l', 'm', 'lq', 'e']) world.write(name, new Uint8Array());
}

const OPTIONS = [
  ...['4k', '1', '513', '16M', '8M', 'x', '512'].map((size) => `log-sector-size=${size}`),
  ...['x', 'on', 'off', 'on,log-sector-size=512'].map((word) => `log-append=${word}`),
  ...['0', 'x', '2'].map((count) => `log-super-update-interval=${count}`),
  'foo=1',
];

compareLines(
  'blklogwrites',
  [
    `io ${logged()} -c 'write -P 3 0 64k' -c 'read 0 64k' -c 'write -z 64k 64k' ` +
      '-c "discard 4k 4k" -c flush -c map -c info -c "write 1 2" -c length',
    ...OPTIONS.map((option) => `img info ${logged(`,${option}`)}`),
    `io ${logged(',log-append=on')} -c 'write -P 4 8k 8k' -c 'write -P 9 0 512'`,
    `img info --output=json ${logged(',log-append=on')}`,
    `io ${logged(',log-append=on', 'a', 'e')} -c 'write -P 4 8k 8k'`,
    `img info ${logged(',log-append=on', 'a', 'a')}`,
    `io ${logged(',log-sector-size=4k')} -c 'write 0 512' -c 'write -z 100 9000' ` +
      '-c "discard 8k 8k"',
    `io ${logged(',log-append=on')} -c 'write -z -u 8k 8k' -c 'write -f 4k 4k' -c 'read 0 1M'`,
    `io ${logged(',log-super-update-interval=2')} -c 'write 0 512' -c 'write 1k 512' ` +
      '-c "sigraise 9"',
    `io ${logged(',log-sector-size=4k', 'odd')} -c 'write 0 512'`,
    `io -r ${logged(',log-sector-size=64k', 'odd')} -c 'read 0 512' -c length`,
    `io ${logged()} -c 'reopen -r' -c 'truncate 2M' -c length`,
    `io ${BELOW} -c 'write -P 5 1M 100k' -c 'write -z 2M 64k' -c 'discard 1M 64k' -c map`,
    `io ${BELOW} -c 'write 100 100' -c 'write -c 3M 64k' -c 'truncate 5M' -c 'read 0 4M'`,
    `img check ${BELOW}`,
    `img convert -O raw ${logged()} x`,
    `img convert -n -O qcow2 --target-image-opts a driver=qcow2,file.driver=blklogwrites,` +
      'file.file.driver=file,file.file.filename=on,file.log.driver=file,file.log.filename=m',
    'img info --image-opts driver=blklogwrites,file.driver=raw,file.file.filename=a',
    'img info --image-opts driver=blklogwrites,log.filename=a',
    'img info --image-opts driver=blklogwrites,file.filename=a,log.filename=l',
    'img info --image-opts driver=blklogwrites,file.filename=a,log.filename=nope',
    'img info --image-opts driver=blklogwrites,file.filename=nope,log.filename=l',
    'io --image-opts driver=blklogwrites,file.filename=a,log.filename=a -c "write 0 512"',
    'img info -f blklogwrites a',
    'img create -f blklogwrites z 1M',
  ],
  images,
);
