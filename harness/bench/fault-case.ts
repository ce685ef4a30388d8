// How many small fault cases a second the harness runs on our engine, in this process: create an
// image, write to it, fail a write, check what is left. All must print what the first one does.
import { loadCase } from '../cases/load.ts';
import { NativeEngine } from '../engines/native.ts';
import { transcriptOf } from '../run/outcome.ts';
import { runCase } from '../run/run-case.ts';
import { median } from './median.ts';

const ROUNDS = 5;
const CASES_PER_ROUND = 500;

/** A case as people write it; `clusterSize` in bytes. */
const caseText = (clusterSize: number): string => `
purpose: A write that fails in the middle of an allocation leaves no leak
groups: [quick]
steps:
  - create: { size: 1M, cluster_size: ${clusterSize} }
  - io: [write 0 64k, write 64k 64k]
    faults: { event: write_aio, errno: ENOSPC, once: on, state: 2 }
    set-state: { event: l1_update, new-state: 2 }
  - check
`;

/** Cases in one second, by the clock and by the processor time of this process. */
export interface CaseRate {
  readonly clusterSize: number;
  readonly perSecond: number;
  readonly perCpuSecond: number;
}

/** Median over some rounds. Throws when a case fails or prints anything else than the first one. */
export function measureFaultCases(clusterSize: number): CaseRate {
  const run = caseRunner(clusterSize);
  const expected = run();
  const rates = Array.from({ length: ROUNDS }, () => {
    const wall = performance.now();
    const cpu = process.cpuUsage();
    for (let count = 0; count < CASES_PER_ROUND; count += 1) {
      if (run() !== expected) throw new Error('a fault case printed something else than before');
    }
    const { user, system } = process.cpuUsage(cpu);
    return {
      perSecond: (CASES_PER_ROUND / (performance.now() - wall)) * 1000,
      perCpuSecond: (CASES_PER_ROUND / (user + system)) * 1e6,
    };
  });
  return {
    clusterSize,
    perSecond: median(rates.map(({ perSecond }) => perSecond)),
    perCpuSecond: median(rates.map(({ perCpuSecond }) => perCpuSecond)),
  };
}

/** Runs the case from its first step to its last, and returns what it printed. */
export function caseRunner(clusterSize: number): () => string {
  const found = loadCase('suites/999-fault-case.yaml', caseText(clusterSize));
  if (!('loaded' in found)) throw new Error(found.problems.join('\n'));
  return () => {
    const engine = new NativeEngine({ keepsTrace: false });
    try {
      const run = runCase(found.loaded, engine, []);
      const broken = run.crash ?? run.failures[0];
      if (broken !== undefined) throw new Error(`${broken.title}: ${broken.message}`);
      return transcriptOf(run);
    } finally {
      engine.close();
    }
  };
}
