// Which lines of qemu-io another engine is given.
import { describe, expect, test } from 'vitest';
import { planLine } from './served.ts';
import { parseGreeting } from './wire.ts';

const greeting = (...more: readonly string[]) =>
  parseGreeting(
    `blkdrill-engine 1 name=a serves=${['open,read,write,flush,close', ...more].join(',')}`,
  );

/** The plan of a line of commands on the usual image. */
const plan = (commands: readonly string[], ...more: readonly string[]) =>
  planLine(
    ['-f', 'qcow2', ...commands.flatMap((line) => ['-c', line]), 'TEST_DIR/t.qcow2'],
    greeting(...more),
  );

describe('is served', () => {
  test.each([
    [['read -P 5 0 4k', 'r -P0x5 -q 0 4k', 'write -q -P 5 0 4k', 'w 0 4k', 'flush', 'length']],
    [['aio_write -P 1 0 4k', 'aio_flush', 'readv 0 512 512', 'writev -q 0 512', 'sleep 1', 'q']],
    [['read -s 1 -l 2 -P 3 0 4k']],
  ])('%j', (commands) => {
    expect(plan(commands)).toEqual({ line: { discards: [] } });
  });

  test('more where the engine has more', () => {
    expect(plan(['write -z -u 0 4k'], 'zero')).toEqual({ line: { discards: [] } });
    expect(plan(['write -c 0 64k'], 'compressed')).toEqual({ line: { discards: [] } });
    expect(plan(['truncate 2M'], 'resize')).toEqual({ line: { discards: [] } });
    expect(plan(['discard 64k 128k', 'd 1M 512'], 'discard')).toEqual({
      line: {
        discards: [
          [65536, 196608],
          [1048576, 1049088],
        ],
      },
    });
  });

  test('in each cache mode, and read-only', () => {
    const argv = ['-f', 'qcow2', '-t', 'none', '-r', '-c', 'read 0 4k', 'TEST_DIR/t.qcow2'];
    expect(planLine(argv, greeting())).toHaveProperty('line');
  });
});

describe('is not served, for that reason', () => {
  test.each([
    [['write -z 0 4k'], 'zero'],
    [['write -qz 0 4k'], 'zero'],
    [['write -c 0 64k'], 'compressed'],
    [['write -n 0 4k'], 'write -n'],
    [['write -b 0 4k'], 'write -b'],
    [['discard 0 4k'], 'discard'],
    [['t 4k'], 'resize'],
    [['read 0 4k', 'map'], 'map'],
    [['break l2_load A'], 'break'],
  ])('%j: %s', (commands, lacks) => {
    expect(plan(commands)).toEqual({ lacks });
  });

  test.each([
    [['-f', 'raw', '-c', 'read 0 4k', 'TEST_DIR/t.raw'], 'format raw'],
    [['-c', 'read 0 4k', 'TEST_DIR/t.qcow2'], 'format that is probed'],
    [['-f', 'qcow2', 'blkdebug:TEST_DIR/c:TEST_DIR/t.qcow2'], 'blkdebug and other names'],
    [['-f', 'qcow2', '/etc/passwd'], 'blkdebug and other names'],
    [['--image-opts', 'driver=qcow2'], 'option --image-opts'],
  ])('%j: %s', (argv, lacks) => {
    expect(planLine(argv, greeting())).toEqual({ lacks });
  });
});
