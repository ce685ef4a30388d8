// LUKS in qcow2 images that each side makes, and whose key slots each changes: they cannot be equal
// where keys stand, but everywhere else, and each side opens what the other one has made.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Outcome, TwinWorld } from '../../testing/differential.ts';
import { maskedHeader, runOurLine, runRealLine, usedMaterial } from '../../testing/luks-twins.ts';

const KEYS = ['a=abc', 'b=other', 'c='].map((key) => {
  const [id = '', word = ''] = key.split('=');
  return `--object secret,id=${id},data=${word}`;
});
const [KEY = ''] = KEYS;
const FAST = 'encrypt.format=luks,encrypt.key-secret=a,encrypt.iter-time=0';
const on = (name: string, key = 'a'): string =>
  `--image-opts driver=qcow2,encrypt.key-secret=${key},file.filename=${name}`;
const LUKS_MAGIC = 0x0537be77;

/** Where the LUKS header stands, as its extension of the qcow2 header says. */
function luksPlace(image: Uint8Array): { offset: number; length: number } {
  const view = new DataView(image.buffer, image.byteOffset);
  let at = view.getUint32(4) === 2 ? 72 : 112;
  while (view.getUint32(at) !== LUKS_MAGIC) {
    if (view.getUint32(at) === 0) throw new Error('there is no LUKS header');
    at += 8 + Math.ceil(view.getUint32(at + 4) / 8) * 8;
  }
  const field = (offset: number): number => Number(view.getBigUint64(at + 8 + offset));
  return { offset: field(0), length: field(8) };
}

/** What can be compared of an image: all but keys. */
function shapeOf(image: Uint8Array): unknown {
  const place = luksPlace(image);
  const area = image.slice(place.offset, place.offset + place.length);
  const rest = image.slice();
  rest.fill(0, place.offset, place.offset + place.length);
  return {
    place,
    header: maskedHeader(area),
    material: usedMaterial(area),
    length: image.length,
    rest: Buffer.from(rest).toString('base64'),
  };
}

const textOf = ({ text, status }: Outcome): unknown => ({ text, status });

let world: TwinWorld;
beforeEach(() => {
  world = new TwinWorld();
  const plain = Uint8Array.from({ length: 65536 }, (_, at) => at % 251);
  world.write('plain', plain);
});
afterEach(() => world.remove());

function both(line: string): void {
  const real = runRealLine(world, line);
  const ours = runOurLine(world, line);
  expect(textOf(ours)).toEqual(textOf(real));
}

/** Each side opens what the other one has made, and reads the same. */
function exchange(name: string, key: string): void {
  const [ours, real] = [world.readOurs(name), world.readReal(name)];
  world.write('ours', ours);
  world.write('real', real);
  for (const made of ['ours', 'real']) {
    both(`img check ${KEYS.join(' ')} ${on(made, key)}`);
    both(`img info ${made}`);
    both(`io ${KEYS.join(' ')} ${on(made, key)} -c 'read -v 0 128' -c 'write -P 9 1k 3k'`);
  }
  for (const made of ['ours', 'real']) {
    expect(Buffer.compare(world.readOurs(made), world.readReal(made))).toBe(0);
  }
}

const MADE = [
  '',
  ',cluster_size=512',
  ',cluster_size=4k,refcount_bits=1',
  ',cluster_size=2M',
  ',compat=0.10',
  ',extended_l2=on,lazy_refcounts=on',
  ',data_file=data',
  ',preallocation=metadata',
  ',preallocation=full',
  ',encrypt.cipher-alg=aes-128',
  ',encrypt.cipher-mode=cbc,encrypt.ivgen-alg=essiv,encrypt.hash-alg=sha1',
  ',encrypt.cipher-alg=aes-192,encrypt.hash-alg=sha512',
  ',encrypt.cipher-mode=ctr,encrypt.ivgen-alg=plain,encrypt.ivgen-hash-alg=sha256',
  ',backing_file=plain,backing_fmt=raw',
].map((options) => `img create -f qcow2 ${KEY} -o ${FAST}${options} x 1M`);

const COPIED = [
  `img convert ${KEY} -O qcow2 -o ${FAST} plain x`,
  `img convert ${KEY} -S 0 -O qcow2 -o ${FAST},preallocation=full plain x`,
];

test.each([...MADE, ...COPIED])('%s', { timeout: 120_000 }, (line) => {
  both(line);
  if (line.includes('create')) {
    expect(shapeOf(world.readOurs('x'))).toEqual(shapeOf(world.readReal('x')));
  }
  if (!line.includes('data_file')) exchange('x', 'a');
});

