// What a case may name, and what would reach outside of its folder.
import { expect, test } from 'vitest';
import { checkArgument } from './file-names.ts';

const where = { line: 1, column: 1 };

test.each([
  'TEST_DIR/t.qcow2',
  'blkdebug:TEST_DIR/blkdebug.conf:TEST_DIR/t.qcow2',
  'blkdebug::TEST_DIR/t.qcow2',
  'json:{"driver":"qcow2","file":{"driver":"file","filename":"TEST_DIR/t.qcow2"}}',
  'driver=qcow2,file.driver=blkdebug,file.image.filename=TEST_DIR/t.qcow2',
  'cluster_size=512,backing_file=base.qcow2',
  '--output=json',
  'write -P 7 0 1.5k',
  'null-co://',
  'blkdebug::null-aio://',
  'if=TEST_DIR/t.qcow2',
])('%s stays inside', (argument) => {
  expect(() => checkArgument(argument, where)).not.toThrow();
});

test.each([
  '/etc/passwd',
  'TEST_DIR/../x',
  'TEST_DIR//x',
  'x/TEST_DIR/y',
  '../x',
  'nbd:localhost:10809',
  'blkdebug::nbd:localhost:10809',
  'ssh://host/file',
  'json:{"driver":"nbd","host":"x"}',
  'json:{"file":{"driver":"host_device","filename":"sda"}}',
  'driver=qcow2,file.driver=nbd,file.host=x',
  'file.filename=/dev/sda',
  'backing_file=nbd:x:1',
  'write -s /etc/passwd 0 1k',
  'if=/etc/passwd',
  'of=../x',
  'null-co://x/y',
  'file.filename=null-co:///dev/sda',
])('%s is refused', (argument) => {
  expect(() => checkArgument(argument, where)).toThrow(/outside of TEST_DIR|may not be used/);
});
