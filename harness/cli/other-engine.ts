// The engine on which a sweep has found what a token tells, where it is not our own of QEMU 7.2.
import { RequestError } from '../cases/request-error.ts';
import { DEFAULT_ENGINE, engineNamed, VERSIONED_NAMES } from '../engines/registry.ts';
import type { SweptEngine } from '../explore/instrumented-engine.ts';
import { within } from '../explore/sweep-steps.ts';
import type { EngineChoice } from '../run/job.ts';
import { preparedEngine } from './prepared-engine.ts';

/** Milliseconds that one run of a token on an engine of others may take. */
const REPLAY_TIME = 600_000;

/** The engine, made ready; undefined: ours is meant. Throws RequestError: it cannot be swept. */
export function otherEngine(name: string | undefined): EngineChoice | undefined {
  if (name === undefined || name === DEFAULT_ENGINE) return undefined;
  if (engineNamed(name).standsIn === undefined && !VERSIONED_NAMES.includes(name)) {
    throw new RequestError([`what breaks on '${name}' cannot be replayed there`]);
  }
  return preparedEngine(name, false);
}

/** The engine with its time, which begins now. */
export const withTime = (engine: EngineChoice | undefined): SweptEngine | undefined =>
  engine && within(engine, REPLAY_TIME);
