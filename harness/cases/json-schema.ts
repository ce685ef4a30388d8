// The JSON Schema of case files, for editors; made from the same shapes that read the files.
import { CASE_FIELDS } from './load.ts';
import { type Fields, fieldsSchema, type JsonSchema } from '../shapes/shapes.ts';
import { CUT_SCHEMA } from '../shapes/cut-options.ts';
import { SWEEP_SCHEMA } from '../shapes/sweep-option.ts';
import { HOLDER_SCHEMA } from '../shapes/while-open.ts';
import { DEFINITIONS } from '../shapes/fault-options.ts';
import type { Verb } from '../verbs/verb.ts';
import { VERBS } from '../verbs/table.ts';
import { COMMON, optionsOf } from './read-step.ts';

const CONDITION: JsonSchema = {
  type: ['string', 'boolean'],
  description: 'a condition on matrix names: event == l2_load and once != on',
};

/** The options of a verb without those that all verbs have. */
const ownOptions = (verb: Verb): Fields =>
  Object.fromEntries(
    Object.entries(optionsOf(verb)).filter(([key]) => !Object.hasOwn(COMMON, key)),
  );

/** A step of this verb: its own value, or its options below or beside it. */
function stepSchema(verb: Verb): JsonSchema {
  const { name, description, main, isMainMap = false } = verb;
  const { properties, required } = fieldsSchema(ownOptions(verb)) as {
    properties: Record<string, JsonSchema>;
    required?: readonly string[];
  };
  const below = { type: 'object', additionalProperties: false, properties };
  const own = main === undefined ? [] : [properties[main]];
  const isEmptyAllowed = required === undefined || required.length === 0;
  const forms = [
    ...own,
    ...(isMainMap ? [] : [below]),
    ...(isEmptyAllowed ? [{ type: 'null' }] : []),
  ];
  const { status, ...others } = fieldsSchema(COMMON)['properties'] as Record<string, JsonSchema>;
  return {
    type: 'object',
    additionalProperties: false,
    required: [name],
    properties: {
      [name]: { description, anyOf: forms },
      ...Object.fromEntries(Object.entries(properties).filter(([key]) => key !== name)),
      ...others,
      ...(verb.tool === undefined ? {} : { status }),
      ...('may-not-fire' in properties ? { 'may-not-fire': CONDITION } : {}),
      when: CONDITION,
    },
  };
}

/** Verbs that may stand as a word alone. */
const bareVerbs = (): readonly string[] =>
  [...VERBS.values()]
    .filter(({ fields }) => Object.values(fields).every(({ absent }) => absent !== undefined))
    .map(({ name }) => name);

/** The schema as a value. */
export function caseSchema(): JsonSchema {
  const { properties, required } = fieldsSchema(CASE_FIELDS) as {
    properties: Record<string, JsonSchema>;
    required: readonly string[];
  };
  const scalars = { type: ['string', 'number', 'boolean', 'null'] };
  const row = { type: 'object', additionalProperties: scalars };
  const values = { anyOf: [scalars, { type: 'array', items: scalars, minItems: 1 }] };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'A case of blkdrill',
    type: 'object',
    additionalProperties: false,
    required: [...required, 'steps'],
    properties: { ...properties, steps: { $ref: '#/definitions/steps' } },
    definitions: {
      ...DEFINITIONS,
      cut: CUT_SCHEMA,
      holder: HOLDER_SCHEMA,
      sweep: SWEEP_SCHEMA,
      steps: { type: 'array', minItems: 1, items: { $ref: '#/definitions/step' } },
      step: {
        anyOf: [
          { enum: bareVerbs() },
          ...[...VERBS.values()].map(stepSchema),
          { $ref: '#/definitions/matrix' },
        ],
      },
      matrix: {
        type: 'object',
        additionalProperties: false,
        required: ['matrix', 'steps'],
        properties: {
          matrix: {
            description: 'names with their values (all combinations), or rows of values',
            anyOf: [
              { type: 'object', additionalProperties: values },
              { type: 'array', items: row },
            ],
          },
          when: CONDITION,
          steps: { $ref: '#/definitions/steps' },
        },
      },
    },
  };
}

/** The schema as the text of a file. */
export const schemaText = (): string => `${JSON.stringify(caseSchema(), null, 2)}\n`;
