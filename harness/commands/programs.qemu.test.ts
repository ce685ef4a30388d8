// The stand-ins against the real tools: the same command lines on the same files must print the
// same text in the same order, end with the same status, and leave the same bytes.
import { expect, test } from 'vitest';
import { compareLines } from './compare-lines.test-support.ts';
import { TwinWorld } from './differential.test-support.ts';

const raw = (world: TwinWorld): void => {
  const bytes = new Uint8Array(1 << 20);
  bytes.fill(0x61, 4096, 8192);
  world.write('r.raw', bytes);
  world.write('odd.raw', new Uint8Array(1000).fill(0x41));
  world.write('empty', new Uint8Array());
  world.write('source', new TextEncoder().encode('abc'));
};

const LAZY = 'lazy_refcounts=on';

const qcow2 = (world: TwinWorld): void => {
  raw(world);
  world.prepare('qemu-img', 'create', '-q', '-f', 'qcow2', 'q.qcow2', '1M');
  world.prepare('qemu-img', 'create', '-q', '-f', 'qcow2', '-o', 'compat=0.10', 'v2.qcow2', '8M');
  world.prepare('qemu-io', '-c', 'write -P 1 64k 128k', '-c', 'write -z 256k 64k', 'v2.qcow2');
  const small = 'cluster_size=512,refcount_bits=1,lazy_refcounts=on';
  world.prepare('qemu-img', 'create', '-q', '-f', 'qcow2', '-o', small, 's.qcow2', '100k');
  world.prepare('qemu-img', 'create', '-q', '-f', 'qcow2', 'zero.qcow2', '0');
};

compareLines(
  'qemu-img: how it is called',
  [
    'img', 'img foo', "img ''", 'img -z', 'img --foo', 'img -T',
    'img --trace', 'img --ver=1', 'img -- foo', 'img --', 'img - x',
    'img create', 'img create -z', 'img create -f', 'img create -fz',
    'img create --obj', 'img create --zzz', 'img create a 1 2', 'img create a x',
    'img create a -1', 'img create a -- -1', 'img create a 8E',
    'img create a 99999999999999999999', 'img create a 1.5', 'img create a',
    'img create -o', 'img create -o , a 1', "img create -o '' a 1",
    'img create -o ,size=1 a', 'img create -o size=1, a', 'img create -o size=1,, a',
    'img create -qz a 1', 'img create -zq a 1', 'img create a -z 1',
    'img check', 'img check a b', 'img check --o=x a', 'img check --output',
    'img check --output=x r.raw', 'img check --help=1', 'img check -r foo r.raw',
    'img check -T foo r.raw', 'img check -f foo r.raw', 'img check r.raw',
    'img check -f raw r.raw', 'img check nope', 'img check -f qcow2 r.raw',
    'img check --image-opts -f raw r.raw', 'img check -q r.raw', 'img check -U r.raw',
    'img check --image-opts driver=raw,file.filename=nope',
    'img check --image-opts driver=raw,file.filename=r.raw',
    'img check --image-opts file.filename=r.raw,force-share=off -U',
    'img info', 'img info a b', 'img info nope', 'img info --output=y r.raw',
    'img info --backing', 'img info -z', 'img info -f raw --image-opts r.raw',
    'img map', 'img map --start-offset=x r.raw', 'img map --start-offset=9E r.raw',
    'img map --start-offset=-1 r.raw', 'img map --max-length= r.raw',
    'img map -s 1 -l r.raw', 'img map --output=x r.raw', 'img map nope',
    'img resize', 'img resize a', 'img resize --shrink a', 'img resize a b c',
    'img resize --preallocation=foo r.raw 1', 'img resize --pre r.raw 1',
    'img resize nope 1M', "img resize r.raw ''", 'img resize r.raw x',
    'img resize r.raw +', 'img resize r.raw ++1', 'img resize r.raw -h',
    'img resize r.raw 99999999999999999999', 'img resize -f raw r.raw 8E',
    'img resize -f raw r.raw -1M', 'img resize -f raw r.raw -2M',
    'img resize -f raw r.raw 0', 'img resize -f raw r.raw -1k', 'img resize r.raw 1k',
    'img resize -f raw --preallocation=full r.raw 1M',
    'img resize -f raw --preallocation=full --shrink r.raw 512k',
    'img resize -f raw --preallocation=metadata r.raw 2M',
    'img resize -f foo r.raw 2M', 'img resize --image-opts -f raw r.raw 2M',
  ],
  raw,
);

