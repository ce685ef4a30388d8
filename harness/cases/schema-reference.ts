// Where editors find the schema of case files.
import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

const SCHEMA = 'harness/cases/case.schema.json';
const INSTALLED = `node_modules/blkdrill/${SCHEMA}`;

/**
 * The path of the schema from `root`/suites: that of a checkout, or of the package that is
 * installed in `root` or, as npm does it for workspaces, above. Undefined where there is none.
 */
export function schemaReference(root: string): string | undefined {
  const folders = [root];
  for (let at = root; dirname(at) !== at; at = dirname(at)) folders.push(dirname(at));
  const found = [join(root, SCHEMA), ...folders.map((folder) => join(folder, INSTALLED))].find(
    (path) => existsSync(path),
  );
  return found && relative(join(root, 'suites'), found).split(sep).join('/');
}
