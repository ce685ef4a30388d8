// Words that switch the engine's fault layers on (`quota: 1M`) and off (`quota: off`): one for each
// layer, made from what the layer says of itself.
import {
  FAULT_LAYERS,
  type LayerOption,
  type LayerOptions,
  type LayerSpec,
} from '../../engine/index.ts';
import { CAPABILITIES, type Capability } from '../engines/engine.ts';
import * as shape from '../shapes/shapes.ts';
import { linesText, printed, type Verb, verb } from './verb.ts';

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

/** Some engines have one layer and no other: that is a capability of its name. */
const capabilityOf = (name: string): Capability =>
  CAPABILITIES.find((capability) => capability === name) ?? 'layers';

interface LayerStep {
  /** Undefined switches the layer off. */
  readonly options: LayerOptions | undefined;
  /** The layer that was on is allowed to have met nothing. */
  readonly mayNotFire: boolean;
}

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
  const deciding = main ?? 'switch';
  return verb({
    name,
    description: `${description} \`${OFF}\` ends it.`,
    main: deciding,
    fields,
    needs: [capabilityOf(name)],
    build(values): LayerStep {
      const given = Object.entries(values).filter(
        ([key, value]) => Object.hasOwn(options, key) && value !== undefined,
      );
      return {
        options: values[deciding] === OFF ? undefined : Object.fromEntries(given),
        mayNotFire: values['may-not-fire'] === true,
      };
    },
    run(step: LayerStep, { engine }) {
      const report = engine.setLayer?.(name, step.options);
      const unmet = report?.unmet === undefined || step.mayNotFire ? [] : [report.unmet];
      return printed(linesText(report?.lines ?? []), unmet);
    },
    mayBeLast: ({ options: given }) =>
      tells && given !== undefined
        ? `'${name}: ${OFF}' is missing: only then it tells what it did`
        : undefined,
  });
}

/** One verb for each layer. */
export const layerVerbs: readonly Verb[] = FAULT_LAYERS.map(layerVerb);
