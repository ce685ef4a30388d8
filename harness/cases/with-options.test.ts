// Cases all of whose images get further options, and their numbers.
import { expect, test } from 'vitest';
import { verbNamed } from '../verbs/table.ts';
import { loadCase } from './load.ts';
import { caseWithOptions, fitsNumber, NUMBER_PATTERN, takeNumberApart } from './with-options.ts';

function load(steps: string) {
  const result = loadCase('suites/601-x.yaml', `purpose: p\nsteps:\n${steps}`);
  if ('problems' in result) throw new Error(result.problems.join());
  return result.loaded;
}

test('options of the case count more, and images of other formats get none', () => {
  const plain = load(`  - create: { size: 1M, cluster_size: 4k }
  - create: { image: b.raw, format: raw, size: 1M }
  - check
`);
  const options = [
    ['cluster_size', '512'],
    ['refcount_bits', '1'],
  ] as const;
  const made = caseWithOptions(plain, options);
  expect(made.number).toBe('601,cluster_size=512,refcount_bits=1');
  expect(made.slug).toBe('601-x (cluster_size=512, refcount_bits=1)');
  const [first, second, third] = made.steps.map((step) => {
    const verb = verbNamed(step.verb);
    return verb.tool === undefined ? [] : verb.argv(step, []);
  });
  expect(first).toContain('refcount_bits=1,cluster_size=4k');
  expect(second).not.toContain('-o');
  expect(third).toEqual(['check', '-f', 'qcow2', 'TEST_DIR/t.qcow2']);
  expect(caseWithOptions(plain, [])).toBe(plain);
});

test('a number is read as it is written', () => {
  const form = new RegExp(`^${NUMBER_PATTERN}$`);
  for (const number of ['601', 'r1234', '601,compat=0.10', 'r7,compat=1.1,refcount_bits=8']) {
    expect(form.test(number)).toBe(true);
    const apart = takeNumberApart(number);
    const words = apart?.options.map(([name, value]) => `,${name}=${value}`) ?? ['?'];
    expect(`${apart?.number}${words.join('')}`).toBe(number);
  }
  for (const number of ['61', '601,', '601,compat', '601,compat=', '601,data_file=a/b']) {
    expect(form.test(number)).toBe(false);
  }
  expect(takeNumberApart('601,compt=1.1')).toBeUndefined();
  expect(fitsNumber(['compat', '0.10'])).toBe(true);
  expect(fitsNumber(['data_file', 'a/b'])).toBe(false);
});
