// Follows the recipe "An image format" of CONTRIBUTING.md: a format that is a header of one sector
// in front of the disk, with create, check, info and measure.
import { mkdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { layerOrder } from '../tidy/imports.ts';
import { parseSource } from '../tidy/source.ts';
import { ScratchCopy } from './recipe.ts';
import { TOY, TOY_DRIVER as DRIVER } from './toy-format.ts';

let copy: ScratchCopy;
beforeAll(() => {
  copy = new ScratchCopy();
  copy.addFile(DRIVER, TOY);
  copy.insertLine(
    'engine/drivers.ts',
    "import { fileDriver, hostCdromDriver, hostDeviceDriver } from './storage/file-driver.ts';",
    "import { toyDriver } from './formats/toy/driver.ts';",
  );
  copy.insertLine('engine/drivers.ts', 'rawDriver,', 'toyDriver,');
  copy.build();
  mkdirSync(join(copy.root, 'disks'));
});
afterAll(() => copy.remove());

const img = (...argv: string[]) =>
  copy.run('blkdrill-img', argv, { cwd: join(copy.root, 'disks') });

test('a folder and its line in drivers.ts are all that is touched', () => {
  const { added, inserted } = copy.changes;
  expect(added).toEqual([DRIVER]);
  expect(new Set(inserted.map((line) => line.split(':')[0]))).toEqual(
    new Set(['engine/drivers.ts']),
  );
  expect(layerOrder(parseSource(DRIVER, TOY))).toEqual([]);
});

test('create knows the format, its options and those of its file', () => {
  expect(img('create', '-f', 'toy', 't.toy', '1M')).toEqual({
    status: 0,
    stdout: "Formatting 't.toy', fmt=toy size=1048576\n",
    stderr: '',
  });
  const help = img('create', '-f', 'toy', '-o', 'help', 't.toy').stdout;
  expect(help).toContain('  size=<size>            - Length of the disk\n');
  expect(help).toContain('  nocow=<bool (on/off)> ');
});

test('info finds the format, and prints what it alone has', () => {
  const { status, stdout } = img('info', 't.toy');
  expect(status).toBe(0);
  expect(stdout).toContain('file format: toy\nvirtual size: 1 MiB (1048576 bytes)\n');
  expect(stdout).toContain('Format specific information:\n    header size: 512\n');
});

test('measure and check work, also on an image that is damaged', () => {
  expect(img('measure', '-O', 'toy', '--size', '1M').stdout).toBe(
    'required size: 1049088\nfully allocated size: 1049088\n',
  );
  expect(img('check', 't.toy').stdout).toBe(
    'No errors were found on the image.\nImage end offset: 1049088\n',
  );
  truncateSync(join(copy.root, 'disks/t.toy'), 4096);
  const { status, stdout } = img('check', '-f', 'toy', 't.toy');
  expect(status).toBe(2);
  expect(stdout).toContain('1 errors were found on the image.');
});
