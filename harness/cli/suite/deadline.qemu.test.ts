// Deadlines of the real tools, and their scratch folder.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { launcher } from '../../build/paths.mjs';

test('a tool that does not end has hung when its time is over, and leaves nothing', () => {
  const root = mkdtempSync(join(tmpdir(), 'blkdrill-test-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const name of ['suites', 'golden', 'scratch']) mkdirSync(join(root, name));
  const steps = 'steps:\n  - create: 1M\n  - io: sleep 100000\n';
  writeFileSync(join(root, 'suites/601-sleep.yaml'), `purpose: sleep\n${steps}`);
  const { status, stdout } = spawnSync(
    process.execPath,
    [launcher('blkdrill'), 'suite', '--engine', 'qemu', '--deadline', '2'],
    {
      cwd: root,
      env: { ...process.env, BLKDRILL_TMPDIR: join(root, 'scratch') },
      encoding: 'utf8',
    },
  );
  expect(status).toBe(1);
  expect(stdout).toMatch(/^hung    601-sleep \([23]\.\d\d s\)\n/);
  expect(stdout).toContain('601-sleep.yaml:4: io: sleep 100000: qemu-io -f qcow2 -c sleep 100000 ');
  expect(stdout).toContain('no time left (step 2 of 2)');
  expect(readdirSync(join(root, 'scratch'))).toEqual([]);
});
