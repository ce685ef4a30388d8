// Runs that are cut, from the words of a case to the lines of its transcript.
import { expect, test } from 'vitest';
import { loadCase } from '../cases/load.ts';
import { NativeEngine } from '../engines/native.ts';
import { runCase } from './run-case.ts';

const HEAD = 'purpose: p\nengines: [native]\nreason: cuts\nsteps:\n';

/** The lines that cuts print, and below them; and what was not met. */
function run(steps: string): { lines: readonly string[]; unmet: readonly string[] } {
  const result = loadCase('suites/601-x.yaml', HEAD + steps);
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  const engine = new NativeEngine({ keepsTrace: false });
  const { outputs, failures, crash } = runCase(result.loaded, engine, []);
  engine.close();
  expect(crash).toBeUndefined();
  const text = outputs.map((output) => output.text).join('');
  const lines = text.split('\n').filter((line) => /^(power|process|  )/.test(line));
  return { lines, unmet: failures.map(({ message }) => message) };
}

const WRITES = `  - create: { size: 1M, cluster_size: 512 }
  - io: write -P 1 0 4k
  - io: [write -P 2 64k 1k, flush, write -P 3 2k 1k]
    cache: writeback
`;

test('each way to cut is summed up, the same each time', () => {
  const steps = `${WRITES}    power-cut: every write
    process-death: every command
  - check
`;
  const { lines, unmet } = run(steps);
  expect(lines).toEqual([
    expect.stringMatching(/^power cut at every write: \d+ states, \d+ different: leaks in \d/),
    expect.stringMatching(/^process death at every command: \d states, .* all promises kept$/),
  ]);
  expect(unmet).toEqual([]);
  expect(run(steps).lines).toEqual(lines);
});

test('where a promise breaks, the state is told', () => {
  const { lines } = run(`  - create: { size: 1M, cluster_size: 512 }
  - io: write -P 1 0 512
  - snapshot: create one
    process-death: every flush
`);
  expect(lines[0]).toMatch(/^process death at every flush: .*, promises are broken$/);
  expect(lines[1]).toMatch(/^  sound: t.qcow2: ERROR OFLAG_COPIED/);
  expect(lines[2]).toMatch(/^    in \d+ states?, as QEMU does, case 530, first after \d+ changes?/);
});

test('a run that is cut once leaves what the cut leaves', () => {
  const rest = '  - io: read -P 2 64k 1k\n    status: 0\n';
  const cut = (count: number) => run(`${WRITES}    power-cut: after ${count}\n${rest}`);
  expect(cut(0).unmet).toEqual(['qemu-io ended with status 1, expected 0']);
  expect(cut(0).lines).toEqual(['power cut after 0 I/Os: 1 state, 1 different: all promises kept']);
  const whole = cut(1000);
  expect(whole.unmet).toEqual([expect.stringMatching(/^the program makes \d+ I\/Os only$/)]);
});

test('where there is nothing to cut, the expectation is not met', () => {
  const { unmet } = run(`${WRITES}  - check: { power-cut: every write }\n`);
  expect(unmet).toEqual(['the program changes no file: there is nothing to cut']);
});
