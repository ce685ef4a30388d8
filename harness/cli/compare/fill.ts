// What runs show, as cells of the page: cases, faults, events and crashes.
import { type Cell, NOT_RUN, type Table } from '../../compare/page.ts';
import type { WorkloadCase } from '../../compare/workloads.ts';
import type { StepCrashes } from '../../explore/crashes/crash-job.ts';
import type { StepFaults } from '../../explore/faults/fault-job.ts';
import type { FindingClass } from '../../explore/finding-class.ts';
import type { StepEventFaults } from '../../explore/real/event-faults.ts';
import { plural } from '../../golden/plural.ts';
import type { Ended } from '../../report/reporter.ts';

/** A word as a shell takes it. */
const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word}'`);

/** What became of a case on an engine; undefined: it was not run. */
export function caseCell({ result }: Ended, engine: string): Cell | undefined {
  const { case: testCase, verdict, run } = result;
  const shows = [`blkdrill suite ${testCase.number} --engine ${quoted(engine)}`];
  const served = run?.served;
  const lacking = [...(served?.lacking.values() ?? [])].reduce((sum, count) => sum + count, 0);
  const share = served && `${served.served} of ${served.served + lacking} lines`;
  switch (verdict) {
    case 'not run':
      return { mark: 'none', text: NOT_RUN, detail: result.reason };
    case 'passed':
    case 'updated':
      return { mark: 'good', text: share ?? 'passed' };
    case 'failed': {
      const [first] = result.failures;
      const message = 'message' in first ? first.message : 'it prints something else';
      const title = 'title' in first ? `${first.title}: ` : '';
      return { mark: 'bad', text: 'failed', detail: `${title}${message}`.slice(0, 400), shows };
    }
    case 'crashed':
    case 'hung':
    case 'lost':
      return { mark: 'bad', text: verdict, detail: result.reason.slice(0, 400), shows };
  }
}

/** What a sweep found of a workload's last step, in that file; `word` is what it counts. */
export function sweepCell(
  steps: readonly (StepFaults | StepCrashes)[],
  word: string,
  workload: string,
  engine: string | undefined,
): Cell {
  const count = steps.reduce((sum, { states }) => sum + states, 0);
  const classes: readonly FindingClass[] = steps.flatMap((step) => [...step.classes]);
  const skipped = steps.flatMap((step) => ('skipped' in step ? (step.skipped ?? []) : []));
  if (count === 0) {
    return { mark: 'none', text: NOT_RUN, detail: skipped[0] ?? 'the engine does not serve it' };
  }
  const told = plural(count, word);
  if (classes.length === 0) return { mark: 'good', text: told };
  const news = classes.filter(({ known }) => known === undefined);
  const harmful = news.filter(
    ({ violations }) => !violations.every(({ promise }) => promise === 'space'),
  );
  const [first] = harmful;
  if (first === undefined) return { mark: 'partly', text: `${told}: ${mildWords(classes)}` };
  const by = engine === undefined ? '' : ` --engine ${quoted(engine)}`;
  const at = `--case ${quoted(workload)}${by}`;
  const shows = ['explain', 'shrink'].map((what) => `blkdrill ${what} ${first.token} ${at}`);
  const [violation] = first.violations;
  return {
    mark: 'bad',
    text: `${told}: breaks promises in ${plural(harmful.length, 'way')}`,
    detail: `${first.name}: ${violation?.detail ?? ''}`.slice(0, 400),
    shows,
  };
}

/** Broken promises that count for nothing: leaks, and what QEMU breaks as well. */
function mildWords(classes: readonly FindingClass[]): string {
  const cases = new Set(classes.flatMap(({ known = [] }) => known.map((flaw) => flaw.case)));
  const named = [...cases].sort((a, b) => a - b).join(', ');
  return named === '' ? 'leaks' : `as QEMU, ${cases.size === 1 ? 'case' : 'cases'} ${named}`;
}

/** Counts by event over all workloads. */
export interface EventCounts {
  reached: number;
  failed: number;
  differing: number;
  example: readonly string[];
  detail: string;
}

/** Adds what the faults of our own engine, or of the real tools, showed of each event. */
export function countEvents(
  counts: Map<string, EventCounts>,
  steps: readonly (StepFaults | StepEventFaults)[],
  { name }: WorkloadCase,
  file: string,
  engine: string,
): void {
  const countOf = (event: string): EventCounts => {
    const empty = { reached: 0, failed: 0, differing: 0, example: [], detail: '' };
    const found = counts.get(event) ?? empty;
    counts.set(event, found);
    return found;
  };
  for (const step of steps) {
    if ('events' in step) {
      for (const [event, reached, failed] of step.events) {
        countOf(event).reached += reached;
        countOf(event).failed += failed;
      }
      continue;
    }
    for (const [event, tried] of step.tried) countOf(event).failed += tried;
    for (const { words, where } of step.differences) {
      const [, event = ''] = / at (\S+) number /.exec(words) ?? [];
      const one = countOf(event);
      one.differing += 1;
      if (one.detail !== '') continue;
      one.detail = `${name}: ${words}: ${where}`.slice(0, 400);
      one.example = [
        `cp ${quoted(file)} suites/901-${name}.yaml`,
        `blkdrill explore 901 --faults --engine ${quoted(engine)}`,
      ];
    }
  }
}

/** Puts the counts of one engine into its column. */
export function setEvents(
  table: Table,
  column: number,
  counts: ReadonlyMap<string, EventCounts>,
): void {
  for (const [row, { name }] of table.rows.entries()) {
    const one = counts.get(name);
    if (one === undefined) {
      table.set(row, column, { mark: 'none', text: NOT_RUN, detail: 'no workload comes to it' });
      continue;
    }
    const { reached, failed, differing, example: shows, detail } = one;
    const text = reached > 0 ? `${reached} came, ${failed} failed` : `${failed} failed`;
    const cell: Cell =
      differing > 0
        ? { mark: 'bad', text: `${differing} of ${failed} not as ours`, detail, shows }
        : { mark: 'good', text };
    table.set(row, column, cell);
  }
}
