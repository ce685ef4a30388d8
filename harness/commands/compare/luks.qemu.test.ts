// The format luks against the real tools. Where they have made the image both sides have the same
// key, and all bytes are compared; where each makes its own, the layout is, and that each opens
// what the other has made.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareLines } from '../../testing/compare-lines.ts';
import { type Outcome, TwinWorld } from '../../testing/differential.ts';
import {
  maskedHeader,
  readDisk,
  runOurLine,
  runRealLine,
  usedMaterial,
} from '../../testing/luks-twins.ts';

const KEYS = ['a=abc', 'b=other', 'c='].map((key) => {
  const [id = '', word = ''] = key.split('=');
  return `--object secret,id=${id},data=${word}`;
});
const KEY = KEYS[0] ?? '';
const FAST = 'key-secret=a,iter-time=0';
const on = (name: string, more = ''): string =>
  `--image-opts driver=luks,key-secret=a${more},file.filename=${name}`;
const io = (name: string, ...commands: readonly string[]): string =>
  `io ${KEY} ${commands.map((command) => `-c '${command}'`).join(' ')} ${on(name)}`;

/** Has the real tools make images in both worlds. */
function prepare(world: TwinWorld, ...lines: readonly string[]): void {
  for (const line of lines) {
    const { status, text } = runRealLine(world, line);
    if (status !== 0) throw new Error(`${line}: ${text}`);
  }
  world.copyReal();
}

const create = (name: string, size: string, options = ''): string =>
  `img create -q -f luks ${KEY} -o ${FAST}${options} ${name} ${size}`;

const VARIANTS = [
  '',
  ',cipher-alg=aes-128',
  ',cipher-alg=aes-192',
  ',cipher-mode=cbc',
  ',cipher-mode=cbc,cipher-alg=aes-128,ivgen-alg=essiv,hash-alg=sha1',
  ',cipher-mode=cbc,ivgen-alg=plain,hash-alg=ripemd160',
  ',cipher-mode=ctr,hash-alg=sha512',
  ',cipher-mode=ctr,ivgen-alg=essiv,ivgen-hash-alg=md5,hash-alg=md5',
  ',cipher-mode=ecb,hash-alg=sha224,ivgen-hash-alg=sha1',
  ',ivgen-alg=essiv,hash-alg=sha384,cipher-alg=aes-192',
];

const REQUESTS = [
  ['write -P 1 0 64k', 'read -P 1 0 64k', 'write -P 2 1000 5000', 'read -v 900 200', 'info'],
  ['write -z 4k 4k', 'write -z -u 16k 16k', 'read -P 0 16k 16k', 'discard 0 16k', 'read 0 64k'],
  ['aio_write -P 4 10k 9k', 'aio_flush', 'write -f -P 5 5k 700', 'read -v 10k 16', 'read 0 64k'],
];

