// Steps that are swept, from the words of a case to the lines of its transcript.
import { expect, test } from 'vitest';
import { loadCase } from '../cases/load.ts';
import { NativeEngine } from '../engines/native.ts';
import type { ImageOptions } from '../verbs/step.ts';
import { runCase } from './run-case.ts';

const HEAD = 'purpose: p\nengines: [native]\nreason: sweeps\nsteps:\n';
const WRITES = `  - create: { size: 64k, cluster_size: 1k }
  - io: write -P 1 0 4k
  - io: [write -P 2 6k 1k, discard 1k 1k]
    cache: writeback
`;

/** The transcript, what it says of sweeps, and what was not met; write log and trace. */
function run(steps: string) {
  const result = loadCase('suites/601-x.yaml', HEAD + steps);
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  const engine = new NativeEngine({ keepsTrace: true, keepsWriteLog: true });
  const { outputs, failures, crash } = runCase(result.loaded, engine, []);
  const digest = engine.traceDigest();
  engine.close();
  expect(crash).toBeUndefined();
  const lines = outputs.flatMap(({ text }) => text.split('\n'));
  const at = lines.findIndex((line) => line.startsWith('faults at '));
  const told = at < 0 ? [] : lines.slice(at).filter((line) => /^(faults| )/.test(line));
  const rest = lines.filter((line) => !told.includes(line));
  return { told, rest, digest, io: outputs.map(({ io }) => io), unmet: failures.map((one) => one) };
}

test('a sweep is summed up, the same each time, and the step runs as if there were none', () => {
  const swept = run(`${WRITES}    sweep: faults\n  - check\n`);
  expect(swept.told).toEqual([
    expect.stringMatching(/^faults at \d+ I\/Os: \d+ runs, \d+ different.*: all promises kept$/),
    expect.stringMatching(/^ {2}absorbed \d+, clean error \d+, leak only \d+$/),
  ]);
  expect(swept.unmet).toEqual([]);
  expect(run(`${WRITES}    sweep: faults\n  - check\n`)).toEqual(swept);
  const plain = run(`${WRITES}  - check\n`);
  expect({ ...swept, told: [] }).toEqual(plain);
});

test('layers of the case stay as they were', () => {
  const steps = (sweep: string) => `${WRITES}  - fail-nth: 7
  - io: write -P 3 8k 1k
${sweep}  - fail-nth: off\n`;
  const swept = run(steps('    sweep: faults\n'));
  expect({ ...swept, told: [] }).toEqual(run(steps('')));
});

test('where promises break as they do with QEMU, the case that shows it is named', () => {
  const { told, unmet } = run(`  - create: { size: 1M, cluster_size: 512 }
  - io: write -P 1 128k 512
    sweep: faults
`);
  expect(told[0]).toMatch(/: promises are broken$/);
  expect(told[2]).toMatch(/^ {2}damage told in \d+ runs, as QEMU does, case 581$/);
  expect(told[3]).toMatch(/^ {4}sound: t.qcow2: ERROR cluster/);
  expect(told[4]).toMatch(/^ {4}first where I\/O \d+ fails with EIO: flush of t.qcow2$/);
  expect(unmet).toEqual([]);
});

test('a sweep without a fault proves nothing', () => {
  const unmet = run(`${WRITES}  - img: info $TEST_DIR/none
    sweep: faults
`).unmet;
  expect(unmet).toEqual([
    expect.objectContaining({ message: 'the program makes no I/O that could fail' }),
  ]);
});

test('orders of requests that meet are tried, and what QEMU breaks in some is named', () => {
  const { rest, unmet } = run(`  - create: { size: 256k, cluster_size: 4k }
  - io: write -P 1 0 32k
  - io: [aio_write -P 6 16k 4k, discard 16k 4k, aio_write -P 7 128k 4k, aio_flush]
    cache: writeback
    sweep: orders
  - io: [aio_write -P 2 64k 1k, aio_write -P 3 66k 1k, aio_flush]
    sweep: orders
`);
  const sums = rest.filter((line) => / orders of the I\/O/.test(line));
  expect(sums).toEqual([
    expect.stringMatching(/^\d+ orders of the I\/O, 2 different: promises are broken$/),
    expect.stringMatching(/^\d+ orders of the I\/O, 1 different: all promises kept$/),
  ]);
  expect(rest.filter((line) => line.startsWith('  broken in '))).toEqual([
    expect.stringMatching(/^ {2}broken in \d+ orders, as QEMU does, case 676$/),
  ]);
  expect(unmet).toEqual([]);
});

test('a step in which nothing meets proves nothing by its orders', () => {
  const { unmet } = run(`  - create: { size: 64k }
  - map
  - io: length
    sweep: orders
`);
  expect(JSON.stringify(unmet)).toContain('no two I/Os of the program meet');
});

test('image options of the request hold in sweeps, too', () => {
  const result = loadCase(
    'suites/601-x.yaml',
    `${HEAD}  - create: { size: 64k }\n    sweep: faults\n`,
  );
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  const sums = (options: ImageOptions): string | undefined => {
    const engine = new NativeEngine({ keepsTrace: false });
    const { outputs } = runCase(result.loaded, engine, options);
    engine.close();
    return /^faults at \d+ I\/Os/m.exec(outputs.map(({ text }) => text).join(''))?.[0];
  };
  // Metadata for the whole disk is preallocated: there is more to fail.
  const [plain, more] = [sums([]), sums([['preallocation', 'metadata']])];
  expect(plain).toBeDefined();
  expect(more).toBeDefined();
  expect(more).not.toBe(plain);
});
