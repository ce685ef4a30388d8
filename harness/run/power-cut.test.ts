// The power is cut between programs: what the files are left as, and what is judged.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadCase } from '../cases/load.ts';
import { NativeEngine } from '../engines/native.ts';
import { runCase } from './run-case.ts';
import { StepLoop, textOf } from './step-loop.ts';

const HEAD = 'purpose: p\nengines: [native]\nreason: cuts\nsteps:\n';

const START = `  - create: { size: 64k, cluster_size: 4k, output: hidden }
  - io: write -q -P 1 0 16k
  - crash-recorder: on
`;

/** A program that dies when it has written to a cluster that is there, 4 KiB from `at` on. */
const killed = (value: number, at: string): string =>
  `  - io: [write -q -P ${value} ${at} 4k, sigraise 9]\n    cache: writeback\n    status: 137\n`;

/** A read that finds `value`, or the case is red. */
const reads = (value: number, at: string): string =>
  `  - io: { commands: read -q -P ${value} ${at} 4k, status: 0 }\n`;

function loaded(steps: string) {
  const result = loadCase('suites/601-x.yaml', HEAD + steps);
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  return result.loaded;
}

function run(steps: string): { text: string; unmet: readonly string[] } {
  const engine = new NativeEngine({ keepsTrace: false });
  const { outputs, failures, crash } = runCase(loaded(steps), engine, []);
  engine.close();
  expect(crash).toBeUndefined();
  return { text: textOf({ outputs }), unmet: failures.map(({ message }) => message) };
}

test('what several programs leave in doubt is lost, or kept, or as it breaks a promise', () => {
  const work = `${START}${killed(2, '0')}${killed(3, '4k')}`;
  const lost = run(`${work}${reads(2, '0')}  - power-cut\n${reads(1, '0')}${reads(1, '4k')}`);
  expect(lost.unmet).toEqual([]);
  expect(lost.text).toContain(
    'power cut: 12 states, 12 different: all promises kept\n' +
      '  left after 2 changes, without write 4096 at 0x5000 of t.qcow2, ' +
      'write 4096 at 0x6000 of t.qcow2\n',
  );
  const kept = run(`${work}  - power-cut: all-kept\n${reads(2, '0')}${reads(3, '4k')}`);
  expect(kept.unmet).toEqual([]);
  const none = run(`${work}  - power-cut: first-broken\n${reads(2, '0')}`);
  expect(none.unmet).toEqual(['no state breaks a promise: none of them can be left']);
});

test('the example of the README is green, and prints what stands there', () => {
  const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
  const example = /```yaml\n( {2}- crash-recorder: on\n.*?)```\n\n```\n(.*?)```/s.exec(readme);
  const [, steps = '', printed = ''] = example ?? [];
  const { text, unmet } = run(`${START.replace('  - crash-recorder: on\n', '')}${steps}`);
  expect(unmet).toEqual([]);
  expect(printed).toMatch(/^power cut: 6 states/);
  expect(text).toContain(printed);
});

test('what was flushed is owed, whoever has flushed it', () => {
  const flushed = `  - io: flush\n    cache: writeback\n  - power-cut: first-broken\n`;
  const { text, unmet } = run(`${START}${killed(2, '0')}${flushed}${reads(1, '0')}`);
  expect(unmet).toEqual([]);
  expect(text).toContain('written: t.qcow2: guest block 0x0 reads 0x01, may hold 0x02');
});

test('with every, all moments since the recorder was switched on are judged', () => {
  const work = `${START.replace('64k', '1M')}  - io: [write -q -P 2 64k 4k, write -q -P 3 68k 4k]
    cache: writeback
  - io: [write -q -P 4 72k 4k, flush]
    cache: writeback
`;
  const sum = (every: string): readonly number[] => {
    const { text, unmet } = run(work + every);
    expect(unmet).toEqual([]);
    const [, states, different] =
      /^power cut.*: (\d+) states?, (\d+) different: .*kept$/m.exec(text) ?? [];
    return [Number(states), Number(different)];
  };
  const [[all = 0], [flushes = 0], [commands = 0], [end]] = [
    sum('  - power-cut: { every: write }\n'),
    sum('  - power-cut: { every: flush }\n'),
    sum('  - power-cut: { every: command, leaves: all-kept }\n'),
    sum('  - power-cut\n'),
  ];
  expect(end).toBe(1);
  expect(flushes).toBeGreaterThan(2);
  expect(commands).toBeGreaterThan(3);
  expect(all).toBeGreaterThan(Math.max(flushes, commands));
});