compareLines(
  'qemu-img on raw files',
  [
    'img create t.raw 1M', 'img create -f raw t2.raw 1000', 'img create -q t3.raw 1k',
    'img create -f raw -o size=3k t4.raw', 'img create -f raw -o size=3k t4.raw 1k',
    'img create -f raw -o preallocation=full t5.raw 64k',
    'img create -f raw -o preallocation=falloc t5.raw 64k',
    'img create -f raw -o preallocation=foo t6.raw 64k',
    'img create -f raw -o preallocation=metadata t6.raw 64k',
    'img create -f raw -o foo=1 t7.raw 64k', 'img create -f raw -o nocow t7.raw 64k',
    'img create -f raw -b x t7.raw 1M', 'img create -F raw t7.raw 1M',
    'img create -f raw -o backing_file=x t7.raw 1M', 'img create -f nofmt t7.raw 1M',
    'img create -f blkdebug t7.raw 1M', 'img create -f file t8.raw 1M',
    'img create -f raw foo:x 1M',
    'img create -f raw json:x 1M', 'img create -f raw blkdebug::x 1M',
    'img create -f raw -o size=8E t9.raw',
    'img info -f raw r.raw', 'img info r.raw', 'img info --output=json r.raw',
    'img info --output=json --backing-chain odd.raw', 'img info empty',
    'img info -f raw odd.raw', 'img info -U r.raw', 'img info blkdebug::r.raw',
    'img info --image-opts driver=raw,file.driver=file,file.filename=r.raw',
    'img info --image-opts driver=raw,file.filename=r.raw,foo=1',
    'img info --image-opts foo', 'img info --image-opts foo,,bar',
    'img info \'json:{"driver":"file","filename":"r.raw"}\'',
    'img info --output=json \'json:{"driver":"raw","file":{"driver":"file","filename":"r.raw"}}\'',
    'img map -f raw r.raw', 'img map -f raw --output=json r.raw', 'img map odd.raw',
    'img map -f raw --output=json odd.raw', 'img map --output=json source', 'img map empty',
    'img map --output=json empty',
    'img map --output=json -f raw -s 1k -l 2k r.raw', 'img map -f raw -s 2M r.raw',
    'img map --output=json -f raw -s 2M r.raw',
    'img resize -f raw r.raw 2M', 'img resize -f raw r.raw +1k',
    'img resize -f raw r.raw +1', 'img resize -f raw -q r.raw +0',
    'img resize -f raw odd.raw 1024', 'img resize -f raw odd.raw +24',
    'img resize -f raw --preallocation=full odd.raw 3M', 'img resize empty 4k',
    'img resize --image-opts driver=raw,file.filename=r.raw 4M',
  ],
  raw,
);

