// Encrypted disks that the real tools have made and written, read by the formats alone.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PASSWORDS, PlainWorld } from '../fuzz/modelled/judge-world.ts';
import { TwinWorld } from '../testing/differential.ts';
import { readDisk, runRealLine } from '../testing/luks-twins.ts';

const KIB = 1024;
const SIZE = 64 * KIB;
const [PASSWORD = ''] = PASSWORDS;
const KEY = `--object secret,id=s,data=${PASSWORD}`;

let world: TwinWorld;
beforeAll(() => {
  world = new TwinWorld();
});
afterAll(() => world.remove());

function real(line: string): void {
  const { status, text } = runRealLine(world, line);
  if (status !== 0 || /failed|rror/.test(text)) throw new Error(`${line}: ${text}`);
}

const VARIANTS = [
  'cipher-alg=aes-128,cipher-mode=cbc,ivgen-alg=essiv,hash-alg=sha1',
  'cipher-alg=aes-256,cipher-mode=cbc,ivgen-alg=essiv,ivgen-hash-alg=md5,hash-alg=sha512',
  'cipher-alg=aes-128,cipher-mode=cbc,ivgen-alg=plain,hash-alg=sha224',
  'cipher-alg=aes-256,cipher-mode=xts,ivgen-alg=plain64,hash-alg=sha256',
  'cipher-alg=aes-128,cipher-mode=ctr,ivgen-alg=plain64,hash-alg=sha384',
  'cipher-alg=aes-128,cipher-mode=ecb,hash-alg=ripemd160',
];

/** What the guest below has written. */
function disk(): Uint8Array {
  const bytes = new Uint8Array(SIZE);
  bytes.fill(3, 1000, 3000);
  bytes.fill(4, 40 * KIB, 48 * KIB);
  return bytes.fill(5, 41_000, 41_001);
}

const WRITES = "-c 'write -P 3 1000 2000' -c 'write -P 4 40k 8k' -c 'write -P 5 41000 1'";

test.each(VARIANTS)('a disk of the format luks: %s', (options) => {
  real(`img create -q ${KEY} -f luks -o key-secret=s,iter-time=0,${options} t.luks ${SIZE}`);
  const image = '--image-opts driver=luks,key-secret=s,file.filename=t.luks';
  // What was never written there is zeroes of the file.
  real(`io ${KEY} -c 'write -z 0 ${SIZE}' ${WRITES} ${image}`);
  const bytes = world.readReal('t.luks');
  expect(Buffer.from(readDisk(bytes, PASSWORD) ?? []).equals(disk())).toBe(true);
  expect(readDisk(bytes, 'another')).toBeUndefined();
});

const METHODS = [...VARIANTS.map((options) => `format=luks,iter-time=0,${options}`), 'format=aes'];

test.each(METHODS)('a qcow2 image: %s', (options) => {
  const given = options.replaceAll(/(^|,)/g, '$1encrypt.');
  const all = `encrypt.key-secret=s,${given},cluster_size=4k`;
  real(`img create -q ${KEY} -f qcow2 -o ${all} t.qcow2 ${SIZE}`);
  const image = '--image-opts driver=qcow2,encrypt.key-secret=s,file.filename=t.qcow2';
  real(`io ${KEY} ${WRITES} ${image}`);
  real(`img snapshot ${KEY} -c one ${image}`);
  real(`io ${KEY} -c 'write -P 9 0 10k' -c 'write -z 40k 4k' ${image}`);
  const files = {
    readFile: (name: string) => world.readReal(name),
    fileSize: (name: string) => world.readReal(name).length,
  };
  const plain = new PlainWorld(files, [PASSWORD]);
  const found = plain.image('t.qcow2');
  const [snapshot] = found.snapshots;
  if (snapshot === undefined) throw new Error('there is no snapshot');
  const kept = plain.readTable(found, snapshot.table);
  expect(Buffer.from(kept).equals(disk())).toBe(true);
  const now = disk()
    .fill(9, 0, 10 * KIB)
    .fill(0, 40 * KIB, 44 * KIB);
  expect(Buffer.from(plain.read('t.qcow2')).equals(now)).toBe(true);
});