const REFUSED = [
  'encrypt.format=luks',
  'encrypt.format=luks,encrypt.key-secret=zz',
  `${FAST},encrypt.cipher-alg=sm4`,
  `${FAST},encrypt.cipher-alg=des`,
  `${FAST},encrypt.cipher-alg=cast5-128`,
  `${FAST},encrypt.cipher-mode=zz,encrypt.hash-alg=zz`,
  `${FAST},encrypt.ivgen-alg=zz`,
  `${FAST},encrypt.ivgen-alg=essiv,encrypt.ivgen-hash-alg=sha1`,
  'encrypt.format=luks,encrypt.key-secret=a,encrypt.iter-time=abc',
  `${FAST},encrypt.iter-time=-1`,
  `${FAST},encryption=on`,
  `${FAST},encryption=off,cluster_size=3`,
  'encrypt.format=bogus,encrypt.key-secret=a',
  'encrypt.cipher-alg=aes-256',
  `${FAST},encrypt.keyslot=1`,
].map((options) => `img create -f qcow2 ${KEY} -o ${options} x 1M`);

const MEASURED = [
  ...['', ',cluster_size=2M', ',encrypt.cipher-alg=aes-128,compat=0.10'].map(
    (more) => `img measure ${KEY} -O qcow2 -o ${FAST}${more} --size 1M`,
  ),
  `img measure ${KEY} --output=json -O qcow2 -o ${FAST},encrypt.cipher-alg=serpent-128 --size 1M`,
  `img measure ${KEY} -O qcow2 -o ${FAST} -f raw plain`,
  ...[
    'encrypt.format=luks',
    'encrypt.format=luks,encrypt.key-secret=zz',
    `${FAST},encrypt.cipher-alg=foo`,
    `${FAST},encrypt.cipher-alg=des`,
    `${FAST},encrypt.ivgen-alg=essiv,encrypt.ivgen-hash-alg=sha1`,
    'encrypt.format=luks,cluster_size=3',
    'encrypt.format=bogus',
    'encrypt.cipher-alg=foo',
    'encryption=on',
    'encryption=on,encrypt.format=luks',
  ].map((options) => `img measure ${KEY} -O qcow2 -o ${options} --size 1M`),
  `img convert ${KEY} -c -O qcow2 -o ${FAST} plain x`,
];

test.each([...REFUSED, ...MEASURED])('%s', both);

describe('key slots', () => {
  const amend = (options: string, force = ''): string =>
    `img amend ${force} ${KEYS.join(' ')} -o ${options} ${on('x')}`;
  const active = 'encrypt.state=active,encrypt.iter-time=0';
  const CHANGES: readonly (readonly string[])[] = [
    [amend(`${active},encrypt.new-secret=b`)],
    [amend(`${active},encrypt.new-secret=b,encrypt.keyslot=5,lazy_refcounts=on`)],
    [amend(`${active},encrypt.new-secret=b`), amend('encrypt.state=inactive,encrypt.keyslot=0')],
    [
      amend(`${active},encrypt.new-secret=b,encrypt.keyslot=7`),
      amend(`${active},encrypt.new-secret=b,encrypt.keyslot=3`),
      amend('encrypt.state=inactive,encrypt.old-secret=b'),
      amend(`${active},encrypt.new-secret=c`),
    ],
    [amend(`${active},encrypt.new-secret=b,encrypt.keyslot=0`)],
    [amend(`${active},encrypt.new-secret=b,encrypt.keyslot=0`, '--force')],
    [amend('encrypt.state=inactive,encrypt.keyslot=0', '--force')],
    [amend('encrypt.state=inactive,encrypt.old-secret=a', '--force')],
    [amend('encrypt.state=inactive,encrypt.keyslot=2', '--force')],
    [amend('encrypt.state=active,compat=0.10')],
    [amend('encrypt.key-secret=b')],
    [amend('encrypt.format=luks')],
    [amend(`${active},encrypt.new-secret=zz`)],
    [amend(`${active},encrypt.new-secret=b,refcount_bits=8,compat=0.10`)],
  ];
  test.each(CHANGES)('%s', { timeout: 120_000 }, (...lines) => {
    runRealLine(world, `img create -q -f qcow2 ${KEY} -o ${FAST},cluster_size=64k x 1M`);
    world.copyReal();
    for (const line of lines.filter((text) => typeof text === 'string')) both(line);
    expect(shapeOf(world.readOurs('x'))).toEqual(shapeOf(world.readReal('x')));
    for (const key of ['a', 'b', 'c']) {
      both(`img map ${KEYS.join(' ')} ${on('x', key)}`);
    }
  });
});