test('what programs without a guest leave in between breaks no promise', () => {
  const { text, unmet } =
    run(`  - create: { image: a.qcow2, size: 16k, cluster_size: 4k, output: hidden }
  - io: write -q -P 1 0 4k
    image: a.qcow2
  - create: { image: b.qcow2, size: 16k, cluster_size: 4k, output: hidden }
  - io: write -q -P 2 0 4k
    image: b.qcow2
  - create: { size: 16k, cluster_size: 4k, backing_file: a.qcow2, backing_fmt: qcow2 }
  - crash-recorder: on
  - rebase: { backing: b.qcow2, backing_fmt: qcow2, unsafe: on }
  - rebase: { backing: a.qcow2, backing_fmt: qcow2, unsafe: on }
  - resize: 32k
  - resize: { size: 16k, shrink: on }
  - power-cut: { every: write }
`);
  expect(unmet).toEqual([]);
  expect(text).toMatch(
    /^power cut at every write: \d+ states, \d+ different.* all promises kept$/m,
  );
});

test('a step that changes a file by name ends the doubt about it', () => {
  const poked = '  - poke: { header.compatible_features.lazy_refcounts: on }\n';
  const { text, unmet } = run(`${START}${killed(2, '0')}${poked}  - power-cut\n${reads(2, '0')}`);
  expect(unmet).toEqual([]);
  expect(text).toContain('power cut: 0 states, 0 different: no image to judge');
  expect(text).toContain('  not judged: t.qcow2, made since, or broken before\n');
});

test('a file that is made anew holds nothing of the old one, and a removed one stays away', () => {
  const made = '  - create: { size: 64k, cluster_size: 4k, output: hidden }\n';
  const other = `  - io: write -q 0 4k
    image: other.raw
    format: raw
`;
  const { unmet } = run(
    `  - create: { image: other.raw, format: raw, size: 64k, output: hidden }\n${START}` +
      `${killed(2, '0')}${other}  - remove: other.raw\n${made}  - power-cut\n${reads(0, '0')}` +
      '  - check\n  - stat: { file: other.raw }\n',
  );
  expect(unmet).toEqual(['there is no file other.raw']);
});

test('a cut for which nothing was written proves nothing', () => {
  const { unmet } = run(`${START}${reads(1, '0')}  - power-cut\n`);
  expect(unmet).toEqual(['the crash recorder met no change of any file']);
});

test('a cut within a program ends the recording, and a sweep leaves it alone', () => {
  const swept = '  - io: write -q -P 4 8k 4k\n    cache: writeback\n    sweep: faults\n';
  const work = `${START}${killed(2, '0')}`;
  const plain = run(`${work}${swept.replace('    sweep: faults\n', '')}  - crash-recorder: off\n`);
  const { text } = run(`${work}${swept}  - crash-recorder: off\n`);
  const told = (all: string): string | undefined =>
    all.split('\n').find((line) => line.startsWith('crash-recorder'));
  expect(told(text)).toBe(told(plain.text));
  expect(told(text)).toMatch(/2 writes/);
  const cut = '  - io: write -q -P 4 8k 4k\n    power-cut: after 1\n';
  expect(run(`${work}${cut}  - power-cut\n`).unmet).toEqual([
    "nothing is recorded: 'crash-recorder: on' is missing",
  ]);
});

test('what a process leaves that dies in the middle of its run can still be lost', () => {
  const start = START.replace('0 16k', '0 32k');
  // The first command has ended when the first I/O has.
  const dies = `  - io: [write -q -P 2 0 4k, write -q -P 3 4k 4k, flush]
    cache: writeback
    process-death: after 1
${reads(2, '0')}${reads(1, '4k')}`;
  const lost = run(`${start}${dies}  - power-cut\n${reads(1, '0')}${reads(1, '4k')}`);
  expect(lost.unmet).toEqual([]);
  expect(lost.text).toMatch(/^power cut: 6 states, 6 different: all promises kept$/m);
  const next = '  - io: write -q -P 4 8k 4k\n';
  const kept = run(`${start}${dies}${next}  - power-cut\n${reads(2, '0')}${reads(4, '8k')}`);
  expect(kept.unmet).toEqual([]);
  expect(kept.text).toMatch(/^power cut: 1 state, 1 different: all promises kept$/m);
});

test('steps that are run again from a mark are recorded as if they ran once', () => {
  const { steps } = loaded(`${START}${killed(2, '0')}${killed(3, '4k')}  - power-cut\n`);
  const engine = new NativeEngine({ keepsTrace: false });
  const loop = new StepLoop(engine, []);
  loop.run(steps.slice(0, 4));
  const mark = engine.snapshot();
  const first = textOf(loop.run(steps.slice(4)));
  engine.restore(mark);
  loop.run(steps.slice(4, 5));
  const late = engine.snapshot();
  engine.restore(mark);
  engine.restore(late);
  expect(textOf(loop.run(steps.slice(5)))).toBe(first);
  engine.close();
});
