// `while-open`: another program, which has an image open and does nothing with it, beside the one
// of the step.
import { fileName } from './file-names.ts';
import * as shape from './shapes.ts';

/** The program beside the one of a step. */
export interface Holder {
  readonly image: string;
  readonly format: string;
  readonly isReadOnly: boolean;
  /** It lets others do anything to the image. */
  readonly sharesAll: boolean;
}

const FIELDS = {
  image: fileName,
  format: shape.withDefault(shape.oneOf('format', ['qcow2', 'raw']), 'qcow2'),
  readonly: shape.withDefault(shape.flag, false),
  'force-share': shape.withDefault(shape.flag, false),
};

const fields = shape.record("'while-open'", FIELDS);

const holder: shape.Shape<Holder> = {
  schema: { $ref: '#/definitions/holder' },
  read(node) {
    const given =
      node.kind === 'map'
        ? fields.read(node)
        : { image: fileName.read(node), format: 'qcow2', readonly: false, 'force-share': false };
    return {
      image: given.image,
      format: given.format,
      isReadOnly: given.readonly,
      sharesAll: given['force-share'],
    };
  },
};

/** The part of the JSON Schema that all steps refer to. */
export const HOLDER_SCHEMA: shape.JsonSchema = {
  anyOf: [fileName.schema, fields.schema],
  description: 'the image that another program has open meanwhile',
};

/** Options of steps that run a program. */
export const whileOpenOption = {
  'while-open': shape.needing('two-programs', shape.optional(holder)),
};
