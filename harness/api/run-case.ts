// One case, in this thread, for those who use blkdrill as a library.
import type { TestCase } from '../cases/types.ts';
import type { EngineAdapter } from '../engines/engine.ts';
import { DEFAULT_ENGINE, ENGINE_NAMES, engineNamed } from '../engines/registry.ts';
import type { Schedule } from '../engines/schedule.ts';
import type { ImageOptions } from '../verbs/step.ts';
import { runCase as runOn } from '../run/run-case.ts';
import { readExpected } from '../run/expected.ts';
import {
  type CaseResult,
  type Expected,
  judge,
  notRun,
  reasonNotToRun,
  told,
} from '../run/verdict.ts';

/** How a case runs, and what it is held to. */
export interface RunOptions {
  /** The name of an engine (ENGINE_NAMES), or one of your own; our own engine if none is given. */
  readonly engine?: string | EngineAdapter | undefined;
  /**
   * The folder whose golden/ the case is held to, as `blkdrill suite` holds it: it is red where it
   * has no golden, and where it changes files and has no write log. The write log is compared on
   * engines that tell their I/O, without image options and schedule.
   */
  readonly root?: string | undefined;
  /**
   * What the transcript must be, in the place of the golden below `root`; without both the case is
   * held to its own expectations only.
   */
  readonly golden?: string | undefined;
  /**
   * What the case must do to files (readWriteLog), in the place of the write log below `root`;
   * without both that is not compared.
   */
  readonly writeLog?: string | undefined;
  /** Options for each `create`, as `--image-option` gives them. */
  readonly imageOptions?: ImageOptions | undefined;
  /** The order in which I/Os end, for engines that can take one. */
  readonly schedule?: Schedule | undefined;
  /** Seconds that the case may take, where the engine can end programs; 300 if not given. */
  readonly deadline?: number | undefined;
}

/** What engines need of this machine, looked up once in a process. */
const setups = new WeakMap<EngineAdapter, unknown>();

function setupOf(adapter: EngineAdapter): unknown {
  if (!setups.has(adapter)) {
    const warn = (message: string) => process.emitWarning(message);
    setups.set(adapter, adapter.prepare({ isUpdate: false, warn }));
  }
  return setups.get(adapter);
}

/** Cases do not name engines that come from outside: such a one runs what every engine runs. */
function nameFor(testCase: TestCase, { name }: EngineAdapter): string {
  const runsEverywhere = ENGINE_NAMES.every((known) => testCase.engines.includes(known));
  return !ENGINE_NAMES.includes(name) && runsEverywhere ? DEFAULT_ENGINE : name;
}

/** What the transcript is held to; undefined: nothing. */
function goldenFor({ number }: TestCase, { golden, root }: RunOptions): Expected | undefined {
  if (golden !== undefined) return { text: golden };
  return root === undefined ? undefined : readExpected(root, number);
}

/** What is done to files is held to; undefined: nothing. Other options give other I/O. */
function logFor({ number }: TestCase, options: RunOptions): Expected | undefined {
  const { writeLog, root, imageOptions = [], schedule } = options;
  if (writeLog !== undefined) return { text: writeLog };
  const isOther = imageOptions.length > 0 || schedule !== undefined;
  return root === undefined || isOther ? undefined : readExpected(root, number, 'io');
}

const now = (): number => performance.timeOrigin + performance.now();

/**
 * Runs a case from its first step to its last, in a world of its own, and judges it. Returns one of
 * a closed union by its `verdict`: 'passed' or 'failed' with the run; 'crashed' or 'hung' with a
 * reason, mistakes of the engine included; 'not run' with a reason where the case is not made for
 * the engine or the options. `failures` holds one value for each thing that is not as expected: the
 * text, an expectation, and the place where the case first did something else to files than its
 * write log says. goldenState() tells how the golden was met.
 * Throws EngineUnavailable when the engine cannot run here. The real tools (`engine: 'qemu'`) work
 * in a scratch folder that goes when the process ends, for which signals are handled from then on.
 *
 * @example
 * ```ts
 * import { loadCase, runCase, transcriptOf } from 'blkdrill';
 *
 * const result = loadCase(
 *   '501-a-full-disk.yaml',
 *   `
 * purpose: A write to a full disk fails and leaves the image sound
 * steps:
 *   - create: 1M
 *   - io: write 0 64k
 *     faults: { event: write_aio, errno: ENOSPC, once: on }
 *   - check
 * `,
 * );
 * if ('problems' in result) throw new Error(result.problems.join('\n'));
 *
 * const { verdict, failures, run } = runCase(result.loaded);
 * console.log(verdict, failures.length); // passed 0
 * console.log(run && transcriptOf(run).split('\n')[2]); // write failed: No space left on device
 * ```
 *
 * @example
 * ```ts
 * // An engine of your own: here ours, with its programs counted.
 * import { type EngineAdapter, engineNamed, loadSuite, runCase } from 'blkdrill';
 *
 * const native = engineNamed('native');
 * let programs = 0;
 * const counting: EngineAdapter = {
 *   ...native,
 *   name: 'counting',
 *   make(options) {
 *     const world = native.make(options);
 *     const run = world.run.bind(world);
 *     world.run = (program, argv, schedule) => {
 *       programs += 1;
 *       return run(program, argv, schedule);
 *     };
 *     return world;
 *   },
 * };
 * const options = { engine: counting, root: '.' };
 * const verdicts = loadSuite('.').map((one) => runCase(one, options).verdict);
 * console.log(verdicts.join(), programs); // passed 3
 * ```
 */
export function runCase(testCase: TestCase, options: RunOptions = {}): CaseResult {
  const { engine: asked = DEFAULT_ENGINE, imageOptions = [], schedule } = options;
  const adapter = typeof asked === 'string' ? engineNamed(asked) : asked;
  const named = { ...adapter, name: nameFor(testCase, adapter) };
  const reason = reasonNotToRun(testCase, named, imageOptions);
  if (reason !== undefined) return notRun(testCase, reason);
  const setup = setupOf(adapter);
  const started = now();
  const deadline = started + (options.deadline ?? 300) * 1000;
  const keepsTrace = adapter.capabilities.has('trace');
  const golden = goldenFor(testCase, options);
  const log = keepsTrace || options.writeLog !== undefined ? logFor(testCase, options) : undefined;
  const unread = log !== undefined && 'problem' in log ? log.problem : undefined;
  const writeLog = log === undefined || unread !== undefined ? undefined : { text: log.text };
  const keepsWriteLog = writeLog !== undefined;
  const engine = adapter.make({ setup, deadline, keepsTrace, keepsWriteLog, schedule });
  try {
    const run = runOn(testCase, engine, imageOptions, golden?.text, false, writeLog);
    const others = unread === undefined ? [] : [told('unread log', 'write log', unread)];
    return judge(testCase, run, { golden, milliseconds: now() - started, others });
  } finally {
    engine.close();
  }
}
