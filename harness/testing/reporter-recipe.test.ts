// The recipe for a reporter, followed in a copy of the tree: one file, and one entry in the table.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../build/paths.mjs';
import { ScratchCopy } from './recipe.ts';

let copy: ScratchCopy;
beforeAll(() => {
  copy = new ScratchCopy();
});
afterAll(() => copy.remove());

const REPORTER = `// A letter for each case.
import type { Ended, Reporter, ReportOutput, RunEnd } from './reporter.ts';

/** Writes letters. */
export class LettersReporter implements Reporter {
  readonly #write: (text: string) => void;

  constructor({ write }: ReportOutput) {
    this.#write = write;
  }

  ended({ result }: Ended): void {
    this.#write(result.verdict.charAt(0));
  }

  end({ tally }: RunEnd): void {
    this.#write(\` of \${tally.ran}\\n\`);
  }
}
`;
const LINE =
  "letters: { summary: 'a letter for each case', " +
  "load: async () => (await import('./letters-reporter.ts')).LettersReporter },";
const TABLE = 'harness/report/reporters.ts';

test('a reporter is a file and an entry in the table', () => {
  copy.addFile('harness/report/letters-reporter.ts', REPORTER);
  const head = 'export const REPORTERS: Readonly<Record<string, ReporterKind>> = {';
  copy.insertLine(TABLE, head, LINE);
  copy.build();
  expect(copy.changes).toEqual({
    added: ['harness/report/letters-reporter.ts'],
    inserted: [`${TABLE}: ${LINE}`],
  });
  for (const name of ['suites', 'golden']) mkdirSync(join(copy.root, name));
  for (const number of ['601', '602']) {
    writeFileSync(
      join(copy.root, `suites/${number}-x.yaml`),
      'purpose: p\nsteps:\n  - echo: word\n',
    );
  }
  writeFileSync(join(copy.root, 'golden/601.out'), 'QA output created by 601\nword\n*** done\n');
  const { status, stdout } = copy.run('blkdrill', ['suite', '--reporter', 'letters']);
  expect({ status, stdout }).toEqual({ status: 1, stdout: 'pf of 2\n' });
  const { stdout: help } = copy.run('blkdrill', ['suite', '--help']);
  expect(help).toContain('letters: a letter for each');
  const { stderr } = copy.run('blkdrill', ['suite', '--reporter', 'leters']);
  expect(stderr).toContain("unknown reporter 'leters' (did you mean 'letters'?)");
});

test('CONTRIBUTING tells this recipe', () => {
  const text = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
  expect(text).toContain('### A reporter');
  expect(text).toContain(TABLE);
});
