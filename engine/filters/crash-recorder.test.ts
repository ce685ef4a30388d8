// What a crash leaves, against the rules spelled out change by change; contents against plain
// arrays.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BlockNode, NO_FLAGS, READ_WRITE } from '../block/node.ts';
import { flush, write } from '../block/request.ts';
import { MemoryFile } from '../storage/memory-file.ts';
import { PagedBytes } from '../storage/paged-bytes.ts';
import type { Task } from '../task/task.ts';
import { outcomeOf, RecordingNode } from '../testing/recording-node.ts';
import {
  CrashRecorder,
  landedInOrder,
  mustPrecede,
  type RecordedChange,
  replay,
} from './crash-recorder.ts';
import { FailNth } from './fail-nth.ts';

const SIZE = 3000;
const NAMES = ['a', 'b'];

type Step = {
  readonly file: number;
  readonly kind: 'write' | 'zero' | 'unmap' | 'discard' | 'truncate' | 'flush';
  readonly offset: number;
  readonly length: number;
  readonly value: number;
  /** Steps later that it ends; it is in flight until then. */
  readonly lasts: number;
};

const step: fc.Arbitrary<Step> = fc.record({
  file: fc.nat(1),
  kind: fc.constantFrom('write', 'write', 'zero', 'unmap', 'discard', 'truncate', 'flush'),
  offset: fc.nat(SIZE),
  length: fc.integer({ min: 1, max: 700 }),
  value: fc.integer({ min: 1, max: 255 }),
  lasts: fc.nat(3),
});

function taskOf(node: BlockNode, { kind, offset, length, value }: Step): Task<void> {
  switch (kind) {
    case 'write':
      return node.doWrite(offset, new Uint8Array(length).fill(value), NO_FLAGS);
    case 'zero':
      return node.doWriteZeroes(offset, length, NO_FLAGS);
    case 'unmap':
      return node.doWriteZeroes(offset, length, { ...NO_FLAGS, mayUnmap: true });
    case 'discard':
      return node.doDiscard(offset, length);
    case 'truncate':
      return node.doTruncate(offset, { preallocation: 'off', mustReadZero: false, isExact: false });
    case 'flush':
      return node.doFlushToDisk();
  }
}

/** What a test itself notes of one request: moments of its issue and its end. */
interface Noted {
  readonly step: Step;
  readonly issuedAt: number;
  endedAt: number;
}

/** Runs the steps on two files, several in flight at a time. */
function recorded(steps: readonly Step[]) {
  const recorder = new CrashRecorder();
  const bytes = NAMES.map(() => new PagedBytes());
  bytes.forEach((file) => file.write(0, new Uint8Array(SIZE).fill(9)));
  const files = NAMES.map((name, index) =>
    recorder.wrap(new MemoryFile(name, READ_WRITE, bytes[index] as PagedBytes)),
  );
  const noted: Noted[] = [];
  const inFlight: { task: Task<void>; end: number; note: Noted }[] = [];
  let moment = 0;
  const endThose = (now: number): void => {
    for (const { task, note } of inFlight.filter(({ end }) => end === now)) {
      expect(task.next().done).toBe(true);
      note.endedAt = moment;
      moment += 1;
    }
  };
  for (const [now, one] of steps.entries()) {
    const task = taskOf(files[one.file] as BlockNode, one);
    expect(task.next().done).toBe(false);
    const note = { step: one, issuedAt: moment, endedAt: Infinity };
    noted.push(note);
    moment += 1;
    inFlight.push({ task, end: now + one.lasts, note });
    endThose(now);
  }
  return { recorder, bytes, noted };
}

/** Rule 3, one change at a time. */
function isSafe(noted: readonly Noted[], change: Noted, moment: number): boolean {
  return noted.some(
    ({ step: { kind, file }, issuedAt, endedAt }) =>
      kind === 'flush' &&
      file === change.step.file &&
      issuedAt > change.endedAt &&
      endedAt < moment,
  );
}

/** A file as an array, with one change more. */
function applied(before: readonly number[], { kind, offset, length, value }: Step): number[] {
  if (kind === 'truncate') {
    return [
      ...before.slice(0, offset),
      ...Array<number>(Math.max(0, offset - before.length)).fill(0),
    ];
  }
  const extendsFile = kind === 'write' || kind === 'zero';
  const end = extendsFile ? Math.max(before.length, offset + length) : before.length;
  return Array.from({ length: end }, (_none, at) => {
    const isHit = at >= offset && at < offset + length;
    return isHit ? (kind === 'write' ? value : 0) : (before[at] ?? 0);
  });
}

