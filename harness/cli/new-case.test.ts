// What a title becomes: the name of the file, and a purpose that is read back as it was.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { loadCase } from '../cases/load.ts';
import { RequestError } from '../cases/request-error.ts';
import { newCase } from './new-case.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'blkdrill-test-'));
  const made = root;
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
  onTestFinished(() => {
    spy.mockRestore();
    rmSync(made, { recursive: true });
  });
});

/** The slug and the purpose of the case that a title gives. */
function made(title: string): readonly [slug: string, purpose: string] {
  newCase(title, root);
  const name = readdirSync(join(root, 'suites')).toSorted().at(-1) ?? '';
  const file = `suites/${name}`;
  const result = loadCase(file, readFileSync(join(root, file), 'utf8'));
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  return [result.loaded.slug.slice(4), result.loaded.purpose];
}

test.each([
  ['Über größe', 'uber-grosse'],
  ['GROẞE naïve Café 100%', 'grosse-naive-cafe-100'],
  ['Łódź, Øresund and þorn', 'lodz-oresund-and-thorn'],
  ["A guest's ﬁle doesn’t shrink", 'a-guests-file-doesnt-shrink'],
  ['Ελληνικά on qcow2 über λx', 'on-qcow2-uber'],
  ['A full device: "no" data lost', 'a-full-device-no-data-lost'],
])('%s', (title, slug) => {
  expect(made(title)).toEqual([slug, title]);
});

test.each(['123', 'true', '1.5', 'null', '0x10', 'on', '1e3 ', '~ a'])(
  "the title '%s' stays a text",
  (title) => {
    expect(made(title)[1]).toBe(title);
  },
);

test.each(['日本語', 'Ελληνικά', '!!!', '  ', ''])("'%s' has no word for a name", (title) => {
  const needed = 'the name of a case file needs a word in Latin letters or digits';
  const refused = new RequestError([`${needed}, and '${title}' has none`]);
  expect(() => newCase(title, root)).toThrow(refused);
  expect(() => readdirSync(join(root, 'suites'))).toThrow(/ENOENT/);
});
