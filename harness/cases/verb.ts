// What a word of the vocabulary is, and the options that all words for images have.
import { fileName } from './file-names.ts';
import * as shape from './shapes.ts';
import type { StepBody } from './types.ts';
import type { TreeNode } from './yaml-tree.ts';

/** One word of the vocabulary. */
export interface Verb {
  readonly description: string;
  /** The option that the verb's own value stands for; undefined: it takes none. */
  readonly main: string | undefined;
  /** A map below the verb is its main value; options stand beside it only. */
  readonly isMainMap?: boolean;
  readonly fields: shape.Fields;
  /** Programs run: `status` may be asked for. */
  readonly runsProgram: boolean;
  build(values: { readonly [key: string]: unknown }, where: TreeNode): StepBody;
}

/** Ties a verb's options to the type of its `build`. */
export const verb = <F extends shape.Fields>(
  description: string,
  main: (keyof F & string) | undefined,
  fields: F,
  build: (values: shape.RecordOf<F>, where: TreeNode) => StepBody,
): Verb => ({
  description,
  main,
  fields,
  runsProgram: 'image' in fields || 'arguments' in fields,
  build: (values, where) => build(values as shape.RecordOf<F>, where),
});

const image = shape.withDefault(fileName, 't.qcow2');
const format = shape.withDefault(
  shape.oneOf('format', ['qcow2', 'raw', 'luks', 'qcow', 'qed', 'vdi', 'vmdk', 'vhdx', 'vpc']),
  'qcow2',
);
/** The image that a step is about, and its format. */
export const target = { image, format };
