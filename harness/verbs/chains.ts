// `commit` and `rebase`: steps on backing chains.
import { filterImg } from '../golden/filters.ts';
import { fileName } from '../shapes/file-names.ts';
import * as shape from '../shapes/shapes.ts';
import { belowFaults } from './image-name.ts';
import { target, verb } from './verb.ts';

const { image } = target;

interface CommitStep {
  readonly image: string;
  readonly base: string | undefined;
  readonly isDropped: boolean;
  readonly isDepthFirst: boolean;
  /** In bytes, as written. */
  readonly limit: string | undefined;
  /** Whether the rules stand below the image that is named, or below none that is. */
  readonly faultsAt: 'image' | 'chain';
}

export const commit = verb({
  name: 'commit',
  description: 'Writes what an image holds into one of its backing files.',
  main: 'image',
  fields: {
    image,
    base: shape.optional(fileName),
    drop: shape.withDefault(shape.flag, false),
    'depth-first': shape.needing('depth-first', shape.withDefault(shape.flag, false)),
    limit: shape.needing('depth-first', shape.optional(shape.size)),
    'faults-at': shape.withDefault(shape.oneOf('place', ['image', 'chain']), 'image'),
  },
  build: (given): CommitStep => ({
    image: given.image,
    base: given.base,
    isDropped: given.drop,
    isDepthFirst: given['depth-first'],
    limit: given.limit,
    faultsAt: given['faults-at'],
  }),
  tool: 'img',
  faults: 'below',
  argv: ({ body, rules }) => [
    'commit',
    '-f',
    'qcow2',
    ...(body.isDepthFirst ? ['--depth-first'] : []),
    ...(body.limit === undefined ? [] : ['--limit', body.limit]),
    ...(body.isDropped ? ['-d'] : []),
    ...(body.base === undefined ? [] : ['-b', body.base]),
    belowFaults(body.image, rules !== undefined && body.faultsAt === 'image'),
  ],
  filter: filterImg,
});

interface RebaseStep {
  readonly image: string;
  /** 'none' for none. */
  readonly backing: string;
  readonly backingFormat: string;
  readonly isUnsafe: boolean;
  /** The header names the backing file with blkdebug above it. */
  readonly isThroughFaults: boolean;
}

export const rebase = verb({
  name: 'rebase',
  description: 'Gives an image another backing file; `none` for none.',
  main: 'backing',
  fields: {
    image,
    backing: fileName,
    backing_fmt: shape.withDefault(shape.text('format of the backing file'), 'qcow2'),
    unsafe: shape.withDefault(shape.flag, false),
    'through-faults': shape.withDefault(shape.flag, false),
  },
  build: (given): RebaseStep => ({
    image: given.image,
    backing: given.backing,
    backingFormat: given.backing_fmt,
    isUnsafe: given.unsafe,
    isThroughFaults: given['through-faults'],
  }),
  tool: 'img',
  faults: 'below',
  argv({ body, rules }) {
    const isNone = body.backing === 'none';
    const backing = body.isThroughFaults ? belowFaults(body.backing, true) : body.backing;
    return [
      'rebase',
      '-f',
      'qcow2',
      ...(body.isUnsafe ? ['-u'] : []),
      '-b',
      isNone ? '' : backing,
      ...(isNone ? [] : ['-F', body.backingFormat]),
      belowFaults(body.image, rules !== undefined),
    ];
  },
  filter: filterImg,
});
