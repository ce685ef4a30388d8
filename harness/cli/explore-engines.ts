// `blkdrill explore --faults --engine NAME`: the I/O behind each event fails on another engine, and
// what it does is compared with what ours does.
import { findWorker } from '../build/find-worker.ts';
import { RequestError } from '../cases/request-error.ts';
import { engineNamed } from '../engines/registry.ts';
import { canBeSwept } from '../explore/instrumented-engine.ts';
import {
  type EventFaultJob,
  failEvents,
  type StepEventFaults,
} from '../explore/real/event-faults.ts';
import { plural } from '../golden/plural.ts';
import { runJobs } from '../host/worker-pool.ts';
import { eventFaultLines, eventFaultSums, eventFaultSumText } from '../report/event-fault-table.ts';
import { lostText } from '../run/step-place.ts';
import { askedCases, statusBeside } from './asked-cases.ts';
import { preparedEngine } from './prepared-engine.ts';
import { onInterrupt } from './suite/interrupt.ts';
import { interruptedText, UnderWay } from './under-way.ts';
import { stepNumbers } from './step-numbers.ts';

/** A sweep that is asked for. */
export interface EngineSweepRequest {
  /** The other engine. */
  readonly engine: string;
  readonly distinct: number;
  readonly jobs: number;
  /** Milliseconds of each case. */
  readonly deadline: number;
  /** The first and the last step of the only case that are swept; undefined: all of all cases. */
  readonly steps: readonly [first: number, last: number] | undefined;
}

/**
 * Sweeps the cases that run on both engines. Resolves to the exit status: 1 where the engines
 * differ, or a case is lost. Throws RequestError where no case is left, or the engine is not there.
 */
export async function exploreEngine(
  words: readonly string[],
  root: string,
  { engine: name, jobs, steps, distinct, deadline }: EngineSweepRequest,
): Promise<number> {
  const asked = askedCases(root, { words });
  const cases = asked.cases.filter(
    (testCase) => testCase.engines.includes(name) && canBeSwept(testCase),
  );
  if (cases.length === 0)
    throw new RequestError([`no such case runs on '${name}' and on our own engine`]);
  const { lanes = jobs } = engineNamed(name);
  const engine = preparedEngine(name, false);
  const only = steps && stepNumbers(cases, steps);
  const work = cases.map((testCase): EventFaultJob => {
    const job = { kind: 'event-faults', case: testCase, engine, distinct, deadline } as const;
    return only === undefined ? job : { ...job, only };
  });
  const underWay = new UnderWay<StepEventFaults>(work);
  const all: StepEventFaults[] = [];
  const lost: string[] = [];
  let ended = 0;
  const isOver = onInterrupt(() => {
    const found = [...underWay.cut()];
    const lines = found.flatMap(([testCase, steps]) => eventFaultLines(testCase, steps));
    const sums = eventFaultSums([...all, ...found.flatMap(([, steps]) => steps)]);
    const cut = interruptedText(ended, cases.length);
    process.stdout.write(`${[...lines, `${cut}: ${eventFaultSumText(sums)}`].join('\n')}\n`);
  });
  await runJobs<EventFaultJob, readonly StepEventFaults[]>(work, {
    worker: findWorker(),
    inThisThread: async (job) => failEvents(job),
    jobs: Math.min(jobs, lanes),
    onStart: (index) => underWay.begin(index),
    onPart: (index, found) => underWay.add(index, found as StepEventFaults),
    onAnswer(index, answer) {
      const { case: testCase } = work[index] as EventFaultJob;
      underWay.end(testCase);
      ended += 1;
      if ('lost' in answer) {
        lost.push(`${testCase.slug}: ${lostText(testCase, answer)}`);
        return;
      }
      process.stdout.write(`${eventFaultLines(testCase, answer).join('\n')}\n`);
      all.push(...answer);
    },
  });
  underWay.progress.end();
  isOver();
  const sums = eventFaultSums(all);
  if (cases.length > 1)
    process.stdout.write(`${plural(cases.length, 'case')}: ${eventFaultSumText(sums)}\n`);
  for (const line of lost) process.stderr.write(`${line}\n`);
  const isEqual = (sums.results.get('different') ?? 0) === 0 && lost.length === 0;
  return statusBeside(asked, isEqual ? 0 : 1);
}
