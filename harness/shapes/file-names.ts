// A case is not trusted: it may name only files of its own scratch folder, and no driver that
// reaches further. Programs run inside that folder, so a name without a slash cannot leave it.
import { CaseProblem, didYouMean, type Position } from './problem.ts';
import type { Shape } from './shapes.ts';

/** Drivers and protocol prefixes that stay inside the scratch folder. */
const DRIVERS = [
  'blkdebug',
  'blklogwrites',
  'blkverify',
  'bochs',
  'cloop',
  'compress',
  'copy-on-read',
  'dmg',
  'file',
  'json',
  'luks',
  'null-aio',
  'null-co',
  'parallels',
  'preallocate',
  'qcow',
  'qcow2',
  'qed',
  'quorum',
  'raw',
  'throttle',
  'vdi',
  'vhdx',
  'vmdk',
  'vpc',
];

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

function checkDriver(name: string, where: Position): void {
  if (DRIVERS.includes(name)) return;
  const hint = didYouMean(name, DRIVERS);
  throw new CaseProblem(where, `the driver '${name}' may not be used in a case${hint}`);
}

/** Throws CaseProblem when `argument` of a tool could reach outside of the scratch folder. */
export function checkArgument(argument: string, where: Position): void {
  const rest = argument.replaceAll(/(?<![\w./-])TEST_DIR\/[A-Za-z0-9_][\w.-]*/g, '#');
  if (rest.replaceAll(/(?<![\w-])null-(?:co|aio):\/\//g, '#').includes('/')) {
    throw new CaseProblem(where, `'${argument}' names a file outside of TEST_DIR`);
  }
  const protocols = rest.matchAll(/(?:^|[:=,\s"'])([A-Za-z][\w+-]*):(?=[^\s"',=}])/g);
  const drivers = rest.matchAll(/(?:^|[^\w-])driver["']?\s*[=:]\s*["']?([^"',}\s]+)/g);
  for (const match of [...protocols, ...drivers]) {
    checkDriver(match[1] ?? '', where);
  }
}
