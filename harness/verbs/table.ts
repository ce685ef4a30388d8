// The vocabulary of steps: a line for each verb, in the order in which editors list them.
//
// A step is a word (`check`), or a map whose verb key carries the main value (`io: write 0 4k`) or
// a map of all options (`stat: { file: t.raw }`). Options may also stand beside the verb.
import { commit, rebase } from './chains.ts';
import { check } from './check.ts';
import { create } from './create.ts';
import { peek, poke } from './fields.ts';
import { remove, stat, writeFile } from './files.ts';
import { img } from './img.ts';
import { io } from './io.ts';
import { layerVerbs } from './layers.ts';
import { layout } from './layout.ts';
import { crashRecorder, powerCut } from './power.ts';
import { resize } from './resize.ts';
import { info, map } from './show.ts';
import { snapshot } from './snapshot.ts';
import { echo, heading, subheading } from './texts.ts';
import { trace } from './trace.ts';
import type { Verb } from './verb.ts';

const LIST: readonly Verb[] = [
  heading,
  subheading,
  echo,
  create,
  io,
  check,
  stat,
  map,
  info,
  resize,
  snapshot,
  commit,
  rebase,
  layout,
  peek,
  poke,
  ...layerVerbs,
  crashRecorder,
  powerCut,
  trace,
  img,
  writeFile,
  remove,
];

/** All verbs by their names. */
export const VERBS: ReadonlyMap<string, Verb> = new Map(LIST.map((verb) => [verb.name, verb]));

/** The verb of a step that was read. Throws Error where there is none of that name. */
export function verbNamed(name: string): Verb {
  const verb = VERBS.get(name);
  if (verb === undefined) throw new Error(`there is no verb '${name}'`);
  return verb;
}
