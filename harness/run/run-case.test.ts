// The step loop on an engine that is told what to say.
import { describe, expect, test } from 'vitest';
import { loadCase } from '../cases/load.ts';
import type { TestCase } from '../cases/types.ts';
import { type Engine, EngineStopped, type FaultReport, type RunResult } from '../engines/engine.ts';
import { engineNamed } from '../engines/registry.ts';
import { transcriptOf } from './outcome.ts';
import { runCase } from './run-case.ts';
import { goldenState, judge, reasonNotToRun } from './verdict.ts';

const load = (text: string): TestCase => {
  const result = loadCase('suites/601-some-case.yaml', `purpose: p\n${text}`);
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  return result.loaded;
};

class FakeEngine implements Engine {
  readonly traits;
  readonly commands: string[] = [];
  readonly files = new Map<string, Uint8Array>();
  reports: FaultReport[] | undefined = undefined;
  restored = 0;
  answer: (command: string, count: number) => string | RunResult = () => '';

  constructor(kind: 'native' | 'qemu' = 'native') {
    this.traits = engineNamed(kind);
  }

  run(program: string, argv: readonly string[]): RunResult {
    this.commands.push(`${program} ${argv.join(' ')}`);
    const answer = this.answer(this.commands.at(-1) ?? '', this.commands.length);
    return typeof answer === 'string' ? { text: answer, status: 0 } : answer;
  }
  fileSize = (name: string) => this.files.get(name)?.length;
  readFile = (name: string) => this.files.get(name) ?? new Uint8Array();
  writeFile = (name: string, bytes: Uint8Array) => void this.files.set(name, bytes);
  remove = (name: string) => void this.files.delete(name);
  snapshot = () => 'mark';
  restore = () => void (this.restored += 1);
  takeFaultReports = () => this.reports;
  takeTrace = () => ['write 0 512', 'flush'];
  traceDigest = () => undefined;
  setLayer = () => undefined;
  setChoices = () => {};
  close = () => {};
}

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

test('steps become command lines, and their text the transcript', () => {
  const engine = new FakeEngine();
  engine.files.set('t.qcow2', new Uint8Array(512));
  engine.answer = (command) =>
    command.startsWith('img create')
      ? "Formatting 'TEST_DIR/t.qcow2', fmt=qcow2 cluster_size=512 size=1048576\n"
      : 'said';
  const testCase = load(`steps:
  - heading: Some heading
  - subheading: More
  - create: { size: 1M, cluster_size: 512, lazy_refcounts: on }
  - echo: [a, '', b]
  - io: [write 0 1k, flush]
    cache: writeback
    readonly: on
  - check: { json: on }
  - map
  - info
  - resize: { size: +1M, preallocation: metadata }
  - img: snapshot -c one $TEST_IMG
  - stat: 512
  - create: { image: b.raw, format: raw, size: 1M, output: hidden }
`);
  const run = runCase(testCase, engine, [
    ['refcount_bits', '8'],
    ['cluster_size', '1k'],
  ]);
  expect(engine.commands).toEqual([
    'img create -f qcow2 -o refcount_bits=8,cluster_size=512,lazy_refcounts=on TEST_DIR/t.qcow2 1M',
    'io -f qcow2 -t writeback -r -c write 0 1k -c flush TEST_DIR/t.qcow2',
    'img check -f qcow2 --output=json TEST_DIR/t.qcow2',
    'img map -f qcow2 TEST_DIR/t.qcow2',
    'img info -f qcow2 TEST_DIR/t.qcow2',
    'img resize -f qcow2 --preallocation=metadata TEST_DIR/t.qcow2 +1M',
    'img snapshot -c one TEST_DIR/t.qcow2',
    'img create -f raw TEST_DIR/b.raw 1M',
  ]);
  expect(transcriptOf(run)).toBe(`QA output created by 601

=== Some heading ===

--- More ---

Formatting 'TEST_DIR/t.IMGFMT', fmt=IMGFMT size=1048576
a

b
said
said
said
said
said
said
size=512 (expected 512)
*** done
`);
  expect(run.failures).toEqual([]);
});

