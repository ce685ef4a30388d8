// `img`: any command line of qemu-img.
import { IMG_VERBS } from '../commands/img/table.ts';
import { filterImg } from '../golden/filters.ts';
import { checkArgument } from '../shapes/file-names.ts';
import type { TreeNode } from '../shapes/yaml-tree.ts';
import { CaseProblem, didYouMean } from '../shapes/problem.ts';
import * as shape from '../shapes/shapes.ts';
import { verb } from './verb.ts';

interface ImgStep {
  readonly argv: readonly string[];
}

const KNOWN: readonly string[] = IMG_VERBS.map(({ name }) => name);

/** A command line without the program's name; `$TEST_IMG` and `$TEST_DIR/name` are its files. */
const commandLine: shape.Shape<readonly string[]> = {
  schema: shape.listOf(shape.text('a command line of qemu-img')).schema,
  read(node) {
    const words =
      node.kind === 'list'
        ? shape.listOf(shape.line('an argument')).read(node)
        : shape.text('a command line of qemu-img').read(node).trim().split(/\s+/);
    const [first = ''] = words;
    if (!first.startsWith('-') && !KNOWN.includes(first)) {
      const where = node.kind === 'list' ? (node.items[0] ?? node) : node;
      const hint = didYouMean(first, KNOWN);
      throw new CaseProblem(where, `unknown command '${first}' of qemu-img${hint}`);
    }
    if (node.kind === 'scalar') refuseQuotes(words, node);
    for (const word of words) checkArgument(word, node);
    return words;
  },
};

/** Texts are cut at spaces, and no shell reads them. Throws CaseProblem. */
function refuseQuotes(words: readonly string[], node: TreeNode): void {
  const quoted = words.find((word) => /^['"]/.test(word));
  if (quoted === undefined) return;
  const instead = 'words that hold spaces stand in a list: [info, a b]';
  throw new CaseProblem(
    node,
    `quotes are part of the word ${quoted}: no shell reads it; ${instead}`,
  );
}

export const img = verb({
  name: 'img',
  description: 'Runs any command line of qemu-img.',
  main: 'arguments',
  fields: { arguments: commandLine },
  build: (given): ImgStep => ({ argv: given.arguments }),
  dataFiles: ({ argv }: ImgStep) =>
    argv.flatMap((word) =>
      [...word.matchAll(/\bdata_file=(?:TEST_DIR\/)?([\w.-]+)/g)].map((match) => match[1] ?? ''),
    ),
  tool: 'img',
  // They are met by what the command line opens through blkdebug.
  faults: 'below',
  argv: ({ body }) => body.argv,
  filter: filterImg,
});
