// blkdrill as a library: read cases, run them on an engine, and see what came of it. What `import
// 'blkdrill'` gives, in the package and in a checkout. The engine itself is `blkdrill/engine`.
export { type Finding, type FindingKind, findingText, severityOf } from '../../engine/index.ts';
export { loadCase, type LoadResult } from '../cases/load.ts';
export { RequestError } from '../cases/request-error.ts';
export type { TestCase } from '../cases/types.ts';
export {
  type Capability,
  type Engine,
  type EngineAdapter,
  type EngineRequest,
  EngineStopped,
  type EngineTraits,
  EngineUnavailable,
  type FaultReport,
  type Program,
  type RunResult,
  type WorldOptions,
} from '../engines/engine.ts';
export { ENGINE_NAMES, engineNamed } from '../engines/registry.ts';
export { readSchedule, type Schedule } from '../engines/schedule.ts';
export { type CheckText, type CheckTotals, parseCheck } from '../golden/check-text.ts';
export { readGolden, readWriteLog } from '../golden/golden-folder.ts';
export type { StepOutput } from '../golden/transcript.ts';
export type { ImageOptions, Step } from '../verbs/step.ts';
export {
  type CaseRun,
  type CrashedRun,
  type EndedRun,
  type Failure,
  transcriptOf,
  type Variation,
  writeLogOf,
  type WriteLogResult,
} from '../run/outcome.ts';
export {
  type CaseFailure,
  type CaseResult,
  goldenState,
  type GoldenState,
  type Verdict,
} from '../run/verdict.ts';
export { loadSuite } from './load-suite.ts';
export { runCase, type RunOptions } from './run-case.ts';
