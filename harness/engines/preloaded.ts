// Libraries that stand in front of a real tool's own (LD_PRELOAD): C, made by `cc` when they are
// needed, as no program of QEMU can be told to meet what they do.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { EngineUnavailable } from './engine.ts';
import { findOnPath } from './find-on-path.ts';

const compilerHere = (): string | undefined => findOnPath('cc', process.env['PATH'] ?? '');

/** Why no library can be made on this machine; undefined: one can. */
export const reasonForNoLibrary = (): string | undefined =>
  compilerHere() === undefined
    ? 'cc is not on PATH: it makes the library that disturbs the real tools'
    : undefined;

/**
 * Makes a library for LD_PRELOAD of that source in `folder`; returns its path. Throws
 * EngineUnavailable without a compiler.
 */
export function makeLibrary(folder: string, source: string): string {
  const compiler = compilerHere();
  if (compiler === undefined) throw new EngineUnavailable(reasonForNoLibrary());
  const library = join(folder, 'disturbing.so');
  const options = ['-shared', '-fPIC', '-O1', '-pthread', '-o', library, source, '-ldl'];
  const { status, stderr } = spawnSync(compiler, options, { encoding: 'utf8' });
  if (status !== 0) throw new EngineUnavailable(`cc cannot make ${source}: ${stderr}`);
  return library;
}
