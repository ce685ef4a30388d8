// An engine that a command line names, made ready for its worlds.
import { readEngines } from '../cases/engines-file.ts';
import { RequestError } from '../cases/request-error.ts';
import { EngineUnavailable } from '../engines/engine.ts';
import type { EngineChoice } from '../run/job.ts';
import { engineNamed } from '../engines/registry.ts';

/**
 * Looks up what the engine needs of this machine; warnings go to standard error. Throws
 * RequestError where that is missing.
 */
export function preparedEngine(name: string, isUpdate: boolean): EngineChoice {
  const warn = (message: string) => void process.stderr.write(`blkdrill: warning: ${message}\n`);
  try {
    const command = readEngines(process.cwd()).get(name);
    return { name, setup: engineNamed(name).prepare({ isUpdate, command, warn }) };
  } catch (error) {
    if (!(error instanceof EngineUnavailable)) throw error;
    throw new RequestError([error.message]);
  }
}
