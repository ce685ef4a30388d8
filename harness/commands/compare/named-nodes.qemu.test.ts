// Nodes that have a name and stand for a child of others, against the real tools.
import { compareLines } from '../../testing/compare-lines.ts';
import type { TwinWorld } from '../../testing/differential.ts';

function images(world: TwinWorld): void {
  const image = (...args: string[]): void => {
    world.prepare('qemu-img', 'create', '-q', '-f', 'qcow2', ...args);
  };
  image('a', '1M');
  world.prepare('qemu-io', '-c', 'write -P 1 0 64k', 'a');
  image('b', '1M');
  world.prepare('qemu-io', '-c', 'write -P 2 64k 64k', 'b');
  image('-b', 'a', '-F', 'qcow2', 'mid');
  world.prepare('qemu-io', '-c', 'write -P 3 128k 64k', 'mid');
  image('-b', 'mid', '-F', 'qcow2', 'top');
  world.prepare('qemu-io', '-c', 'write -P 4 256k 64k', 'top');
}

const file = (name: string): string => `"file":{"driver":"file","filename":"${name}"}`;
const quorum = (...children: readonly string[]): string =>
  `'json:{"driver":"quorum","vote-threshold":1,"children":[${children.join(',')}]}'`;
const NULL = '{"driver":"null-co","read-zeroes":true,"size":1048576,"node-name":"n"}';
const A = `{"driver":"qcow2","node-name":"q",${file('a')}}`;
const read = "-c 'read -P 1 0 64k' -c 'read -P 0 128k 64k'";

compareLines(
  'within one graph',
  [
    `io -c 'read 0 4k' ${quorum(NULL, '"n"')}`,
    `io -r -c 'read -P 0 0 4k' ${quorum(NULL, '"n"')}`,
    `io -c 'read 0 4k' ${quorum(NULL, NULL)}`,
    `io -c 'read 0 4k' ${quorum('"n"', NULL)}`,
    `io -c 'read 0 4k' ${quorum(NULL, '5')}`,
    `io -r ${read} ${quorum(A, '"q"')}`,
    `io -r ${read} ${quorum(A, '"q"', '"q"')}`,
    `io -c 'write 0 4k' ${quorum(A, '"q"')}`,
    `io -c 'read 0 4k' 'json:{"driver":"raw","file":"q"}'`,
    `io -r -c 'read 0 4k' 'json:{"driver":"qcow2","node-name":"q","file":"q"}'`,
    `io -r -c 'read 0 4k' 'json:{"driver":"qcow2","node-name":"q",${file('top')},"backing":"q"}'`,
    `io -r -c 'read 0 4k' 'json:{"driver":"qcow2","node-name":"q",${file('top')},` +
      `"backing":{"driver":"qcow2",${file('mid')},"backing":"q"}}'`,
    `io -r -c 'read 0 4k' ${quorum(NULL, '{"driver":"raw","node-name":"n",' + file('a') + '}')}`,
    `io -r -c 'read 0 4k' 'json:{"driver":"quorum","node-name":"q","vote-threshold":1,` +
      `"children":[${NULL},"q"]}'`,
    'img map --image-opts driver=qcow2,file.filename=top,file.node-name=f,backing=f',
    'img info --image-opts driver=qcow2,file.filename=top,file.node-name=f,backing=f',
    'img commit --image-opts driver=qcow2,file.filename=top,file.node-name=f,backing=f',
    'img info --image-opts driver=qcow2,file.filename=a,file.node-name=f,node-name=f',
    `img info --image-opts driver=raw,file.filename=a,node-name=${'x'.repeat(31)}`,
    `img info --image-opts driver=raw,file.filename=a,node-name=${'x'.repeat(32)}`,
    'img info --image-opts driver=raw,file.filename=a,node-name=0x',
    `io -r -c 'read 0 4k' 'json:{"driver":"qcow2",${file('top')},` +
      `"backing":{"driver":"qcow2","file":"f"}}'`,
    `io -c 'write -P 9 0 4k' -c 'read -P 9 0 4k' ` +
      `'json:{"driver":"blkverify","raw":${NULL},"test":"n"}'`,
    `io -c 'write 0 4k' 'json:{"driver":"blklogwrites","file":${NULL},"log":"n"}'`,
    `io -r -c 'read 0 4k' 'json:{"driver":"copy-before-write","file":${A},"target":"q"}'`,
    `io -c 'read 0 4k' 'json:{"driver":"copy-before-write","file":${A},"target":"q"}'`,
    `io -c 'write -P 5 0 64k' -c 'read -P 5 0 64k' 'json:{"driver":"copy-before-write",` +
      `"file":{"driver":"qcow2","node-name":"q",${file('top')}},` +
      `"target":{"driver":"qcow2",${file('b')},"backing":"q"}}'`,
    'img map b',
    'img check top',
  ],
  images,
);

