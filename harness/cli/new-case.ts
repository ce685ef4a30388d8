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

const plain = (title: string): boolean => /^[A-Za-z0-9][A-Za-z0-9 ,.()-]*$/.test(title);

/**
 * Writes suites/NNN-title.yaml below `root`, and prints its name. Returns the exit status. Throws
 * RequestError.
 */
export function newCase(title: string, root: string): number {
  const words = title.toLowerCase().match(/[a-z0-9]+/g);
  if (words === null) throw new RequestError([`there are no words in '${title}'`]);
  mkdirSync(join(root, 'suites'), { recursive: true });
  const numbers = takenNumbers(root).map(Number);
  const number = Math.max(FIRST_OWN, ...numbers.map((used) => used + 1));
  if (number > 999) throw new RequestError(['all numbers up to 999 are taken']);
  const file = `suites/${String(number).padStart(3, '0')}-${words.slice(0, 6).join('-')}.yaml`;
  const purpose = plain(title) ? title : JSON.stringify(title);
  writeFileSync(join(root, file), skeleton(purpose, schemaReference(root)), { flag: 'wx' });
  process.stdout.write(`${file}\n`);
  return 0;
}
