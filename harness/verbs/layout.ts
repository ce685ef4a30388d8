// `layout`: holes and overlaps of an image, found by a reader of its own.
import { readLayoutOf } from '../engines/layout.ts';
import * as shape from '../shapes/shapes.ts';
import { file, linesText, printed, verb } from './verb.ts';

interface LayoutStep {
  readonly file: string;
  /** How many must be found; undefined: any number will do. */
  readonly holes: number | undefined;
  readonly overlaps: number | undefined;
}

export const layout = verb({
  name: 'layout',
  description: 'Finds holes and overlaps with a reader of its own, in images of any engine.',
  fields: {
    file,
    holes: shape.optional(shape.integer(0)),
    overlaps: shape.optional(shape.integer(0)),
  },
  build: (given): LayoutStep => given,
  run(step: LayoutStep, { engine }) {
    if (engine.fileSize(step.file) === undefined) {
      return printed('', [`there is no file ${step.file}`]);
    }
    const found = readLayoutOf(engine, step.file);
    if ('refused' in found) return printed(`layout: ${found.refused}\n`, [found.refused]);
    const counts = [
      ['holes', found.holes, step.holes],
      ['overlaps', found.overlaps, step.overlaps],
    ] as const;
    const unmet = counts.flatMap(([what, count, wanted]) =>
      wanted === undefined || wanted === count ? [] : [`${count} ${what}, expected ${wanted}`],
    );
    return printed(linesText(found.lines), unmet);
  },
});
