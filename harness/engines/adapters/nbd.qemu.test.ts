// The adapter for engines with an NBD server, with qemu-nbd behind it: it keeps to the protocol,
// and a case passes in the words of its golden.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { launcher, root } from '../../build/paths.mjs';

const ENGINE =
  `command:${join(root, 'harness/engines/adapters/nbd.mjs')} ` +
  'qemu-nbd -f qcow2 --discard=unmap [--read-only] -k {socket} {image}';

const blkdrill = (...argv: readonly string[]) => {
  const options = { cwd: root, encoding: 'utf8', timeout: 120_000 } as const;
  return spawnSync(process.execPath, [launcher('blkdrill'), ...argv], options);
};

test('serves what it says', () => {
  const { status, stdout } = blkdrill('engine', 'check', ENGINE);
  expect(stdout).toContain('nbd-qemu-nbd 1 serves open, read, write, flush, close, zero,');
  expect(stdout).toMatch(/\n23 passed, 0 failed, 3 things not served\n$/);
  expect(status).toBe(0);
});

test('runs a case as a whole', () => {
  const { status, stdout } = blkdrill('suite', '121', '--engine', ENGINE);
  expect(stdout).toMatch(/^passed {2}121-.*, 4 of 4 io lines, words as in the golden\)\n/);
  expect(status).toBe(0);
});

test('a server that the adapter starts meets the layers of a case, and power cuts', () => {
  const limited = blkdrill('suite', '504', '--engine', ENGINE);
  expect(limited.stdout).toMatch(/^passed {2}504-.*, 79 of 79 io lines, /);
  expect(limited.status).toBe(0);
  const swept = blkdrill('explore', '121', '--steps', '16-16', '--crashes', '--engine', ENGINE);
  expect(swept.stdout).toMatch(/^121-.*: [1-9]\d* crash states, .*, all promises kept\n$/);
  expect(swept.status).toBe(0);
});
