// A case is not trusted: what it may name (engines/inside-names.ts), as YAML and on command lines.
import { INSIDE_DRIVERS, reachesOut } from '../engines/inside-names.ts';
import { CaseProblem, didYouMean, type Position } from './problem.ts';
import type { Shape } from './shapes.ts';

/** The name of a file of the case: letters, digits and `. _ -`, not starting with a dot or dash. */
export const fileName: Shape<string> = {
  read(node) {
    const name = node.kind === 'scalar' ? node.text : '';
    if (!/^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/.test(name)) {
      throw new CaseProblem(node, `'${name}' is not a plain file name`);
    }
    return name;
  },
  schema: { type: 'string', pattern: '^([A-Za-z0-9_][A-Za-z0-9._-]*|.*\\$.*)$' },
};

/** Throws CaseProblem when `argument` of a tool could reach outside of the scratch folder. */
export function checkArgument(argument: string, where: Position): void {
  const found = reachesOut(argument);
  if (found === undefined) return;
  if (found.driver === undefined) {
    throw new CaseProblem(where, `'${argument}' names a file outside of TEST_DIR`);
  }
  const hint = didYouMean(found.driver, INSIDE_DRIVERS);
  throw new CaseProblem(where, `the driver '${found.driver}' may not be used in a case${hint}`);
}
