// Which leaks of a run with a fault need not be.
import { expect, test } from 'vitest';
import type { ImageState } from '../oracle/image-state.ts';
import type { Seen } from './expected.ts';
import type { FaultRun } from './fault-run.ts';
import { GuestLog } from '../oracle/guest-log.ts';
import { avoidableLeaks } from './leaks.ts';

const WRITE = { kind: 'write', file: 't', offset: 0, length: 512, errno: 5 } as const;

const run = (given: Partial<FaultRun> = {}): FaultRun => ({
  end: { how: 'ended', status: 1 },
  text: '',
  log: new GuestLog(() => 0),
  reads: [],
  bypassed: new Set(),
  failed: [WRITE],
  failedByRules: 0,
  failedBetween: undefined,
  ...given,
});

const EMPTY = { size: 0, chunks: new Map(), unreadable: new Set<number>(), cutAt: undefined };

const withLeaks = (leaks: number): ImageState & { readonly refused: undefined } => ({
  refused: undefined,
  hasSubclusters: false,
  hasDataFile: false,
  soundness: { isDirty: false, isLazy: false, corruptions: [], leaks },
  disk: EMPTY,
  backing: undefined,
  snapshots: [],
  bitmaps: [],
});

const seen = (before: number, after: number): Seen => ({
  subject: {
    image: 't',
    before: withLeaks(before),
    end: withLeaks(before),
    after: undefined,
    unharmed: undefined,
  },
  state: withLeaks(after),
  fromBefore: { refused: '' },
  fromEnd: undefined,
});

test('what leaks where one write failed is told, with how much it is', () => {
  expect(avoidableLeaks(run(), [seen(1, 1)])).toEqual([]);
  const signatures = (after: number): readonly string[] =>
    avoidableLeaks(run(), [seen(1, after)]).map(({ signature }) => signature);
  expect(signatures(2)).toEqual(['one cluster']);
  expect(signatures(3)).toEqual(['']);
});

test('what counted behind the end of the file is no leak of what makes it grow', () => {
  const one = seen(1, 3);
  const behind = (countedBehind: number): Seen => ({
    ...one,
    subject: { ...one.subject, countedBehind },
  });
  expect(avoidableLeaks(run(), [behind(2)])).toEqual([]);
  expect(avoidableLeaks(run(), [behind(1)])).toHaveLength(1);
});

test('nothing is avoidable where more than one write failed', () => {
  const leak = [seen(0, 1)];
  expect(avoidableLeaks(run({ failed: [WRITE, WRITE] }), leak)).toEqual([]);
  expect(avoidableLeaks(run({ failed: [{ ...WRITE, kind: 'flush' }] }), leak)).toEqual([]);
  expect(avoidableLeaks(run({ failedByRules: 1 }), leak)).toEqual([]);
  expect(avoidableLeaks(run({ failedBetween: 3 }), leak)).toEqual([]);
  const text = 'qcow2_free_clusters failed: Input/output error\n';
  expect(avoidableLeaks(run({ text }), leak)).toEqual([]);
});

test('nothing is avoidable where a program was ended with its images open', () => {
  const why = 'a request waits for one that is stopped at a breakpoint: nothing can run';
  expect(avoidableLeaks(run({ text: `qemu-io: ${why}\n` }), [seen(0, 1)])).toEqual([]);
});
