// Runs cases on our own engine in this process and counts the events that they meet.
import { selectCases } from '../cases/suite-folder.ts';
import { NativeEngine } from '../engines/native.ts';
import { EventTally } from '../engines/event-tally.ts';
import { runCase } from './run-case.ts';

/** The tally of all cases below `root` that our own engine runs. Nothing is compared. */
export function tallySuites(root: string): EventTally {
  const tally = new EventTally();
  for (const found of selectCases(root, { numbers: [], groups: [] })) {
    if (!found.engines.includes('native')) continue;
    const engine = new NativeEngine({ keepsTrace: true, tally });
    try {
      runCase(found, engine, []);
    } finally {
      engine.close();
    }
  }
  return tally;
}
