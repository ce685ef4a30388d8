// A case without a golden proves nothing, a golden without a case is forgotten. A case without a
// write log may be one that changes no file: the suite itself knows.
import type { Finding } from './source.ts';

/** What tells the causes for which the goldens of a variant differ. */
const CAUSES = 'causes.json';

/**
 * Differences between the names in suites/ and in golden/, where those of a variant are
 * 'VARIANT/NNN.out'. Numbers are unique and three digits.
 */
export function unpairedGoldens(suites: readonly string[], golden: readonly string[]): Finding[] {
  const findings: Finding[] = [];
  const numbers: string[] = [];
  for (const name of suites) {
    const number = /^(\d{3})-[a-z0-9-]+\.yaml$/.exec(name)?.[1];
    if (number === undefined) {
      findings.push(`suites/${name}: not NNN-slug.yaml`);
      continue;
    }
    if (numbers.includes(number)) findings.push(`suites/${name}: number ${number} is used twice`);
    if (!golden.includes(`${number}.out`)) findings.push(`suites/${name}: no golden/${number}.out`);
    numbers.push(number);
  }
  for (const name of golden.filter((file) => !/\.(out|io)\.bad$/.test(file))) {
    const number = /^(?:[\w.-]+\/)?(\d{3})\.(?:out|io)$/.exec(name)?.[1];
    if (name.endsWith(`/${CAUSES}`)) continue;
    if (number === undefined || !numbers.includes(number)) {
      findings.push(`golden/${name}: belongs to no case`);
    }
  }
  return findings;
}

/**
 * Differences between the goldens in the folder of `variant`, and the cases that its causes name:
 * whoever lists causes lists one for each.
 */
export function unexplainedGoldens(
  variant: string,
  golden: readonly string[],
  explained: Iterable<string>,
): Finding[] {
  const numbers = new Set(golden.flatMap((name) => /^(\d{3})\.out$/.exec(name)?.[1] ?? []));
  const named = new Set(explained);
  const folder = `golden/${variant}`;
  return [
    ...[...numbers]
      .filter((number) => !named.has(number))
      .map((number) => `${folder}/${number}.out: no cause in ${folder}/${CAUSES}`),
    ...[...named]
      .filter((number) => !numbers.has(number))
      .map((number) => `${folder}/${CAUSES}: no ${folder}/${number}.out`),
  ];
}
