// Names and values of image fields in case files.
import { parseFieldPath, parseFieldValue, UsageError } from '../../engine/index.ts';
import { CaseProblem, type Position } from './problem.ts';
import type { Shape } from './shapes.ts';
import * as shape from './shapes.ts';
import type { FieldChange, FieldName } from '../engines/fields.ts';
import { kindName } from './yaml-tree.ts';

/** Runs `parse` on the text at `where`; its UsageError becomes a CaseProblem there. */
function at<T>(where: Position, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new CaseProblem(where, error.message);
  }
}

const nameText = shape.text('the name of a field');

/** `header.l1_size`, `l2[0][5].copied`, `512:8`. */
export const fieldName: Shape<FieldName> = {
  schema: { type: 'string', description: 'a field, as header.l1_size, l2[0][5].copied or 512:8' },
  read(node) {
    const text = nameText.read(node);
    return at(node, () => parseFieldPath(text));
  },
};

const valueText = shape.text('the value of a field');

/** A map of fields to what they shall be, in this order. */
export const fieldChanges: Shape<readonly FieldChange[]> = {
  schema: {
    type: 'object',
    minProperties: 1,
    additionalProperties: { type: ['string', 'number', 'boolean'] },
  },
  read(node) {
    if (node.kind !== 'map') {
      throw new CaseProblem(node, `a map of fields is expected here, not ${kindName(node)}`);
    }
    return node.entries.map(({ key, value }) => {
      const text = valueText.read(value);
      return {
        field: at(key, () => parseFieldPath(key.text)),
        value: at(value, () => parseFieldValue(text)),
      };
    });
  },
};
