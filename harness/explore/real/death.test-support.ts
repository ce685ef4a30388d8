// Runs on both engines, ended after each change of files: what lies in the files then, and what the
// tools read from them.
import { type Change, CrashRecorder, type Landed } from '../../../engine/index.ts';
import { buildState } from '../../crashes/build-state.ts';
import { type Engine, pathOf, type Program } from '../../engines/engine.ts';
import { NativeEngine } from '../../engines/native.ts';
import type { DyingTools } from '../../engines/dying-tools.ts';

/** One process: `img commit t.qcow2`, or `io t.qcow2: discard 0 64k`, `raw t.qcow2: read 0 4`. */
export type Line = string;

/** A process that is ended, what comes before it, and what is looked at after its death. */
export interface Scene {
  readonly before: readonly Line[];
  readonly ended: Line;
  /** Bytes that land of the change that comes too late, where it is a write; absent: none. */
  readonly torn?: number;
  /** Run on the remains, one after the other. */
  readonly looks: readonly Line[];
}

/** What a death left: each file as it is, and what the looks printed. */
export interface Remains {
  readonly files: Readonly<Record<string, Buffer>>;
  readonly looks: readonly string[];
}

const NAMES = ['t.qcow2', 'base.qcow2', 'new.qcow2'];

/** Names of images become their paths. */
function commandOf(line: Line): readonly [Program, readonly string[]] {
  const [head = '', commands = ''] = line.split(': ');
  const [program, ...words] = head.split(' ').map((w) => (NAMES.includes(w) ? pathOf(w) : w));
  if (program === 'img') return ['img', words];
  const format = program === 'raw' ? 'raw' : 'qcow2';
  return ['io', ['-f', format, ...commands.split('; ').flatMap((one) => ['-c', one]), ...words]];
}

const runAll = (world: Engine, lines: readonly Line[]): readonly string[] =>
  lines.map((line) => {
    const { text } = world.run(...commandOf(line));
    return text.replace(/^.* ops; .*\n/gm, '');
  });

function remainsIn(world: Engine, { looks }: Scene): Remains {
  const present = NAMES.filter((name) => world.fileSize(name) !== undefined);
  const files = present.map((name) => [name, Buffer.from(world.readFile(name))] as const);
  return { files: Object.fromEntries(files), looks: runAll(world, looks) };
}

const isSame = (a: Remains | undefined, b: Remains): boolean =>
  a !== undefined && NAMES.every((name) => Buffer.compare(bytes(a, name), bytes(b, name)) === 0);

const bytes = ({ files }: Remains, name: string): Buffer => files[name] ?? Buffer.alloc(0);

/** Neighbours that are the same count once: a call may change nothing. */
function add(all: Remains[], one: Remains): void {
  if (!isSame(all.at(-1), one)) all.push(one);
}

/** Where the files of both differ for the first time, in words. */
export function differenceOf(real: Remains, modelled: Remains): string | undefined {
  for (const name of NAMES) {
    const [a, b] = [bytes(real, name), bytes(modelled, name)];
    if (a.length !== b.length) return `${name}: ${a.length} and ${b.length} bytes`;
    if (!a.equals(b)) return `${name}: at byte ${a.findIndex((byte, at) => byte !== b[at])}`;
  }
  return undefined;
}

/** The world in which a process will be ended. */
export interface Prepared {
  readonly mark: unknown;
  /** What a death before the first change leaves: no part of that has landed. */
  readonly remains: Remains;
}

/** Runs what comes before, once for all deaths: snapshots keep the time at which they were made. */
export function prepare({ world }: DyingTools, scene: Scene): Prepared {
  runAll(world, scene.before);
  return { mark: world.snapshot(), remains: remainsIn(world, scene) };
}

/** What deaths of the real process leave, in the order of its changes. */
export function realDeaths(
  dying: DyingTools,
  scene: Scene,
  { mark }: Prepared,
): readonly Remains[] {
  const { world } = dying;
  const ended = commandOf(scene.ended);
  const all: Remains[] = [];
  for (let count = 0; ; count += 1) {
    world.restore(mark);
    const isOver = dying.endAfter(count, ...ended, scene.torn) === undefined;
    add(all, remainsIn(world, scene));
    if (isOver) return all;
  }
}

/** What lands of the change that comes too late. */
function tornPart(change: Change | undefined, torn = 0): readonly Landed[] {
  if (change?.kind !== 'write' || torn === 0) return [];
  return [{ change, parts: [[0, Math.min(torn, change.length)]] }];
}

/** What deaths leave by our model of them, after each change that our engine makes to `files`. */
export function modelledDeaths(scene: Scene, { files }: Remains): readonly Remains[] {
  const engine = new NativeEngine({ keepsTrace: false });
  for (const [name, content] of Object.entries(files)) engine.writeFile(name, content);
  const mark = engine.snapshot();
  const recorder = new CrashRecorder();
  engine.instrument({ layer: recorder, onGuestRequest: () => () => {} });
  engine.run(...commandOf(scene.ended));
  engine.instrument(undefined);
  const { certain, pending } = recorder.crashAt(recorder.lastMoment, 'process');
  const landed = [...certain, ...pending].map((change) => ({ change }));
  const all: Remains[] = [];
  for (let count = 0; count <= landed.length; count += 1) {
    const torn = tornPart(landed[count]?.change, scene.torn);
    const state = { landed: [...landed.slice(0, count), ...torn], extended: undefined };
    buildState(engine, engine.memoryFiles(), mark, state);
    add(all, remainsIn(engine, scene));
  }
  engine.close();
  return all;
}
