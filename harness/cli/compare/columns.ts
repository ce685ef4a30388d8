// Who is compared: engines and readers by the names that a user gives, made ready, or told as not
// run with the reason.
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { findVersion } from '../../build/version.ts';
import { engineMeant, readEngines } from '../../cases/engines-file.ts';
import { KNOWN_READERS, knownReader, type Reader } from '../../compare/readers.ts';
import type { Column } from '../../compare/page.ts';
import { commandOfSetup, greetedAs } from '../../engines/command/adapter.ts';
import { readerTemplate, tellingLine } from '../../engines/command/foreign-reader.ts';
import { EngineUnavailable } from '../../engines/engine.ts';
import { findOnPath } from '../../engines/find-on-path.ts';
import { qemuEngineName } from '../../engines/qemu-folder.ts';
import { DEFAULT_ENGINE, engineNamed, VERSIONED_NAMES } from '../../engines/registry.ts';
import type { EngineChoice } from '../../run/job.ts';

/** An engine that is compared. */
export interface ComparedEngine {
  readonly column: Column;
  /** Undefined: it is not there. */
  readonly choice: EngineChoice | undefined;
  readonly kind: 'native' | 'qemu' | 'served';
  /** Our own engine with the behaviour that is nearest to it. */
  readonly likeness: string;
}

/** A reader that is compared; `reader` undefined: it is not there. */
export interface ComparedReader {
  readonly column: Column;
  readonly reader: Reader | undefined;
}

const kindOf = (name: string): ComparedEngine['kind'] => {
  const { standsIn } = engineNamed(name);
  if (standsIn !== undefined) return 'served';
  return name === DEFAULT_ENGINE || VERSIONED_NAMES.includes(name) ? 'native' : 'qemu';
};

/** 'qemu-7.2' is, where no name of the project, the tools on PATH if they are that version. */
function meant(root: string, name: string): string {
  const found = engineMeant(root, name);
  const [, version] = /^qemu-(\d[\d.]*)$/.exec(found) ?? [];
  if (version === undefined) return found;
  const tool = findOnPath('qemu-img', process.env['PATH'] ?? '');
  return tool === undefined ? 'qemu' : qemuEngineName(dirname(tool), version);
}

/** An engine by its name. Throws RequestError for a broken blkdrill.engines.yaml. */
export function comparedEngine(root: string, name: string): ComparedEngine {
  const engine = meant(root, name);
  const adapter = engineNamed(engine);
  const kind = kindOf(engine);
  try {
    const command = readEngines(root).get(name);
    const setup = adapter.prepare({ isUpdate: false, command, warn: () => {} });
    const own = kind === 'served' ? greetedAs(setup) : `blkdrill ${findVersion() ?? 'unknown'}`;
    const release = kind === 'served' ? undefined : adapter.variantOf?.(setup);
    const as = kind === 'native' && release !== undefined ? `${own} as QEMU ${release}` : own;
    const version = adapter.versionOf?.(setup) ?? as;
    const likeness = VERSIONED_NAMES.find((ours) => ours === `${DEFAULT_ENGINE}@${release}`);
    const choice = { name: engine, setup };
    return { column: { name, version }, choice, kind, likeness: likeness ?? DEFAULT_ENGINE };
  } catch (error) {
    if (!(error instanceof EngineUnavailable)) throw error;
    const column = { name, lacks: error.message };
    return { column, choice: undefined, kind, likeness: DEFAULT_ENGINE };
  }
}

/**
 * A reader by its name: one that is known, an engine of others, or a command line with {image}.
 * Throws RequestError for a broken blkdrill.engines.yaml.
 */
export function comparedReader(root: string, name: string): ComparedReader {
  try {
    if (name.includes('{image}')) {
      const reader: Reader = { name, by: { template: readerTemplate(name) } };
      return { column: { name, version: 'a command line' }, reader };
    }
    const known = knownReader(name);
    if (known !== undefined) return asked(name, known);
  } catch (error) {
    if (!(error instanceof EngineUnavailable)) throw error;
    return { column: { name, lacks: error.message }, reader: undefined };
  }
  const { column, choice, kind } = comparedEngine(root, name);
  if (choice === undefined) return { column, reader: undefined };
  if (kind === 'served') {
    return { column, reader: { name, by: { engine: commandOfSetup(choice.setup) } } };
  }
  const known = Object.keys(KNOWN_READERS).join(', ');
  const lacks = `no reader of that name: there is ${known}, and engines of others`;
  return { column: { name, lacks }, reader: undefined };
}

/** A known reader with the version that it tells, which shows that it is there. */
function asked(name: string, reader: Reader): ComparedReader {
  const [program = '', ...args] = KNOWN_READERS[name]?.version ?? [];
  const options = { encoding: 'utf8', timeout: 30_000 } as const;
  const { stdout, stderr, status, error } = spawnSync(program, args, options);
  if (status !== 0) {
    const lacks = error?.message ?? (tellingLine(stderr) || `exit status ${status}`);
    return { column: { name, lacks }, reader: undefined };
  }
  const told = stdout.split('\n').find((line) => /\d\.\d|\d{8}/.test(line)) ?? name;
  const version = told.replace(/ : Copyright.*/, '').trim();
  return { column: { name, version: version.slice(0, 60) }, reader };
}
