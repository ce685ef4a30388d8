// What becomes of a command line where the images of a case are encrypted.
import { expect, test } from 'vitest';
import { encryptedArgv, type ImageEncryption } from './encrypted-argv.ts';

const AES: ImageEncryption = { method: 'aes', options: [] };
const KEYS = 'encrypt.format=aes,encrypt.key-secret=key';
const SECRET = ['--object', 'secret,id=key,data=blkdrill'];

const lineOf = (...argv: readonly string[]): readonly string[] =>
  encryptedArgv('img', argv, 't.qcow2', AES);

test('the image is made with a key, and another file without', () => {
  const create = ['create', '-f', 'qcow2'];
  const image = 'TEST_DIR/t.qcow2';
  expect(lineOf(...create, image, '1M')).toEqual([
    ...['create', ...SECRET, '-o', KEYS, '-f', 'qcow2', image, '1M'],
  ]);
  expect(lineOf(...create, '-o', 'compat=1.1', '-b', 'base', image)).toContain(
    `${KEYS},compat=1.1`,
  );
  const over = lineOf(...create, '-b', image, '-F', 'qcow2', 'TEST_DIR/other');
  expect(over.join(' ')).not.toContain('encrypt.format');
  expect(lineOf(...create, 'TEST_DIR/other', '1M')).toEqual([
    ...['create', ...SECRET, '-f', 'qcow2', 'TEST_DIR/other', '1M'],
  ]);
});
