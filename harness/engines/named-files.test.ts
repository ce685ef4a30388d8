// Images that name files elsewhere are told apart from those that do not.
import { expect, test } from 'vitest';
import { pathOf } from './engine.ts';
import { nameThatReachesOut } from './named-files.ts';
import { NativeEngine } from './native.ts';

const found = (bytes: Uint8Array): string | undefined =>
  nameThatReachesOut((offset, length) => Buffer.from(bytes.subarray(offset, offset + length)));

/** An image with the options, in which one text stands in the place of another. */
function image(argv: readonly string[], from: string, to: string): Uint8Array {
  expect(to.length).toBe(from.length);
  const engine = new NativeEngine({ keepsTrace: false });
  const made = ['create', '-q', '-f', 'qcow2', '-u', ...argv, pathOf('t.qcow2'), '64k'];
  expect(engine.run('img', made)).toMatchObject({ status: 0 });
  const bytes = Buffer.from(engine.readFile('t.qcow2'));
  engine.close();
  const at = bytes.indexOf(from);
  expect(at).toBeGreaterThan(0);
  bytes.write(to, at, 'latin1');
  return bytes;
}

const BACKING = ['-F', 'raw', '-b'];
const DATA = ['-o', `data_file=${pathOf('data')}`];

test.each([
  [BACKING, 'base.raw', 'base.raw', undefined],
  [BACKING, 'base.raw', '../x.raw', '../x.raw'],
  [[...BACKING.slice(0, 2), '-o', 'compat=0.10', '-b'], 'base.raw', '../x.raw', '../x.raw'],
  [[...BACKING.slice(0, 2), '-o', 'cluster_size=512', '-b'], 'base.raw', 'nbd:x:10', 'nbd:x:10'],
])('the backing file of an image made with %j: %s becomes %s', (argv, from, to, told) => {
  expect(found(image([...argv, from], from, to))).toBe(told);
});

test('the data file of an image', () => {
  expect(found(image(DATA, 'TEST_DIR/data', 'TEST_DIR/data'))).toBeUndefined();
  expect(found(image(DATA, 'TEST_DIR/data', 'nbd::TEST_DIR'))).toBe('nbd::TEST_DIR');
  expect(found(image(DATA, 'TEST_DIR/data', 'raw:TEST_DIR/'))).toBeUndefined();
  expect(found(image(DATA, 'TEST_DIR/data', 'TEST_DIR/../x'))).toBe('TEST_DIR/../x');
});

test('names in images of other formats, and bytes that are no image', () => {
  const descriptor = (name: string): Buffer =>
    Buffer.from(`# Disk DescriptorFile\nversion=1\nRW 128 FLAT "${name}" 0\n`);
  expect(found(descriptor('t-flat.vmdk'))).toBeUndefined();
  expect(found(descriptor('../x'))).toBe('../x');
  const qed = Buffer.alloc(128);
  qed.write('QED');
  qed.writeUInt32LE(100, 56);
  qed.writeUInt32LE(4, 60);
  qed.write('../x', 100);
  expect(found(qed)).toBe('../x');
  for (const bytes of [new Uint8Array(0), Buffer.from('a/b'), Buffer.from('QFI\xfb', 'latin1')]) {
    expect(found(bytes)).toBeUndefined();
  }
});
