// `map` and `info`: what qemu-img shows of an image.
import { pathOf } from '../engines/engine.ts';
import { filterDates, filterInfo } from '../golden/filters.ts';
import * as shape from '../shapes/shapes.ts';
import { jsonOption, target, type Target, verb } from './verb.ts';

interface ShowStep extends Target {
  readonly isJson: boolean;
}

const fields = { ...target, json: shape.withDefault(shape.flag, false) };
const build = ({ json, ...given }: Target & { readonly json: boolean }): ShowStep => ({
  ...given,
  isJson: json,
});
const argv = (command: string, { image, format, isJson }: ShowStep): readonly string[] => [
  command,
  '-f',
  format,
  ...jsonOption(isJson),
  pathOf(image),
];

export const map = verb({
  name: 'map',
  description: 'Shows where the data of an image lies.',
  fields,
  build,
  tool: 'img',
  argv: ({ body }) => argv('map', body),
});

export const info = verb({
  name: 'info',
  description: 'Shows what an image is.',
  fields,
  build,
  tool: 'img',
  argv: ({ body }) => argv('info', body),
  filter: (text) => filterDates(filterInfo(text)),
});