compareLines(
  'what can be done with such a disk',
  [
    'img info e',
    'img info --output=json e',
    'img info -U e',
    `img info ${on('e')}`,
    'img info --image-opts driver=luks,key-secret=nobody,file.filename=e',
    'img info -f luks plain',
    'img info -f qcow2 e',
    'io -c "read 0 512" e',
    'io -f luks -c "read 0 512" nowhere',
    `io --object secret,id=a,data=wrong -c "read 0 512" ${on('e')}`,
    `io -c "read 0 512" ${on('e')}`,
    `io ${KEY} -c "read 0 512" ${on('e', ',bogus=1')}`,
    `io ${KEY} -c "read 0 512" --image-opts driver=luks,key-secret=a`,
    `io ${KEY} -r -c "write 0 512" ${on('e')}`,
    io(
      'e',
      'write -c 0 64k',
      'write -b 0 512',
      'truncate 5M',
      'truncate 1000',
      'length',
      'read 0 1k',
    ),
    io('full', 'write -P 3 1000 1100k', 'read -P 3 1000 1100k', 'read -v 1M 64'),
    io('e', 'reopen -r', 'reopen -o key-secret=b', 'reopen -w', 'write 0 512'),
    io('odd', 'length', 'read -v 0 32', 'write -P 3 10 100', 'read -v 0 128', 'read 500 13'),
    io('short', 'read 0 512'),
    'img info short',
    'img check e',
    `img check ${KEY} ${on('e')}`,
    `img map ${KEY} ${on('e')}`,
    `img map --output=json ${KEY} ${on('e')}`,
    `img snapshot ${KEY} -c one ${on('e')}`,
    `img snapshot ${KEY} -l ${on('e')}`,
    `img snapshot ${KEY} -a one ${on('e')}`,
    `img snapshot ${KEY} -d one ${on('e')}`,
    `img commit ${KEY} ${on('e')}`,
    `img rebase ${KEY} -u -b plain -F raw ${on('e')}`,
    `img bitmap ${KEY} --add ${on('e')} bits`,
    `img resize ${KEY} ${on('e')} 512k`,
    `img resize ${KEY} --shrink ${on('e')} 512k`,
    `img resize ${KEY} --preallocation=metadata ${on('e')} 1M`,
    `img resize ${KEY} --preallocation=full ${on('e')} 1M`,
    `img resize ${KEY} ${on('e')} +1000`,
    `img resize e 2M`,
    `img compare e e`,
    `img compare ${KEY} ${KEY} e e`,
    `img compare ${KEY} ${on('e')} driver=raw,file.filename=plain`,
    `img bench -c 1 e`,
    `img convert ${KEY} -O raw ${on('e')} raw`,
    `img convert ${KEY} -O qcow2 ${on('e')} copy`,
    `img dd ${KEY} bs=64k count=2 of=part --image-opts if=driver=luks,key-secret=a,file.filename=e`,
    `img dd ${KEY} -O luks bs=64k count=2 if=plain of=part2`,
    `img convert ${KEY} --target-image-opts -f raw -n plain ${on('full').slice(13)}`,
    `img convert ${KEY} -O luks -o ${FAST} -c plain packed`,
    `img convert ${KEY} -O luks plain no-key`,
    'img create -f qcow2 -b e -F luks top',
    'img create -f qcow2 -b e top2',
    'img info --backing-chain top',
    'io -c "read 0 512" top',
    `io ${KEY} -c "read -v 3k 32" -c "write -P 9 1k 3k" -c "read 0 64k" ` +
      '--image-opts driver=qcow2,backing.key-secret=a,file.filename=top',
    `img commit ${KEY} --image-opts driver=qcow2,backing.key-secret=a,file.filename=top`,
    `img create ${KEY} -f qcow2 -F luks -b ` +
      `'json:{"driver":"luks","key-secret":"a","file.filename":"e"}' named`,
    `io ${KEY} -c "read -v 3k 32" named`,
    'io -c "read -v 3k 32" named',
    `io ${KEY} --image-opts -c 'open driver=luks,key-secret=a,file.filename=e' -c 'read 0 1k'`,
    'io --image-opts -c "open -r driver=raw,file.filename=plain" -c length -c "write 0 512"',
    'io --image-opts -c "open -o driver=raw plain" -c length',
    'io --image-opts -c "open -r" -c "open plain" -c "open driver=raw,file.filename=none"',
    'img measure -O luks --size 1M',
    'img measure -O luks -o key-secret=a --size 1M',
    `img measure ${KEY} -O luks -o ${FAST},cipher-mode=cbc e`,
    'img create -f luks -o help',
    'img create -f luks -o help x 1M',
    'img amend -f luks -o help',
  ],
  (world) => {
    prepare(
      world,
      create('e', '1M'),
      create('full', '1200k'),
      create('odd', '1000'),
      create('cut', '0'),
    );
    world.write(
      'plain',
      Uint8Array.from({ length: 65536 }, (_, at) => at % 251),
    );
    world.write('short', world.readReal('cut').subarray(0, 300_000));
    prepare(world, io('e', 'write -P 1 0 200k'));
  },
);

const measured = [
  `img measure ${KEY} -O luks -o ${FAST} --size 1M`,
  `img measure ${KEY} -O luks -o ${FAST},cipher-mode=cbc --output=json --size 1000`,
  `img measure ${KEY} -O luks -o ${FAST},cipher-alg=serpent-128 --size 1M`,
  `img measure ${KEY} -O luks -o ${FAST} -f raw plain`,
];

const refused = [
  `-o iter-time=0`,
  `-o key-secret=zz`,
  `-o ${FAST},cipher-alg=sm4`,
  `-o ${FAST},cipher-alg=des`,
  `-o ${FAST},cipher-alg=cast5-128`,
  `-o ${FAST},cipher-mode=zz,hash-alg=zz`,
  `-o ${FAST},hash-alg=zz,ivgen-hash-alg=zz`,
  `-o ${FAST},ivgen-alg=zz`,
  `-o ${FAST},ivgen-alg=essiv,ivgen-hash-alg=sha1`,
  `-o key-secret=a,iter-time=abc`,
  `-o ${FAST},iter-time=-1`,
  `-o ${FAST},preallocation=bogus`,
  `-o ${FAST},bogus=1`,
  `-o ${FAST} -b plain`,
].map((options) => `img create -f luks ${KEY} ${options} x 1M`);

const made = [
  `img create -f luks ${KEY} -o ${FAST} x 1000`,
  `img create -f luks ${KEY} -o ${FAST},preallocation=metadata x 1M`,
  `img create -f luks ${KEY} -o ${FAST},preallocation=falloc x 1M`,
  `img create -f luks ${KEY} -o ${FAST},preallocation=full x 1M`,
  `img create -f luks ${KEY} -o ${FAST} x 0`,
  `img create -q -f luks ${KEY} -o key-secret=a,iter-time=10,nocow=on x 1M`,
  `img convert ${KEY} -O luks -o ${FAST} plain x`,
  `img convert ${KEY} -S 0 -O luks -o ${FAST},preallocation=full plain x`,
  ...VARIANTS.map((options) => `img create -f luks ${KEY} -o ${FAST}${options} x 64k`),
];

