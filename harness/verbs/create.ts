// `create`: makes an image.
import { pathOf } from '../engines/engine.ts';
import { filterCreate } from '../golden/filters.ts';
import { fileName } from '../shapes/file-names.ts';
import * as shape from '../shapes/shapes.ts';
import type { ImageOptions, Step } from './step.ts';
import { output, target, type Target, verb } from './verb.ts';

interface CreateStep extends Target {
  /** As written; undefined when the backing file gives it. */
  readonly size: string | undefined;
  /** Options of the format in the order written: ['cluster_size', '512']. */
  readonly options: ImageOptions;
  readonly isShown: boolean;
}

/** Options of `create -o`, passed on in this order when they are given. */
const imageOptions = {
  compat: shape.optional(shape.text('0.10 or 1.1')),
  cluster_size: shape.optional(shape.size),
  refcount_bits: shape.optional(shape.integer(0, 4096)),
  preallocation: shape.optional(
    shape.oneOf('preallocation', ['off', 'metadata', 'falloc', 'full']),
  ),
  lazy_refcounts: shape.optional(shape.flag),
  extended_l2: shape.optional(shape.flag),
  compression_type: shape.optional(shape.oneOf('compression type', ['zlib', 'zstd'])),
  backing_file: shape.optional(fileName),
  backing_fmt: shape.optional(shape.text('format of the backing file')),
  data_file: shape.optional(fileName),
  data_file_raw: shape.optional(shape.flag),
};

/** Names of the options that `create` passes on to the format. */
export const IMAGE_OPTION_NAMES: readonly string[] = Object.keys(imageOptions);

const asOption = (value: unknown): string =>
  typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value);

const joinOptions = (options: ImageOptions): string =>
  options.map(([name, value]) => `${name}=${value.replaceAll(',', ',,')}`).join(',');

/** Unlike a backing file, a data file is not looked for where the image lies. */
const inFolder = ([name, value]: ImageOptions[number]): ImageOptions[number] =>
  name === 'data_file' ? [name, pathOf(value)] : [name, value];

/** The options that the request adds stand before those of the case, which count more. */
function optionsWith({ format, options }: CreateStep, extra: ImageOptions): ImageOptions {
  const pinned = new Set(options.map(([name]) => name));
  const added = format === 'qcow2' ? extra.filter(([name]) => !pinned.has(name)) : [];
  return [...added, ...options];
}

function createArguments(step: CreateStep, extra: ImageOptions): readonly string[] {
  const options = joinOptions(optionsWith(step, extra).map(inFolder));
  return [
    'create',
    '-f',
    step.format,
    ...(options === '' ? [] : ['-o', options]),
    pathOf(step.image),
    ...(step.size === undefined ? [] : [step.size]),
  ];
}

export const create = verb({
  name: 'create',
  description: 'Makes an image.',
  main: 'size',
  fields: { ...target, size: shape.optional(shape.size), output, ...imageOptions },
  build: ({ image, format, size, output: shown, ...options }): CreateStep => ({
    image,
    format,
    size,
    options: Object.entries(options).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, asOption(value)] as const],
    ),
    isShown: shown === 'shown',
  }),
  dataFiles: ({ options }: CreateStep) =>
    options.filter(([name]) => name === 'data_file').map(([, value]) => value),
  tool: 'img',
  argv: ({ body }, options) => createArguments(body, options),
  filter: (text, { isShown }) => (isShown ? filterCreate(text) : ''),
  makes: ({ image }) => image,
});

/** The step as if the case itself gave these options to the images that it creates. */
export function withImageOptions(step: Step, extra: ImageOptions): Step {
  if (step.verb !== create.name || extra.length === 0) return step;
  const body = step.body as CreateStep;
  return { ...step, body: { ...body, options: optionsWith(body, extra) } };
}
