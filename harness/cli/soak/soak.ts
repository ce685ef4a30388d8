// What `blkdrill soak` does; it is in the bundle of surveys, see commands/soak.ts. The clock is of
// this file alone: it ends a soak and tells how fast it is, and nothing of it reaches a result.
import { availableParallelism } from 'node:os';
import { versionOf } from '../../build/version.ts';
import { findWorker } from '../../build/find-worker.ts';
import { RequestError } from '../../cases/request-error.ts';
import { plural } from '../../golden/plural.ts';
import type { Request } from '../command.ts';
import { Progress } from '../progress.ts';
import { onInterrupt } from '../suite/interrupt.ts';
import { CORPUS } from '../../fuzz/generated/corpus.ts';
import { MOST_COMMANDS } from '../../fuzz/sequences/sequence-test.ts';
import { wholeNumber } from '../values.ts';
import { SoakFile } from './file.ts';
import type { SoakHeader, SoakResult } from './record.ts';
import { Soak } from './run.ts';
import { GEOMETRY_NAMES, SequenceSubjects } from './sequence-subjects.ts';
import { sweeperOn } from './sweeper.ts';
import { type FoundShard, shardOf } from './shard.ts';
import { newsLines, SoakSums } from './sums.ts';

/** Programs that decide what is found of a subject: what makes its case, and what sweeps it. */
const BUNDLES = ['survey', 'worker'];

/** Milliseconds behind the end of its time in which what was begun may still be done. */
const GRACE = 60_000;

/** What an option may ask for. */
const MOST = 1_000_000_000;

/** Minutes of a soak for which nothing is told. */
const USUAL_MINUTES = '10';

interface AskedSoak {
  readonly header: SoakHeader;
  readonly shard: FoundShard;
  /** Milliseconds after which no subject is begun any more, and the first that is too far. */
  readonly time: number;
  readonly cases: number;
  readonly jobs: number;
  readonly deadline: number;
  readonly output: string | undefined;
}

/**
 * Soaks as the request asks. Resolves to the exit status, or to what is wrong with the request: the
 * classes of this bundle's errors are not those of the one that called it.
 */
export async function soak(request: Request): Promise<number | readonly string[]> {
  try {
    return await run(askedIn(request));
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    return error.lines;
  }
}

