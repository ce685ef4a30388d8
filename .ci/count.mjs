// Adds up what ran: vitest's reports (*.json), those of the suites (*.jsonl), and every stage that
// failed without a failed test to show for it. Prints `N passed, N failed`.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const folder = process.argv[2];

/** Counts of one vitest run. A file that could not be loaded is a failure without a test. */
function countTests(path) {
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(path, 'utf8'));
  const unloaded = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  return { passed: numPassedTests, failed: numFailedTests + unloaded.length };
}

/** Counts of one run of the suites: a line for each case. */
function countCases(path) {
  const cases = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
    .filter(({ event }) => event === 'case');
  const having = (outcome) => cases.filter((one) => one.outcome === outcome).length;
  return {
    passed: having('passed'),
    failed: ['failed', 'crashed', 'hung'].map(having).reduce((a, b) => a + b),
  };
}

/** What a stage adds to the sum. Stages without a report count only when they failed. */
function countStage(name, status) {
  const found = { passed: 0, failed: 0 };
  let isReported = false;
  for (const [ending, count] of [
    ['json', countTests],
    ['jsonl', countCases],
  ]) {
    const path = join(folder, `${name}.${ending}`);
    if (!existsSync(path)) continue;
    isReported = true;
    try {
      Object.assign(found, count(path));
    } catch (error) {
      console.log(`${name}: the report cannot be read: ${error.message}`);
    }
  }
  const isSilent = isReported && found.passed + found.failed === 0;
  if ((status !== 0 || isSilent) && found.failed === 0) {
    found.failed = 1;
    console.log(`${name}: failed without a failed test`);
  }
  if (isReported) console.log(`${name}: ${found.passed} passed, ${found.failed} failed`);
  return found;
}

const stages = readdirSync(folder)
  .filter((name) => name.endsWith('.status'))
  .map((name) => [basename(name, '.status'), Number(readFileSync(join(folder, name), 'utf8'))]);
const counts = stages.map(([name, status]) => countStage(name, status));
const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
const passed = sum('passed');
const failed = sum('failed') || (passed === 0 ? 1 : 0); // a run of nothing proves nothing
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
