// The comparison, with engines of ours in the place of the real tools.
import { expect, test } from 'vitest';
import { type Engine, type Program, pathOf } from '../../engines/engine.ts';
import { NativeEngine } from '../../engines/native.ts';
import { choicesOf } from '../../engines/schedule.ts';
import { compareEngines } from './compare-engines.ts';
import { IMAGE, type RandomCase } from './random-case.ts';

const image = pathOf(IMAGE);
const native = (): Engine => new NativeEngine({ keepsTrace: false });

/** Makes an image and runs `commands`, then checks it. */
const caseOf = (...commands: string[]): RandomCase => {
  const create = ['create', '-f', 'qcow2', '-o', 'cluster_size=1024', image, '1M'];
  const io = ['-f', 'qcow2', ...commands.flatMap((command) => ['-c', command])];
  return {
    faults: undefined,
    lines: [
      { program: 'img', argv: create },
      { program: 'io', argv: [...io, `blkdebug::${image}`] },
      { program: 'img', argv: ['check', '-f', 'qcow2', image] },
    ],
  };
};

/** Two writes whose order shows in the text: the second waits for the lock of the first. */
const meeting = caseOf(
  'break l1_update A',
  'break write_aio B',
  'aio_write 368128 512',
  'sleep 12',
  'aio_write 368640 512',
  'sleep 12',
  'resume A',
  'sleep 12',
  'resume B',
  'sleep 12',
  'aio_flush',
);

/** Engines that take seeds in turn, one for each run. */
const seeded = (...seeds: number[]): (() => Engine) => {
  let next = 0;
  return () => {
    const engine = new NativeEngine({ keepsTrace: false });
    const seed = seeds[next % seeds.length] ?? 0;
    next += 1;
    engine.setChoices(() => choicesOf({ seed }));
    return engine;
  };
};

/** Engines whose runs of qemu-io first do as `before` says of the run, counted from 0. */
const spoilt = (before: (engine: Engine, run: number) => void): (() => Engine) => {
  let runs = 0;
  return () => {
    const engine = new NativeEngine({ keepsTrace: false });
    const run = runs;
    runs += 1;
    const plain = engine.run.bind(engine);
    engine.run = (program: Program, argv: readonly string[]) => {
      const result = plain(program, argv);
      if (program === 'io') before(engine, run);
      return result;
    };
    return engine;
  };
};

/** A seed under which the meeting writes end in the other order. */
const otherSeed = Array.from({ length: 64 }, (_none, seed) => seed).find(
  (seed) => compareEngines(meeting, native, seeded(seed), false).kind !== 'equal',
);

test('the same engine on both sides is equal', () => {
  expect(compareEngines(meeting, native, native, true)).toEqual({ kind: 'equal' });
});

test('where requests meet, a stable difference may be matched by a schedule', () => {
  const result = compareEngines(meeting, native, seeded(otherSeed ?? 0), true);
  expect(result).toMatchObject({ kind: 'matched', varies: false });
});

test('elsewhere a stable difference counts', () => {
  const result = compareEngines(meeting, native, seeded(otherSeed ?? 0), false);
  expect(result).toMatchObject({ kind: 'different' });
});

test('where no schedule matches, real runs that vary may still look alike', () => {
  const real = spoilt((engine, run) => {
    const bytes = engine.readFile(IMAGE);
    const at = bytes.length - 1;
    bytes[at] = (bytes[at] ?? 0) + 1 + run;
    engine.writeFile(IMAGE, bytes);
  });
  // The last cluster is free again: nobody looks at what is in it.
  const randomCase = caseOf('write 0 512', 'discard 0 1024');
  expect(compareEngines(randomCase, native, real, false).kind).toBe('varies');
});

test('real runs that vary do not excuse another guest content', () => {
  const real = spoilt((engine, run) => {
    engine.run('img', ['resize', '-q', '-f', 'qcow2', image, `${1025 + run}K`]);
  });
  expect(compareEngines(caseOf('write 0 512'), native, real, true).kind).toBe('different');
});
