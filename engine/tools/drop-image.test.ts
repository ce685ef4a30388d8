// An image that leaves its chain: the one above goes on with what is below, under a name that leads
// there from where it lies, also after it was closed.
import { describe, expect, test } from 'vitest';
import { ENOSPC } from '../base/errno.ts';
import { IoError } from '../base/errors.ts';
import { chainOf } from '../block/chain.ts';
import { filenameOf } from '../block/filename.ts';
import { READ_WRITE } from '../block/node.ts';
import { openGraph } from '../block/graph.ts';
import { parseKeyValueOptions } from '../block/options.ts';
import { KIB } from '../testing/test-world.ts';
import { Qcow2Node } from '../qcow2/image/node.ts';
import { dropImage } from './drop-image.ts';
import { Images } from '../testing/images.ts';

const SIZE = 64 * KIB;

interface Names {
  readonly base: string;
  readonly middle: string;
  readonly top: string;
  /** What `middle` and `top` call what is below them. */
  readonly baseCalled: string;
  readonly middleCalled: string;
  readonly clusterSize?: number;
  /** More options to open the top with. */
  readonly options?: string;
}

/** Three images; the one in the middle holds nothing itself. */
function make(names: Names): Images {
  const images = new Images();
  const { base, middle, top, baseCalled, middleCalled } = names;
  images.qcow2(base, { size: SIZE }, [{ offset: 0, length: SIZE, value: 1 }]);
  images.qcow2(middle, { size: SIZE, backingFile: baseCalled, backingFormat: 'qcow2' });
  const spec = { size: SIZE, clusterSize: names.clusterSize ?? 4 * KIB };
  images.qcow2(top, { ...spec, backingFile: middleCalled, backingFormat: 'qcow2' }, [
    { offset: 8 * KIB, length: 8 * KIB, value: 2 },
  ]);
  return images;
}

/** Drops the image in the middle. Returns the name that the top has stored since. */
function dropped(images: Images, { top, options }: Names): string | undefined {
  const text = `driver=qcow2,file.filename=${top}${options === undefined ? '' : `,${options}`}`;
  const node = images.run(
    openGraph(images.world.context, { options: parseKeyValueOptions(text), mode: READ_WRITE }),
  );
  const { backing } = node;
  if (!(node instanceof Qcow2Node && backing instanceof Qcow2Node)) throw new Error('qcow2');
  try {
    images.run(dropImage(images.world.context, node, backing));
    expect(chainOf(node)).toHaveLength(2);
    return node.image.backingFile;
  } finally {
    images.close(node);
  }
}

describe('an image that leaves its chain', () => {
  test.each<Names & { expected: string }>([
    {
      base: 'base',
      middle: 'middle',
      top: 'top',
      baseCalled: 'base',
      middleCalled: 'middle',
      expected: 'base',
    },
    {
      base: 'dir/base',
      middle: 'dir/middle',
      top: 'top',
      baseCalled: 'base',
      middleCalled: 'dir/middle',
      expected: 'dir/base',
    },
    {
      base: 'base',
      middle: 'dir/middle',
      top: 'dir/top',
      baseCalled: '../base',
      middleCalled: 'middle',
      expected: '../base',
    },
    {
      base: '/d/base',
      middle: '/d/middle',
      top: '/top',
      baseCalled: '/d/base',
      middleCalled: 'd/middle',
      expected: '/d/base',
    },
    {
      base: 'x/base',
      middle: 'x/middle',
      top: 'x/../x/top',
      baseCalled: 'base',
      middleCalled: 'middle',
      expected: 'base',
    },
    {
      base: 'base',
      middle: 'middle',
      top: 'dir/top',
      baseCalled: 'file:base',
      middleCalled: '../middle',
      expected: 'file:base',
    },
  ])('leaves $top the name $expected', ({ expected, ...names }) => {
    const images = make(names);
    const before = images.bytesOf(names.top);
    expect(dropped(images, names)).toBe(expected);
    expect(Buffer.compare(images.bytesOf(names.top), before)).toBe(0);
    images.with(names.top, {}, (node) => {
      expect(chainOf(node)).toHaveLength(2);
      expect(filenameOf(node.backing ?? node)).not.toContain('middle');
    });
  });

  test.each([
    ['top', 'middle', 'other'],
    ['/dir/top', '/middle', '/other'],
  ])('leaves %s the name of what options put below %s, not that of the header', (...given) => {
    const [top, middle, other] = given;
    const names = {
      base: middle.replace('middle', 'base'),
      middle,
      top,
      baseCalled: 'base',
      middleCalled: middle,
      options:
        `backing.driver=qcow2,backing.file.filename=${middle},` +
        `backing.backing.driver=raw,backing.backing.file.filename=${other}`,
    };
    const images = make(names);
    images.raw(other, new Uint8Array(SIZE).fill(5));
    expect(dropped(images, names)).toBe(other);
    expect(images.bytesOf(top)[0]).toBe(5);
  });

  test('stays where the new name does not fit into the header', () => {
    const long = `${'d'.repeat(400)}/`;
    const names = {
      base: `${long}base`,
      middle: `${long}m`,
      top: 'top',
      baseCalled: 'base',
      middleCalled: 'link',
      clusterSize: 512,
    };
    const images = new Images();
    images.qcow2(names.base, { size: SIZE });
    images.qcow2(names.middle, { size: SIZE, backingFile: 'base', backingFormat: 'qcow2' });
    images.qcow2('link', { size: SIZE });
    images.qcow2('top', {
      size: SIZE,
      clusterSize: 512,
      backingFile: 'link',
      backingFormat: 'qcow2',
    });
    const options = `backing.driver=qcow2,backing.file.filename=${names.middle}`;
    expect(() => dropped(images, { ...names, options })).toThrow(new IoError(ENOSPC));
    images.with('top', {}, (node) => {
      expect(node.storedBackingName).toBe('link');
    });
  });
});
