// Images of one meaning look alike, and no others.
import { describe, expect, test } from 'vitest';
import { pathOf } from '../../engines/engine.ts';
import { NativeEngine } from '../../engines/native.ts';
import { viewImage } from './image-view.ts';

/** The bytes of an image of 1 MiB, backed by `base.raw` where wanted, after these commands. */
function imageAfter(commands: readonly string[], options = '', backing?: Uint8Array): Uint8Array {
  const engine = new NativeEngine({ keepsTrace: false });
  if (backing !== undefined) engine.writeFile('base.raw', backing);
  const below = backing === undefined ? [] : ['-b', 'base.raw', '-F', 'raw'];
  const create = ['create', '-f', 'qcow2', '-o', `cluster_size=4k${options}`, ...below];
  engine.run('img', [...create, pathOf('t.qcow2'), '1M']);
  engine.run('io', [...commands.flatMap((command) => ['-c', command]), pathOf('t.qcow2')]);
  return engine.readFile('t.qcow2');
}

describe('two images look alike', () => {
  test('where the same bytes stand in other places', () => {
    const one = viewImage(imageAfter(['write -P 1 0 4k', 'write -P 2 64k 4k']));
    const two = viewImage(imageAfter(['write -P 2 64k 4k', 'write -P 1 0 4k']));
    expect(one).toEqual(two);
    expect(one.checkStatus).toBe(0);
  });

  test('where one has zeroes written out and the other has nothing', () => {
    const written = viewImage(imageAfter(['write -P 0 512k 300k']));
    expect(written.content).toBe(viewImage(imageAfter([])).content);
  });
});

describe('two images do not look alike', () => {
  const plain = viewImage(imageAfter(['write -P 1 600k 4k']));

  test('where one byte differs', () => {
    const other = viewImage(imageAfter(['write -P 1 600k 4k', 'write -P 2 601k 1']));
    expect(other.content).not.toBe(plain.content);
  });

  test('where the same data stands elsewhere on the disk', () => {
    expect(viewImage(imageAfter(['write -P 1 604k 4k'])).content).not.toBe(plain.content);
  });

  test('where their backing files differ', () => {
    const view = (value: number) => {
      const backing = new Uint8Array(8192).fill(value);
      return viewImage(imageAfter([], '', backing), new Map([['base.raw', backing]])).content;
    };
    expect(view(1)).not.toBe(view(2));
    expect(view(1)).toBe(view(1));
  });

  test('where one is damaged or cannot be opened', () => {
    const bytes = imageAfter(['write 0 4k']);
    const damaged = bytes.slice();
    damaged.fill(0, 2 * 4096, 3 * 4096); // the first refcount block
    expect(viewImage(bytes).checkStatus).toBe(0);
    expect(viewImage(damaged).checkStatus).toBe(2);
    expect(viewImage(bytes.slice(0, 100)).content).not.toBe(viewImage(bytes).content);
  });
});
