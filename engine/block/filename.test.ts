// Names of nodes as they are reported, and names of files seen from others.
import { describe, expect, test } from 'vitest';
import { DRIVERS } from '../drivers.ts';
import { TestWorld } from '../testing/test-world.ts';
import { combinePaths, describeStack, filenameOf, fullBackingName } from './filename.ts';
import { openGraph } from './graph.ts';
import { READ_ONLY } from './node.ts';
import { parseKeyValueOptions } from './options.ts';
import { RecordingNode } from '../testing/recording-node.ts';

test.each([
  ['dir/image', 'base', 'dir/base'],
  ['/dir/image', '../base', '/dir/../base'],
  ['image', 'base', 'base'],
  ['dir/image', '/base', '/base'],
  ['dir/image', 'nbd:base', 'nbd:base'],
  ['dir/image', './a:b', 'dir/./a:b'],
  ['proto:image', 'base', 'proto:base'],
  ['proto:dir/image', 'base', 'proto:dir/base'],
  ['', 'base', 'base'],
])('seen from %s, %s is %s', (base, stored, full) => {
  expect(combinePaths(base, stored)).toBe(full);
});

describe('a node that nobody opened by options', () => {
  test('goes by its file name', () => {
    expect(filenameOf(new RecordingNode(1))).toBe('recording');
    expect(describeStack(new RecordingNode(1))).toBe('recording (recording)');
  });
});

describe('a graph of several files', () => {
  const QUORUM =
    'driver=quorum,vote-threshold=1,children.0.driver=raw,children.0.file.filename=dir/a,' +
    'children.1.driver=raw,children.1.file.filename=dir/b';

  function opened(text: string) {
    const world = new TestWorld();
    for (const name of ['dir/a', 'dir/b']) world.storage.writeBytes(name, new Uint8Array(512));
    const options = parseKeyValueOptions(text);
    const context = { ...world.context, drivers: DRIVERS };
    return world.run(openGraph(context, { options, mode: READ_ONLY }));
  }

  test('is told with its children as a list', () => {
    const name = filenameOf(opened(QUORUM));
    expect(name.startsWith('json:')).toBe(true);
    const told = JSON.parse(name.slice('json:'.length)) as Record<string, unknown>;
    expect(told).toMatchObject({
      driver: 'quorum',
      'vote-threshold': '1',
      children: [
        { driver: 'raw', file: { driver: 'file', filename: 'dir/a' } },
        { driver: 'raw', file: { driver: 'file', filename: 'dir/b' } },
      ],
    });
  });

  test('lies in no folder, so that only names which say where they start have a place', () => {
    const node = opened(QUORUM);
    expect(() => fullBackingName(node, 'base')).toThrow(
      'Cannot generate a base directory for quorum nodes',
    );
    expect(fullBackingName(node, '/base')).toBe('/base');
    expect(fullBackingName(node, 'nbd:base')).toBe('nbd:base');
    expect(fullBackingName(node, '')).toBe('');
  });

  test('is drawn with each child below its role', () => {
    expect(describeStack(opened(QUORUM)).split('\n').slice(1)).toEqual([
      '  children.0: raw (dir/a)',
      '    file: fail-nth over file (dir/a)',
      '  children.1: raw (dir/b)',
      '    file: fail-nth over file (dir/b)',
    ]);
  });
});
