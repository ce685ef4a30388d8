// Steps on backing chains, as command lines of qemu-img.
import { CONFIG_FILE, pathOf } from '../engines/engine.ts';
import { faultOptions, faultRules } from './fault-options.ts';
import { fileName } from './file-names.ts';
import * as shape from './shapes.ts';
import { target, verb } from './verb.ts';

/** The image, or blkdebug above it. */
const named = (image: string, isThroughFaults: boolean): string =>
  isThroughFaults ? `blkdebug:${pathOf(CONFIG_FILE)}:${pathOf(image)}` : pathOf(image);

const { image } = target;

/** The words for chains: see verbs.ts. */
export const chainVerbs = {
  commit: verb(
    'Writes what an image holds into one of its backing files.',
    'image',
    {
      image,
      base: shape.optional(fileName),
      drop: shape.withDefault(shape.flag, false),
      'depth-first': shape.withDefault(shape.flag, false),
      limit: shape.optional(shape.size),
      ...faultOptions,
      'faults-at': shape.withDefault(shape.oneOf('place', ['image', 'chain']), 'image'),
    },
    (given, where) => {
      const rules = faultRules({ ...given, 'faults-at': undefined }, where);
      const isAtImage = given['faults-at'] === 'image';
      return {
        verb: 'img',
        argv: [
          'commit',
          '-f',
          'qcow2',
          ...(given['depth-first'] ? ['--depth-first'] : []),
          ...(given.limit === undefined ? [] : ['--limit', given.limit]),
          ...(given.drop ? ['-d'] : []),
          ...(given.base === undefined ? [] : ['-b', given.base]),
          named(given.image, rules !== undefined && isAtImage),
        ],
        rules,
        mayNotFire: given['may-not-fire'],
      };
    },
  ),
  rebase: verb(
    'Gives an image another backing file; `none` for none.',
    'backing',
    {
      image,
      backing: fileName,
      backing_fmt: shape.withDefault(shape.text('format of the backing file'), 'qcow2'),
      unsafe: shape.withDefault(shape.flag, false),
      'through-faults': shape.withDefault(shape.flag, false),
      ...faultOptions,
    },
    (given, where) => {
      const rules = faultRules(given, where);
      const isNone = given.backing === 'none';
      const backing = given['through-faults'] ? named(given.backing, true) : given.backing;
      return {
        verb: 'img',
        argv: [
          'rebase',
          '-f',
          'qcow2',
          ...(given.unsafe ? ['-u'] : []),
          '-b',
          isNone ? '' : backing,
          ...(isNone ? [] : ['-F', given.backing_fmt]),
          named(given.image, rules !== undefined),
        ],
        rules,
        mayNotFire: given['may-not-fire'],
      };
    },
  ),
};
