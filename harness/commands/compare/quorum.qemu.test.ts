// Quorum and host devices, against the real tools.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TwinWorld } from '../../testing/differential.ts';

const children = (names: readonly string[]): object[] =>
  names.map((filename) => ({ driver: 'file', filename }));
const quorum = (threshold: number, names: readonly string[], more: object = {}): object => ({
  driver: 'quorum',
  'vote-threshold': threshold,
  children: children(names),
  ...more,
});
const raw = (file: object): string => `json:${JSON.stringify({ driver: 'raw', file })}`;
const DISKS = ['r1', 'r2', 'r3'];
const TWO_OF_THREE = raw(quorum(2, DISKS));
const FIRST = raw(quorum(1, DISKS, { 'read-pattern': 'fifo' }));
const CHAIN = `json:${JSON.stringify({ driver: 'qcow2', file: quorum(1, ['top', 'copy']) })}`;

let world: TwinWorld;
beforeAll(() => {
  world = new TwinWorld();
  for (const name of DISKS) world.write(name, new Uint8Array(65536));
  for (const name of ['top', 'copy']) {
    const options = ['-q', '-u', '-f', 'qcow2', '-F', 'raw', '-b', 'r1'];
    world.prepare('qemu-img', 'create', ...options, name, '64k');
  }
});
afterAll(() => world.remove());

const LINES: readonly ['qemu-img' | 'qemu-io', ...string[]][] = [
  ['qemu-io', '-c', 'write -P 5 0 64k', '-c', 'read -P 5 0 64k', '-c', 'map', TWO_OF_THREE],
  ['qemu-io', '-f', 'raw', '-c', 'write -P 7 0 512', 'r1'],
  ['qemu-io', '-c', 'read -P 5 0 64k', TWO_OF_THREE],
  ['qemu-io', '-f', 'raw', '-c', 'write -P 8 0 512', 'r2'],
  ['qemu-io', '-c', 'read -P 5 0 64k', '-c', 'read -P 5 1k 4k', TWO_OF_THREE],
  ['qemu-io', '-c', 'read -P 7 0 512', '-c', 'write -z 0 4k', '-c', 'flush', FIRST],
  ['qemu-io', '-c', 'read -P 0 0 4k', '-c', 'discard 8k 4k', TWO_OF_THREE],
  ['qemu-img', 'info', TWO_OF_THREE],
  ['qemu-img', 'info', FIRST],
  ['qemu-img', 'info', CHAIN],
  ['qemu-img', 'info', '--backing-chain', CHAIN],
  ['qemu-io', '-c', 'read 0 512', CHAIN],
  ['qemu-img', 'info', raw(quorum(4, DISKS))],
  ['qemu-img', 'info', raw(quorum(0, DISKS))],
  ['qemu-img', 'info', raw(quorum(1, []))],
  ['qemu-img', 'info', raw(quorum(1, ['r1', 'top']))],
  ['qemu-img', 'info', raw(quorum(1, ['r1', 'none']))],
  ['qemu-io', '-r', raw({ driver: 'host_device', filename: 'r1' })],
  ['qemu-io', 'host_cdrom:r1'],
  ['qemu-img', 'info', 'host_device:'],
  ['qemu-img', 'info', 'host_device:none'],
];

test.each(LINES.map((line) => [line.join(' '), line] as const))('%s', (_title, line) => {
  const [program, ...args] = line;
  const real = world.runReal(program, args);
  expect(world.runOurs(program, args)).toEqual(real);
});
