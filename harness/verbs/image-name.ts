// How a command line names the image of a step: its file, or blkdebug with the rules above it.
import { CONFIG_FILE, pathOf } from '../engines/engine.ts';
import type { FaultRules } from '../shapes/fault-options.ts';

/** The file, or blkdebug above it. */
export const belowFaults = (image: string, isThroughFaults: boolean): string =>
  isThroughFaults ? `blkdebug:${pathOf(CONFIG_FILE)}:${pathOf(image)}` : pathOf(image);

/** The image's file, or blkdebug with the step's rules above it, or above its data file. */
export function imageOrFaults(image: string, rules: FaultRules | undefined): string {
  if (rules?.at === undefined) return belowFaults(image, rules !== undefined);
  const dataFile = {
    driver: 'blkdebug',
    config: pathOf(CONFIG_FILE),
    image: { driver: 'file', filename: pathOf(rules.at) },
  };
  const file = { driver: 'file', filename: pathOf(image) };
  return `json:${JSON.stringify({ driver: 'qcow2', file, 'data-file': dataFile })}`;
}