const print = (lines: readonly string[]): void => {
  if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`);
};

async function run(asked: AskedSoak): Promise<number> {
  const { header, shard, output, jobs, deadline } = asked;
  const started = performance.now();
  const note = (words: string): void => void process.stderr.write(`${words}\n`);
  note(`shard ${shard.index}/${shard.count}: ${shard.origin}`);
  const sequences = header.sequences === undefined ? undefined : new SequenceSubjects(header);
  const cases = Math.min(asked.cases, sequences?.count ?? Infinity);
  const sums = new SoakSums();
  let next = shard.index - 1;
  const take = (result: SoakResult): void => {
    next = result.subject + shard.count;
    sums.add(result);
    print(newsLines(result));
  };
  const file =
    output === undefined ? undefined : new SoakFile(output, header, { result: take, note });
  const before = { states: sums.states, points: sums.points };
  const progress = new Progress();
  const running = new Soak(
    {
      ...{ header, jobs, deadline, makeSweeper: () => sweeperOn(findWorker()) },
      ...(sequences && { subjects: sequences }),
      begins: (subject) => subject < cases && performance.now() - started < asked.time,
      onResult(result) {
        file?.add(result);
        progress.clear();
        take(result);
        const of = sequences === undefined ? '' : ` of ${sequences.count}`;
        progress.at(liveText(result, sums, before, performance.now() - started) + of);
      },
    },
    next,
  );
  const isOver = onInterrupt(() => {
    progress.clear();
    const ahead = running.ahead();
    const more = ahead.length === 0 ? '' : `, ${ahead.length} more are done that are not kept yet`;
    const text = `interrupted before subject ${next}${more}`;
    print([...ahead.flatMap(newsLines), text, ...sums.lines(header)]);
  });
  const timer = stopAfter(running, asked.time + GRACE, () => {
    progress.clear();
    note(`the time is over: what was begun from subject ${next} on is left to the next run`);
  });
  try {
    await running.run();
  } finally {
    clearTimeout(timer);
    progress.end();
    isOver();
    file?.close();
  }
  print(sums.lines(header));
  return sums.isClean ? 0 : 1;
}

/**
 * Stops the soak when so many milliseconds are over, and calls `tell`; undefined: there is no end.
 */
function stopAfter(
  running: Soak,
  milliseconds: number,
  tell: () => void,
): NodeJS.Timeout | undefined {
  if (milliseconds === Infinity) return undefined;
  const stop = (): void => {
    running.stop();
    tell();
  };
  // A longer time than that counts as none.
  return setTimeout(stop, Math.min(milliseconds, 2 ** 31 - 1));
}

/** How far it is: the sums of all results, and how fast those of this run came. */
function liveText(
  { subject }: SoakResult,
  sums: SoakSums,
  before: { readonly states: number; readonly points: number },
  milliseconds: number,
): string {
  const rate = (count: number): string => `${Math.round((count * 1000) / milliseconds)}/s`;
  const states = `${plural(sums.states, 'state')} (${rate(sums.states - before.states)})`;
  const points = `${plural(sums.points, 'point')} (${rate(sums.points - before.points)})`;
  const found = `${plural(sums.findings, 'finding')}, ${sums.news} news`;
  return `${plural(sums.cases, 'case')}, ${states}, ${points}, ${found}: subject ${subject}`;
}

function askedIn(request: Request): AskedSoak {
  const number = (name: string, usual: number): number =>
    wholeNumber(name, request.last(name) ?? String(usual), MOST);
  const seed = request.last('seed') ?? '0';
  if (!/^\d{1,9}$/.test(seed)) {
    throw new RequestError([`'--seed' needs a whole number, not '${seed}'`]);
  }
  const sequences = request.has('sequences') ? number('sequences', 1) : undefined;
  if (sequences !== undefined && sequences > MOST_COMMANDS) {
    throw new RequestError([`'--sequences' goes up to ${MOST_COMMANDS} commands`]);
  }
  const geometry = geometryIn(request, sequences);
  const hasCases = request.has('cases');
  const hasEnd = hasCases || sequences !== undefined;
  const minutes = request.last('minutes') ?? (hasEnd ? 'Infinity' : USUAL_MINUTES);
  if (request.has('minutes') && !(/^\d{1,6}(\.\d{1,6})?$/.test(minutes) && Number(minutes) > 0)) {
    throw new RequestError([`'--minutes' needs a number above 0, not '${minutes}'`]);
  }
  const shard = shardOf(request.last('shard'), process.env);
  return {
    header: {
      ...{ version: versionOf(BUNDLES), seed: Number(seed) },
      ...{ shard: shard.index, shards: shard.count },
      distinct: number('distinct', sequences === undefined ? 300 : MOST),
      work: number('work', sequences === undefined ? 300_000 : MOST),
      ...(!request.has('skip-corpus') && sequences === undefined && { corpus: CORPUS.length }),
      ...(sequences !== undefined && { sequences }),
      ...(geometry !== undefined && { geometry }),
    },
    shard,
    time: Number(minutes) * 60_000,
    cases: hasCases ? number('cases', MOST) : Infinity,
    jobs: number('jobs', availableParallelism()),
    deadline: number('deadline', sequences === undefined ? 600 : 3600) * 1000,
    output: request.last('output'),
  };
}

/** The only geometry that is asked for. Throws RequestError. */
function geometryIn(request: Request, sequences: number | undefined): string | undefined {
  const geometry = request.last('geometry');
  if (geometry === undefined) return undefined;
  if (sequences === undefined) throw new RequestError(["'--geometry' is of '--sequences'"]);
  if (GEOMETRY_NAMES.includes(geometry)) return geometry;
  throw new RequestError([
    `'--geometry' needs one of ${GEOMETRY_NAMES.join(', ')}, not '${geometry}'`,
  ]);
}
