// What came of the faults of a server, in words.
import type { FaultReport } from '../engines/engine.ts';
import { byRule, idleTexts } from '../run/idle-rules.ts';
import type { RequestFaultReport } from './request-faults.ts';

/** All that was told to fail. */
export interface FaultSummary {
  readonly rules: readonly FaultReport[];
  readonly requests: readonly RequestFaultReport[];
}

/** A line for each rule: how often it armed and fired. */
export const faultLines = ({ rules, requests }: FaultSummary): readonly string[] => [
  ...byRule(rules).map(
    ({ action, event, where, armed, fired }) =>
      `${action} at ${event} (${where}): armed ${armed}, fired ${fired}`,
  ),
  ...requests.map(({ text, came, fired }) => `${text}: came ${came}, fired ${fired}`),
];

/** A line for each that took no effect: it has tested nothing. */
export const idleLines = ({ rules, requests }: FaultSummary): readonly string[] => [
  ...idleTexts(rules),
  ...requests
    .filter(({ fired }) => fired === 0)
    .map(({ text, came }) => `the fault never fired: '${text}': ${came} such requests came`),
];
