// qemu-io reopen, open -s and detect-zeroes against the real tools: what is printed and returned,
// and what is left in the files.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filterIo } from '../../golden/filters.ts';
import { TwinWorld, words } from '../../testing/differential.ts';

const MAKES = [
  'create -q -f qcow2 q 1M',
  'create -q -f raw r 1M',
  'create -q -f qcow2 base 1M',
  'create -q -f qcow2 -b base -F qcow2 top',
  'create -q -f qcow2 -o compat=0.10 v2 1M',
];

/** Each line is one or more commands for one process, separated by `;`. The image is named last. */
function compareCommands(title: string, image: string, lines: readonly string[]): void {
  describe(title, () => {
    let world: TwinWorld;
    beforeAll(() => {
      world = new TwinWorld();
      for (const line of MAKES) world.prepare('qemu-img', ...words(line));
    });
    afterAll(() => world.remove());
    test.each(lines)('%s', (line) => {
      const commands = line.split(';').flatMap((command) => ['-c', command.trim()]);
      const args = [...commands, ...words(image)];
      const real = world.runReal('qemu-io', args);
      const ours = world.runOurs('qemu-io', args);
      if (JSON.stringify(ours.files) !== JSON.stringify(real.files)) world.copyReal();
      expect({ ...ours, text: filterIo(ours.text) }).toEqual({
        ...real,
        text: filterIo(real.text),
      });
    });
  });
}

compareCommands('reopen: how it is called', 'q', [
  'reopen; write 0 4k',
  'reopen -r; write 0 4k',
  'reopen -r; reopen -w; write 0 4k',
  'reopen -r -w',
  'reopen -r -r',
  'reopen -c foo',
  'reopen -c writeback -c foo',
  'reopen -x',
  'reopen foo',
  'reopen -c',
  'reopen -o',
  'reopen -r -o read-only=on',
  'reopen -o read-only=on -r',
  'reopen -o read-only=on; write 0 4k',
  'reopen -c none -o cache.direct=on',
  'reopen -c none -o cache.no-flush=on',
  'reopen -c none -o cache.writeback=on',
  'reopen -o cache.no-flush=on; write 4k 4k',
  'reopen -o foo=bar',
  'reopen -o foo',
  'reopen -o nofoo',
  'reopen -o a=1,b=2,c=3 -o b=3',
  'reopen -o =',
  'reopen -r; reopen -r',
  'reopen -r; reopen -o read-only=off; write 0 4k; reopen -o read-only=on; write 0 4k',
  'reopen -c unsafe; write 0 4k; reopen -c writeback; write 4k 4k; reopen -c directsync',
]);

compareCommands('reopen: options that stay', 'q', [
  'reopen -o driver=raw',
  'reopen -o driver=qcow2',
  'reopen -o node-name=x',
  'reopen -o file.driver=file',
  'reopen -o file.filename=q',
  'reopen -o file.filename=u',
  'reopen -o file.locking=off',
  'reopen -o file.read-only=on',
  'reopen -o file=foo',
  'reopen -o file.drop-cache=off',
  'reopen -o backing=foo',
  'reopen -o backing.driver=qcow2',
  'reopen -o copy-on-read=on',
  'reopen -o force-share=on',
  'reopen -o force-share=off',
  'reopen -o encrypt.format=luks',
  'reopen -o encrypt.key-secret=x',
  'reopen -o data-file=foo',
  'reopen -r -o file.read-only=off; reopen -w; write 0 4k',
  'reopen -r -o file.read-only=on; reopen -w; write 0 4k',
]);

compareCommands('reopen: options that may change', 'q', [
  'reopen -o read-only=foo',
  'reopen -o cache.no-flush=bar',
  'reopen -o cache.direct=baz',
  'reopen -o auto-read-only=qux',
  'reopen -o auto-read-only=on',
  'reopen -o force-share=xx',
  'reopen -o discard=foo',
  'reopen -o discard=off; write 0 64k; discard 0 64k; map',
  'reopen -o discard=unmap; discard 0 64k; map',
  'reopen -o detect-zeroes=foo',
  'reopen -o detect-zeroes=on; write 0 64k; write -P 0 0 64k; write -P 0 64k 4k; map',
  'reopen -o detect-zeroes=unmap; write 0 64k; write -P 0 0 64k; map',
  'reopen -o detect-zeroes=unmap,discard=off',
  'reopen -o detect-zeroes=on; write -c -P 0 64k 64k',
  'reopen -o lazy-refcounts=on; write 128k 64k; reopen; write 192k 64k; reopen -r',
  'reopen -o lazy-refcounts=on; write 256k 64k; reopen -o lazy-refcounts=off; write 320k 64k',
  'reopen -o lazy-refcounts=foo',
  'reopen -o pass-discard-request=foo',
  'reopen -o pass-discard-request=on,pass-discard-snapshot=on,pass-discard-other=on',
  'reopen -o pass-discard-request=off; discard 0 256k',
  'reopen -o cache-size=1k,l2-cache-size=64k',
  'reopen -o cache-size=1M,l2-cache-size=64k,refcount-cache-size=256k',
  'reopen -o l2-cache-size=64T',
  'reopen -o refcount-cache-size=128T',
  'reopen -o cache-size=foo',
  'reopen -o l2-cache-size',
  'reopen -o l2-cache-entry-size=33k',
  'reopen -o l2-cache-entry-size=4k; write 0 128k; read 0 1M',
  'reopen -o cache-clean-interval=42',
  'reopen -o cache-clean-interval=4294967296',
  'reopen -o cache-clean-interval=foo',
  'reopen -o overlap-check=foo',
  'reopen -o overlap-check=cached',
]);