compareLines(
  'qemu-img create: options of qcow2',
  [
    '', '-o cluster_size=512', '-o cluster_size=2M', '-o cluster_size=4k,refcount_bits=64',
    '-o refcount_bits=1', '-o compat=0.10', '-o compat=1.1', '-o compat=v2', '-o compat=v3',
    '-o lazy_refcounts=on', '-o lazy_refcounts', '-o nolazy_refcounts', '-o lazy_refcounts=yes',
    '-o encryption=off,data_file_raw=off,nocow=off,extent_size_hint=0,extended_l2=off',
    '-o preallocation=off', '-o preallocation=metadata', '-o preallocation=falloc',
    '-o preallocation=full', '-o preallocation=full,cluster_size=4k -o compat=v2',
    '-o cluster_size=0', '-o cluster_size=1000', '-o cluster_size=256', '-o cluster_size=4M',
    '-o cluster_size=x', '-o cluster_size=99999999999999999999', '-o cluster_size=1.5',
    '-o cluster_size=4k,,x', '-o refcount_bits=x', '-o refcount_bits=0', '-o refcount_bits=3',
    '-o refcount_bits=128', '-o refcount_bits=-1', '-o refcount_bits=4294967312',
    '-o refcount_bits=99999999999999999999', '-o refcount_bits=1k', '-o refcount_bits=0x10',
    '-o refcount_bits=010', '-o cluster_size=0xffffffffffffffffk', '-o cluster_size=0x2kk',
    '-o compat=foo', '-o compat=V3', '-o compat=', '-o foo', '-o foo=1',
    '-o lazy_refcounts=x', '-o lazy_refcounts=', '-o preallocation=foo', '-o compression_type=foo',
    '-o preallocation=foo,compat=foo', '-o compression_type=foo,preallocation=foo',
    '-o refcount_bits=8,compat=v2', '-o lazy_refcounts=on,compat=v2,refcount_bits=3',
    '-o lazy_refcounts=on,refcount_bits=3', '-o cluster_size=1,compat=foo',
    '-o data_file_raw=on', '-o data_file=df,compat=v2', '-o compat=v2,data_file_raw=on',
    '-o compression_type=zstd,compat=v2', '-o extended_l2=on,compat=v2',
    '-o extended_l2=on,cluster_size=8k', '-o extended_l2=on,cluster_size=1000',
    '-o extended_l2=on,cluster_size=8k,compat=v2', '-o extended_l2=on,cluster_size=1000,compat=v2',
    '-F raw', '-F foo', '-F raw -o cluster_size=1', '-b nope -F raw', '-b nope', '-u -b nope',
    '-u -b nope -F raw', '-u -b nope -F foo', '-b t.qcow2 -F raw', "-b ''", '-b r.raw',
    '-b r.raw -F raw',
    '-b r.raw -F qcow2', '-b r.raw -F raw -o preallocation=metadata',
    '-u -b nope -F raw -o preallocation=metadata,compat=v2,lazy_refcounts=on',
    '-u -b a,b -F raw', '-o backing_file=r.raw,backing_fmt=raw', '-o backing_file=r.raw',
    '-u -b nope -F raw -o data_file_raw=on,data_file=df', '-o size=2M', '-q',
    '-q -o cluster_size=1', '-o preallocation=metadata,cluster_size=512,refcount_bits=64',
  ].map((options) => `img create -f qcow2 ${options} t.qcow2 1M`),
  raw,
);

compareLines(
  'qemu-img create: sizes of qcow2',
  [
    '0', '1', '511', '1000', '100k', '1T', '2E', '4E', '9223372036854775807', '9223372036854775296',
    '9223372036854775295', '', '-o size=1M', '-o size=x', '-o size=1.5', '-o size=16E',
    '-o size=18446744073709551615', '-o size=18446744073709551000', '-o size=1M,size=2M',
    '-o cluster_size=512 1T', '-b r.raw -F raw', '-b odd.raw -F raw', '-u -b r.raw -F raw',
    '-b empty -F raw', '-o cluster_size=2M 1G', '-o cluster_size=512 100M',
  ].map((size) => `img create -f qcow2 t.qcow2 ${size}`),
  raw,
);

compareLines(
  'qemu-img on qcow2 images',
  [
    'img info q.qcow2', 'img info --output=json q.qcow2', 'img info v2.qcow2',
    'img info --output=json v2.qcow2', 'img info s.qcow2', 'img info -f raw q.qcow2',
    'img info --output=json s.qcow2', 'img info blkdebug::q.qcow2',
    'img info --output=json blkdebug::q.qcow2', 'img info zero.qcow2',
    'img check q.qcow2', 'img check --output=json q.qcow2', 'img check v2.qcow2',
    'img check --output=json v2.qcow2', 'img check -q v2.qcow2', 'img check s.qcow2',
    'img check zero.qcow2', 'img check --output=json zero.qcow2',
    'img check -f qcow2 -T none v2.qcow2', 'img check blkdebug::v2.qcow2',
    'img check --image-opts driver=qcow2,file.filename=v2.qcow2', 'img check -U v2.qcow2',
    'img map v2.qcow2', 'img map --output=json v2.qcow2', 'img map q.qcow2',
    'img map --output=json q.qcow2', 'img map --output=json zero.qcow2',
    'img map --output=json -s 96k -l 200k v2.qcow2', 'img map blkdebug::v2.qcow2',
    'img resize q.qcow2 2M', 'img resize q.qcow2 +1', 'img resize q.qcow2 1.5M',
    'img resize q.qcow2 +512', 'img resize q.qcow2 +0', 'img resize v2.qcow2 1G',
    'img resize --preallocation=metadata q.qcow2 +128k', 'img resize q.qcow2 4E',
    'img resize --preallocation=falloc q.qcow2 +128k',
    'img resize --preallocation=full q.qcow2 +64k', 'img resize s.qcow2 200k',
    'img resize s.qcow2 +0x1k',
    'img resize q.qcow2 1M', 'img check q.qcow2', 'img check s.qcow2',
  ],
  qcow2,
);