test('faults go through a configuration file in the form that blkdebug reads', () => {
  const engine = new FakeEngine();
  runCase(
    load(`steps:
  - io: flush
    faults:
      - { event: l2_load, errno: EIO, once: on, immediately: off, state: 2, sector: 9,
          iotype: read }
      - { event: none }
    set-state: { event: l2_load, state: 1, new-state: 2 }
`),
    engine,
    [],
  );
  expect(engine.commands).toEqual([
    'io -f qcow2 -c flush blkdebug:TEST_DIR/blkdebug.conf:TEST_DIR/t.qcow2',
  ]);
  const lines = text(engine.files.get('blkdebug.conf')).split('\n');
  expect(lines.toSorted()).toEqual(
    [
      '',
      '',
      '',
      '[inject-error]',
      '[inject-error]',
      '[set-state]',
      'errno = "5"',
      'event = "l2_load"',
      'event = "l2_load"',
      'event = "none"',
      'immediately = "off"',
      'iotype = "read"',
      'new_state = "2"',
      'once = "on"',
      'sector = "9"',
      'state = "1"',
      'state = "2"',
    ].toSorted(),
  );
});

describe('promises of a case are kept whatever the golden says', () => {
  const failuresOf = (steps: string, engine = new FakeEngine()): string[] =>
    runCase(load(`steps:\n${steps}`), engine, []).failures.map(
      ({ line, title, message }) => `${line}: ${title}: ${message}`,
    );
  const faulty = (reports: FaultReport[]) => Object.assign(new FakeEngine(), { reports });
  const report = { action: 'inject-error', event: 'l2_load', where: 'rule 1' };
  const io = '  - io: flush\n    faults: { event: l2_load }\n';

  test('a size', () => {
    const engine = new FakeEngine();
    engine.files.set('t.qcow2', new Uint8Array(7));
    expect(failuresOf('  - stat: { expect: 8 }', engine)).toEqual([
      '3: stat: t.qcow2 has 7 bytes, expected 8',
    ]);
    expect(failuresOf('  - stat')).toEqual(['3: stat: there is no file t.qcow2']);
  });

  test('an exit status, and that no signal ends a program', () => {
    const engine = new FakeEngine();
    engine.answer = () => ({ text: '', status: 3 });
    expect(failuresOf('  - check', engine)).toEqual([]);
    expect(failuresOf('  - check: { status: 3 }', engine)).toEqual([]);
    expect(failuresOf('  - check: { status: 0 }', engine)).toEqual([
      '3: check: qemu-img ended with status 3, expected 0',
    ]);
    engine.answer = () => ({ text: '', status: 134 });
    expect(failuresOf('  - io: flush', engine)).toEqual([
      '3: io: flush: qemu-io was ended by signal 6',
    ]);
  });

  test('a fault that never fired', () => {
    expect(failuresOf(io, faulty([{ ...report, armed: 1, fired: 1 }]))).toEqual([]);
    expect(failuresOf(io, faulty([{ ...report, armed: 0, fired: 0 }]))).toEqual([
      '3: io: flush: the fault never fired: inject-error at l2_load (rule 1): its event never came',
    ]);
    expect(failuresOf(io, faulty([{ ...report, armed: 2, fired: 0 }]))).toEqual([
      '3: io: flush: the fault never fired: inject-error at l2_load (rule 1): ' +
        'armed 2 times, met no I/O',
    ]);
    expect(failuresOf(io, faulty([]))).toEqual(['3: io: flush: no fault rule was ever opened']);
  });

  test('a fault whose event never came tells which did, the most alike first', () => {
    const came = ['write_aio', 'flush_to_os', 'l2_update', 'pwritev', 'pwritev_done', 'none', 'x'];
    expect(failuresOf(io, faulty([{ ...report, armed: 0, fired: 0, came }]))).toEqual([
      '3: io: flush: the fault never fired: inject-error at l2_load (rule 1): its event never ' +
        'came; what came: l2_update, write_aio, flush_to_os, pwritev, pwritev_done, none ' +
        'and 1 more',
    ]);
  });

  test('a state that is never set is told before the fault that waits for it', () => {
    const fault = { ...report, armed: 0, fired: 0, came: ['l2_load'] };
    const state = { ...report, action: 'set-state', event: 'l1_update', where: 'rule 2' };
    const reports = [fault, { ...state, armed: 0, fired: 0, came: ['l2_load'] }];
    expect(failuresOf(io, faulty(reports))).toEqual([
      '3: io: flush: the state was never set: set-state at l1_update (rule 2): its event never ' +
        'came; what came: l2_load',
      '3: io: flush: the fault never fired: inject-error at l2_load (rule 1): its event came in ' +
        'another state only',
    ]);
  });

  test('unless the step allows it, or the engine cannot tell', () => {
    const unfired = [{ ...report, armed: 0, fired: 0 }];
    expect(failuresOf(`${io}    may-not-fire: on\n`, faulty(unfired))).toEqual([]);
    expect(failuresOf(io, new FakeEngine('qemu'))).toEqual([]);
  });
});

