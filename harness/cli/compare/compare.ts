// `blkdrill compare`: what was asked.
import { availableParallelism } from 'node:os';
import { readNamedEngines } from '../../cases/engines-file.ts';
import { RequestError } from '../../cases/request-error.ts';
import { KNOWN_READERS } from '../../compare/readers.ts';
import { ENGINE_NAMES, VERSIONED_NAMES } from '../../engines/registry.ts';
import { isSystemError, systemErrorText } from '../../host/system-error.ts';
import { askedCases, statusBeside } from '../asked-cases.ts';
import type { Request } from '../command.ts';
import { oneOf, wholeNumber } from '../values.ts';
import { comparedEngine, comparedReader } from './columns.ts';
import { Comparison, TABLES } from './run.ts';

/** Names with commas in between, each of them once. */
const namesOf = (values: readonly string[]): readonly string[] => [
  ...new Set(values.flatMap((value) => value.split(',')).filter((name) => name !== '')),
];

/** Words of a command line, as a shell takes them. */
const shellText = (words: readonly string[]): string =>
  words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word}'`)).join(' ');

/** Compares, and writes the page; resolves to the exit status. Rejects with RequestError. */
export async function compare(request: Request, root: string): Promise<number> {
  const output = request.last('output');
  if (output === undefined) throw new RequestError(["'--output' is needed: the page's folder"]);
  const named = [...readNamedEngines(root)];
  const engines = request.has('engines')
    ? namesOf(request.all('engines'))
    : [...ENGINE_NAMES, ...VERSIONED_NAMES, ...named.map(([name]) => name)];
  const readers = request.has('readers')
    ? namesOf(request.all('readers'))
    : [
        ...Object.keys(KNOWN_READERS),
        ...named.flatMap(([name, { kind }]) => (kind === 'command' ? [name] : [])),
      ];
  const tables = request.has('only')
    ? namesOf(request.all('only')).map((name) => oneOf('table', name, TABLES))
    : TABLES;
  const groups = request.all('group');
  const isAll = request.words.length === 0 && groups.length === 0;
  const cases = tables.includes('cases')
    ? askedCases(root, { words: request.words, groups: isAll ? ['quick'] : groups })
    : { cases: [], hidden: [] };
  const options = ['engines', 'readers', 'group', 'only', 'distinct'].flatMap((name) =>
    request.all(name).flatMap((value) => [`--${name}`, value]),
  );
  const compared = {
    engines: engines.map((name) => comparedEngine(root, name)),
    readers: readers.map((name) => comparedReader(root, name)),
  };
  // Now, and not minutes later on the page: the name may be misspelt.
  for (const { column } of [...compared.engines, ...compared.readers]) {
    if (column.lacks === undefined) continue;
    process.stderr.write(`blkdrill: ${column.name} is not run: ${column.lacks}\n`);
  }
  const comparison = new Comparison({
    command: shellText(['blkdrill', 'compare', ...request.words, ...options, '--output', output]),
    ...compared,
    cases,
    tables,
    output,
    jobs: wholeNumber('jobs', request.last('jobs') ?? String(availableParallelism())),
    deadline: wholeNumber('deadline', request.last('deadline') ?? '300') * 1000,
    distinct: wholeNumber('distinct', request.last('distinct') ?? '200'),
  });
  try {
    await comparison.run();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new RequestError([`${output} cannot be written: ${systemErrorText(error)}`]);
  }
  process.stdout.write(`${output}/index.html and ${output}/page.md\n`);
  return statusBeside(cases, 0);
}
