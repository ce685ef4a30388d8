// `blkdrill inspect` and `blkdrill diff` on files: what they print, and their exit statuses.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asHost } from '../../engine/base/address.ts';
import { launcher } from '../build/paths.mjs';
import { smallImage } from '../../engine/testing/small-image.ts';
import { patched } from '../../engine/testing/qemu-tools.ts';

/** Behind the first key slot of a volume. */
const MORE_PARTS = [
  ...Array.from({ length: 7 }, (_none, index) => ({ owner: `key slot ${index + 1}` })),
  { owner: 'payload' },
];

const program = launcher('blkdrill');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'blkdrill-test-'));
  const sound = smallImage({ clusterBits: 9, size: 65536 });
  const put = (name: string, bytes: Uint8Array) => writeFileSync(join(folder, name), bytes);
  put('sound', sound);
  // One data cluster is forgotten, and the other pointed at twice.
  put('broken', patched(sound, 0x808, 8, 0x8000000000000a00n));
  put('other', patched(patched(sound, 0xc10, 1, 7n), 0x800, 8, 0n));
  put('bitmaps', withBitmap());
  put('text', new TextEncoder().encode('no image'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** One bitmap; its directory is cluster 7, its table cluster 8. */
function withBitmap(): Uint8Array {
  const unknown = [{ magic: 0x12345678, bytes: new Uint8Array(3) }];
  const extensions = { bitmaps: { count: 1, size: 32, offset: asHost(7 * 512) }, unknown };
  const options = { clusterBits: 9, size: 65536, header: { autoclearFeatures: 1 }, extensions };
  const bytes = new Uint8Array(9 * 512);
  bytes.set(smallImage(options));
  bytes.set([0, 0, 0, 0, 0, 0, 0x10, 0, 0, 0, 0, 1, 0, 0, 0, 2, 1, 16, 0, 1], 7 * 512);
  bytes[7 * 512 + 24] = 'b'.charCodeAt(0);
  return bytes;
}

function blkdrill(...argv: string[]) {
  const options = { cwd: folder, encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...argv], options);
  return { status, stdout, stderr };
}

test('an image is shown with its tables and owners', () => {
  const { status, stdout } = blkdrill('inspect', 'sound');
  expect(status).toBe(0);
  expect(stdout).toContain('\n  l1_table_offset         0x600\n');
  expect(stdout.slice(stdout.indexOf('features:'))).toBe(`features: none
snapshots: 0
L1 table: 1 of 2 entries used
refcount table: 1 of 64 entries used
host clusters: 7 of 512 bytes
  header                  1: 0
  L1 table                1: 3
  L2 table                1: 4
  refcount table          1: 1
  refcount block          1: 2
  data                    2: 5-6
holes: 0
leaks: 0
overlaps: 0
`);
});

test('header extensions and bitmaps are listed', () => {
  const { stdout } = blkdrill('inspect', 'bitmaps');
  expect(stdout).toContain('\nheader extensions: bitmaps (24), 0x12345678 (3)\nbitmaps: 1\n');
  expect(stdout).toContain('\n  b: granularity 65536, flags 0x2\n');
  expect(JSON.parse(blkdrill('inspect', '--json', 'bitmaps').stdout)).toMatchObject({
    extensions: [
      { name: 'bitmaps', length: 24 },
      { name: '0x12345678', length: 3 },
    ],
    bitmaps: [{ name: 'b', granularity: 65536, flags: 2 }],
  });
});

test('leaks and overlaps are named, also as JSON', () => {
  const { stdout } = blkdrill('inspect', 'broken');
  expect(stdout.slice(stdout.indexOf('holes'))).toBe(`holes: 0
leaks: 1: 6
overlaps: 1
  5: data of guest offset 0, data of guest offset 512
`);
  expect(JSON.parse(blkdrill('inspect', '--json', 'broken').stdout)).toMatchObject({
    header: { l1_size: '2' },
    hostClusters: 7,
    leaks: { clusters: 1, ranges: ['6'] },
    overlaps: { clusters: 1, first: [{ cluster: 5 }] },
  });
});

test('equal images give 0, different ones 1 and what differs', () => {
  expect(blkdrill('diff', 'sound', 'sound')).toEqual({
    status: 0,
    stdout: 'guest content: equal\n',
    stderr: '',
  });
  expect(blkdrill('diff', 'sound', 'other')).toEqual({
    status: 1,
    stdout: `owners (clusters)
  data: 2 | 1
  leaks: 0 | 1
guest map
  guest 0x0-0x1ff: normal | unallocated
guest content: different from offset 0x210 on
`,
    stderr: '',
  });
  const json = JSON.parse(blkdrill('diff', '--json', 'sound', 'broken').stdout);
  expect(json).toMatchObject({ counts: { header: 0, owners: 3 }, guestContent: 'equal' });
});

describe('encrypted images', () => {
  const SECRETS = ['one', 'two'].flatMap((id) => ['--object', `secret,id=${id},data=the ${id}`]);
  const image = (tool: string, ...argv: readonly string[]): void => {
    const options = { cwd: folder, encoding: 'utf8' } as const;
    const all = [launcher(`blkdrill-${tool}`), ...argv];
    const { status, stderr } = spawnSync(process.execPath, all, options);
    expect(stderr).toBe('');
    expect(status).toBe(0);
  };
  const create = (name: string, format: string, options: string): void =>
    image('img', 'create', '-q', ...SECRETS, '-f', format, '-o', options, name, '64k');
  const write = (name: string, key: string): void =>
    image(
      ...(['io', ...SECRETS, '--image-opts', '-c', 'write -q -P 5 0 4k'] as const),
      `driver=qcow2,encrypt.key-secret=${key},file.filename=${name}`,
    );

  beforeAll(() => {
    const luks = 'encrypt.format=luks,encrypt.iter-time=0,encrypt.cipher-alg=aes-128';
    create('a', 'qcow2', `${luks},encrypt.key-secret=one`);
    create('b', 'qcow2', `${luks},encrypt.key-secret=two`);
    create('old', 'qcow2', 'encryption=on,encrypt.key-secret=one');
    create('disk', 'luks', 'iter-time=0,key-secret=one,cipher-mode=cbc,ivgen-alg=essiv');
    write('a', 'one');
    write('b', 'two');
  });

  test('are inspected without a key: header, key slots and payload have their places', () => {
    const { status, stdout } = blkdrill('inspect', 'a');
    expect(status).toBe(0);
    expect(stdout).toContain('\nencryption: luks\n  cipher                  aes-128-xts-plain64\n');
    expect(stdout).toContain('  active key slots        0\n');
    expect(stdout).toContain('  LUKS header             592 bytes at 0x40000\n');
    expect(stdout).toContain('  key slot 0              128000 bytes at 0x41000, active\n');
    expect(stdout).toContain('  key slot 7              128000 bytes at 0x121000, inactive\n');
    expect(stdout).toContain('  encryption header       17: 4-20\n');
    expect(blkdrill('inspect', 'old').stdout).toContain('\nencryption: aes, ');
    expect(JSON.parse(blkdrill('inspect', '--json', 'a').stdout)).toMatchObject({
      encryption: { method: 'luks', volume: { hash: 'sha256', activeSlots: [0] } },
    });
  });

  test('a volume that is the whole file has a payload behind its slots', () => {
    const { status, stdout } = blkdrill('inspect', 'disk');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^format: luks\n {2}cipher +aes-256-cbc-essiv:sha256\n/);
    expect(stdout).toContain('  LUKS header             592 bytes at 0x0\n');
    expect(stdout).toContain('  payload                 65536 bytes at 0x101000\n');
    expect(JSON.parse(blkdrill('inspect', '--json', 'disk').stdout)).toMatchObject({
      format: 'luks',
      parts: [{ owner: 'LUKS header' }, { owner: 'key slot 0', isActive: true }, ...MORE_PARTS],
    });
  });

  test('a broken LUKS header is told, and the rest of the image all the same', () => {
    writeFileSync(join(folder, 'torn'), patched(readFileSync(join(folder, 'a')), 0x40000, 8, 0n));
    const { status, stdout } = blkdrill('inspect', 'torn');
    expect(status).toBe(0);
    expect(stdout).toContain('\nencryption: luks, not to be used: Volume is not in LUKS format\n');
    expect(stdout).toContain('\nleaks: 0\n');
  });

  test('are compared with one key, or one for each', () => {
    const both = ['--key', 'one', '--key', 'two'];
    const { stdout, stderr, status } = blkdrill('diff', ...SECRETS, ...both, 'a', 'b');
    expect([status, stderr, stdout]).toEqual([0, '', 'guest content: equal\n']);
    expect(blkdrill('diff', ...SECRETS, '--key', 'one', 'a', 'old').stdout).toContain(
      'guest content: different from offset 0x0 on\n',
    );
  });

  test('say what they need where no key is given, or a wrong one', () => {
    const refused = (...argv: string[]): string => {
      const { status, stdout, stderr } = blkdrill('diff', ...argv, 'a', 'a');
      expect([status, stdout]).toEqual([2, '']);
      return stderr;
    };
    expect(refused()).toBe(
      "blkdrill: a: Parameter 'encrypt.key-secret' is required for cipher: " +
        'name its password with --object secret,id=ID,data=WORD --key ID\n',
    );
    expect(refused(...SECRETS, '--key', 'two')).toContain('Invalid password, cannot unlock any');
    expect(refused('--key', 'x')).toBe('blkdrill: --key x: there is no --object secret,id=x,...\n');
    expect(refused('--object', 'secret,id=x')).toBe(
      "blkdrill: --object secret,id=x: Either 'file' or 'data' must be provided\n",
    );
  });
});

test('what cannot be read gives 2', () => {
  const refused = (...argv: string[]) => {
    const { status, stdout, stderr } = blkdrill(...argv);
    expect([status, stdout]).toEqual([2, '']);
    return stderr;
  };
  expect(refused('inspect', 'text')).toBe('blkdrill: text: Image is not in qcow2 format\n');
  expect(refused('diff', 'sound', 'none')).toContain("blkdrill: none: Could not open 'none'");
  expect(refused('diff', 'sound')).toBe(
    "blkdrill: missing required argument 'b'; 'blkdrill diff --help' tells more\n",
  );
  expect(refused('inspect', '-x', 'sound')).toBe(
    "blkdrill: unknown option '-x'; 'blkdrill inspect --help' tells more\n",
  );
  expect(blkdrill('diff', '--help').status).toBe(0);
});
