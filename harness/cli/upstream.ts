// `blkdrill upstream`: QEMU's own qcow2 tests, unmodified, with our programs in the place of
// qemu-img and qemu-io.
import { existsSync, statSync, utimesSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import pc from 'picocolors';
import { RequestError } from '../cases/request-error.ts';
import { plural } from '../golden/plural.ts';
import { makeScratch } from '../host/environment.ts';
import type { EngineAdapter } from '../engines/engine.ts';
import { findOnPath } from '../engines/find-on-path.ts';
import { DEFAULT_ENGINE, ENGINE_NAMES, engineNamed } from '../engines/registry.ts';
import { type TestResult, runTest, type TestWorld } from '../upstream/run-test.ts';
import { makeStandIns, type TestPrograms } from '../upstream/stand-ins.ts';
import { pathOfTest, usualTests } from '../upstream/tests.ts';
import type { Request } from './command.ts';
import { oneOf, wholeNumber } from './values.ts';

/** Resolves to the exit status. */
export async function upstream(request: Request, cwd: string): Promise<number> {
  const { words } = request;
  const last = (name: string): string | undefined => request.last(name);
  const iotests = testFolder(last('iotests'), cwd);
  const exists = (test: string): boolean => existsSync(join(iotests, pathOfTest(test)));
  const tests = words.length > 0 ? words : usualTests(exists);
  for (const test of tests) {
    if (!exists(test)) {
      throw new RequestError([`there is no test '${test}' in ${iotests}`]);
    }
  }
  const engine = engineNamed(oneOf('engine', last('engine') ?? DEFAULT_ENGINE, ENGINE_NAMES));
  const scratch = makeScratch();
  const world: TestWorld = {
    iotests,
    scratch,
    variables: makeStandIns(programsOf(engine), join(scratch, 'bin')),
    deadline: wholeNumber('deadline', last('deadline') ?? '1200') * 1000,
  };
  const lines = wholeNumber('lines', last('lines') ?? '12');
  const jobs = wholeNumber('jobs', last('jobs') ?? String(availableParallelism()));
  const run = async (test: string): Promise<TestResult> => {
    keepBuild();
    return await runTest(test, world);
  };
  const tell = (result: TestResult): void => {
    process.stdout.write(resultText(result, lines));
  };
  const results = await runAll(tests, jobs, run, tell);
  const count = (outcome: TestResult['outcome']): number =>
    results.filter((result) => result.outcome === outcome).length;
  process.stdout.write(
    `\n${count('passed')} passed, ${count('failed')} failed, ${count('not run')} not run\n`,
  );
  return count('failed') === 0 ? 0 : 1;
}

function testFolder(given: string | undefined, cwd: string): string {
  if (given === undefined) {
    throw new RequestError([
      "'--iotests DIR' is missing; 'blkdrill upstream --help' tells the options",
    ]);
  }
  const folder = resolve(cwd, given);
  if (statSync(join(folder, 'check'), { throwIfNoEntry: false })?.isFile() !== true) {
    throw new RequestError([`${folder} is not a folder of QEMU's tests: it has no file 'check'`]);
  }
  return folder;
}

/** Later builds remove those that nobody has touched for a while; this one is in use. */
function keepBuild(): void {
  const now = Date.now() / 1000;
  utimesSync(new URL('.', import.meta.url), now, now);
}

/** Ours are bundles beside this one. */
function programsOf({ findPrograms }: EngineAdapter): TestPrograms {
  const path = process.env['PATH'] ?? '';
  const nbd = findOnPath('qemu-nbd', path);
  if (findPrograms !== undefined) return { ...findPrograms(), areReal: true, nbd };
  const bundle = (name: string): string =>
    fileURLToPath(new URL(`./blkdrill-${name}.cjs`, import.meta.url));
  return { img: bundle('img'), io: bundle('io'), areReal: false, nbd };
}

/** Runs `jobs` tests at a time; tells the results in the order of the tests, and returns them. */
async function runAll(
  tests: readonly string[],
  jobs: number,
  run: (test: string) => Promise<TestResult>,
  tell: (result: TestResult) => void,
): Promise<TestResult[]> {
  const results: TestResult[] = [];
  let next = 0;
  let told = 0;
  const work = async (): Promise<void> => {
    while (next < tests.length) {
      const index = next;
      next += 1;
      results[index] = await run(tests[index] as string);
      for (let result = results[told]; result !== undefined; result = results[told]) {
        tell(result);
        told += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, tests.length) }, work));
  return results;
}

function resultText(result: TestResult, lines: number): string {
  const { test, outcome, reason, differences, milliseconds } = result;
  const paint = { passed: pc.green, failed: pc.red, 'not run': pc.yellow }[outcome];
  const seconds = outcome === 'not run' ? '' : `${(milliseconds / 1000).toFixed(1)} s`;
  const line = `${test.padEnd(5)} ${paint(outcome.padEnd(7))} ${seconds.padStart(8)}  ${reason}`;
  const shown = differences.slice(0, lines);
  const more = differences.length - shown.length;
  const rest = more > 0 ? [`... ${plural(more, 'more line')}`] : [];
  return [line.trimEnd(), ...[...shown, ...rest].map((text) => `    ${text}`), ''].join('\n');
}
