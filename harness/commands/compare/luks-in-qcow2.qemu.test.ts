// LUKS in qcow2 images against the real tools. They make the images, so that all bytes that both
// write afterwards have the same key, and are compared.
import { compareLines } from '../../testing/compare-lines.ts';
import type { TwinWorld } from '../../testing/differential.ts';
import { prepareEncrypted } from '../../testing/prepare-encrypted.ts';

const KEY = '--object secret,id=s,data=abc';
const on = (name: string, more = ''): string =>
  `--image-opts driver=qcow2,encrypt.key-secret=s${more},file.filename=${name}`;
const io = (name: string, ...commands: readonly string[]): string =>
  `io ${KEY} ${on(name)} ${commands.map((command) => `-c '${command}'`).join(' ')}`;

function images(world: TwinWorld): void {
  const create = (name: string, size: string, options: string, ...args: string[]): void =>
    prepareEncrypted(world, 'luks', `${options},encrypt.iter-time=0`, [...args, name, size]);
  create('e', '4M', 'cluster_size=64k');
  create('small', '1M', 'cluster_size=4k,encrypt.cipher-mode=cbc,encrypt.ivgen-alg=essiv');
  create('tiny', '256k', 'cluster_size=512,encrypt.cipher-alg=aes-128,refcount_bits=1');
  create('sub', '1M', 'extended_l2=on,encrypt.cipher-mode=ctr,encrypt.ivgen-alg=plain');
  create('ext', '1M', 'data_file=d,encrypt.cipher-mode=ecb');
  create('rawext', '1M', 'data_file=d2,data_file_raw=on');
  create('two', '1M', 'compat=0.10,encrypt.cipher-alg=aes-192,encrypt.hash-alg=sha1');
  create('p', '1M', 'preallocation=metadata,lazy_refcounts=on,encrypt.hash-alg=ripemd160');
  world.prepare('qemu-img', 'create', '-q', '-f', 'qcow2', 'plain', '1M');
  create('over', '1M', 'cluster_size=64k', '-b', 'plain', '-F', 'qcow2');
  create('one', '1M', 'cluster_size=4k', '-b', 'plain', '-F', 'qcow2');
  const key = ['--object', 'secret,id=s,data=abc', '--image-opts'];
  const used = 'driver=qcow2,encrypt.key-secret=s,file.filename=e';
  world.prepare('qemu-io', ...key, '-c', 'write -P 10 0 200k', used);
  world.prepare('qemu-img', 'snapshot', ...key, '-c', 'one', used);
}

const INTO_ALL = [
  ['write -P 1 0 64k', 'read -P 1 0 64k'],
  ['write -P 2 1000 5000', 'read -v 900 200', 'write -P 3 100k 1', 'read -v 100k 16'],
  ['write -z 4k 4k', 'write -z 130k 512', 'write -z -u 64k 64k', 'read -P 0 64k 64k'],
  ['discard 0 64k', 'write -P 5 3k 1k', 'write -P 6 10k 90k', 'read -v 4k 64'],
  ['write -b -P 8 0 4k', 'read -b -P 8 0 4k', 'write -b -P 9 512 1k'],
  ['aio_write -P 9 128k 100k', 'aio_flush', 'aio_read 3k 64k', 'aio_flush', 'map', 'alloc 0 256k'],
];

compareLines(
  'LUKS in qcow2',
  [
    ...['e', 'small', 'tiny', 'sub', 'ext', 'rawext', 'two', 'p', 'over'].flatMap((name) => [
      ...INTO_ALL.map((commands) => io(name, ...commands)),
      `img check ${KEY} ${on(name)}`,
      `img info ${name}`,
      `img info --output=json ${name}`,
      `img map ${KEY} ${on(name)}`,
      `img map --output=json ${KEY} ${on(name)}`,
      `img convert ${KEY} -O raw ${on(name)} raw`,
      `img measure ${KEY} -O qcow2 ${on(name)}`,
      `img resize ${KEY} ${on(name)} 2M`,
      `img resize ${KEY} --shrink ${on(name)} 512k`,
    ]),
    io(
      'e',
      'write -c -P 6 128k 64k',
      'write -c -P 6 192k 64k',
      'read -P 6 128k 128k',
      'write -P 7 130k 1k',
      'read 0 512k',
    ),
    `img snapshot ${KEY} -l ${on('e')}`,
    `img snapshot ${KEY} -a one ${on('e')}`,
    io('e', 'read -v 8k 64', 'write -P 13 8k 100'),
    `img snapshot ${KEY} -d one ${on('e')}`,
    `img resize ${KEY} --preallocation=metadata ${on('e')} 8M`,
    `img resize ${KEY} --preallocation=full ${on('e')} 9M`,
    io('e', 'read -v 7M 16', 'write -P 14 7M 512', 'read 8704k 512k'),
    `img info ${KEY} ${on('e')}`,
    `img convert ${KEY} -O qcow2 ${on('e')} copy`,
    `img convert ${KEY} -n -O qcow2 copy --target-image-opts driver=qcow2`,
    `img compare ${KEY} ${on('e')} driver=qcow2,file.filename=copy`,
    `img create ${KEY} -f qcow2 -b e -F qcow2 top`,
    'img info --backing-chain top',
    `io ${KEY} -c 'read 0 64k' top`,
    `io ${KEY} --image-opts driver=qcow2,backing.encrypt.key-secret=s,file.filename=top ` +
      "-c 'read 0 64k' -c 'write -P 5 20k 3k' -c 'read -v 19k 1200'",
    io('over', 'write -P 3 1000 70k', 'write -z 100k 8k', 'read -P 3 1000 70k'),
    io('one', 'write -P 3 1000 3k', 'read -P 3 1000 3k'),
    `img rebase ${KEY} -u -b plain -F qcow2 ${on('over')}`,
    `img commit ${KEY} ${on('one')}`,
    'img check plain',
    `img check ${KEY} ${on('one')}`,
    `img map --output=json ${KEY} ${on('one')}`,
    `img bench ${KEY} -w -c 5 -s 4k ${on('e')}`,
    `img amend ${KEY} -o lazy_refcounts=on ${on('e')}`,
    `img amend ${KEY} -o compat=0.10 ${on('small')}`,
    `img amend ${KEY} -o compat=0.10 ${on('p')}`,
    `img amend ${KEY} -o refcount_bits=64 ${on('tiny')}`,
    `img bitmap ${KEY} --add ${on('e')} bits`,
    io('e', 'write -P 1 0 100k'),
    `img bitmap ${KEY} --remove ${on('e')} bits`,
    `io --object secret,id=s,data=wrong -c 'read 0 512' ${on('e')}`,
    `io --object secret,id=s,data= -c 'read 0 512' ${on('e')}`,
    `io -c 'read 0 512' e`,
    `img check e`,
    `io ${KEY} -c 'open -o encrypt.key-secret=s e' -c 'reopen -o encrypt.key-secret=zz' ` +
      `-c 'reopen -o encrypt.format=aes' -c 'reopen -r' -c 'read 0 512'`,
  ],
  images,
);
