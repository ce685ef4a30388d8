// Flaws that show where I/O fails are known by what failed, and what is broken.
import { expect, test } from 'vitest';
import { flawOf } from './known-flaws.ts';
import { type FailedIo, type Failure, NO_FACTS } from './known-flaw.ts';
import type { Violation } from './judge.ts';

const unreadable = (block: number): Violation => ({
  ...{ promise: 'readable', image: 'TEST_DIR/t.qcow2', block },
  ...{ detail: `guest block 0x${(block * 512).toString(16)} cannot be read`, signature: '' },
});

test('compressed data that a write elsewhere dropped is known where refcounts were kept', () => {
  const facts = [{ ...NO_FACTS, isDropped: true }];
  const count: FailedIo = {
    ...{ kind: 'write', offset: 0, event: 'refblock_update_part', after: undefined },
  };
  const argv = ['-f', 'qcow2', '-c', 'write 0 512', '-c', 'write 4k 512', 'TEST_DIR/t.qcow2'];
  const failed = [count, count];
  const lost: Failure = {
    ...{ command: 'io', argv, cause: 'fault', violations: [unreadable(0)], failed, facts },
  };
  expect(flawOf(lost)?.case).toBe(760);
  expect(flawOf({ ...lost, facts: [NO_FACTS] })).toBeUndefined();
  expect(flawOf({ ...lost, failed: [count] })).toBeUndefined();
  expect(flawOf({ ...lost, failed: [{ ...count, event: 'write_aio' }, count] })).toBeUndefined();
  expect(flawOf({ ...lost, violations: [unreadable(1)] })).toBeUndefined();
  const partly = argv.with(3, 'write 256 512');
  expect(flawOf({ ...lost, argv: partly, violations: [unreadable(1)] })?.case).toBe(760);
  expect(flawOf({ ...lost, argv: partly, violations: [unreadable(2)] })).toBeUndefined();
  // Of a cluster that is known all of the data is lost.
  const known = [{ ...NO_FACTS, isDropped: true, dropped: [0, 4096] as const }];
  const beside: Violation = {
    ...{ promise: 'untouched', image: 'TEST_DIR/t.qcow2', block: 2, signature: '' },
    detail: 'guest block 0x400 reads zeroes, was 0x55',
  };
  expect(flawOf({ ...lost, facts: known, violations: [beside] })?.case).toBe(760);
  const far = [{ ...NO_FACTS, isDropped: true, dropped: [8192, 12_288] as const }];
  expect(flawOf({ ...lost, facts: far, violations: [{ ...beside, block: 17 }] })).toBeUndefined();
});

test('snapshots that a failed repair has lost are known where it could not read', () => {
  const gone: Violation = {
    ...{ promise: 'snapshot', image: 'TEST_DIR/t.qcow2', block: undefined },
    ...{ detail: "snapshot 'one' is gone", signature: 'gone' },
  };
  const read: FailedIo = { kind: 'read', offset: 0, event: undefined, after: undefined };
  const by = (words: string, failed: readonly FailedIo[]): number | undefined =>
    flawOf({ command: 'check', argv: words.split(' '), cause: 'fault', violations: [gone], failed })
      ?.case;
  expect(by('check -r all TEST_DIR/t.qcow2', [read])).toBe(738);
  expect(by('check TEST_DIR/t.qcow2', [read])).toBeUndefined();
  expect(by('check -r all TEST_DIR/t.qcow2', [{ ...read, kind: 'flush' }])).toBeUndefined();
  expect(by('check -r all TEST_DIR/t.qcow2', [{ ...read, event: 'l2_load' }])).toBeUndefined();
});

test('a bitmap directory that was freed and written over is known where its flush failed', () => {
  const header = { kind: 'write', offset: 0, event: undefined } as const;
  const failed: readonly FailedIo[] = [
    { kind: 'flush', offset: 0, event: undefined, after: header },
  ];
  const refused = (signature: string): Violation => ({
    ...{ promise: 'opens', image: 'TEST_DIR/t.qcow2', block: undefined },
    ...{ detail: signature, signature },
  });
  const lost = (signature: string, command = 'bitmap'): Failure => ({
    ...{ command, argv: [command, 'TEST_DIR/t.qcow2'], cause: 'fault' },
    ...{ violations: [refused(signature)], failed },
  });
  const garbage = "Bitmap '' doesn't satisfy the constraints";
  expect(flawOf(lost(garbage))?.case).toBe(623);
  expect(flawOf(lost('Input/output error'))).toBeUndefined();
  expect(flawOf({ ...lost(garbage), failed: [] })).toBeUndefined();
});

