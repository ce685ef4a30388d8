// Images of the first version of qcow.
import { expect, test } from 'vitest';
import { openGraph } from '../block/graph.ts';
import { type BlockNode, READ_WRITE } from '../block/node.ts';
import { fileDriver } from '../storage/file-driver.ts';
import { MemoryStorage } from '../storage/memory.ts';
import { Scheduler } from '../task/scheduler.ts';
import { oldQcowDriver } from './old-qcow.ts';
import { rawDriver } from './raw.ts';

test('an image of the first version of qcow is refused, not taken for a raw disk', () => {
  const storage = new MemoryStorage();
  storage.writeBytes('old', Uint8Array.of(0x51, 0x46, 0x49, 0xfb, 0, 0, 0, 1));
  const report = (): void => {};
  const drivers = new Map([fileDriver, rawDriver, oldQcowDriver].map((one) => [one.name, one]));
  const context = { storage, drivers, report, reportBare: report, now: () => 0 };
  const open = (format: string | undefined): BlockNode =>
    new Scheduler().run(openGraph(context, { filename: 'old', format, mode: READ_WRITE }));
  expect(() => open(undefined)).toThrow('blkdrill does not support the format qcow yet');
  expect(open('raw').driver).toBe('raw');
});
