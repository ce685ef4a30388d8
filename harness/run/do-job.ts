// One job in a fresh world: makes the engine, runs the case, and lets everything go again.
import { ReadersFolder } from '../engines/command/foreign-reader.ts';
import type { EventTally } from '../engines/event-tally.ts';
import { engineNamed } from '../engines/registry.ts';
import { SecondOpinions } from '../oracle/second-opinions.ts';
import type { Job, JobAnswer } from './job.ts';
import { runCase } from './run-case.ts';
import { stepMarker } from './step-place.ts';

/**
 * Runs a job to its end; `clock` gives milliseconds since the epoch. Events go into `tally`, where
 * its engine counts them.
 */
export function doJob(job: Job, clock: () => number, tally?: EventTally): JobAnswer {
  const started = clock();
  const { keepsTrace, schedule, golden, endsEarly, writeLog } = job;
  const keepsWriteLog = writeLog !== undefined;
  const { name, setup } = job.engine;
  const deadline = started + job.deadline;
  const options = { setup, deadline, keepsTrace, keepsWriteLog, schedule, tally };
  const engine = engineNamed(name).make(options);
  const { readers } = job;
  const folder = readers && new ReadersFolder(readers.scratch, deadline);
  const opinions = folder && new SecondOpinions(readers.templates, folder);
  try {
    const begin = stepMarker(job.case, job.at);
    const more = [golden, endsEarly, writeLog, begin, opinions] as const;
    const run = runCase(job.case, engine, job.imageOptions, ...more);
    return { run, milliseconds: clock() - started, doubt: engine.doubt?.() };
  } finally {
    engine.close();
    folder?.close();
  }
}
