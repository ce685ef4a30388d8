// What `blkdrill fuzz` does; a bundle of its own, see commands/fuzz.ts.
import { didYouMean } from '../shapes/problem.ts';
import { RequestError } from '../cases/request-error.ts';
import { EngineUnavailable } from '../engines/engine.ts';
import { FUZZ_KINDS, fuzzKindOf } from '../fuzz/kinds.ts';
import {
  type FuzzListener,
  fuzzSummary,
  isGood,
  MAX_UNPROVEN_SHARE,
  runFuzz,
} from '../fuzz/run-fuzz.ts';
import type { FuzzKind } from '../fuzz/shared/fuzz-kind.ts';
import { openWorlds, type Worlds } from '../fuzz/shared/worlds.ts';
import type { Request } from './command.ts';
import { wholeNumber } from './values.ts';

const write = (text: string): void => void process.stdout.write(text);

/** Seeds are signed numbers of 32 bits to the generators. */
const MAX_SEED = 2 ** 31 - 1;
/** Seeds after which a line tells how far it is, where there is no terminal. */
const LINE_AFTER = 100;

/**
 * Runs the kinds that are asked for. Resolves to the exit status, or to what is wrong with the
 * request: the classes of this bundle's errors are not those of the one that called it.
 */
export async function fuzz(request: Request): Promise<number | readonly string[]> {
  try {
    return await runKinds(request);
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    return error.lines;
  }
}

async function runKinds(request: Request): Promise<number> {
  const kinds = request.words.map(kindOf);
  if (kinds.length === 0) {
    write(listOfKinds());
    return 0;
  }
  const number = (name: string, usual: number, most?: number): number => {
    const given = request.last(name);
    return given === undefined ? usual : wholeNumber(name, given, most);
  };
  const asked = {
    seed: number('seed', 1, MAX_SEED),
    maxFailures: number('failures', 1),
    keep: request.last('keep'),
  };
  // Before the scratch folder is made: what it does at a signal comes after this.
  let tell = (): void => {};
  process.on('SIGINT', () => tell());
  const worlds = open();
  let isWell = true;
  try {
    for (const kind of kinds) {
      const listener = listenerOf((summary) => {
        tell = () => write(`interrupted: ${summary()}\n`);
      });
      const runs = number('runs', kind.usualRuns);
      const report = await runFuzz(kind, { ...asked, runs }, worlds, listener);
      clearProgress();
      write(`${fuzzSummary(report)}\n`);
      if (report.failures.length === 0 && !isGood(report)) {
        const share = `${MAX_UNPROVEN_SHARE * 100} %`;
        write(`more than ${share} of the cases say nothing about our engine\n`);
      }
      isWell &&= isGood(report);
    }
    if (worlds.peaks.bytes > 0) write(`processes with our engine took ${worlds.peaks}\n`);
  } finally {
    worlds.close();
  }
  return isWell ? 0 : 1;
}

function kindOf(name: string): FuzzKind {
  const kind = fuzzKindOf(name);
  if (kind !== undefined) return kind;
  const names = FUZZ_KINDS.map((known) => known.name);
  const hint = didYouMean(name, names) || `; there is ${names.join(', ')}`;
  throw new RequestError([`unknown kind of fuzz '${name}'${hint}`]);
}

function listOfKinds(): string {
  const width = Math.max(...FUZZ_KINDS.map(({ name }) => name.length));
  const row = ({ name, summary, usualRuns }: FuzzKind): string =>
    `${name.padEnd(width)}  ${String(usualRuns).padStart(5)}  ${summary}\n`;
  return `${'kind'.padEnd(width)}  seeds  what\n${FUZZ_KINDS.map(row).join('')}`;
}

function open(): Worlds {
  try {
    return openWorlds();
  } catch (error) {
    if (!(error instanceof EngineUnavailable)) throw error;
    throw new RequestError([error.message]);
  }
}

const hasTerminal = (): boolean => process.stderr.isTTY === true && !process.env['CI'];

function clearProgress(): void {
  if (hasTerminal()) process.stderr.write('\r\x1b[K');
}

/** Tells failures as they come, and how far a run is; `follow` is given what sums it up so far. */
function listenerOf(follow: (summary: () => string) => void): FuzzListener {
  return {
    failed: ({ seed, text }) => {
      clearProgress();
      write(`seed ${seed} differs:\n${text}\n`);
    },
    progress: (report) => {
      follow(() => fuzzSummary(report));
      if (hasTerminal()) process.stderr.write(`\r\x1b[K${fuzzSummary(report)}`);
      else if (report.done % LINE_AFTER === 0) process.stderr.write(`${fuzzSummary(report)}\n`);
    },
  };
}
