// The engines that cases can run on: a line for each. Nothing else decides by the name of one;
// what one can do is asked of its capabilities. Any other name is a folder with tools of QEMU, or a
// program that speaks the engine protocol (PROTOCOL.md).
import { commandAdapter } from './command/adapter.ts';
import type { Capability, EngineAdapter } from './engine.ts';
import { NATIVE, NATIVE_OF_VERSIONS } from './native.ts';
import { qemuFolderAdapter } from './qemu-folder.ts';
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

/** Those with the behaviour of another version: they run the cases of the engine before the '@'. */
export const VERSIONED_NAMES: readonly string[] = NATIVE_OF_VERSIONS.map(({ name }) => name);

/**
 * The engine of that name: one of ENGINE_NAMES or VERSIONED_NAMES, or else programs that
 * prepare() looks for.
 */
export const engineNamed = (name: string): EngineAdapter =>
  [...ENGINES, ...NATIVE_OF_VERSIONS].find((candidate) => candidate.name === name) ??
  qemuFolderAdapter(name) ??
  commandAdapter(name);

/** Engines that can do all of `needs`, in the order of the registry. */
export const enginesWith = (needs: readonly Capability[]): readonly EngineAdapter[] =>
  ENGINES.filter(({ capabilities }) => needs.every((need) => capabilities.has(need)));
