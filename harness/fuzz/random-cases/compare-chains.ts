// Commit and rebase of one random chain on our engine and on the real tool.
//
// The image that a commit writes into is allocated in the order in which the threads of the real
// tool end: of it the guest's bytes, the result of a check and the length must be equal. A length
// counts as equal, too, where one of a few more real runs gives ours, or one of our other schedules
// gives a real one.
import {
  DRIVERS,
  MemoryStorage,
  openGraph,
  type OpenContext,
  read,
  READ_ONLY,
  Scheduler,
} from '../../../engine/index.ts';
import { type Engine, pathOf } from '../../engines/engine.ts';
import { plural } from '../../golden/plural.ts';
import { type Compared, EQUAL } from '../shared/fuzz-kind.ts';
import type { ChainCase } from './random-chains.ts';

/** What the guest of `name` reads, by our engine, over files of either engine. */
function guestBytes(engine: Engine, names: readonly string[], name: string): Uint8Array {
  const storage = new MemoryStorage();
  for (const file of names) storage.writeBytes(pathOf(file), engine.readFile(file));
  const report = (): void => {};
  const context: OpenContext = {
    storage,
    drivers: DRIVERS,
    report,
    reportBare: report,
    now: () => 0,
  };
  return new Scheduler().run(
    (function* () {
      const options = { filename: pathOf(name), format: undefined, mode: READ_ONLY };
      const node = yield* openGraph(context, options);
      const bytes = new Uint8Array(node.length());
      yield* read(node, 0, bytes);
      return bytes;
    })(),
  );
}

const REAL_RUNS = 5;
const SCHEDULES = 64;

const settledBy = (as: string): Compared => ({ kind: 'counted', as, isProven: true });

/** How both can give the same length of the target, each from the files in `before`, if at all. */
function settleLength(
  [real, ours]: readonly [Engine, Engine],
  { names, command, target = '' }: ChainCase,
  before: readonly Uint8Array[],
): Compared | undefined {
  const reset = (engine: Engine): void =>
    names.forEach((name, index) => engine.writeFile(name, before[index] ?? new Uint8Array()));
  const wanted = ours.fileSize(target);
  const lengths = new Set([real.fileSize(target)]);
  for (let run = 0; run < REAL_RUNS; run += 1) {
    reset(real);
    real.run(command.program, command.argv);
    lengths.add(real.fileSize(target));
  }
  if (lengths.has(wanted)) return settledBy('equal to another real run');
  for (let seed = 1; seed <= SCHEDULES; seed += 1) {
    reset(ours);
    ours.run(command.program, command.argv, { seed });
    if (lengths.has(ours.fileSize(target))) return settledBy('equal under another schedule');
  }
  return undefined;
}

const different = (where: string): Compared => ({ kind: 'different', where });

/** Compares text, exit status and all files. Throws Error where the chain cannot be made. */
export function compareChain(
  chainCase: ChainCase,
  makeOurs: () => Engine,
  makeReal: () => Engine,
): Compared {
  const { names, command } = chainCase;
  const real = makeReal();
  const ours = makeOurs();
  try {
    const before = makeChain(chainCase, real);
    names.forEach((name, index) => ours.writeFile(name, before[index] ?? new Uint8Array()));
    const theirs = real.run(command.program, command.argv);
    const mine = ours.run(command.program, command.argv);
    if (theirs.text !== mine.text || theirs.status !== mine.status) {
      return different(
        `qemu (${theirs.status}): ${theirs.text}native (${mine.status}): ${mine.text}`,
      );
    }
    return compareFiles([real, ours], chainCase, before);
  } finally {
    real.close();
    ours.close();
  }
}

/** Makes the files of the case on the real tool, and returns their bytes. */
function makeChain({ names, makes }: ChainCase, real: Engine): Uint8Array[] {
  for (const { program, argv } of makes) {
    const { text, status } = real.run(program, argv);
    // A compressed write over what is there fails, and is left out.
    if (status !== 0 && program === 'img') throw new Error(`${argv.join(' ')}: ${text}`);
  }
  return names.map((name) => real.readFile(name));
}

function compareFiles(
  [real, ours]: readonly [Engine, Engine],
  chainCase: ChainCase,
  before: readonly Uint8Array[],
): Compared {
  const { names, target } = chainCase;
  let settled = EQUAL;
  for (const name of names) {
    const [left, right] = [real.readFile(name), ours.readFile(name)];
    if (Buffer.compare(left, right) === 0) continue;
    if (name !== target) return different(`other bytes in ${name}`);
    const guests = [real, ours].map((engine) => guestBytes(engine, names, name));
    if (Buffer.compare(guests[0] ?? left, guests[1] ?? left) !== 0) {
      return different(`${name}: other disk`);
    }
    const checks = [real, ours].map((engine) => checkTextOf(engine, name));
    if (checks[0] !== checks[1]) return different(checks.join(' --- '));
    if (left.length === right.length) continue;
    const found = settleLength([real, ours], chainCase, before);
    if (found === undefined) {
      return different(`${name}: ${plural(left.length, 'byte')}, ours ${right.length}`);
    }
    settled = found;
  }
  return settled;
}

/** Result of a check without what hangs on the order of clusters. */
function checkTextOf(engine: Engine, name: string): string {
  const { text, status } = engine.run('img', ['check', pathOf(name)]);
  return `${status} ${text.replace(/[\d.]+% fragmented|Image end offset: \d+/g, '')}`;
}