describe('a crash', () => {
  const testCase = load('steps:\n  - echo: before\n  - check\n  - echo: behind\n');

  test('ends the case in its step, and what was printed before is kept', () => {
    const engine = new FakeEngine();
    engine.answer = () => {
      throw new Error('a page is nowhere');
    };
    const run = runCase(testCase, engine, []);
    expect(run.crash).toMatchObject({ line: 4, title: 'check' });
    expect(run.crash?.message).toContain('a page is nowhere');
    expect(transcriptOf(run)).toBe('QA output created by 601\nbefore\n');
    const golden = { text: transcriptOf(run) };
    const judged = judge(testCase, run, { golden, milliseconds: 1 });
    expect(judged).toMatchObject({ verdict: 'crashed' });
  });

  test('is also when no time is left', () => {
    const engine = new FakeEngine();
    engine.answer = () => {
      throw new EngineStopped('no time left');
    };
    expect(runCase(testCase, engine, []).crash?.message).toBe('no time left');
  });
});

describe('a case that ends early', () => {
  const testCase = load(`steps:
  - echo: one
  - io: flush
  - stat: { expect: 512 }
  - echo: two
`);
  const run = (golden: string, size: number) => {
    const engine = new FakeEngine();
    engine.files.set('t.qcow2', new Uint8Array(size));
    return runCase(testCase, engine, [], golden, true);
  };
  const whole = 'QA output created by 601\none\nsize=512 (expected 512)\ntwo\n*** done\n';

  test('comes to its end where everything is as expected', () => {
    const result = run(whole, 512);
    expect(result.crash).toBeUndefined();
    expect(transcriptOf(result)).toBe(whole);
  });

  test('crashes at the first step whose text the golden does not have', () => {
    const result = run(whole.replace('size=512', 'size=1024'), 512);
    expect(result.crash).toMatchObject({ line: 5, title: 'stat' });
    expect(result.outputs).toHaveLength(4);
  });

  test('crashes at the first expectation that breaks, even where the golden has its text', () => {
    const result = run(whole.replace('size=512', 'size=1024'), 1024);
    expect(result.crash?.message).toContain('t.qcow2 has 1024 bytes, expected 512');
    const golden = { text: undefined };
    expect(judge(testCase, result, { golden, milliseconds: 0 }).verdict).toBe('crashed');
  });
});

