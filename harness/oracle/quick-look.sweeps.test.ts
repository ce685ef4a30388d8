// A quick look says what a whole one says, of images that are sound and of images that are not.
import { expect, test } from 'vitest';
import { isAllZero } from '../../engine/base/all-zero.ts';
import { Draw } from '../../engine/index.ts';
import { pathOf } from '../engines/engine.ts';
import { NativeEngine } from '../engines/native.ts';
import type { Disk } from './disk.ts';
import { ImageReader } from './image-reader.ts';
import type { ImageState } from './image-state.ts';

const PATH = pathOf('t.qcow2');

/** What can be told of a state: chunks of zeroes say nothing. */
function told(state: ImageState): unknown {
  if (state.refused !== undefined) return state;
  const { disk, backing } = state;
  return { ...state, disk: contentOf(disk), backing: backing && contentOf(backing) };
}

function contentOf({ chunks, ...disk }: Disk): unknown {
  const data = [...chunks].filter(([, bytes]) => !isAllZero(bytes));
  const sorted = data.sort(([a], [b]) => a - b);
  const words = sorted.map(([at, bytes]) => `${at}: ${Buffer.from(bytes).toString('latin1')}`);
  return { ...disk, data: words };
}

/** Options of images that may lie below the image. */
const BELOW: Readonly<Record<string, readonly string[]>> = {
  'raw file': ['-f', 'raw', pathOf('base'), '200k'],
  'small image': ['-f', 'qcow2', '-o', 'cluster_size=4k', pathOf('base'), '200k'],
  'large image': ['-f', 'qcow2', '-o', 'cluster_size=512', pathOf('base'), '400k'],
};

/** A world with an image that these commands have filled. */
function world(options: string, ...commands: readonly string[]): NativeEngine {
  const [own = '', below = ''] = options.split(' on ');
  const engine = new NativeEngine({ keepsTrace: false });
  const run = (program: 'img' | 'io', argv: readonly string[]): void =>
    expect(engine.run(program, argv)).toMatchObject({ status: 0 });
  const base = BELOW[below];
  const [, format = ''] = base ?? [];
  if (base !== undefined) {
    run('img', ['create', '-q', ...base]);
    run('io', [
      '-f',
      format,
      '-c',
      'write -P 9 5k 9k',
      '-c',
      'write -P 8 99k 101k',
      pathOf('base'),
    ]);
  }
  const backing = base === undefined ? [] : ['-b', 'base', '-F', format];
  run('img', ['create', '-q', '-f', 'qcow2', '-o', own, ...backing, PATH, '300k']);
  run('io', ['-f', 'qcow2', ...commands.flatMap((line) => ['-c', line]), PATH]);
  return engine;
}

const OPTIONS = [
  'cluster_size=512',
  'cluster_size=512,refcount_bits=1',
  'cluster_size=1k,compat=0.10',
  'cluster_size=4k,refcount_bits=64,lazy_refcounts=on',
  'cluster_size=16k,extended_l2=on',
  'cluster_size=64k,preallocation=metadata',
  'cluster_size=4k on raw file',
  'cluster_size=4k on small image',
  'cluster_size=512 on large image',
];

test.each(OPTIONS)('images with bytes that were changed look the same: %s', (options) => {
  const fill = ['write -P 1 0 20k', 'write -P 2 100k 7k', 'write -z 8k 4k', 'discard 16k 4k'];
  const engine = world(options, ...fill, 'write -P 3 299k 1k');
  const files = engine.memoryFiles();
  const [quick, whole] = [new ImageReader(files), new ImageReader(files, true)];
  const mark = engine.snapshot();
  for (const path of quick.images()) quick.look(path);
  const draw = new Draw(options);
  let sound = 0;
  for (let round = 0; round < 300; round += 1) {
    engine.restore(mark);
    const names = files.names();
    for (let count = draw.below(4); count > 0; count -= 1) {
      const path = draw.onceIn(2) ? PATH : (names[draw.below(names.length)] as string);
      const length = files.length(path);
      if (length === 0) continue;
      // Mostly where something stands already, and small changes of it.
      const at = draw.onceIn(3) ? draw.below(Math.min(640, length)) : draw.below(length);
      const [old = 0] = files.readBytes(path, at, 1);
      const value = draw.onceIn(2) ? old ^ (2 ** draw.below(8)) : draw.below(256);
      files.writeBytes(path, new Uint8Array([value]), at);
      if (draw.onceIn(10)) files.truncate(path, draw.below(length + 4096));
    }
    const state = quick.look(PATH);
    if (state.refused === undefined && state.soundness.corruptions.length === 0) sound += 1;
    expect(told(state)).toEqual(told(whole.look(PATH)));
  }
  expect(sound).toBeGreaterThan(40);
  engine.close();
});

test('equal states are one object, and other ones are not', () => {
  const engine = world('cluster_size=512', 'write -P 1 0 4k');
  const reader = new ImageReader(engine.memoryFiles());
  reader.look(PATH);
  const [first, again] = [reader.look(PATH), reader.look(PATH)];
  expect(again).toBe(first);
  engine.run('io', ['-f', 'qcow2', '-c', 'write -P 2 0 1k', PATH]);
  const changed = reader.look(PATH);
  expect(changed).not.toBe(first);
  expect(told(changed)).toEqual(told(new ImageReader(engine.memoryFiles(), true).look(PATH)));
  engine.close();
});

test('a chain that was made to lead back into itself is looked at, and ends', () => {
  const engine = world('cluster_size=64k on small image', 'write -P 1 0 64k');
  const reader = new ImageReader(engine.memoryFiles());
  expect(reader.look(PATH).refused).toBeUndefined();
  const base = pathOf('base');
  // The same header, so that it is known.
  const own = ['-o', 'cluster_size=64k', '-u', '-b', 'base', '-F', 'qcow2'];
  const made = ['create', '-q', '-f', 'qcow2', ...own, base, '300k'];
  expect(engine.run('img', made)).toMatchObject({ status: 0 });
  const thorough = new ImageReader(engine.memoryFiles(), true);
  for (const path of [PATH, base])
    expect(told(reader.look(path))).toEqual(told(thorough.look(path)));
});
