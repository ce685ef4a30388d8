// The engine 'qemu': finds qemu-img and qemu-io, and tells whether the goldens hold for their
// version.
import { spawnSync } from 'node:child_process';
import { makeScratch } from '../host/environment.ts';
import { type LayerOptions, UsageError } from '../../engine/index.ts';
import {
  type Capability,
  type EngineAdapter,
  type EngineRequest,
  type EngineTraits,
  EngineUnavailable,
  type Program,
  type RunResult,
} from './engine.ts';
import { findOnPath } from './find-on-path.ts';
import { FullDevice } from './full-device.ts';
import { reasonForNoLibrary } from './preloaded.ts';
import { makesKeys, QUICK_KEYS } from './quick-keys.ts';
import { sharedLibrary } from './shared-library.ts';
import { type WordsMet, Words } from '../golden/words/table.ts';
import { ProgramsEngine, type ProgramsOptions, type ToolPaths } from './programs.ts';

/** Where the tools are, looked up once for a whole run. */
export interface QemuTools extends ToolPaths {
  /** '7.2.22' */
  readonly version: string;
}

/** The version whose behaviour the goldens record. */
export const QEMU_VERSION = '7.2';

/**
 * Later ones that judge as well: what they word otherwise is known (`golden/words`), and what they
 * do otherwise has goldens of theirs.
 */
export const LATER_VERSIONS: readonly string[] = ['10.0', '11.1'];

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

/** '11.1' of version 11.1.3. */
const releaseOfTools = ({ version }: QemuTools): string =>
  /^\d+\.\d+/.exec(version)?.[0] ?? version;

/** Whether the goldens hold for these tools as they are. */
export const isRecordedVersion = (tools: QemuTools): boolean =>
  releaseOfTools(tools) === QEMU_VERSION;

/** Whether these tools can judge: with words and goldens of theirs, or as they are. */
export const isKnownVersion = (tools: QemuTools): boolean =>
  isRecordedVersion(tools) || LATER_VERSIONS.includes(releaseOfTools(tools));

const toolsHere = (): QemuTools => findTools(process.env['PATH'] ?? '');

/** Plain data: what worlds of the real tools need of this machine. */
export interface Setup {
  readonly tools: QemuTools;
  /** Folder in which worlds make theirs. */
  readonly scratch: string;
}

const TRAITS: EngineTraits = {
  name: 'qemu',
  capabilities: new Set<Capability>(['two-programs', 'quota']),
  // One case at a time: under load the results of the tools vary.
  lanes: 1,
  repeatsVarying: true,
  grace: 5_000,
};

interface QemuMark {
  readonly files: unknown;
  readonly budget: number | undefined;
}

const MAX_TRIES = 20;

/** What a program is started with that makes keys; nothing where no library can be made. */
function quickKeys(scratch: string): Readonly<Record<string, string>> {
  const { path } = sharedLibrary(scratch, 'quick-keys', QUICK_KEYS);
  return path === undefined ? {} : { LD_PRELOAD: path };
}

/** A world of the real tools; close() removes its folder. */
export class QemuEngine extends ProgramsEngine {
  readonly #device: FullDevice;
  readonly #words: Words;
  /** The program that is about to run makes keys. */
  readonly #keys: { areMade: boolean };

  constructor(options: Omit<ProgramsOptions, 'traits'> & { readonly tools: QemuTools }) {
    const device = new FullDevice(options.scratch);
    const keys = { areMade: false };
    const variables = (): Readonly<Record<string, string>> => ({
      ...(keys.areMade && quickKeys(options.scratch)),
      ...device.variables(),
      ...options.variables?.(),
    });
    const knowsWaits = LATER_VERSIONS.includes(releaseOfTools(options.tools));
    super({ ...options, traits: TRAITS, variables, knowsWaits });
    this.#device = device;
    this.#keys = keys;
    this.#words = new Words(options.tools.version);
  }

  /** Throws UsageError for other layers than `quota`. */
  setLayer(name: string, options: LayerOptions | undefined): undefined {
    if (name !== 'quota') throw new UsageError(`there is no fault layer '${name}'`);
    this.#device.budget = options === undefined ? undefined : Number(options['bytes']);
  }

  override snapshot(): QemuMark {
    return { files: super.snapshot(), budget: this.#device.budget };
  }

  override restore(mark: unknown): void {
    const { files, budget } = mark as QemuMark;
    super.restore(files);
    this.#device.budget = budget;
  }

  override close(): void {
    super.close();
    this.#device.close();
  }

  /**
   * Who makes a key measures how fast this machine is, and gives up where the clock stands still
   * for a moment: nothing is left behind then, and it is tried again.
   */
  override run(program: Program, argv: readonly string[]): RunResult {
    this.#keys.areMade = makesKeys(argv);
    for (let left = MAX_TRIES; ; left -= 1) {
      const result = super.run(program, argv);
      if (left > 0 && result.text.includes('Unable to get accurate CPU usage')) continue;
      return { ...result, text: this.#words.toRecorded(result.text) };
    }
  }

  takeWords(): WordsMet {
    return this.#words.takeMet();
  }
}

/** What worlds of these tools need. Throws EngineUnavailable for a version that is not known. */
export function prepareTools(tools: QemuTools, { isUpdate, warn }: EngineRequest): Setup {
  if (!isKnownVersion(tools)) {
    const known = [QEMU_VERSION, ...LATER_VERSIONS].join(', ');
    const found = `the tools are version ${tools.version}, and those known are ${known}`;
    if (isUpdate || !process.env['BLKDRILL_ANY_QEMU']) {
      const way = 'set BLKDRILL_ANY_QEMU=1 to compare with them all the same';
      throw new EngineUnavailable(`${found}: ${way}`);
    }
    warn(found);
  }
  return { tools, scratch: makeScratch() };
}

/** The tools found on PATH. */
export const QEMU: EngineAdapter = {
  ...TRAITS,
  prepare: (request): Setup => prepareTools(toolsHere(), request),
  variantOf: (setup) => {
    const { tools } = setup as Setup;
    return isRecordedVersion(tools) ? undefined : releaseOfTools(tools);
  },
  versionOf: (setup) => `QEMU ${(setup as Setup).tools.version}`,
  lacks: (capability) => (capability === 'quota' ? reasonForNoLibrary() : undefined),
  make: ({ setup, deadline }) =>
    new QemuEngine({ ...(setup as Setup), deadline, guardsNames: true }),
  findPrograms: toolsHere,
};