/** Bytes in front of a disk with the usual cipher: the longest header. */
const PAYLOAD = 2_068_480;

/** What both have made, without what hangs on chance. */
const shapeOf = (file: Uint8Array): unknown => ({
  length: file.length,
  header: maskedHeader(file),
  material: usedMaterial(file),
});

const told = ({ text, status }: Outcome): unknown => ({ text, status });

describe('images that each side makes for itself', () => {
  let world: TwinWorld;
  beforeAll(() => {
    world = new TwinWorld();
    world.write(
      'plain',
      Uint8Array.from({ length: 65536 }, (_, at) => at % 251),
    );
  });
  afterAll(() => world.remove());

  test.each([...measured, ...refused, ...made])('%s', (line) => {
    const real = runRealLine(world, line);
    const ours = runOurLine(world, line);
    expect(told(ours)).toEqual(told(real));
    expect(Object.keys(ours.files)).toEqual(Object.keys(real.files));
    if (!('x' in real.files)) return;
    expect(shapeOf(world.readOurs('x'))).toEqual(shapeOf(world.readReal('x')));
    const [theirs, mine] = [world.readReal('x'), world.readOurs('x')];
    world.write('x', new Uint8Array());
    if (mine.length <= PAYLOAD) return;
    world.write('r', theirs);
    world.write('o', mine);
    for (const name of ['r', 'o']) {
      for (const commands of REQUESTS) {
        const each = io(name, ...commands);
        expect(runOurLine(world, each)).toEqual(runRealLine(world, each));
      }
    }
  });
});

describe('key slots that come and go', () => {
  let world: TwinWorld;
  beforeAll(() => {
    world = new TwinWorld();
    prepare(world, create('e', '64k'), io('e', 'write -P 5 0 64k'));
  });
  afterAll(() => world.remove());

  const amend = (options: string, key = 'a', more = ''): string =>
    `img amend ${KEYS.join(' ')} ${more} -o ${options} ` +
    `--image-opts driver=luks,key-secret=${key},file.filename=e`;
  const add = (slot: string, secret: string): string =>
    `state=active,new-secret=${secret},iter-time=0${slot}`;

  test.each([
    amend('state=active'),
    amend('state=active,new-secret=b,old-secret=a'),
    amend(add(',keyslot=8', 'b')),
    amend(add(',keyslot=-1', 'b')),
    amend(add(',keyslot=99999999999999999999', 'b')),
    amend(add(',keyslot=abc', 'b')),
    amend(add(',keyslot=0', 'b')),
    amend(add('', 'zz')),
    amend('new-secret=b'),
    amend('state=bogus'),
    amend('state=inactive'),
    amend('state=inactive,new-secret=b'),
    amend('state=inactive,iter-time=3'),
    amend('state=inactive,keyslot=9'),
    amend('state=inactive,keyslot=-1'),
    amend('state=inactive,keyslot=7'),
    amend('state=inactive,keyslot=0'),
    amend('state=inactive,keyslot=0,old-secret=b'),
    amend('state=inactive,old-secret=a'),
    amend('state=inactive,old-secret=b'),
    amend('state=inactive,old-secret=zz'),
    amend('key-secret=b'),
    amend('size=3M'),
    amend('bogus=3'),
    amend('help'),
    amend(`${add('', 'b')},iter-time=-1`),
    amend(add('', 'b')),
    amend(add(',keyslot=5', 'c'), 'b', '-p'),
    amend(add(',keyslot=4294967299', 'b'), 'c'),
    'img info e',
    amend('state=inactive,keyslot=5'),
    amend(add(',keyslot=5', 'c'), 'c'),
    amend('state=inactive,old-secret=b'),
    amend(add(',keyslot=5', 'c')),
    amend('state=inactive,keyslot=0', 'c', '-q'),
    amend('state=inactive,old-secret=a', 'c'),
    amend(add(',keyslot=5', 'a'), 'c', '--force'),
    ...Array.from({ length: 8 }, () => amend(add('', 'b'))),
    'img info --output=json e',
    amend('state=inactive,old-secret=b'),
    amend('state=inactive,keyslot=5', 'a', '--force'),
    amend('state=inactive,keyslot=5', 'a', '--force'),
    'img info e',
  ])('%s', (line) => {
    const real = runRealLine(world, line);
    const ours = runOurLine(world, line);
    expect(told(ours)).toEqual(told(real));
    const [mine, theirs] = [world.readOurs('e'), world.readReal('e')];
    expect(shapeOf(mine)).toEqual(shapeOf(theirs));
    for (const password of ['abc', 'other', '']) {
      const [one, other] = [mine, theirs].map((file) => readDisk(file, password));
      expect(one?.length).toBe(other?.length);
      if (one !== undefined) expect(one.every((byte) => byte === 5)).toBe(true);
    }
  });
});
