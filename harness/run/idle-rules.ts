// Fault rules of a step that never took effect: the step then proves nothing.
import type { Engine, FaultReport } from '../engines/engine.ts';
import type { Step } from '../verbs/step.ts';

/** One report for each rule of the configuration, however many nodes have read it. */
export function byRule(reports: readonly FaultReport[]): FaultReport[] {
  const rules = new Map<string, FaultReport>();
  for (const report of reports) {
    const key = `${report.action} ${report.event} ${report.where}`;
    const { armed = 0, fired = 0, came = [] } = rules.get(key) ?? {};
    rules.set(key, {
      ...report,
      armed: report.armed + armed,
      fired: report.fired + fired,
      came: [...new Set([...came, ...(report.came ?? [])])],
    });
  }
  return [...rules.values()];
}

/** Events that are named at most. */
const MOST_NAMED = 6;

/** How many words two names of events share: 'l2_load' and 'l2_update' share one. */
const likeness = (a: string, b: string): number => {
  const parts = new Set(a.split('_'));
  return b.split('_').filter((part) => parts.has(part)).length;
};

/** What came in place of an event that did not: the most alike first. */
function instead(event: string, came: readonly string[]): string {
  if (came.length === 0) return '';
  const sorted = came.toSorted((a, b) => likeness(event, b) - likeness(event, a));
  const more = sorted.length - MOST_NAMED;
  const rest = more > 0 ? ` and ${more} more` : '';
  return `; what came: ${sorted.slice(0, MOST_NAMED).join(', ')}${rest}`;
}

/** What is said of a rule that took no effect; one that sets a state is not called a fault. */
function idleText({ action, event, where, armed, came = [] }: FaultReport): string {
  const isFault = action === 'inject-error';
  const what = isFault ? 'the fault never fired' : 'the state was never set';
  const how =
    armed > 0
      ? `armed ${armed} times, met no I/O`
      : !came.includes(event)
        ? `its event never came${instead(event, came)}`
        : 'its event came in another state only';
  return `${what}: ${action} at ${event} (${where}): ${how}`;
}

/** Rules of `step` that never took effect, in words, as the nodes that have read them tell it. */
export function idleRules(engine: Engine, { rules, mayNotFire }: Step): readonly string[] {
  const reports = engine.takeFaultReports?.();
  if (reports === undefined || rules === undefined || mayNotFire) return [];
  if (engine.isOfOtherVersion === true) return [];
  if (reports.length === 0) return ['no fault rule was ever opened'];
  return idleTexts(reports);
}

/** What is said of each rule that took no effect, whichever of the nodes has read it. */
export function idleTexts(reports: readonly FaultReport[]): readonly string[] {
  // A state that was not set comes first: faults that wait for it are its consequence.
  return byRule(reports)
    .filter(({ fired }) => fired === 0)
    .toSorted((a, b) => Number(a.action === 'inject-error') - Number(b.action === 'inject-error'))
    .map(idleText);
}
