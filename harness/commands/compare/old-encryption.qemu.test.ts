// Images with the old AES method against the real tools: nothing in them is left to chance, so all
// bytes are compared.
import { compareLines } from '../../testing/compare-lines.ts';
import type { TwinWorld } from '../../testing/differential.ts';

const KEY = '--object secret,id=s,data=abc';
const NEW = '-o encrypt.format=aes,encrypt.key-secret=s';
const on = (name: string, more = ''): string =>
  `--image-opts driver=qcow2,encrypt.key-secret=s${more},file.filename=${name}`;
const io = (name: string, ...commands: readonly string[]): string =>
  `io ${KEY} ${on(name)} ${commands.map((command) => `-c '${command}'`).join(' ')}`;

function images(world: TwinWorld): void {
  const create = (...args: string[]): void =>
    world.prepare('qemu-img', 'create', '-q', '-f', 'qcow2', ...args);
  const keyed = ['--object', 'secret,id=s,data=abc', '-o'];
  create(...keyed, 'encrypt.format=aes,encrypt.key-secret=s', 'e', '4M');
  create(...keyed, 'encrypt.format=aes,encrypt.key-secret=s,cluster_size=4k', 'small', '1M');
  create('plain', '1M');
  const used = 'driver=qcow2,encrypt.key-secret=s,file.filename=e';
  const key = ['--object', 'secret,id=s,data=abc'];
  world.prepare('qemu-io', ...key, '--image-opts', '-c', 'write -P 10 0 200k', used);
  world.prepare('qemu-img', 'snapshot', ...key, '--image-opts', '-c', 'one', used);
}

compareLines(
  'the old method',
  [
    io('e', 'write -P 1 0 64k', 'read -P 1 0 64k'),
    io('e', 'write -P 2 1000 5000', 'read -v 900 200', 'write -P 3 100k 1', 'read -v 100k 16'),
    io('e', 'write -z 4k 4k', 'write -z 130k 512', 'write -z -u 64k 64k', 'read -P 0 64k 64k'),
    io('e', 'write -P 4 1M 512k', 'discard 1M 128k', 'read -P 0 1M 128k', 'write -P 5 1040k 1k'),
    io(
      'e',
      'write -c -P 6 2M 64k',
      'write -c -P 6 2112k 64k',
      'read -P 6 2M 128k',
      'write -P 7 2050k 1k',
      'read 2M 128k',
    ),
    io('e', 'write -b -P 8 0 4k', 'read -b -P 8 0 4k', 'write -b -P 9 512 1k'),
    io('e', 'aio_write -P 9 3M 200k', 'aio_read 3M 64k', 'aio_flush', 'map', 'alloc 0 4M'),
    io('small', 'write -P 1 3k 20k', 'write -P 2 5k 1k', 'read -v 3k 2k', 'write -P 3 100k 100'),
    io('e', 'write -P 11 10k 50k', 'write -P 12 1M 1M', 'read -P 11 10k 50k'),
    `img snapshot ${KEY} -l ${on('e')}`,
    `img snapshot ${KEY} -a one ${on('e')}`,
    io('e', 'read -v 8k 64', 'write -P 13 8k 100'),
    `img snapshot ${KEY} -d one ${on('e')}`,
    `img check ${KEY} ${on('e')}`,
    'img check e',
    'img info e',
    'img info --output=json e',
    `img info ${KEY} ${on('e')}`,
    `img map ${KEY} ${on('e')}`,
    `img map --output=json ${KEY} ${on('e')}`,
    `img resize ${KEY} ${on('e')} 6M`,
    `img resize ${KEY} --preallocation=metadata ${on('e')} 8M`,
    `img resize ${KEY} --preallocation=full ${on('e')} 9M`,
    io('e', 'read -v 7M 16', 'write -P 14 7M 512', 'read 8704k 512k'),
    `img resize ${KEY} --shrink ${on('e')} 5M`,
    `img convert ${KEY} -O raw ${on('e')} raw`,
    `img convert ${KEY} -O qcow2 ${on('e')} copy`,
    `img convert ${KEY} -O qcow2 ${NEW} plain again`,
    `img convert ${KEY} -O qcow2 ${NEW},preallocation=metadata ${on('e')} again`,
    `img convert ${KEY} -O qcow2 ${NEW},preallocation=full ${on('small')} again`,
    `img convert ${KEY} -c -O qcow2 ${NEW} plain packed`,
    `img convert ${KEY} -O qcow2 -o encryption=on,encrypt.key-secret=s plain again`,
    `img compare ${KEY} ${on('again')} driver=qcow2,file.filename=plain`,
    `img compare again plain`,
    `img dd ${KEY} -O raw bs=1M count=1 if=again of=part`,
    `img create ${KEY} -f qcow2 -b e -F qcow2 top`,
    `img create ${KEY} -f qcow2 ${NEW} -b plain -F qcow2 over`,
    `img info --backing-chain top`,
    `io ${KEY} -c 'read 0 64k' top`,
    `io ${KEY} --image-opts driver=qcow2,backing.encrypt.key-secret=s,file.filename=top ` +
      "-c 'read -P 1 0 64k' -c 'write -P 5 20k 3k' -c 'read -v 19k 1200'",
    io('over', 'write -P 3 1000 70k', 'write -z 100k 8k', 'read -P 3 1000 70k'),
    `img rebase ${KEY} -b again -F qcow2 ${on('over', ',backing.file.filename=plain')}`,
    `img rebase ${KEY} -u -b plain -F qcow2 ${on('over')}`,
    `img commit ${KEY} ${on('over')}`,
    `io -c 'read -P 3 1000 70k' plain`,
    `img check ${KEY} ${on('over')}`,
    `img bench ${KEY} -w -c 5 -s 4k ${on('e')}`,
    `img amend ${KEY} -o lazy_refcounts=on ${on('e')}`,
    `img amend ${KEY} -o encrypt.state=active,encrypt.new-secret=s ${on('e')}`,
    `img amend ${KEY} -o compat=0.10 ${on('small')}`,
    `img amend ${KEY} -o encrypt.format=luks ${on('e')}`,
    `img create ${KEY} -q -f qcow2 ${NEW},preallocation=metadata p 1M`,
    io('p', 'read -v 0 32', 'write -P 1 512 512', 'read 0 1M'),
    `img create ${KEY} -q -f qcow2 ${NEW},data_file=d,extended_l2=on ext 1M`,
    io('ext', 'write -P 1 1000 3000', 'write -P 2 90k 80k', 'discard 0 64k', 'read 0 1M'),
    `img create ${KEY} -q -f qcow2 ${NEW},data_file=d,data_file_raw=on x 1M`,
    io('x', 'write -P 1 1000 3000', 'write -z 0 64k', 'read 0 1M'),
    `img create ${KEY} -q -f qcow2 ${NEW},extended_l2=on sub 1M`,
    io('sub', 'write -P 1 1000 3000', 'write -P 2 90k 80k', 'write -z 4k 2k', 'read 0 1M'),
    `img create ${KEY} -q -f qcow2 ${NEW},compat=0.10 two 1M`,
    io('two', 'write -P 1 1000 3000', 'write -z 64k 64k', 'write -z 0 64k', 'read 0 1M'),
    `img measure ${KEY} -O qcow2 ${on('e')}`,
    'img measure -O qcow2 -o encrypt.format=aes --size 1M',
    `img bitmap ${KEY} --add ${on('e')} bits`,
    io('e', 'write -P 1 0 100k'),
    `img bitmap ${KEY} --remove ${on('e')} bits`,
  ],
  images,
);

