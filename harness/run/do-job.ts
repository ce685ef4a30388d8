// One job in a fresh world: makes the engine, runs the case, and lets everything go again.
import type { Engine } from '../engines/engine.ts';
import { NativeEngine } from '../engines/native.ts';
import { QemuEngine } from '../engines/qemu.ts';
import { choicesOf } from '../engines/schedule.ts';
import type { Job, JobAnswer } from './job.ts';
import { runCase } from './run-case.ts';

function makeEngine({ engine, keepsTrace, deadline, schedule }: Job, now: number): Engine {
  if (engine.kind === 'qemu') return new QemuEngine({ ...engine, deadline: now + deadline });
  const native = new NativeEngine({ keepsTrace });
  if (schedule !== undefined) native.setChoices(() => choicesOf(schedule));
  return native;
}

/** Runs a job to its end; `clock` gives milliseconds since the epoch. */
export function doJob(job: Job, clock: () => number): JobAnswer {
  const started = clock();
  const engine = makeEngine(job, started);
  try {
    const run = runCase(job.case, engine, job.imageOptions, job.golden);
    return { run, milliseconds: clock() - started };
  } finally {
    engine.close();
  }
}
