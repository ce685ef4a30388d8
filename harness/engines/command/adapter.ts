// Other engines, as the registry and the command line know them: programs that speak the engine
// protocol, by the name of a configuration or as `command:PROGRAM`.
import { accessSync, constants, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isVariantName } from '../../golden/golden-folder.ts';
import { makeScratch } from '../../host/environment.ts';
import {
  CAPABILITIES,
  type Capability,
  type EngineAdapter,
  type EngineTraits,
  EngineUnavailable,
} from '../engine.ts';
import { findOnPath } from '../find-on-path.ts';
import { CommandEngine } from './command-engine.ts';
import { EngineBroken, EngineProcess } from './engine-process.ts';
import type { Greeting } from './wire.ts';

/** What a name begins with that holds a command line. */
export const COMMAND_PREFIX = 'command:';

/** Program and arguments. */
export type CommandLine = readonly [program: string, ...args: string[]];

/** What only our own engine tells of itself; the rest holds for what it runs in another's place. */
const TOLD_BY_OURS: ReadonlySet<Capability> = new Set(['faults-reported', 'trace']);

const traitsOf = (name: string): EngineTraits => ({
  name,
  capabilities: new Set(CAPABILITIES.filter((capability) => !TOLD_BY_OURS.has(capability))),
  lanes: undefined,
  repeatsVarying: false,
  grace: 5_000,
  standsIn: 'native',
});

/** Plain data: what worlds need of this machine. */
interface Setup {
  readonly argv: CommandLine;
  readonly greeting: Greeting;
  readonly scratch: string;
}

/** Milliseconds that an engine has to greet. */
const GREETING_TIME = 30_000;

/** The words of `command:PROGRAM ARGS`, split at blanks. Throws EngineUnavailable. */
function commandLineOf(name: string): CommandLine {
  if (!name.startsWith(COMMAND_PREFIX)) {
    throw new EngineUnavailable(`there is no engine '${name}'`);
  }
  const words = name.slice(COMMAND_PREFIX.length).split(' ');
  const [program = '', ...args] = words.filter((word) => word !== '');
  if (program === '') throw new EngineUnavailable(`'${COMMAND_PREFIX}' needs a program behind it`);
  return [program, ...args];
}

/** The program as a path, with a slash in it from here on. Throws EngineUnavailable. */
function pathOfProgram(program: string): string {
  if (!program.includes('/')) {
    const found = findOnPath(program, process.env['PATH'] ?? '');
    if (found !== undefined) return found;
    throw new EngineUnavailable(`${program} is not on PATH`);
  }
  const path = resolve(program);
  try {
    accessSync(path, constants.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new EngineUnavailable(`${program} cannot be run (${code})`);
  }
  return path;
}

/** The engine runs in a folder of its own: files that are named from here get their whole path. */
const fromHere = (word: string): string =>
  word.includes('/') && existsSync(word) ? resolve(word) : word;

/**
 * The command line of the engine of that name, its program found; `command` is what a configuration
 * says. Throws EngineUnavailable.
 */
export function findCommand(name: string, command: CommandLine | undefined): CommandLine {
  const [program, ...args] = command ?? commandLineOf(name);
  return [pathOfProgram(program), ...args.map(fromHere)];
}

/** Starts the program for a moment. Throws EngineUnavailable with what is wrong. */
export function greetingOf(argv: CommandLine, scratch: string): Greeting {
  const folder = mkdtempSync(join(scratch, 'greeting-'));
  try {
    const env = { PATH: process.env['PATH'], LC_ALL: 'C', TMPDIR: folder };
    const deadline = Date.now() + GREETING_TIME;
    const engine = new EngineProcess({ argv, folder, scratch: folder, env, deadline });
    engine.close();
    return engine.greeting;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const why = error instanceof EngineBroken ? error.message : `no greeting: ${error.message}`;
    throw new EngineUnavailable(`${argv.join(' ')}: ${why}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** An engine by the name under which it was asked for. */
export const commandAdapter = (name: string): EngineAdapter => ({
  ...traitsOf(name),
  prepare({ command }): Setup {
    const argv = findCommand(name, command);
    const scratch = makeScratch();
    return { argv, greeting: greetingOf(argv, scratch), scratch };
  },
  variantOf: (setup) => {
    const own = name.startsWith(COMMAND_PREFIX) ? (setup as Setup).greeting.name : name;
    return isVariantName(own) ? own : undefined;
  },
  make: ({ setup, deadline }) =>
    new CommandEngine({ ...(setup as Setup), traits: traitsOf(name), deadline }),
});

/** Name and version of an engine that was made ready, as it greets. */
export function greetedAs(setup: unknown): string {
  const { name, version } = (setup as Setup).greeting;
  return `${name} ${version}`;
}

/** The command line of an engine that was made ready. */
export const commandOfSetup = (setup: unknown): CommandLine => (setup as Setup).argv;
