// Writes which tests against the real tools a later version of QEMU answers otherwise than 7.2:
//
//     export PATH=TOOLS:$PATH BLKDRILL_ALL_TESTS=1
//     npm run test:qemu -- --reporter=json --outputFile=REPORT
//     node harness/testing/list-news.mjs 11.1 REPORT
//
// What comes is read before it is committed: each line is a test that this version does not judge.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { settledName } from './test-name.mjs';

const nameOf = ({ fullName }) => settledName(fullName);
const [release, report] = process.argv.slice(2);
const root = join(import.meta.dirname, '../..');
const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
const news = testResults
  .map(({ name, assertionResults }) => [
    relative(root, name),
    assertionResults.filter(({ status }) => status === 'failed').map(nameOf),
  ])
  .filter(([, names]) => names.length > 0)
  .toSorted(([one], [other]) => (one < other ? -1 : 1));
const path = join(import.meta.dirname, `news/${release}.json`);
writeFileSync(path, `${JSON.stringify(Object.fromEntries(news), undefined, 2)}\n`);
