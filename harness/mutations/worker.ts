// A worker thread of run.ts: loads one graph of modules after the other, and lets each judge.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { LOADED } from '../host/worker-pool.ts';
import { ModuleGraphs } from './module-graph.ts';
import type { Judge, MutantJob, MutantRun, Program } from './program.ts';

const { root, entry, modules } = JSON.parse(
  readFileSync(join(import.meta.dirname, 'program.json'), 'utf8'),
) as Program;
const graphs = new ModuleGraphs(root, modules);

function run({ subject, replacement }: MutantJob): MutantRun {
  try {
    const exported =
      replacement === 'shared' ? graphs.loadShared(entry) : graphs.load(entry, replacement);
    const { judge } = exported as { judge: Judge };
    return judge(subject);
  } catch (error) {
    return { verdict: 'broken', output: error instanceof Error ? `${error.stack}` : `${error}` };
  }
}

parentPort?.postMessage(LOADED);
parentPort?.on('message', (job: MutantJob) => {
  parentPort?.postMessage(run(job));
});