test('what a write was about to overwrite is known to be zeroes, also within a block', () => {
  const image = 'TEST_DIR/t.qcow2';
  const detail = (words: string) => `guest block 0x0 reads ${words}, may hold 0xe2`;
  const ends = 'mixed bytes (0xe2e2e2e2..., from byte 100 on 0x00000000...)';
  const begins = 'mixed bytes (0x00000000..., from byte 100 on 0xe2e2e2e2...)';
  const by = (command: string, words: string, signature = 'subclusters'): number | undefined => {
    const written = { promise: 'written', image, block: 0, signature } as const;
    const argv = ['-f', 'qcow2', '-c', command, image];
    const violations = [{ ...written, detail: detail(words) }];
    return flawOf({ command: 'io', argv, cause: 'fault', violations })?.case;
  };
  expect(by('write -P 1 0 4k', 'zeroes')).toBe(590);
  expect(by('write -P 1 100 3584', ends)).toBe(590);
  expect(by('write -P 1 0 100', begins)).toBe(590);
  // What begins and ends between blocks zeroes no part of one.
  expect(by('write -P 1 0 4k', ends)).toBeUndefined();
  expect(by('write -P 1 100 3584', ends, '')).toBeUndefined();
  expect(by('write -z 100 3584', ends)).toBeUndefined();
  expect(by('write -P 1 100 3584', ends.replace('0x00000000', '0x3a3a3a3a'))).toBeUndefined();
});

test('what a bench wrote is lost as well where the zeroes before a write fail', () => {
  const lostBy = (kind: 'write-zeroes' | 'read'): number | undefined =>
    flawOf({
      command: 'bench',
      argv: ['bench', '-w', '-d', '1', 't'],
      cause: 'fault',
      violations: [
        {
          promise: 'written',
          image: 't',
          block: 8,
          detail: 'guest block 0x1000 reads zeroes, may hold 0x7d',
          signature: '',
        },
      ],
      failed: [{ kind, offset: 0, event: 'cluster_alloc_space', after: undefined }],
    })?.case;
  expect(lostBy('write-zeroes')).toBe(650);
  expect(lostBy('read')).toBeUndefined();
});

test('a snapshot that is gone is known where another one could not be deleted', () => {
  const gone: Violation = {
    ...{ promise: 'snapshot', image: 'TEST_DIR/t.qcow2', block: undefined },
    ...{ detail: "snapshot 'two' is gone", signature: 'gone' },
  };
  const read: FailedIo = { kind: 'read', offset: 1024, event: 'cluster_alloc', after: undefined };
  const knownBy = (words: string, failed: readonly FailedIo[]): number | undefined =>
    flawOf({
      ...{ command: 'snapshot', argv: words.split(' '), cause: 'fault' },
      ...{ violations: [gone], failed },
    })?.case;
  expect(knownBy('snapshot -d one t', [read])).toBe(699);
  expect(knownBy('snapshot -d one t', [])).toBeUndefined();
  expect(knownBy('snapshot -c one t', [read])).toBeUndefined();
});

test('bytes beside a write are known of an encrypted disk where they could not be read', () => {
  const beside: Violation = {
    ...{ promise: 'written', image: 'TEST_DIR/t.qcow2', block: 1, signature: '' },
    detail: 'guest block 0x200 reads mixed bytes (0x00...), may hold mixed bytes (0x01...)',
  };
  const read: FailedIo = { kind: 'read', offset: 0, event: 'read_aio', after: undefined };
  const json = 'json:{"driver":"qcow2","encrypt.key-secret":"key","file":{}}';
  const lost: Failure = {
    ...{ command: 'io', argv: ['-c', 'write 1000 1000', json], cause: 'fault' },
    ...{ violations: [beside], failed: [read] },
  };
  expect(flawOf(lost)?.case).toBe(807);
  expect(flawOf({ ...lost, argv: ['-c', 'write 1000 1000', 'TEST_DIR/t.qcow2'] })).toBeUndefined();
  expect(flawOf({ ...lost, argv: ['-c', 'read 1000 1000', json] })).toBeUndefined();
  expect(flawOf({ ...lost, failed: [{ ...read, kind: 'write' }] })).toBeUndefined();
  expect(flawOf({ ...lost, failed: [{ ...read, event: 'cow_read' }] })).toBeUndefined();
  const whole = { ...beside, detail: 'guest block 0x200 reads 0x00, may hold 0x01' };
  expect(flawOf({ ...lost, violations: [whole] })).toBeUndefined();
});
