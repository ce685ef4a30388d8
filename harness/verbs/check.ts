// `check`: checks an image, and repairs it where that is wanted.
import { filterCheck, hideLeakLines, isSingleLeak } from '../golden/check-text.ts';
import * as shape from '../shapes/shapes.ts';
import { imageOrFaults } from './image-name.ts';
import { jsonOption, target, type Target, verb } from './verb.ts';

interface CheckStep extends Target {
  readonly repair: 'leaks' | 'all' | undefined;
  /** Whether each leaked cluster has a line of its own. */
  readonly leaks: 'listed' | 'counted';
  /** Whether the summary tells what depends on how the image was made. */
  readonly summary: 'short' | 'full';
  readonly isJson: boolean;
}

export const check = verb({
  name: 'check',
  description: 'Checks an image, and repairs it where that is wanted.',
  fields: {
    ...target,
    repair: shape.optional(shape.oneOf('what to repair', ['leaks', 'all'])),
    leaks: shape.withDefault(shape.oneOf('way to show leaks', ['listed', 'counted']), 'listed'),
    summary: shape.withDefault(shape.oneOf('summary', ['short', 'full']), 'short'),
    json: shape.withDefault(shape.flag, false),
  },
  build: ({ json, ...given }): CheckStep => ({ ...given, isJson: json }),
  tool: 'img',
  faults: 'placed',
  argv: ({ body: { image, format, isJson, repair }, rules }) => [
    'check',
    '-f',
    format,
    ...jsonOption(isJson),
    ...(repair === undefined ? [] : ['-r', repair]),
    imageOrFaults(image, rules),
  ],
  watches: ({ leaks }) => (leaks === 'counted' ? isSingleLeak : undefined),
  filter(text, { leaks, summary }, found) {
    const shown = leaks === 'counted' ? hideLeakLines(text, found) : text;
    return summary === 'full' ? shown : filterCheck(shown);
  },
});
