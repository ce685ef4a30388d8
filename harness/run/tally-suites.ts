// Runs cases in this process, on the first engine that tells its I/O, and counts the events that
// they meet.
import { ALL_CASES } from '../cases/selection.ts';
import { selectCases } from '../cases/suite-folder.ts';
import { EventTally } from '../engines/event-tally.ts';
import { enginesWith } from '../engines/registry.ts';
import { runCase } from './run-case.ts';

/** The tally of all cases below `root` that such an engine runs. Nothing is compared. */
export function tallySuites(root: string): EventTally {
  const tally = new EventTally();
  const able = enginesWith(['trace', 'faults-reported']);
  for (const found of selectCases(root, ALL_CASES)) {
    const adapter = able.find(({ name }) => found.engines.includes(name));
    if (adapter === undefined) continue;
    const deadline = Infinity;
    const engine = adapter.make({ setup: undefined, deadline, keepsTrace: true, tally });
    try {
      runCase(found, engine, []);
    } finally {
      engine.close();
    }
  }
  return tally;
}
