// Fault rules of a step that never took effect: what they waited for proves nothing.
import type { Engine, FaultReport } from '../engines/engine.ts';
import type { Step } from '../verbs/step.ts';

/** One report for each rule of the configuration, however many nodes have read it. */
function byRule(reports: readonly FaultReport[]): FaultReport[] {
  const rules = new Map<string, FaultReport>();
  for (const report of reports) {
    const key = `${report.action} ${report.event} ${report.where}`;
    const { armed = 0, fired = 0 } = rules.get(key) ?? {};
    rules.set(key, { ...report, armed: report.armed + armed, fired: report.fired + fired });
  }
  return [...rules.values()];
}

/** Rules of `step` that never took effect, in words, as the nodes that have read them tell it. */
export function idleRules(engine: Engine, { rules, mayNotFire }: Step): readonly string[] {
  const reports = engine.takeFaultReports?.();
  if (reports === undefined || rules === undefined || mayNotFire) return [];
  if (reports.length === 0) return ['no fault rule was ever opened'];
  return byRule(reports)
    .filter(({ fired }) => fired === 0)
    .map(({ action, event, where, armed }) => {
      const how = armed === 0 ? 'its event never came' : `armed ${armed} times, met no I/O`;
      return `the fault never fired: ${action} at ${event} (${where}): ${how}`;
    });
}
