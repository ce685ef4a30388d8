// Who sweeps the jobs of a soak.
import { type CrashJob, crashSteps, type StepCrashes } from '../../explore/crashes/crash-job.ts';
import { failSteps, type FaultJob, type StepFaults } from '../../explore/faults/fault-job.ts';
import { type Fork, type ForkJob, sweepForks } from '../../explore/forks/fork-job.ts';
import { type JobLost, Lane } from '../../host/worker-pool.ts';

/** Sweeps of the steps of a case, or of the last commands of sequences. */
export type AnyJob = CrashJob | FaultJob | ForkJob;

/** What they give, in the same order. */
export type StepAnswer = readonly (StepCrashes | StepFaults)[];
export type Answer = StepAnswer | readonly Fork[];

/** Who sweeps one job after the other. */
export interface Sweeper {
  run(job: AnyJob): Promise<Answer | JobLost>;
  stop(): void;
}

/** Sweeps on a worker of that bundle; undefined: in this thread. */
export function sweeperOn(worker: URL | undefined): Sweeper {
  if (worker !== undefined) return new Lane<AnyJob, Answer>(worker);
  return { run: async (job) => inThisThread(job), stop: () => {} };
}

function inThisThread(job: AnyJob): Answer {
  switch (job.kind) {
    case 'crashes':
      return crashSteps(job);
    case 'faults':
      return failSteps(job);
    case 'forks':
      return sweepForks(job);
  }
}