compareCommands('reopen: version 2', 'v2', [
  'reopen -o lazy-refcounts=on',
  'reopen -o detect-zeroes=on; write 0 64k; write -P 0 0 64k; map',
]);

compareCommands('reopen: a chain', 'top', [
  'reopen -o backing.driver=qcow2',
  'reopen -o backing.driver=raw',
  'reopen -o backing.l2-cache-entry-size=1k',
  'reopen -o backing.l2-cache-entry-size=1',
  'reopen -o backing.read-only=off; write 0 4k',
  'reopen -o backing.file.filename=xx',
  'reopen -o backing.file.filename=base',
  'reopen -o backing=',
  'reopen -o backing=xx',
]);

compareCommands('reopen: raw', '-f raw r', [
  'reopen -o offset=512; length; reopen -o size=1k; length; write 0 1k; reopen -o size=3',
  'reopen -o offset=2M; length',
  'reopen -o size=2M; length',
  'reopen -o backing=x',
  'reopen -o detect-zeroes=on; write -P 0 0 64k; write -P 1 0 512; write -P 0 0 512',
]);

compareCommands('reopen: blkdebug', 'blkdebug::q', [
  'reopen -o file.image.filename=q',
  'reopen -o file.image.filename=u',
  'reopen -o file.x-image=q',
  'reopen -o file.config=q',
  'reopen -o file.image=q',
  'reopen -o file.align=512',
  'reopen -r',
  'aio_write 0 4k; reopen -c writeback; write 0 4k',
]);

compareCommands(
  'reopen: nodes with names',
  '--image-opts driver=qcow2,node-name=x,file.node-name=y,file.driver=file,file.filename=q',
  [
    'reopen -o node-name=x',
    'reopen -o node-name=y',
    'reopen -o file=y',
    'reopen -o read-only=on',
    'reopen -o file.read-only=on',
    'reopen -o file.node-name=z',
  ],
);

compareCommands('reopen: opened read-only', '-r q', [
  'reopen; write 0 4k',
  'reopen -w; write 0 4k',
  'reopen -o read-only=off,read-only=on',
  'reopen -o read-only=off; reopen -o read-only=on; write 0 4k',
  'reopen -o read-only=off; write 0 4k; reopen -o read-only=on; write 0 4k',
  'reopen -o read-only=off; reopen -o file.read-only=on',
]);

compareCommands('reopen: opened with -U', '-r -U q', ['reopen -o force-share=on', 'reopen -w']);

compareCommands('-s', '-s q', [
  'write -P 9 0 4k; read -P 9 0 4k; map; info',
  'read -P 0 0 1M',
  'truncate 2M; length; map',
  'write -b 0 4k; write -c 0 64k; write -z 64k 64k; discard 0 64k; map',
  'flush',
  'write -P 9 0 4k; reopen -r; read -P 9 0 4k; write 0 4k; reopen -w; write 8k 4k',
  'reopen -o file.filename=x',
  'reopen -o backing.driver=raw; reopen',
]);
compareCommands('-s and -r', '-s -r q', ['write 0 4k', 'read 0 4k; map', 'reopen -w; write 0 4k']);
compareCommands('-s on raw', '-s r', ['write 0 4k; map; info']);
compareCommands('-s with options', '-s --image-opts driver=qcow2,file.filename=q,read-only=on', [
  'write 0 4k',
]);
compareCommands('-s without a file', '-s nofile', ['write 0 4k']);
compareCommands('-s below blkdebug', '-s blkdebug::q', ['write 0 4k; read 0 8k']);
compareCommands('no image', '-f qcow2', [
  'open -s q; write -P 77 0 4k; read -P 77 0 4k; close; open q; read -P 77 0 4k',
  'reopen',
]);

const detecting = (mode: string, more = ''): string =>
  `--image-opts driver=qcow2,file.filename=q,detect-zeroes=${mode}${more}`;
const WRITES = [
  'write 0 192k; write -P 0 0 64k; write -P 0 65k 1k; write -P 0 64k 64k; map',
  'write 256k 64k; write -P 0 -f 256k 64k; writev -P 0 320k 64k; map',
  'aio_write -P 0 384k 64k; aio_flush; map',
  'write -c -P 0 512k 64k; write -b -P 0 0 512; read -P 0 512k 64k; map',
];
compareCommands('detect-zeroes=on', detecting('on'), WRITES);
compareCommands('detect-zeroes=unmap', detecting('unmap'), WRITES);
compareCommands('detect-zeroes=unmap without discard', detecting('unmap', ',discard=off'), WRITES);
compareCommands('detect-zeroes=foo', detecting('foo'), WRITES);