compareLines(
  'qemu-img and qemu-io on overlays',
  [
    'img create -f qcow2 -b q.qcow2 -F qcow2 o.qcow2',
    'img create -f qcow2 -b o.qcow2 -F qcow2 o2.qcow2 2M',
    'img create -f qcow2 -b ./r.raw -F raw o3.qcow2 512k',
    'img create -f qcow2 -o backing_file=o3.qcow2,backing_fmt=qcow2,compat=v2 o4.qcow2',
    'img info o.qcow2', 'img info --output=json o2.qcow2',
    'img info --backing-chain o2.qcow2', 'img info o4.qcow2',
    'img info --backing-chain --output=json o2.qcow2', 'img check o2.qcow2',
    "io q.qcow2 -c 'write -P 1 0 128k' -c 'write -z 512k 64k'",
    "io o.qcow2 -c 'read -P 1 0 128k' -c 'write -P 2 64k 100' -c 'read -v 65500 160' -c map",
    "io o2.qcow2 -c 'read -P 2 64k 100' -c 'write -P 3 1000000 100000' -c map -c 'alloc 0 2M'",
    "io o3.qcow2 -c 'read -P 97 4k 4k' -c 'write -z 4k 1k' -c 'read -v 5000 200' -c map",
    "io o4.qcow2 -c 'write -zu 0 64k' -c 'write -zn 64k 64k' -c 'write -z 100k 4k' -c map",
    'img map o2.qcow2', 'img map --output=json o2.qcow2', 'img map o3.qcow2',
    'img map --output=json o3.qcow2', 'img map --output=json o4.qcow2',
    'img check o.qcow2', 'img check o2.qcow2', 'img check --output=json o4.qcow2',
    'img resize o.qcow2 +1M', 'img create -f qcow2 -u -b gone -F raw broken.qcow2 1M',
    'img info broken.qcow2', 'img info --backing-chain broken.qcow2',
    'img map broken.qcow2', 'io broken.qcow2', 'img check broken.qcow2',
    'img create -f qcow2 -u -b loop.qcow2 -F qcow2 loop2.qcow2 1M',
    'img create -f qcow2 -u -b loop2.qcow2 -F qcow2 loop.qcow2 1M',
    'img info --backing-chain loop.qcow2', 'img info --backing-chain --output=json loop.qcow2',
  ],
  qcow2,
);

compareLines(
  'qemu-io with faults',
  [
    "io blkdebug:c:q.qcow2 -c 'write 0 64k' -c 'write 64k 64k' -c flush -c length",
    "io -t writeback blkdebug:c:q.qcow2 -c 'write 0 64k' -c 'write 64k 64k' -c 'read 0 64k' -c f",
    "io blkdebug:c:v2.qcow2 -c 'write -b 0 64k' -c 'read -b 0 64k' -c 'write -z 0 64k' -c map",
    'img check q.qcow2', 'img check v2.qcow2', 'img check --output=json q.qcow2',
    "io blkdebug:flush:q.qcow2 -c 'write 128k 64k' -c flush -c 'truncate 2M' -c length",
    "io -t writeback blkdebug:flush:q.qcow2 -c 'write 128k 64k' -c flush -c 'truncate 2M' -c l",
    "io blkdebug:refs:s.qcow2 -c 'write 0 100k' -c 'write 0 512'", 'img check s.qcow2',
    'io blkdebug:bad:q.qcow2 -c length', 'io blkdebug:open:q.qcow2 -c length',
    'img info blkdebug:open:q.qcow2', 'img check blkdebug:c:q.qcow2',
    'img resize blkdebug:c:q.qcow2 1T', 'img check q.qcow2',
  ],
  (world) => {
    qcow2(world);
    const config = (name: string, text: string): void =>
      world.write(name, new TextEncoder().encode(text));
    config('c', '[inject-error]\nevent = "l2_update"\nerrno = "28"\nonce = "on"\n');
    config('flush', '[inject-error]\nevent = "flush_to_disk"\nerrno = "5"\n');
    config('refs', '[inject-error]\nevent = "refblock_alloc"\nerrno = "28"\n');
    config('bad', '[inject-error]\nevent = "nonsense"\n');
    config('open', '[inject-error]\nevent = "reftable_load"\n');
  },
);