const contentOf = (file: PagedBytes): number[] => {
  const target = new Uint8Array(file.length);
  file.read(0, target);
  return [...target];
};

test('any moment: what is certain, and what is in files with any part of the rest', () => {
  const input = fc.tuple(
    fc.array(step, { maxLength: 14 }),
    fc.nat(),
    fc.infiniteStream(fc.boolean()),
  );
  fc.assert(
    fc.property(input, ([steps, point, coins]) => {
      const { recorder, noted } = recorded(steps);
      const moment = point % (recorder.lastMoment + 1);
      const changes = noted.filter(({ step: { kind } }) => kind !== 'flush');
      const issued = changes.filter(({ issuedAt }) => issuedAt < moment);
      const numbers = (all: readonly RecordedChange[]) => all.map(({ number }) => number);
      const numbersOf = (some: readonly Noted[]) => some.map((one) => changes.indexOf(one));
      const safe = numbersOf(issued.filter((change) => isSafe(noted, change, moment)));
      const ended = numbersOf(issued.filter(({ endedAt }) => endedAt < moment));
      const power = recorder.crashAt(moment, 'power');
      expect(numbers(power.certain)).toEqual(safe);
      expect(power.certain.length + power.pending.length).toBe(issued.length);
      expect(numbers(recorder.crashAt(moment, 'process').certain)).toEqual(ended);

      const kept = power.pending.filter(() => coins.next().value);
      const files = NAMES.map(() => new PagedBytes());
      files.forEach((file) => file.write(0, new Uint8Array(SIZE).fill(9)));
      replay(
        landedInOrder(
          power,
          kept.map((change) => ({ change })),
        ),
        (name) => files[NAMES.indexOf(name)] as PagedBytes,
      );
      const model = NAMES.map(() => Array<number>(SIZE).fill(9));
      const landed = [...safe, ...numbers(kept)].sort((a, b) => a - b);
      for (const number of landed) {
        const one = (changes[number] as Noted).step;
        model[one.file] = applied(model[one.file] as number[], one);
      }
      expect(files.map(contentOf)).toEqual(model);
    }),
  );
});

test('with everything that was issued the files are as they are', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const { recorder, bytes } = recorded(steps);
      const crash = recorder.crashAt(recorder.lastMoment, 'process');
      const files = NAMES.map(() => new PagedBytes());
      files.forEach((file) => file.write(0, new Uint8Array(SIZE).fill(9)));
      const all = landedInOrder(
        crash,
        crash.pending.map((change) => ({ change })),
      );
      replay(all, (name) => files[NAMES.indexOf(name)] as PagedBytes);
      expect(files.map(contentOf)).toEqual(bytes.map(contentOf));
    }),
  );
});

test('one walk counts what is pending at every moment', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
      const { recorder } = recorded(steps);
      for (const cause of ['process', 'power'] as const) {
        const each = Array.from({ length: recorder.lastMoment + 1 }, (_none, moment) =>
          recorder.crashAt(moment, cause),
        );
        expect(recorder.pendingCounts(cause)).toEqual(each.map(({ pending }) => pending.length));
      }
    }),
  );
});

test('a recording that is brought back goes on as if nothing had come between', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 8 }), fc.array(step, { maxLength: 8 }), (one, two) => {
      const { recorder } = recorded(one);
      const file = recorder.wrap(new MemoryFile('a', READ_WRITE));
      const run = () => two.forEach((given) => outcomeOf(taskOf(file, given)));
      const saved = recorder.save();
      run();
      const states = () =>
        Array.from({ length: recorder.lastMoment + 1 }, (_none, at) =>
          recorder.crashAt(at, 'power'),
        );
      const first = states();
      recorder.restore(saved);
      run();
      expect(states()).toEqual(first);
    }),
  );
});

