// The two worlds that every fuzz compares: our own engine, and the real tools in a scratch folder.
import { existsSync, rmSync } from 'node:fs';
import { behaviourOf } from '../../../engine/index.ts';
import { ChildEngine, type ChildLimits, type ChildLine, Peaks } from '../../engines/child.ts';
import { NativeEngine } from '../../engines/native.ts';
import { findTools, QemuEngine } from '../../engines/qemu-tools.ts';
import { makeScratch } from '../../host/environment.ts';

/** Makes engines, each with no files yet; who asks for one closes it. */
export interface Worlds {
  /** Our engine in this process, with the behaviour of the tools' version where that is known. */
  readonly native: () => NativeEngine;
  /** Our engine in a process of its own, for images that may cost any time or memory. */
  readonly child: (lines: readonly ChildLine[], limits: ChildLimits) => ChildEngine;
  /** The real tools; so many seconds from now on they are stopped. */
  readonly real: (seconds: number) => QemuEngine;
  /** What the processes of `child` took at most. */
  readonly peaks: Peaks;
  /** Version of the real tools, as '7.2.22'. */
  readonly version: string;
  /** Removes the scratch folder. */
  close(): void;
}

/**
 * Finds the real tools and makes a scratch folder. Throws ToolsError where they cannot be used.
 *
 * The folder lies in memory where the host has such a place: whether an image counts as
 * preallocated depends on the blocks that its file takes, and disk file systems add their own.
 */
export function openWorlds(): Worlds {
  if (existsSync('/dev/shm')) process.env['BLKDRILL_TMPDIR'] ??= '/dev/shm';
  const tools = findTools(process.env['PATH'] ?? '');
  const scratch = makeScratch();
  const behaviour = behaviourOf(tools.version);
  const peaks = new Peaks();
  return {
    native: () => new NativeEngine({ behaviour, keepsTrace: false }),
    child: (lines, limits) => new ChildEngine({ scratch, behaviour, lines, limits, peaks }),
    real: (seconds) => new QemuEngine({ tools, scratch, deadline: Date.now() + seconds * 1000 }),
    peaks,
    version: tools.version,
    close: () => rmSync(scratch, { recursive: true, force: true }),
  };
}
