// Files of soaks in a folder of their own, for tests.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { headerLine, resultLine, type SoakHeader, type SoakResult } from './record.ts';

export const HEADER: SoakHeader = {
  ...{ version: '1.2.3', seed: 7, shard: 1, shards: 1 },
  ...{ distinct: 3, work: 500 },
};

/** A folder that is gone when the test has finished. */
export function soakFolder(): {
  readonly at: (name: string) => string;
  readonly put: (name: string, text: string) => string;
  readonly get: (name: string) => string;
} {
  const folder = mkdtempSync(join(tmpdir(), 'blkdrill-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const at = (name: string): string => join(folder, name);
  const put = (name: string, text: string): string => {
    writeFileSync(at(name), text);
    return at(name);
  };
  return { at, put, get: (name) => readFileSync(at(name), 'utf8') };
}

/** A result without findings. */
export const plainResult = (subject: number): SoakResult => ({
  ...{ subject, case: `r${100 + subject}`, states: 10, points: 20 },
  ...{ findings: [], lost: [] },
});

/** The text of a file. */
export const soakText = (header: SoakHeader, results: readonly SoakResult[]): string =>
  headerLine(header) + results.map(resultLine).join('');

/** What `act` prints on that stream. */
export function printedOn(stream: 'stdout' | 'stderr', act: () => unknown): string {
  const write = vi.spyOn(process[stream], 'write').mockReturnValue(true);
  try {
    act();
    return write.mock.calls.map(([text]) => text).join('');
  } finally {
    write.mockRestore();
  }
}