compareLines(
  'streams: what is buffered comes after errors, in blocks of 4096 bytes',
  [
    // Commands whose text has the same length every time: no rates.
    'io -f raw r.raw -c help -c help -c foo -c help -c foo -c map -c foo -c info -c foo',
    'io -f raw r.raw -c foo -c help -c foo -c help -c foo -c l -c foo -c help -c help -c help -c x',
    "io -f raw r.raw -c help -c help -c help -c 'write -s empty 0 1' -c help -c 'l 1' -c help -c l",
  ],
  raw,
);

compareLines(
  'images with snapshots, and such that were not closed',
  [
    'img info snap.qcow2', 'img info --output=json snap.qcow2', 'img check snap.qcow2',
    'img check --output=json snap.qcow2', 'img map --output=json snap.qcow2',
    "io snap.qcow2 -c info -c map -c 'write 0 1k' -c 'read -P 1 64k 64k' -c 'read 0 1k'",
    'img check snap.qcow2', 'img info dirty.qcow2', 'img info --output=json dirty.qcow2',
    'img check dirty.qcow2', "io -r dirty.qcow2 -c info -c 'read -P 205 0 64k'",
  ],
  (world) => {
    raw(world);
    world.prepare('qemu-img', 'create', '-q', '-f', 'qcow2', 'snap.qcow2', '4M');
    world.prepare('qemu-io', '-c', 'write -P 1 0 256k', '-c', 'write -b 0 64k', 'snap.qcow2');
    world.prepare('qemu-img', 'snapshot', '-c', 'first', 'snap.qcow2');
    world.prepare('qemu-img', 'snapshot', '-c', 'a name that is long', 'snap.qcow2');
    world.prepare('qemu-img', 'create', '-q', '-f', 'qcow2', '-o', LAZY, 'dirty.qcow2', '4M');
    world.crash('dirty.qcow2', 'write 0 64k');
  },
);

compareLines(
  'qemu-io: how it is called',
  [
    'io -f raw --image-opts x', 'io -t foo',
    'io -d foo', 'io -i foo', 'io -i native r.raw', 'io -k r.raw', 'io nope',
    'io -c length', 'io -f qcow2 r.raw', 'io -f foo r.raw', 'io -U r.raw',
    'io --image-opts driver=raw,file.filename=nope', 'io --image-opts foo',
    'io --image-opts driver=raw,file.driver=file,file.filename=r.raw -c length',
    'io --image-opts driver=raw,file.filename=r.raw,foo=1 -c length',
    'io r.raw -c length', 'io -c length r.raw', 'io --cmd=length --form raw r.raw',
    'io -f raw -t none -c length r.raw', 'io -f raw -t unsafe -c length r.raw',
    'io -f raw -r -c length r.raw', 'io -f raw -rU -c length r.raw', 'io -r r.raw -c i',
    'io -f raw -m -c length r.raw', 'io -f raw -d unmap -c length r.raw',
    'io -f raw -i threads -c length r.raw', 'io -c quit', 'io -c help',
    'io blkdebug:r.raw', 'io blkdebug::nope', 'io blkdebug:nope:r.raw',
    'io foo:bar', "io 'json:{}'", "io json:x", 'io null-co:// -c info -c length',
  ],
  raw,
);

