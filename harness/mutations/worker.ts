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

const judgeOf = (exports: object): Judge => (exports as { judge: Judge }).judge;

function judged({ subject, change }: MutantJob): MutantRun {
  if (change?.kind === 'none') {
    const files = change.anew.map((file) => graphs.asItIs(file));
    return graphs.exchanged(entry, files, (exports) => judgeOf(exports)(subject));
  }
  return judgeOf(graphs.load(entry, change?.replacement))(subject);
}

const told = (error: unknown): string =>
  error instanceof Error ? `${error.stack}` : String(error);

/** Red with the change as an exchange; undefined: a new graph has to say. */
function redAtOnce({ subject, change }: MutantJob): MutantRun | undefined {
  if (change?.kind !== 'text' || !change.mayBeExchanged) return undefined;
  try {
    const files = [change.replacement];
    const run = graphs.exchanged(entry, files, (exports) => judgeOf(exports)(subject));
    return run.verdict === 'red' ? run : undefined;
  } catch {
    return undefined;
  }
}

function run(job: MutantJob): MutantRun {
  try {
    return redAtOnce(job) ?? judged(job);
  } catch (error) {
    return { verdict: 'broken', output: told(error) };
  }
}

parentPort?.postMessage(LOADED);
parentPort?.on('message', (job: MutantJob) => {
  parentPort?.postMessage(run(job));
});
