// The steps of a case file in its own words, with every matrix multiplied out and every name filled
// in: the same steps, in the same order, as loadCase() reads.
import { isMap, valueOf, type YamlValue } from '../shapes/yaml-text.ts';
import { entryOf, parseYaml } from '../shapes/yaml-tree.ts';
import { expandSteps } from './expand.ts';

/** A step in the words of a case: a verb alone, or a map with a verb and its options. */
export type StepWords = string | { readonly [key: string]: YamlValue };

/**
 * The steps of a case that can be loaded. Throws CaseProblem where it cannot.
 */
export function flatSteps(text: string): readonly StepWords[] {
  const top = parseYaml(text);
  const steps = top.kind === 'map' ? entryOf(top, 'steps') : undefined;
  if (steps === undefined) return [];
  const { flat, conditions } = expandSteps(steps);
  return flat.map((step) => {
    const value = valueOf(step.node);
    if (!isMap(value)) return typeof value === 'string' ? value : '';
    if (step.node.kind !== 'map') return value;
    // It may be a condition on the matrix.
    const excuse = entryOf(step.node, 'may-not-fire');
    if (excuse?.kind !== 'scalar') return value;
    const isExcused = conditions.holds(excuse.text, step, excuse);
    return { ...value, 'may-not-fire': isExcused ? 'on' : 'off' };
  });
}
