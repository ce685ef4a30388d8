// The engines that cases can run on: a line for each. Nothing else decides by the name of one;
// what one can do is asked of its capabilities.
import type { Capability, EngineAdapter } from './engine.ts';
import { NATIVE } from './native.ts';
import { QEMU } from './qemu-tools.ts';

/** The first one is meant where none is named. */
export const ENGINES: readonly [EngineAdapter, ...EngineAdapter[]] = [
  // In this process, with files in memory.
  NATIVE,
  // The real tools, each in a process.
  QEMU,
];

export const DEFAULT_ENGINE = ENGINES[0].name;

/** In the order of the registry. */
export const ENGINE_NAMES: readonly string[] = ENGINES.map(({ name }) => name);

/** The engine of that name. Throws Error where there is none: ask ENGINE_NAMES before. */
export function engineNamed(name: string): EngineAdapter {
  const engine = ENGINES.find((candidate) => candidate.name === name);
  if (engine === undefined) throw new Error(`there is no engine '${name}'`);
  return engine;
}

/** Engines that can do all of `needs`, in the order of the registry. */
export const enginesWith = (needs: readonly Capability[]): readonly EngineAdapter[] =>
  ENGINES.filter(({ capabilities }) => needs.every((need) => capabilities.has(need)));
