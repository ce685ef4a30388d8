// `blkdrill engine`: which engines there are, what one of them does with each request, and our own
// one as the other side of the protocol.
import { ENGINES_FILE, readEngines, readNamedEngines } from '../cases/engines-file.ts';
import { RequestError } from '../cases/request-error.ts';
import {
  COMMAND_PREFIX,
  type CommandLine,
  findCommand,
  greetingOf,
} from '../engines/command/adapter.ts';
import { CHECKS, type Check } from '../engines/command/checks.ts';
import { EngineBroken } from '../engines/command/engine-process.ts';
import { HandOverFailed } from '../engines/command/image-folder.ts';
import { CheckFailed, CheckLacks, Lab } from '../engines/command/lab.ts';
import { Speaker } from '../engines/command/speak.ts';
import { EngineStopped, EngineUnavailable } from '../engines/engine.ts';
import { ENGINE_NAMES } from '../engines/registry.ts';
import { plural } from '../golden/plural.ts';
import { makeScratch } from '../host/environment.ts';
import { hostWorld, writeAll } from '../host/host-world.ts';
import { didYouMean } from '../shapes/problem.ts';
import type { Request } from './command.ts';
import { oneOf, wholeNumber } from './values.ts';

const ACTIONS = ['list', 'check', 'speak'] as const;

/** Returns the exit status. Rejects with RequestError. */
export async function engine(request: Request, root: string): Promise<number> {
  const [word = '', name, ...more] = request.words;
  const action = oneOf('action', word, ACTIONS);
  if (more.length > 0) throw new RequestError([`'${more[0]}' is one word too many`]);
  if (action === 'check') {
    if (name === undefined) throw new RequestError(["'check' needs the engine that is tried"]);
    const seconds = wholeNumber('deadline', request.last('deadline') ?? '20');
    return await check(commandOf(name, root), seconds);
  }
  if (name !== undefined) throw new RequestError([`'${action}' takes no engine`]);
  if (action === 'list') return list(root);
  const { findVersion } = await import('../build/version.ts');
  return speak(findVersion() ?? 'unknown');
}

/** The command line of an engine. Throws RequestError. */
function commandOf(name: string, root: string): CommandLine {
  const named = readEngines(root);
  try {
    return findCommand(name, named.get(name));
  } catch (error) {
    if (!(error instanceof EngineUnavailable)) throw error;
    if (name.startsWith(COMMAND_PREFIX) || named.has(name)) throw new RequestError([error.message]);
    const hint = didYouMean(name, [...named.keys()]);
    throw new RequestError([`there is no engine '${name}' in ${ENGINES_FILE}${hint}`]);
  }
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);

function list(root: string): number {
  const [native, qemu] = ENGINE_NAMES;
  print(`${native}: our own engine, in this process`);
  print(`${qemu}: the tools found on PATH`);
  for (const [name, one] of readNamedEngines(root)) {
    print(`${name}: ${one.kind === 'command' ? one.command.join(' ') : one.engine}`);
  }
  print(`${COMMAND_PREFIX}PROGRAM: any program that speaks harness/engines/PROTOCOL.md`);
  return 0;
}

/** Tries one engine; the exit status. Rejects with RequestError where it cannot be started. */
async function check(argv: CommandLine, seconds: number): Promise<number> {
  const { colorIsWanted } = await import('../report/color.ts');
  const { default: pc } = await import('picocolors');
  const color = pc.createColors(colorIsWanted());
  const scratch = makeScratch();
  const { name, version, serves } = greetingOrError(argv, scratch);
  print(`${name} ${version} serves ${[...serves].join(', ')}`);
  const sums = { passed: 0, lacking: 0, failed: 0 };
  for (const one of CHECKS) {
    const found = tryOne(one, argv, { scratch, seconds });
    sums[found.kind] += 1;
    const paint = { passed: color.green, lacking: color.yellow, failed: color.red }[found.kind];
    const word = { passed: 'passed', lacking: 'no', failed: 'failed' }[found.kind];
    print(`${paint(word.padEnd(6))}  ${one.name}${found.text === '' ? '' : `: ${found.text}`}`);
  }
  const { passed, lacking, failed } = sums;
  print(`${passed} passed, ${failed} failed, ${plural(lacking, 'thing')} not served`);
  return failed === 0 ? 0 : 1;
}

function greetingOrError(argv: CommandLine, scratch: string): ReturnType<typeof greetingOf> {
  try {
    return greetingOf(argv, scratch);
  } catch (error) {
    if (!(error instanceof EngineUnavailable)) throw error;
    throw new RequestError([error.message]);
  }
}

/** How a check ended. */
interface Found {
  readonly kind: 'passed' | 'lacking' | 'failed';
  readonly text: string;
}

function tryOne(
  one: Check,
  argv: CommandLine,
  { scratch, seconds }: { readonly scratch: string; readonly seconds: number },
): Found {
  const env = { PATH: process.env['PATH'], LC_ALL: 'C', TMPDIR: scratch };
  const lab = new Lab(scratch, { argv, env, deadline: Date.now() + seconds * 1000 });
  try {
    one.run(lab);
    return { kind: 'passed', text: '' };
  } catch (error) {
    // This machine is in the way, not the engine.
    if (error instanceof HandOverFailed) throw new RequestError([error.message]);
    if (error instanceof CheckLacks) return { kind: 'lacking', text: error.message };
    const isTold =
      error instanceof CheckFailed ||
      error instanceof EngineBroken ||
      error instanceof EngineStopped;
    if (!isTold) throw error;
    return { kind: 'failed', text: error.message };
  } finally {
    lab.close();
  }
}

/** Answers standard input until it ends, or `die`. */
function speak(version: string): number {
  const { storage, stdin } = hostWorld();
  const tell = (line: string): void => writeAll(2, Buffer.from(`${line}\n`));
  const speaker = new Speaker(storage, version, tell);
  writeAll(1, Buffer.from(`${speaker.greeting}\n`));
  const readLine = typeof stdin === 'string' ? () => undefined : stdin;
  for (let line = readLine(); line !== undefined; line = readLine()) {
    const answer = speaker.answer(line.replace(/\r?\n$/, ''));
    if (answer === undefined) break;
    writeAll(1, Buffer.from(`${answer}\n`));
  }
  return 0;
}