const MID = 'node-name=m,driver=qcow2,file.driver=file,file.filename=mid'
  .split(',')
  .map((option) => `backing.${option}`)
  .join(',');
const BASE = 'node-name=b,driver=qcow2,file.driver=file,file.filename=a'
  .split(',')
  .map((option) => `backing.backing.${option}`)
  .join(',');
const CHAIN = `driver=qcow2,node-name=t,file.driver=file,file.filename=top,${MID},${BASE}`;
const onChain = (...commands: readonly string[]): string =>
  `io ${commands.map((command) => `-c '${command}'`).join(' ')} --image-opts ${CHAIN}`;

// What `commit` copies is one piece: of several in flight at once, the real tools let any be first.
compareLines(
  'where images of a chain have names',
  [
    onChain('reopen -o backing=b', 'read -P 0 128k 64k', 'read -P 1 0 64k', 'read -P 4 256k 64k'),
    onChain('reopen -o backing=b', 'reopen -o backing=b', 'reopen -r', 'read -P 1 0 64k'),
    onChain('reopen -o backing=b', 'write -P 7 256k 4k', 'reopen -o backing=m'),
    onChain('reopen -o backing=m', 'reopen -o backing=t', 'reopen -o backing.backing=t'),
    onChain('reopen -o backing.backing=m', 'reopen -o backing.backing=b', 'reopen -o backing=x'),
    onChain('reopen -o backing=b,backing.lazy-refcounts=on', 'read -P 1 64k 64k'),
    `img commit --image-opts ${CHAIN}`,
    'img map top',
    `img rebase -b 'json:{"driver":"raw","file":"b"}' -F raw --image-opts ${CHAIN}`,
    `img rebase -b 'json:{"driver":"qcow2",${file('b').replace('}', ',"node-name":"m"}')}}' ` +
      `-F qcow2 --image-opts ${CHAIN}`,
    `img rebase -b 'json:{"driver":"raw","file":"x"}' -F raw ` +
      '--image-opts driver=qcow2,node-name=x,file.driver=file,file.filename=top',
    'img map top',
    `img bitmap --add --image-opts ${CHAIN} bm`,
  ],
  images,
);

const TARGET = 'driver=qcow2,file.driver=file,file.filename=b';
const ONE = 'driver=qcow2,node-name=x,file.driver=file,file.filename=a';
const BELOW = 'driver=qcow2,file.driver=file,file.node-name=x,file.filename=a';

compareLines(
  'between the images of one command',
  [
    `img compare --image-opts ${ONE} driver=raw,file=x`,
    `img compare --image-opts ${BELOW} driver=qcow2,file=x`,
    `img compare --image-opts driver=raw,file=x ${ONE}`,
    `img compare --image-opts ${ONE} ${ONE}`,
    `img compare -U --image-opts ${ONE} driver=raw,file=x,offset=64k`,
    `img convert --image-opts -O raw ${ONE} driver=raw,file=x,offset=64k out`,
    'io -f raw -r -c "read -P 1 0 64k" -c "read -P 0 64k 1984k" out',
    `img convert -n --image-opts --target-image-opts ${ONE} driver=raw,file=x`,
    `img convert -n --image-opts --target-image-opts ${ONE} ${TARGET},node-name=x`,
    `img convert -n --image-opts --target-image-opts ${ONE} ${TARGET},backing=x`,
    `img check b`,
    `io -c 'open -o driver=qcow2,node-name=q a' -c close -c 'open -o driver=raw,file=q' ` +
      `-c 'open -o driver=qcow2,node-name=q b' -c 'read -P 2 64k 64k'`,
    `io -c 'open -o node-name=q,backing=q top' -c 'open -o node-name=q top' -c 'read -P 4 256k 4k'`,
    `io -c 'open -o file=q top' -c 'open -o file.node-name=q,node-name=q top' -c 'read 0 4k'`,
    `io -c 'open -o backing.node-name=q,backing.backing.node-name=q top' -c 'read 0 4k'`,
    `io -c 'open -o backing.node-name=q,backing.file=q top' -c 'read 0 4k'`,
  ],
  images,
);
