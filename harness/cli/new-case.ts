// `blkdrill new "title"`: the skeleton of the next case.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RequestError } from '../cases/request-error.ts';
import { schemaReference } from '../cases/schema-reference.ts';
import { takenNumbers } from '../cases/suite-folder.ts';

/** Numbers below belong to the well-known tests of QEMU that they are named after. */
const FIRST_OWN = 501;

/** Without a schema to name, the case starts with its purpose. */
const schemaLine = (path: string | undefined): string =>
  path === undefined ? '' : `# yaml-language-server: $schema=${path}\n`;

const skeleton = (purpose: string, schema: string | undefined) => `${schemaLine(schema)}\
purpose: ${purpose}
groups: [rw, auto, quick]
steps:
  - create: { size: 1M, cluster_size: 64k }
  - io: write 0 64k
    faults: [{ event: write_aio, errno: ENOSPC, once: on }]
  - check
`;

/** Whether YAML reads it as a text without quotes: one word may be a number, or `true`. */
const isPlain = (title: string): boolean =>
  /^[A-Za-z][A-Za-z0-9,.()-]*(?: [A-Za-z0-9,.()-]+)+$/.test(title);

/** Latin letters that Unicode does not take apart, as they are written where there are none. */
const SPELT: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  ŋ: 'n',
};

/**
 * The words of a title in the letters and digits of a slug: 'Über größe' gives 'uber' and 'grosse'.
 * A word with a letter of another script is left out whole.
 */
export function slugWords(title: string): readonly string[] {
  const plain = title
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/\p{M}|['’]/gu, '');
  const words = plain.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words
    .map((word) => [...word].map((letter) => SPELT[letter] ?? letter).join(''))
    .filter((word) => /^[a-z0-9]+$/.test(word));
}

/**
 * The number of the next case below `root`: behind all that are taken. Throws RequestError where
 * there is no folder of cases, or no number is left.
 */
export function nextNumber(root: string): string {
  const numbers = takenNumbers(root).map(Number);
  const number = Math.max(FIRST_OWN, ...numbers.map((used) => used + 1));
  if (number > 999) throw new RequestError(['all numbers up to 999 are taken']);
  return String(number).padStart(3, '0');
}

/**
 * Writes suites/NNN-title.yaml below `root`, and prints its name. Returns the exit status. Throws
 * RequestError where the title has no word that a slug can have, or no number is left.
 */
export function newCase(title: string, root: string): number {
  const words = slugWords(title);
  if (words.length === 0) {
    const needed = 'the name of a case file needs a word in Latin letters or digits';
    throw new RequestError([`${needed}, and '${title}' has none`]);
  }
  mkdirSync(join(root, 'suites'), { recursive: true });
  const file = `suites/${nextNumber(root)}-${words.slice(0, 6).join('-')}.yaml`;
  const purpose = isPlain(title) ? title : JSON.stringify(title);
  writeFileSync(join(root, file), skeleton(purpose, schemaReference(root)), { flag: 'wx' });
  process.stdout.write(`${file}\n`);
  return 0;
}
