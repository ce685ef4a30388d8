// The tools of QEMU in a folder, as an engine with a name of its own.
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { findOnPath } from './find-on-path.ts';
import { qemuEngineName } from './qemu-folder.ts';
import { engineNamed } from './registry.ts';

const folder = dirname(findOnPath('qemu-img', process.env['PATH'] ?? '') ?? '');
const request = { isUpdate: false, warn: () => {} };

test('they are listed as qemu, and run from there', () => {
  const adapter = engineNamed(qemuEngineName(folder, '7.2'));
  expect(adapter).toMatchObject({ listedAs: 'qemu', lanes: 1 });
  const setup = adapter.prepare(request);
  expect(adapter.versionOf?.(setup)).toMatch(/^QEMU 7\.2\.\d+$/);
  const deadline = Date.now() + 60_000;
  const world = adapter.make({ setup, deadline, keepsTrace: false });
  const argv = ['create', '-q', '-f', 'qcow2', 'TEST_DIR/t.qcow2', '1M'];
  expect(world.run('img', argv)).toMatchObject({ status: 0, text: '' });
  world.close();
});

test('another version than the one that is meant, or no tools, are told', () => {
  const prepare = (...name: Parameters<typeof qemuEngineName>) =>
    engineNamed(qemuEngineName(...name)).prepare(request);
  expect(() => prepare(folder, '7')).not.toThrow();
  expect(() => prepare(folder, '7.20')).toThrow(/ are version 7\.2\.\d+, not 7\.20$/);
  expect(() => prepare('/nowhere', undefined)).toThrow('there is no qemu-img in /nowhere');
});