const COMMANDS = [
  'length', 'l', 'length 1', 'length -x', 'info', 'i', 'map', 'map 1', 'flush', 'f', 'flush 1',
  'close', 'c', 'close 1', 'quit', 'q 1 2', 'quit -z', 'foo', 'help foo', 'help a b', '? a b',
  'open', 'open x', 'open -z', 'alloc', 'alloc x', 'alloc 0 x', 'alloc 0', 'alloc 4k 2k',
  'alloc 0 4G', 'alloc 4G', 'alloc 1 2 3', 'alloc -1', 'a 512 1', 'alloc 0x200', 'alloc 1.5k 0.5k',
  'truncate', 'truncate x', 'truncate -m foo 1M', 'truncate -m off 1048577', 'truncate 1 2 3 4',
  'truncate 9E', 'truncate -z 1', 'truncate 1M', 'truncate -m off 1M', 't 1M 5', 'read', 'read 0',
  'read 0 1', 'r 0 1', 'read x 1', 'read 0 x', 'read 0 1 2', 'read -z 0 1', 'read -P', 'read -P 0',
  'read -P 0 0 8', 'read -P 97 4k 16', 'read -P 0x61 4k 16', 'read -P 0141 4k 16',
  'read -P 256 0 1', 'read -P x 0 1', 'read -P -1 0 1', 'read -P 08 0 1', 'read -P 1 4k 16',
  'read -P 0 4095 2', 'read -s 1 0 1', 'read -l 1 0 1', 'read -s x 0 1', 'read -P 0 -s 2 -l 3 0 4',
  'read -P 97 -s 1 4095 2', 'read -P 97 -s 1 -l 1 4095 3', 'read -P 0 -s 5 0 4',
  'read -P 0 -l 5 0 4', 'read -P 0 -s 4 0 4', 'read -l -1 0 4', 'read 0 3G', 'read 0 2147483137',
  'read 0 9E', 'read 8E 1', 'read 0 99999999999999999999', 'read 1M 0', 'read 1M 1', 'read 2M 0',
  'read 1048575 1', 'read 1048575 2', 'read 0 0', 'read -v 4090 40', 'read -v 0 16', 'read -v 0 0',
  'read -vq 0 16', 'read -q 0 16', 'read -qP 1 0 16', 'read -C 0 512', 'read -Cv 0 3',
  'read -p 0 1', 'read 0 1 -v', 'read 0 -v 1', 'read -- 0 1', 'read -1 0', 'read -- -1 0',
  'read - 0', 'read 0x10 1', 'read 010 1', 'read 1.5k 1', 'read 1.5 1', 'read 0x1k 1',
  'read 0x1.8k 1', 'read 1kk 1', 'read 1b 1', 'read 1e 1', 'read .5k 1', 'read 1.k 1',
  'read -a 0 1', 'read -b 0 512', 'read -b 1 512', 'read -b 0 1', 'read -bP 0 0 512', 'write',
  'write 0', 'write -P', 'w', 'write x 1', 'write 0 x', 'write 0 1 2', 'write -x 0 1',
  'write -P 256 0 1', 'write -P x 0 1', 'write -bz 0 1', 'write -bf 0 1', 'write -cf 0 1',
  'write -bzf 0 1', 'write -n 0 1', 'write -u 0 1', 'write -nu 0 1', 'write -uf 0 1',
  'write -z -P 1 0 1', 'write -z -s x 0 1', 'write -P 1 -s x 0 1', 'write -nP 1 -s x 0 1',
  'write 0 3G', 'write -z 0 3G', 'write -zn 0 3G', 'write -b 1 512', 'write -b 0 1', 'write -c 0 1',
  'write -c 1 512', 'write 0 9E', 'write 9E 0', 'write 1M 0', 'write 1M 1', 'write 1048575 2',
  'write -z 1M 1', 'write -1 4k', 'write 0 0', 'write -z 0 0', 'write -zn 0 0', 'write -s nope 0 1',
  'write -s empty 0 1', 'write -s source 0 0', 'write -s source 10 10', 'write -s source 20 2',
  'write -P 7 512 512', 'write -q 0 1', 'write -C 0 1', 'write -f 3 5', 'write -p 0 1',
  'write 0x200 0x200', 'w 1.5k .5k', 'write 1k 1k', 'write 5 70000', 'write -z 100 100',
  'write -z 0 64k', 'write -zu 64k 64k', 'write -zf 64k 1k', 'write -zC 128k 64k',
  'write -zq 128k 64k', 'write -P 9 900k 124k', 'read -P 9 900k 124k', 'write -b 0 512',
  'write -b -P 3 64k 64k', 'read -b -P 3 64k 64k', 'read -bv 0 32', 'read -b 0 512', 'discard',
  'discard 1', 'discard 0 1 2', 'discard -x 0 1', 'discard x 1', 'discard 0 x', 'discard 0 3G',
  'discard 0 2147483137', 'discard 0 2M', 'discard 2M 0', 'discard 1M 0', 'discard 1k 3',
  'discard 0 64k -C', 'discard -q 64k 64k', 'discard -qC 0 0', 'd 900k 124k', 'd 10k 200k',
  'discard -1 0', 'discard 0 1M',
];

