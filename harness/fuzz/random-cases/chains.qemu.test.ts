// Commit and rebase of random chains on our engine and on the real tool: equal text, exit status
// and files. The image that a commit writes into is allocated in the order in which the threads of
// the real tool end: of it the guest's bytes, the result of a check and the length must be equal.
// A length counts as equal, too, where one of a few more real runs gives ours, or one of our other
// schedules gives a real one. BLKDRILL_FUZZ_CHAINS and BLKDRILL_FUZZ_SEED widen or repeat a run.
import { existsSync, rmSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, test } from 'vitest';
import {
  DRIVERS,
  MemoryStorage,
  openGraph,
  type OpenContext,
  read,
  READ_ONLY,
  Scheduler,
} from '../../../engine/index.ts';
import type { Engine } from '../../engines/engine.ts';
import { pathOf } from '../../engines/engine.ts';
import { makeScratch } from '../../host/environment.ts';
import { NativeEngine } from '../../engines/native.ts';
import { findTools, QemuEngine } from '../../engines/qemu.ts';
import { type ChainCase, chainCases } from './random-chains.ts';

const numRuns = Number(process.env['BLKDRILL_FUZZ_CHAINS'] ?? 30);
const seed = Number(process.env['BLKDRILL_FUZZ_SEED'] ?? 20261121);

if (existsSync('/dev/shm')) process.env['BLKDRILL_TMPDIR'] ??= '/dev/shm';
const tools = findTools(process.env['PATH'] ?? '');
const scratch = makeScratch();
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

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
/** On how many images the lengths differed at first, and what settled it. */
const counts = { commits: 0, realRuns: 0, schedules: 0 };

/** Whether both can give the same length of the target, each from the files in `before`. */
function canBeAsLong(
  [real, ours]: readonly [QemuEngine, NativeEngine],
  { names, command, target = '' }: ChainCase,
  before: readonly Uint8Array[],
): boolean {
  const reset = (engine: Engine): void =>
    names.forEach((name, index) => engine.writeFile(name, before[index] ?? new Uint8Array()));
  const wanted = ours.fileSize(target);
  const lengths = new Set([real.fileSize(target)]);
  for (let run = 0; run < REAL_RUNS; run += 1) {
    reset(real);
    real.run(command.program, command.argv);
    lengths.add(real.fileSize(target));
  }
  if (lengths.has(wanted)) {
    counts.realRuns += 1;
    return true;
  }
  for (let seed = 1; seed <= SCHEDULES; seed += 1) {
    reset(ours);
    ours.run(command.program, command.argv, { seed });
    if (!lengths.has(ours.fileSize(target))) continue;
    counts.schedules += 1;
    return true;
  }
  return false;
}

/** The first difference, in words. */
function compare(chainCase: ChainCase): string | undefined {
  const { names, makes, command, target } = chainCase;
  const real = new QemuEngine({ tools, scratch, deadline: Date.now() + 60_000 });
  const ours = new NativeEngine({ keepsTrace: false });
  try {
    for (const { program, argv } of makes) {
      const { text, status } = real.run(program, argv);
      // A compressed write over what is there fails, and is left out.
      if (status !== 0 && program === 'img') throw new Error(`${argv.join(' ')}: ${text}`);
    }
    const before = names.map((name) => real.readFile(name));
    names.forEach((name, index) => ours.writeFile(name, before[index] ?? new Uint8Array()));
    if (target !== undefined) counts.commits += 1;
    const theirs = real.run(command.program, command.argv);
    const mine = ours.run(command.program, command.argv);
    if (theirs.text !== mine.text || theirs.status !== mine.status) {
      return `qemu (${theirs.status}): ${theirs.text}native (${mine.status}): ${mine.text}`;
    }
    for (const name of names) {
      const [left, right] = [real.readFile(name), ours.readFile(name)];
      if (Buffer.compare(left, right) === 0) continue;
      if (name !== target) return `other bytes in ${name}`;
      const guests = [real, ours].map((engine) => guestBytes(engine, names, name));
      if (Buffer.compare(guests[0] ?? left, guests[1] ?? left) !== 0) return `${name}: other disk`;
      const checks = [real, ours].map((engine) => {
        const { text, status } = engine.run('img', ['check', pathOf(name)]);
        return `${status} ${text.replace(/[\d.]+% fragmented|Image end offset: \d+/g, '')}`;
      });
      if (checks[0] !== checks[1]) return checks.join(' --- ');
      if (left.length !== right.length && !canBeAsLong([real, ours], chainCase, before)) {
        return `${name}: ${left.length} bytes, ours ${right.length}`;
      }
    }
    return undefined;
  } finally {
    real.close();
    ours.close();
  }
}

test('commit and rebase of random chains leave what the real tool leaves', () => {
  const property = fc.property(chainCases, (chainCase) => {
    const where = compare(chainCase);
    if (where === undefined) return;
    const lines = [...chainCase.makes, chainCase.command].map(
      ({ program, argv }) => `  qemu-${program} ${argv.map((word) => `'${word}'`).join(' ')}`,
    );
    throw new Error([...lines, where].join('\n'));
  });
  fc.assert(property, { seed, numRuns });
  process.stderr.write(
    `chains: seed ${seed}, ${numRuns} runs, ${counts.commits} commits; lengths that vary: ` +
      `${counts.realRuns} met by more real runs, ${counts.schedules} by another schedule\n`,
  );
}, 3_600_000);