describe('one write and one flush', () => {
  const node = () => {
    const recorder = new CrashRecorder();
    return { recorder, file: recorder.wrap(new MemoryFile('a', READ_WRITE)) };
  };

  test('a flush that was issued before the end of a write does not cover it', () => {
    const { recorder, file } = node();
    const writing = file.doWrite(0, new Uint8Array(4), NO_FLAGS);
    const flushing = file.doFlushToDisk();
    writing.next();
    flushing.next();
    writing.next();
    flushing.next();
    expect(recorder.crashAt(recorder.lastMoment, 'power')).toMatchObject({
      certain: [],
      pending: [{ number: 0 }],
    });
    outcomeOf(file.doFlushToDisk());
    expect(recorder.crashAt(recorder.lastMoment, 'power').pending).toEqual([]);
  });

  test('what fails below stays pending for good, and a flush that fails covers nothing', () => {
    const recorder = new CrashRecorder();
    const failures = new FailNth({ at: 1, kinds: ['write'], written: 2 });
    const file = recorder.wrap(failures.wrap(new MemoryFile('a', READ_WRITE)));
    expect(outcomeOf(write(file, 0, new Uint8Array(4)))).toBe(5);
    expect(outcomeOf(write(file, 8, new Uint8Array(4)))).toBe('ok');
    failures.arm({ at: 1, kinds: ['flush'] });
    expect(outcomeOf(file.doFlushToDisk())).toBe(5);
    expect(recorder.crashAt(recorder.lastMoment, 'power').pending).toHaveLength(2);
    expect(outcomeOf(flush(file))).toBe('ok');
    const { certain, pending } = recorder.crashAt(recorder.lastMoment, 'power');
    expect([certain, pending].map((some) => some.map(({ offset }) => offset))).toEqual([[8], [0]]);
  });

  test('a write with FUA covers itself where the device honours that', () => {
    const recorder = new CrashRecorder();
    const inner = new RecordingNode(SIZE);
    inner.honoursFua = true;
    const file = recorder.wrap(inner);
    outcomeOf(file.doWrite(0, new Uint8Array(4), NO_FLAGS));
    outcomeOf(file.doWrite(8, new Uint8Array(4), { ...NO_FLAGS, fua: true }));
    const { certain } = recorder.crashAt(recorder.lastMoment, 'power');
    expect(certain.map(({ offset }) => offset)).toEqual([8]);
  });

  test('of a torn write the parts land that are named', () => {
    const { recorder, file } = node();
    outcomeOf(file.doWrite(0, new Uint8Array(8).fill(7), NO_FLAGS));
    const [change] = recorder.crashAt(recorder.lastMoment, 'power').pending;
    const target = new PagedBytes();
    replay(
      [
        {
          change: change as RecordedChange,
          parts: [
            [0, 2],
            [5, 6],
          ],
        },
      ],
      () => target,
    );
    expect(contentOf(target)).toEqual([7, 7, 0, 0, 0, 7]);
  });

  test('one that ended before the other was issued lands first', () => {
    const { recorder, file } = node();
    const [a, b, c] = [1, 2, 3].map((value) =>
      file.doWrite(0, new Uint8Array(4).fill(value), NO_FLAGS),
    ) as [Task<void>, Task<void>, Task<void>];
    a.next();
    b.next();
    a.next();
    c.next();
    const { pending } = recorder.crashAt(recorder.lastMoment, 'power');
    const [first, second, third] = pending as [RecordedChange, RecordedChange, RecordedChange];
    expect([mustPrecede(first, second), mustPrecede(first, third)]).toEqual([false, true]);
    expect(mustPrecede(third, first)).toBe(false);
  });
});

test('goes back to what it saw by a mark, and forward again', () => {
  const recorder = new CrashRecorder();
  const file = recorder.wrap(new MemoryFile('a', READ_WRITE));
  const offsets = (): readonly number[] =>
    recorder.crashAt(recorder.lastMoment, 'power').pending.map(({ offset }) => offset);
  const writeAt = (offset: number): void => {
    outcomeOf(file.doWrite(offset, new Uint8Array(1), NO_FLAGS));
  };
  writeAt(0);
  const early = recorder.save();
  writeAt(1);
  const late = recorder.save();
  recorder.restore(early);
  writeAt(2);
  expect(offsets()).toEqual([0, 2]);
  recorder.restore(late);
  expect(offsets()).toEqual([0, 1]);
  writeAt(3);
  recorder.restore(late);
  expect(offsets()).toEqual([0, 1]);
});

test('counts for a case what it saw', () => {
  const layer = new CrashRecorder();
  const file = layer.wrap(new MemoryFile('a', READ_WRITE));
  expect(layer.report().unmet).toBe('the crash recorder met no change of any file');
  outcomeOf(write(file, 0, new Uint8Array(512)));
  outcomeOf(flush(file));
  outcomeOf(write(file, 0, new Uint8Array(512)));
  outcomeOf(file.doDiscard(0, 512));
  expect(layer.report()).toEqual({
    lines: [
      'crash-recorder: 2 writes, 1 zero writes and discards, 0 truncations, 1 flushes; ' +
        '2 would not survive a loss of power',
    ],
    unmet: undefined,
  });
});