const OPTIONS = [
  'encrypt.key-secret=s,encrypt.foo=3',
  'encrypt.format=aes,encrypt.key-secret=s',
  'encrypt.format=qcow,encrypt.key-secret=s',
  'encrypt.format=luks,encrypt.key-secret=s',
  'encrypt.format=bogus',
  'encrypt.key-secret=s,encrypt.key-secret.x=3',
  'encrypt.key-secret.x=3',
  'encrypt.format.x=3',
  'encrypt.format=aes,encrypt.cipher-alg=3',
  'encrypt=',
  'encrypt.key-secret=',
  'encrypt.key-secret=zz',
  'encrypt.foo=3,encrypt.bar=4',
  'encrypt.foo=3',
];

const OF_JSON = [
  '{"key-secret":5}',
  '"s"',
  '{"key-secret":null}',
  '{"key-secret":true}',
  '{"format":7,"key-secret":"s"}',
  '{"format":"aes","key-secret":"s"}',
  '{"format":null,"key-secret":"s"}',
  '{"key-secret":"s","foo":1}',
];

compareLines(
  'options of the old method',
  ['e', 'plain'].flatMap((name) => [
    `io -c 'read 0 512' ${name}`,
    ...['check', 'map', 'snapshot -l', 'bench', 'convert -O raw'].map(
      (verb) => `img ${verb} ${name}${verb.startsWith('convert') ? ' out' : ''}`,
    ),
    `img resize ${name} 8M`,
    `img amend -o lazy_refcounts=on ${name}`,
    `img compare ${name} ${name}`,
    `img rebase -u -b x -F raw ${name}`,
    `img commit ${name}`,
    ...OPTIONS.flatMap((text) => [
      `io ${KEY} -c 'read 0 512' --image-opts driver=qcow2,${text},file.filename=${name}`,
      `img info ${KEY} --image-opts driver=qcow2,${text},file.filename=${name}`,
    ]),
    ...OF_JSON.map(
      (text) =>
        `io ${KEY} -c 'read 0 512' ` +
        `'json:{"driver":"qcow2","encrypt":${text},"file.filename":"${name}"}'`,
    ),
    `io ${KEY} -c 'open -o encrypt.key-secret=s ${name}' -c 'reopen -o encrypt.key-secret=zz' ` +
      `-c 'reopen -o encrypt.format=luks' -c 'reopen -r' -c 'read 0 512'`,
  ]),
  images,
);
