// Words that switch the engine's fault layers on (`quota: 1M`) and off (`quota: off`): one for each
// layer, made from what the layer says of itself.
import { FAULT_LAYERS, type LayerOption, type LayerSpec } from '../../engine/index.ts';
import { CaseProblem } from './problem.ts';
import * as shape from './shapes.ts';
import type { Step } from './types.ts';
import { type Verb, verb } from './verb.ts';

/** What switches a layer off. */
const OFF = 'off';

/** Options that are not given are left to the layer. */
function shapeOf({ form, absent }: LayerOption<unknown>): shape.Shape<unknown> {
  const given = shapeOfForm(form);
  return absent === undefined ? given : shape.optional(given);
}

function shapeOfForm(form: LayerOption<unknown>['form']): shape.Shape<unknown> {
  switch (form.type) {
    case 'integer':
      return shape.integer(form.least);
    case 'bytes':
      return shape.bytes;
    case 'errno':
      return shape.errno;
    case 'flag':
      return shape.flag;
    case 'words':
      return shape.listOf(shape.oneOf('word', form.words));
  }
}

/** `given`, or OFF. */
const orOff = (given: shape.Shape<unknown>): shape.Shape<unknown> => ({
  ...given,
  schema: { anyOf: [given.schema, { const: OFF }] },
  read: (node) => (node.kind === 'scalar' && node.text === OFF ? OFF : given.read(node)),
});

/** A layer without a main option is switched `on`. */
const SWITCH = { switch: shape.withDefault(shape.oneOf('switch', ['on', OFF]), 'on') };

function layerVerb({ name, description, main, options, tells }: LayerSpec): Verb {
  const own = Object.entries(options).map(([key, option]): [string, shape.Shape<unknown>] => [
    key,
    key === main ? orOff(shapeOf(option)) : shapeOf(option),
  ]);
  const fields: shape.Fields = {
    ...(main === undefined ? SWITCH : {}),
    ...Object.fromEntries(own),
    ...(tells ? { 'may-not-fire': shape.withDefault(shape.flag, false) } : {}),
  };
  const about = `${description} \`${OFF}\` ends it. Native only.`;
  const deciding = main ?? 'switch';
  return verb(about, deciding, fields, (values) => {
    const given = Object.entries(values).filter(
      ([key, value]) => Object.hasOwn(options, key) && value !== undefined,
    );
    return {
      verb: 'layer',
      name,
      options: values[deciding] === OFF ? undefined : Object.fromEntries(given),
      mayNotFire: values['may-not-fire'] === true,
    };
  });
}

/** Throws CaseProblem where a layer that tells what it did is on at the end of a case. */
export function checkLayersEnd(steps: readonly Step[]): void {
  for (const { name } of FAULT_LAYERS.filter(({ tells }) => tells)) {
    const last = steps.findLast((step) => step.verb === 'layer' && step.name === name);
    if (last?.verb !== 'layer' || last.options === undefined) continue;
    const where = { line: last.line, column: 1 };
    throw new CaseProblem(where, `'${name}: ${OFF}' is missing: only then it tells what it did`);
  }
}

export const layerVerbs: { readonly [name: string]: Verb } = Object.fromEntries(
  FAULT_LAYERS.map((spec) => [spec.name, layerVerb(spec)]),
);
