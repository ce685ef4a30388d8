// One job in a fresh world: makes the engine, runs the case, and lets everything go again.
import { engineNamed } from '../engines/registry.ts';
import type { Job, JobAnswer } from './job.ts';
import { runCase } from './run-case.ts';

/** Runs a job to its end; `clock` gives milliseconds since the epoch. */
export function doJob(job: Job, clock: () => number): JobAnswer {
  const started = clock();
  const { keepsTrace, schedule, golden, endsEarly } = job;
  const { name, setup } = job.engine;
  const deadline = started + job.deadline;
  const engine = engineNamed(name).make({ setup, deadline, keepsTrace, schedule });
  try {
    const run = runCase(job.case, engine, job.imageOptions, golden, endsEarly);
    return { run, milliseconds: clock() - started };
  } finally {
    engine.close();
  }
}