describe('a step that varies under QEMU', () => {
  const testCase = load(`steps:
  - matrix: { n: [1, 2] }
    steps:
      - echo: '$n:'
      - check: {}
        qemu-varies: leaked-clusters
`);
  const answers = (texts: string) => (_command: string, count: number) =>
    `${texts[(count - 1) % texts.length]}\n`;

  const run = (texts: string, golden?: string) => {
    const engine = new FakeEngine('qemu');
    engine.answer = answers(texts);
    const result = runCase(testCase, engine, [], golden);
    const counts = result.variations.map((variation) => variation.counts);
    return { counts, transcript: transcriptOf(result), engine };
  };
  const transcript = (first: string, second: string) =>
    `QA output created by 601\n1:\n${first}\n2:\n${second}\n*** done\n`;

  test('is settled by three equal runs that give what is expected', () => {
    const { counts, engine } = run('a', transcript('a', 'a'));
    expect(counts).toEqual([[3], [3]]);
    expect(engine.restored).toBe(4);
  });

  test('runs twenty times where runs differ, and the most frequent result counts', () => {
    const one = run('aba', transcript('a', 'a'));
    expect(one.counts).toEqual([
      [13, 7],
      [14, 6],
    ]);
    expect(one.transcript).toBe(transcript('a', 'a'));
    expect(run('aba', transcript('b', 'b')).transcript).toBe(transcript('a', 'a'));
  });

  test('runs twenty times where all agree on something else, or nothing is expected', () => {
    // Behind a difference the next combination is compared with its own lines.
    expect(run('a', transcript('b', 'a')).counts).toEqual([[20], [3]]);
    expect(run('a').counts).toEqual([[20], [20]]);
  });

  test('gives the expected result where another is as frequent', () => {
    expect(run('ab', transcript('b', 'a')).transcript).toBe(transcript('b', 'a'));
    expect(run('ab', transcript('b', 'a')).counts).toEqual([
      [10, 10],
      [10, 10],
    ]);
  });

  test('runs once on the native engine', () => {
    const engine = new FakeEngine('native');
    engine.answer = answers('ab');
    expect(transcriptOf(runCase(testCase, engine, []))).toContain('1:\na\n2:\nb\n');
    expect(engine.commands).toHaveLength(2);
  });
});

test('files can be written and removed; traces and hidden output', () => {
  const engine = new FakeEngine();
  engine.answer = () => 'said';
  const testCase = load(`engines: [native]
reason: traces
steps:
  - write-file: { name: a.txt, text: "x\\n" }
  - write-file: { name: b.txt, text: y }
  - remove: b.txt
  - io: flush
    output: hidden
  - trace
`);
  const run = runCase(testCase, engine, []);
  expect([...engine.files.keys()]).toEqual(['a.txt']);
  expect(text(engine.files.get('a.txt'))).toBe('x\n');
  expect(transcriptOf(run)).toBe('QA output created by 601\nwrite 0 512\nflush\n*** done\n');
});

test('an image that no reader takes is a broken promise, not a crash', () => {
  const engine = new FakeEngine();
  engine.files.set('t.qcow2', new Uint8Array(1024));
  const run = runCase(load('steps: [layout]\n'), engine, []);
  expect(run.crash).toBeUndefined();
  expect(run.failures[0]?.message).toBe('Image is not in qcow2 format');
});

test('cases that do not fit the request are not run, with a reason', () => {
  const testCase = load(`engines: [native]
reason: a quota
requires: [compat=1.1]
unsupported: [refcount_bits, cluster_size=512]
steps: [check]
`);
  expect(reasonNotToRun(testCase, engineNamed('qemu'), [])).toBe('native only: a quota');
  expect(reasonNotToRun(testCase, engineNamed('native'), [])).toBe(
    'needs --image-option compat=1.1',
  );
  const compat = ['compat', '1.1'] as const;
  expect(reasonNotToRun(testCase, engineNamed('native'), [compat])).toBeUndefined();
  expect(reasonNotToRun(testCase, engineNamed('native'), [compat, ['refcount_bits', '8']])).toBe(
    'not made for refcount_bits',
  );
  expect(
    reasonNotToRun(testCase, engineNamed('native'), [compat, ['cluster_size', '1k']]),
  ).toBeUndefined();
});

test('a transcript is judged by its golden', () => {
  const testCase = load('steps: [{ echo: a }]\n');
  const run = runCase(testCase, new FakeEngine(), []);
  const verdict = (text: string | undefined) => {
    const result = judge(testCase, run, { golden: { text }, milliseconds: 1 });
    return [result.verdict, goldenState(result)];
  };
  expect(verdict(transcriptOf(run))).toEqual(['passed', 'equal']);
  expect(verdict('other')).toEqual(['failed', 'different']);
  expect(verdict(undefined)).toEqual(['failed', 'missing']);
});
