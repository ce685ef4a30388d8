// Faults at events are counted by the rules, and what another engine does otherwise is told.
import { expect, test } from 'vitest';
import { loadCase } from '../../cases/load.ts';
import type { RunResult } from '../../engines/engine.ts';
import { NativeEngine } from '../../engines/native.ts';
import { configText } from '../../shapes/fault-options.ts';
import { eventFaultLines } from '../../report/event-fault-table.ts';
import { eventFaultWords, failEventsOn, rulesOf } from './event-faults.ts';

const STEPS = `  - create: { size: 1M, cluster_size: 4k }
  - io: write -q -P 1 0 64k
  - snapshot: create one
  - io: { commands: write -q -P 2 4k 4k, faults: { event: l2_update, errno: EIO } }
  - io: [write -q -P 3 8k 4k, write -q -P 3 512k 4k]
  - check
`;

function swept(theirs: NativeEngine, distinct: number, only?: readonly number[]) {
  const result = loadCase('suites/601-x.yaml', `purpose: p\nsteps:\n${STEPS}`);
  if ('problems' in result) throw new Error(result.problems.join());
  const testCase = result.loaded;
  const options = { case: testCase, distinct, ...(only && { only }) };
  try {
    return { testCase, steps: failEventsOn(options, theirs) };
  } finally {
    theirs.close();
  }
}

const native = (): NativeEngine => new NativeEngine({ keepsTrace: false });

/** An engine whose programs say that all went well. */
class Untruthful extends NativeEngine {
  override run(...args: Parameters<NativeEngine['run']>): RunResult {
    return { ...super.run(...args), status: 0 };
  }
}

/** An engine that gives a byte of the image another value where a program fails. */
class Careless extends NativeEngine {
  override run(...args: Parameters<NativeEngine['run']>): RunResult {
    const result = super.run(...args);
    if (result.status === 0 || this.fileSize('t.qcow2') === undefined) return result;
    const bytes = this.readFile('t.qcow2').slice();
    bytes[4096] = 1 + (bytes[4096] ?? 0);
    this.writeFile('t.qcow2', bytes);
    return result;
  }
}

test('an engine that does the same is equal at each event', () => {
  const { steps, testCase } = swept(native(), 20);
  const told = steps.map(({ step, skipped, results }) => [
    step,
    skipped,
    results.map(([name]) => name),
  ]);
  expect(told).toEqual([
    [2, undefined, ['equal']],
    [3, 'it writes the time of day', []],
    [4, 'it has rules of its own', []],
    [5, undefined, ['equal']],
    [6, undefined, ['equal']],
  ]);
  const work = steps.find(({ step }) => step === 5);
  expect(work?.runs).toBe(20);
  expect(work?.failed).toBeGreaterThan(10);
  const missed = work?.notReached.reduce((sum, [, count]) => sum + count, 0);
  expect(missed).toBeGreaterThan(0);
  const lines = eventFaultLines(testCase, steps);
  expect(lines[0]).toMatch(/^601-x: \d+ faults, \d+ failed runs: \d+ equal$/);
  expect(lines.join('\n')).toContain(
    'suites/601-x.yaml:5: snapshot: create one: not swept: it writes',
  );
});

test.each([
  [Untruthful, /exit status 0\n  \+\+\+ ours\n[^]*exit status 1/],
  [Careless, /t\.qcow2 differs from byte 4096 on \(\d+ bytes in ours, \d+ in theirs\)/],
])('what %o does otherwise is told', (Engine, words) => {
  const { steps, testCase } = swept(new Engine({ keepsTrace: false }), 3, [2]);
  expect(steps.map(({ step }) => step)).toEqual([2]);
  const [found] = steps;
  expect(found?.differences.length).toBeGreaterThan(1);
  expect(new Map(found?.results).get('different')).toBe(found?.differences.length);
  expect(eventFaultLines(testCase, steps).join('\n')).toMatch(words);
});

test('the rules fail the Nth occurrence, and no other one', () => {
  const fault = { event: 'l2_update', nth: 2, errno: 28 } as const;
  expect(eventFaultWords(fault)).toBe('ENOSPC at l2_update number 2');
  const engine = native();
  const run = (...argv: readonly string[]) => engine.run('io', argv);
  engine.run('img', ['create', '-q', '-f', 'qcow2', '-o', 'cluster_size=4k', 'TEST_DIR/t', '1M']);
  engine.writeFile('rules', new TextEncoder().encode(configText(rulesOf(fault))));
  const writes = [0, 1, 2].flatMap((at) => ['-c', `write -q ${64 * at}k 4k`, '-c', 'flush']);
  const { text, status } = run(...writes, 'blkdebug:TEST_DIR/rules:TEST_DIR/t');
  expect(text).toBe('write failed: No space left on device\n');
  expect(status).toBe(1);
  const reports = engine.takeFaultReports().filter(({ fired }) => fired > 0);
  expect(reports).toMatchObject([
    { action: 'inject-error', armed: 1, fired: 1 },
    { action: 'set-state', fired: 1 },
    { action: 'set-state', fired: 1 },
  ]);
  engine.close();
});
