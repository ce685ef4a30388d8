// Damaged LUKS headers in qcow2 images, and extensions that lead to them, against the real tools.
import { compareLines } from '../../testing/compare-lines.ts';
import type { TwinWorld } from '../../testing/differential.ts';
import { prepareEncrypted } from '../../testing/prepare-encrypted.ts';

const KEY = '--object secret,id=s,data=abc';
const HEADER = 0x4000;
/** Of the extension, which stands directly behind a header of 112 bytes. */
const [EXTENSION_LENGTH, PLACE, LENGTH] = [116, 120, 128];

interface Change {
  readonly at: number;
  readonly bytes: readonly number[];
}

const word = (value: number): number[] =>
  [...new Uint8Array(Uint32Array.of(value).buffer)].reverse();
const long = (value: bigint): number[] =>
  [...new Uint8Array(BigUint64Array.of(value).buffer)].reverse();
const text = (value: string): number[] => [...Buffer.from(`${value}\0`)];

const CHANGES: Readonly<Record<string, Change>> = {
  'method-0': { at: 32, bytes: word(0) },
  'method-1': { at: 32, bytes: word(1) },
  'method-3': { at: 32, bytes: word(3) },
  'extension-8': { at: EXTENSION_LENGTH, bytes: word(8) },
  'extension-24': { at: EXTENSION_LENGTH, bytes: word(24) },
  'place-odd': { at: PLACE, bytes: long(0x4200n) },
  'place-elsewhere': { at: PLACE, bytes: long(0x5000n) },
  'place-behind-end': { at: PLACE, bytes: long(0x10000000n) },
  'place-wild': { at: PLACE, bytes: long(0x7ffffffffffff000n) },
  'place-below-0': { at: PLACE, bytes: long(0xfffffffffffff000n) },
  'length-wild': { at: LENGTH, bytes: long(0x7fffffffffffffffn) },
  'length-below-0': { at: LENGTH, bytes: long(0xffffffffffffffffn) },
  'length-0': { at: LENGTH, bytes: long(0n) },
  'length-591': { at: LENGTH, bytes: long(591n) },
  'length-592': { at: LENGTH, bytes: long(592n) },
  'length-260096': { at: LENGTH, bytes: long(260096n) },
  'length-odd': { at: LENGTH, bytes: long(300001n) },
  'length-long': { at: LENGTH, bytes: long(0x200000n) },
  'length-longer': { at: LENGTH, bytes: long(0x4000000n) },
  magic: { at: HEADER, bytes: [0] },
  version: { at: HEADER + 6, bytes: [0, 2] },
  cipher: { at: HEADER + 8, bytes: text('zes') },
  mode: { at: HEADER + 40, bytes: text('zts-plain64') },
  'mode-short': { at: HEADER + 40, bytes: text('ecb') },
  generator: { at: HEADER + 40, bytes: text('xts-benbi') },
  'hash-of-generator': { at: HEADER + 40, bytes: text('cbc-essiv') },
  hash: { at: HEADER + 72, bytes: text('zha256') },
  'payload-0': { at: HEADER + 104, bytes: word(0) },
  'key-length': { at: HEADER + 108, bytes: word(24) },
  'key-length-long': { at: HEADER + 108, bytes: word(0x10000000) },
  digest: { at: HEADER + 112, bytes: [1, 2, 3, 4] },
  iterations: { at: HEADER + 164, bytes: word(0) },
  'slot-state': { at: HEADER + 208, bytes: word(5) },
  'slot-iterations': { at: HEADER + 212, bytes: word(0) },
  'slot-salt': { at: HEADER + 216, bytes: [1, 2, 3, 4] },
  'slot-start': { at: HEADER + 248, bytes: word(7) },
  'slot-start-far': { at: HEADER + 248, bytes: word(0x7fffffff) },
  'slot-stripes': { at: HEADER + 252, bytes: word(1) },
  'no-refcounts': { at: 0x2000, bytes: Array.from({ length: 4096 }, () => 0) },
  'no-refcount-table': { at: 0x1000, bytes: long(0n) },
  'refcount-0': { at: 0x2000 + 2 * 9, bytes: [0, 0] },
  'refcount-5': { at: 0x2000 + 2 * 9, bytes: [0, 5] },
  'l1-leads-here': { at: 0x3000, bytes: long(0x8000000000005000n) },
  'slot-1-start': { at: HEADER + 296, bytes: word(9) },
};

function images(world: TwinWorld): void {
  prepareEncrypted(world, 'luks', 'cluster_size=4k,encrypt.iter-time=0', ['e', '1M']);
  const sound = world.readReal('e');
  for (const [name, { at, bytes }] of Object.entries(CHANGES)) {
    const damaged = sound.slice();
    damaged.set(bytes, at);
    world.write(name, damaged);
  }
  world.write('unreadable', Buffer.from(rule('read', 5, 'sector = "40"\n')));
  world.write('unwritable', Buffer.from(rule('write', 28, '')));
}

const rule = (iotype: string, errno: number, sector: string): string =>
  `[inject-error]\nevent = "none"\niotype = "${iotype}"\nerrno = "${errno}"\n${sector}`;

/** The sound image above a file that fails. */
const failing = (rules: string): string =>
  `'json:{"driver":"qcow2","encrypt.key-secret":"s","file":{"driver":"blkdebug",` +
  `"config":"${rules}","image.filename":"e"}}'`;

const isUnknown = (name: string): boolean => name.startsWith('method-');

const onDamaged = (): string[] =>
  Object.keys(CHANGES).flatMap((name) => {
    const on = `--image-opts driver=qcow2,encrypt.key-secret=s,file.filename=${name}`;
    return [
      `io ${KEY} ${on} -c 'read 0 512' -c 'write -P 1 0 4k' -c 'read -P 1 0 4k'`,
      `img check ${KEY} ${on}`,
      `img check ${KEY} -r all ${on}`,
      ...(isUnknown(name) ? [] : [`img info ${name}`]),
    ];
  });

compareLines(
  'damaged headers of LUKS in qcow2',
  [
    `img check ${KEY} ${failing('unreadable')}`,
    `img info ${KEY} ${failing('unreadable')}`,
    `img amend ${KEY} -o encrypt.state=active,encrypt.new-secret=s,encrypt.iter-time=0 ` +
      failing('unwritable'),
    ...onDamaged(),
  ],
  images,
);
