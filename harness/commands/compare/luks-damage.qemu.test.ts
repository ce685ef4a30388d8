// Damaged LUKS headers against the real tools: one field wrong, and two at once, for the order in
// which they are looked at.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TwinWorld } from '../../testing/differential.ts';
import { runOurLine, runRealLine } from '../../testing/luks-twins.ts';

const SLOT = 48;
const slot = (index: number, field: number): number => 208 + index * SLOT + field;

const u32 = (at: number, value: number): readonly [number, Buffer] => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return [at, bytes];
};
const text = (at: number, word: string): readonly [number, Buffer] => [
  at,
  Buffer.from(`${word}\0`),
];
const full = (at: number): readonly [number, Buffer] => [at, Buffer.alloc(32, 'a')];

/** None of them makes key material that is no whole number of sectors: QEMU ends on that. */
const DAMAGES: Readonly<Record<string, readonly [number, Buffer]>> = {
  magic: [0, Buffer.from('luks')],
  version: [6, Buffer.from([2, 1])],
  'version 2': [6, Buffer.from([0, 2])],
  cipher: text(8, 'zes'),
  'cipher of another size': text(8, 'cast5'),
  'endless cipher': full(8),
  'mode without generator': text(40, 'ecb'),
  mode: text(40, 'zts-plain64'),
  'mode in capitals': text(40, 'XTS-plain64'),
  generator: text(40, 'xts-benbi'),
  'generator with a hash': text(40, 'xts-plain64:zha'),
  'essiv without a hash': text(40, 'xts-essiv'),
  'essiv of 20 bytes': text(40, 'xts-essiv:sha1'),
  'no mode': text(40, ''),
  'endless mode': full(40),
  hash: text(72, 'zha256'),
  'no hash': text(72, ''),
  'endless hash': full(72),
  'payload in the header': u32(104, 7),
  'payload in the slots': u32(104, 1000),
  'no payload': u32(104, 0),
  'key of 0 bytes': u32(108, 0),
  'key of 32 bytes': u32(108, 32),
  'key of 66 bytes': u32(108, 66),
  'key of 4 GiB': u32(108, 0xffff_fffe),
  'no iterations': u32(164, 0),
  'no iterations of slot 0': u32(slot(0, 4), 0),
  'no iterations of slot 3': u32(slot(3, 4), 0),
  'state of slot 0': u32(slot(0, 0), 1),
  'state of slot 5': u32(slot(5, 0), 0),
  'slot 0 in the header': u32(slot(0, 40), 7),
  'slot 0 at the end': u32(slot(0, 40), 0xffff_ffff),
  'slot 7 in the payload': u32(slot(7, 40), 3900),
  'slot 1 over slot 0': u32(slot(1, 40), 500),
  'slot 6 over slot 2': u32(slot(6, 40), 1016),
  'stripes of slot 0': u32(slot(0, 44), 1),
  'stripes of slot 4': u32(slot(4, 44), 4001),
  'no stripes of slot 7': u32(slot(7, 44), 0),
};

let world: TwinWorld;
let sound: Uint8Array;

beforeAll(() => {
  world = new TwinWorld();
  const line =
    'img create -q -f luks --object secret,id=a,data=abc -o key-secret=a,iter-time=0 e 0';
  expect(runRealLine(world, line).status).toBe(0);
  // The end of the header, and of no key material.
  sound = world.readReal('e');
  world.copyReal();
});

afterAll(() => world.remove());

function writeDamaged(...names: readonly string[]): void {
  const bytes = new Uint8Array(sound);
  for (const name of names) {
    const [at, damage] = DAMAGES[name] ?? [0, Buffer.of()];
    bytes.set(damage, at);
  }
  world.write('e', bytes);
}

const names = Object.keys(DAMAGES);

test.each(names)('%s', (name) => {
  writeDamaged(name);
  for (const line of [
    'img info -f luks e',
    'img info e',
    'io --object secret,id=a,data=abc -c length ' +
      '--image-opts driver=luks,key-secret=a,file.filename=e',
  ]) {
    expect(runOurLine(world, line), line).toEqual(runRealLine(world, line));
  }
});

/** Some of all pairs: those that a step of this length meets. */
const STEP = 7;
const pairs = names.flatMap((one, at) => names.slice(at + 1).map((other) => [one, other] as const));

test.each(pairs.filter((_, index) => index % STEP === 0))('%s, %s', (one, other) => {
  writeDamaged(one, other);
  const line = 'img info -f luks e';
  expect(runOurLine(world, line)).toEqual(runRealLine(world, line));
});

test.each([0, 6, 8, 500, 592, 4096, 300_000])('a file of %i bytes', (length) => {
  world.write('e', sound.subarray(0, length));
  for (const line of ['img info -f luks e', 'img info e']) {
    expect(runOurLine(world, line), line).toEqual(runRealLine(world, line));
  }
});