/** All of COMMANDS on one file: each in a process of its own, so that its exit status shows. */
const ioLines = (options: string): string[] =>
  COMMANDS.map((command) => `io ${options} -c "${command}"`);

compareLines('qemu-io commands on a raw file', ioLines('-f raw r.raw'), raw);
compareLines('qemu-io commands on a qcow2 image', ioLines('q.qcow2'), qcow2);
compareLines('qemu-io commands without an image', ioLines(''), raw);
compareLines('qemu-io commands on a read-only image', ioLines('-r v2.qcow2'), qcow2);
compareLines(
  'qemu-io with writeback, several commands and odd files',
  [
    "io -t writeback s.qcow2 -c 'write 0 100k' -c flush -c map -c 'read -P 0xcd 0 100k'",
    "io -t writeback s.qcow2 -c 'write -z 1k 3k' -c 'write -zu 10k 512' -c 'alloc 0 100k'",
    "io s.qcow2 -c close -c length -c 'open q.qcow2' -c length -c 'open q.qcow2' -c c -c q -c l",
    "io -c 'open -r q.qcow2' -c 'write 0 1' -c close -c 'open -o driver=raw q.qcow2' -c length",
    "io -c 'open -U q.qcow2' -c 'open -rU q.qcow2' -c length -c close -c 'open nope' -c 'o -t x y'",
    "io -c 'open -d x y' -c 'open -o foo=1 q.qcow2' -c 'open -o foo q.qcow2' -c 'open a b' -c l",
    "io -f raw odd.raw -c length -c 'read -v 990 34' -c 'read 1000 25' -c 'write 1000 1' -c map",
    "io -f raw odd.raw -c 'truncate 700' -c length -c 'alloc 0 4k' -c 'write -z 0 100' -c map",
    "io -f raw odd.raw -c 'truncate -m falloc 3k' -c 'truncate -m full 4k' -c 'truncate 1k'",
    "io -f raw odd.raw -c 'truncate -m metadata 8k' -c 'truncate -m falloc 512' -c length",
    "io odd.raw -c 'write 0 512' -c 'write 512 10' -c 'write 4 4' -c 'read -v 0 32'",
    "io empty -c length -c map -c 'alloc 0' -c 'read 0 0' -c 'read 0 1' -c 'truncate 1k' -c map",
    "io q.qcow2 -c 'truncate 2M' -c 'truncate 4E' -c 'truncate -m full 3M' -c map -c length",
    "io q.qcow2 -c 'truncate -m metadata 4M' -c 'truncate -m falloc 5M' -c map -c length",
    "io q.qcow2 -c '' -c '  ' -c ' length  ' -c help -c info",
    "io -n s.qcow2 -c 'write -P 5 0 100k' -c 'read -P 5 0 100k' -c 'read -v 0 8k'",
    "io s.qcow2 -c 'write -s source 0 100k' -c 'read -v 99k 1k' -c 'write -b 0 64k' -c info",
  ],
  qcow2,
);

test('commands from standard input are run behind prompts', () => {
  const world = new TwinWorld();
  try {
    qcow2(world);
    const long = `${'x'.repeat(1500)} y`;
    const scripts = [
      '', '\n', 'length', 'length\nlength\n',
      'length\n\nfoo\nread -v 0 4k\nwrite 0 x\nquit\nlength\n',
      `${long}\nlength\n`, 'close\nlength', 'write 0 64k\nmap\nread 1M 1\nflush\nquit',
    ];
    for (const script of scripts) {
      const real = world.runReal('qemu-io', ['q.qcow2'], script);
      expect(world.runOurs('qemu-io', ['q.qcow2'], script), script).toEqual(real);
    }
    const real = world.runReal('qemu-io', [], 'length\nopen q.qcow2\nlength');
    expect(world.runOurs('qemu-io', [], 'length\nopen q.qcow2\nlength')).toEqual(real);
  } finally {
    world.remove();
  }
});
