// `resize`: changes the size of an image.
import { pathOf } from '../engines/engine.ts';
import { CaseProblem } from '../shapes/problem.ts';
import * as shape from '../shapes/shapes.ts';
import { target, type Target, verb } from './verb.ts';

interface ResizeStep extends Target {
  /** As written, with + or - for a change. */
  readonly size: string;
  readonly preallocation: string | undefined;
  readonly isShrink: boolean;
}

export const resize = verb({
  name: 'resize',
  description: 'Changes the size of an image.',
  main: 'size',
  fields: {
    ...target,
    size: shape.text('a size, with + or - for a change'),
    preallocation: shape.optional(
      shape.oneOf('preallocation', ['off', 'metadata', 'falloc', 'full']),
    ),
    shrink: shape.withDefault(shape.flag, false),
  },
  build: ({ shrink, ...given }, where): ResizeStep => {
    if (shape.sizeInBytes(given.size.replace(/^[+-]/, '')) === undefined) {
      throw new CaseProblem(where, `bad size '${given.size}' to resize to`);
    }
    return { ...given, isShrink: shrink };
  },
  tool: 'img',
  argv: ({ body: { image, format, size, preallocation, isShrink } }) => [
    'resize',
    '-f',
    format,
    ...(preallocation === undefined ? [] : [`--preallocation=${preallocation}`]),
    ...(isShrink ? ['--shrink'] : []),
    pathOf(image),
    size,
  ],
});
