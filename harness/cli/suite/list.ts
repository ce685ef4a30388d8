// `blkdrill suite --list`: what would run.
import type { TestCase } from '../../cases/types.ts';
import { engineNamed } from '../../engines/registry.ts';
import { reasonNotToRun } from '../../run/verdict.ts';
import type { SuiteRequest } from './request.ts';

function lineOf(testCase: TestCase, notRun: string | undefined): string {
  const { number, purpose, groups, engines } = testCase;
  const only = engines.length === 1 ? ` [${engines.join()} only]` : '';
  const left = notRun === undefined ? '' : ` [not run: ${notRun}]`;
  return `${number}  ${purpose}  (${groups.join(' ')})${only}${left}\n`;
}

function jsonOf(testCase: TestCase, notRun: string | undefined): string {
  const { number, slug, file, purpose, groups, engines } = testCase;
  return `${JSON.stringify({ number, slug, file, purpose, groups, engines, notRun })}\n`;
}

/** A line for each case: words, or JSON where the request asks for that. */
export function listText(cases: readonly TestCase[], request: SuiteRequest): string {
  const { engine, imageOptions, reporter } = request;
  const adapter = engineNamed(engine);
  const show = reporter === 'json' ? jsonOf : lineOf;
  return cases
    .map((testCase) => show(testCase, reasonNotToRun(testCase, adapter, imageOptions)))
    .join('');
}
