// The engine 'qemu': finds qemu-img and qemu-io, and tells whether the goldens hold for their
// version.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { makeScratch } from '../host/environment.ts';
import { type EngineAdapter, type EngineTraits, EngineUnavailable } from './engine.ts';
import { ProgramsEngine, type ProgramsOptions, type ToolPaths } from './programs.ts';

/** Where the tools are, looked up once for a whole run. */
export interface QemuTools extends ToolPaths {
  /** '7.2.22' */
  readonly version: string;
}

/** The version whose behaviour the goldens record. */
export const QEMU_VERSION = '7.2';

/** The first program of that name in the folders of `path`. */
export function findOnPath(name: string, path: string): string | undefined {
  for (const folder of path.split(delimiter).filter((part) => part !== '')) {
    const candidate = join(folder, name);
    try {
      accessSync(candidate, constants.X_OK);
      return candidate;
    } catch (error) {
      // Not in this folder, or not to be run: look further.
      if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    }
  }
  return undefined;
}

function requireOnPath(name: string, path: string): string {
  const found = findOnPath(name, path);
  if (found !== undefined) return found;
  throw new EngineUnavailable(
    `${name} is not on PATH: --engine qemu needs QEMU ${QEMU_VERSION}'s tools`,
  );
}

function versionOf(path: string): string {
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  return /version (\d+\.\d+\.\d+)/.exec(stdout ?? '')?.[1] ?? 'unknown';
}

/**
 * Finds qemu-img and qemu-io on `path`. Throws EngineUnavailable when one is missing or they differ
 * in version.
 */
export function findTools(path: string): QemuTools {
  const img = requireOnPath('qemu-img', path);
  const io = requireOnPath('qemu-io', path);
  const version = versionOf(img);
  const other = versionOf(io);
  if (version !== other) {
    throw new EngineUnavailable(`qemu-img is version ${version}, qemu-io is version ${other}`);
  }
  return { img, io, version };
}

/** Whether the goldens hold for these tools. */
export const isRecordedVersion = ({ version }: QemuTools): boolean =>
  version.startsWith(`${QEMU_VERSION}.`);

const toolsHere = (): QemuTools => findTools(process.env['PATH'] ?? '');

/** Plain data: what worlds of the real tools need of this machine. */
interface Setup {
  readonly tools: QemuTools;
  /** Folder in which worlds make theirs. */
  readonly scratch: string;
}

const TRAITS: EngineTraits = {
  name: 'qemu',
  capabilities: new Set(['two-programs']),
  // One case at a time: under load the results of the tools vary.
  lanes: 1,
  repeatsVarying: true,
  grace: 5_000,
};

/** A world of the real tools; close() removes its folder. */
export class QemuEngine extends ProgramsEngine {
  constructor(options: Omit<ProgramsOptions, 'traits'>) {
    super({ ...options, traits: TRAITS });
  }
}

/** The tools found on PATH. */
export const QEMU: EngineAdapter = {
  ...TRAITS,
  prepare({ isUpdate, warn }): Setup {
    const tools = toolsHere();
    if (!isRecordedVersion(tools)) {
      const found = `the tools are version ${tools.version}, the goldens are ${QEMU_VERSION}'s`;
      if (isUpdate || !process.env['BLKDRILL_ANY_QEMU']) {
        const way = 'set BLKDRILL_ANY_QEMU=1 to compare with them all the same';
        throw new EngineUnavailable(`${found}: ${way}`);
      }
      warn(found);
    }
    return { tools, scratch: makeScratch() };
  },
  make: ({ setup, deadline }) =>
    new QemuEngine({ ...(setup as Setup), deadline, guardsNames: true }),
  findPrograms: toolsHere,
};
