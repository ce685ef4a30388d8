// The recipe of CONTRIBUTING.md for a fault layer, followed in a copy: two files, and cases can
// switch it on.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ScratchCopy, sourcesOf } from './recipe.ts';

const TABLE = 'engine/filters/layers.ts';
const FILTER = 'engine/filters/bad-byte.ts';

const CASE = `purpose: A header that cannot be read
engines: [native]
reason: a layer of our own
steps:
  - create: 1M
  - bad-byte: 100
  - io: read 0 512
  - bad-byte: off
  - io: read 0 512
`;

let copy: ScratchCopy;
beforeAll(() => {
  copy = new ScratchCopy();
});
afterAll(() => copy.remove());

test('a filter and its line in the table are all that a case needs', () => {
  const [filter = ''] = sourcesOf('A fault layer that a case can switch on');
  copy.addFile(FILTER, filter);
  const imported = "import { quotaLayer } from './quota.ts';";
  copy.insertLine(TABLE, imported, "import { badByteLayer } from './bad-byte.ts';");
  copy.insertLine(TABLE, 'failNthLayer,', 'badByteLayer,');
  const { added, inserted } = copy.changes;
  expect(added).toEqual([FILTER]);
  expect(new Set(inserted.map((line) => line.split(':')[0]))).toEqual(new Set([TABLE]));

  copy.addFile('suites/901-bad-byte.yaml', CASE);
  copy.addFile('suites/902-no-byte.yaml', CASE.replace('bad-byte: 100', 'bad-byte: ten'));
  copy.build();
  const { stdout } = copy.run('blkdrill', ['suite', '901', '--print']);
  const [failed, passed] = stdout.split('\n').slice(2, 4);
  expect(failed).toMatch(/^qemu-io: .*: Could not read IMGFMT header: Input\/output error$/);
  expect(passed).toBe('read 512/512 bytes at offset 0');
  const { status, stderr } = copy.run('blkdrill', ['suite', '902']);
  expect(stderr).toContain("902-no-byte.yaml:6:15: bad size 'ten'");
  expect(status).toBe(2);
  const schema = copy.run('blkdrill', ['schema']).stdout;
  expect(schema).toContain('Fails every read of one byte of any file.');
});
