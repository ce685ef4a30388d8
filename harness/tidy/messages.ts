// Every message of the engine about an image is printed by a suite, or stands here with the reason
// why not. The messages are found in the sources: all texts of two words or more in the files that
// judge images, assertions apart.
import ts from 'typescript';
import { filterFormat } from '../golden/filters.ts';
import { isTest, isUnder, type Finding, type Source } from './source.ts';

/** Files and folders whose texts are messages about images. */
export const JUDGING: readonly string[] = [
  'engine/qcow2/metadata/read-metadata.ts',
  'engine/qcow2/bitmaps/directory.ts',
  'engine/qcow2/metadata/bitmaps.ts',
  'engine/qcow2/metadata/extensions.ts',
  'engine/qcow2/metadata/header.ts',
  'engine/qcow2/metadata/refusals.ts',
  'engine/qcow2/metadata/snapshots.ts',
  'engine/qcow2/format/bitmap-entry.ts',
  'engine/qcow2/format/features.ts',
  'engine/qcow2/format/table-bounds.ts',
  // Check and repair, without the layout, which has words of its own.
  'engine/qcow2/check/check-context.ts',
  'engine/qcow2/check/check-copied.ts',
  'engine/qcow2/check/check-snapshot-table.ts',
  'engine/qcow2/check/check.ts',
  'engine/qcow2/check/compare-refcounts.ts',
  'engine/qcow2/check/count-bitmaps.ts',
  'engine/qcow2/check/count-l2.ts',
  'engine/qcow2/check/count-refcount-blocks.ts',
  'engine/qcow2/check/count-references.ts',
  'engine/qcow2/check/count-table.ts',
  'engine/qcow2/check/read-bitmaps.ts',
  'engine/qcow2/repair',
  // Metadata that a write would hit, and damage that is met while the image is in use.
  'engine/qcow2/cache',
  'engine/qcow2/mapping',
  'engine/qcow2/overlap',
  'engine/qcow2/owners',
  'engine/qcow2/refcounts/allocate.ts',
  'engine/qcow2/refcounts/allocate-bytes.ts',
  'engine/qcow2/refcounts/grow.ts',
  'engine/qcow2/refcounts/lookup.ts',
  'engine/qcow2/refcounts/shrink.ts',
  'engine/qcow2/refcounts/update.ts',
  'engine/qcow2/state',
];

/** A text with gaps where values go. */
interface Message {
  readonly path: string;
  readonly line: number;
  /** What stands between the gaps. */
  readonly parts: readonly string[];
}

/** The message as it is listed: `...` for a gap. */
const shown = ({ parts }: Message): string => parts.join('...');

/** Two words with a blank between them: names of kinds and options have a hyphen. */
const TWO_WORDS = /[A-Za-z]{2,}[^A-Za-z]* [^A-Za-z]*[A-Za-z]{2,}/;
/** Calls whose texts nobody but us reads. */
const NOT_PRINTED = new Set(['assert', 'InvariantError', 'UsageError']);

/** The static parts of a text, literals that are joined by + taken as one; undefined: no text. */
function partsOf(node: ts.Expression): string[] | undefined {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node)) {
    return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
  }
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) {
    return undefined;
  }
  const left = partsOf(node.left);
  const right = partsOf(node.right);
  if (left === undefined || right === undefined) return undefined;
  return [...left.slice(0, -1), `${left.at(-1) ?? ''}${right[0] ?? ''}`, ...right.slice(1)];
}

/** The messages in one source. */
export function messagesOf(source: Source): Message[] {
  const found: Message[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return;
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      if (NOT_PRINTED.has(node.expression.getText())) return;
    }
    const parts = ts.isExpression(node) ? partsOf(node) : undefined;
    if (parts === undefined) return ts.forEachChild(node, visit);
    if (TWO_WORDS.test(parts.join(' '))) {
      const line = source.tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      found.push({ path: source.path, line, parts });
    }
    // Gaps may hold texts of their own: `${isDirty ? 'must be set' : 'must not be set'}`.
    if (!ts.isStringLiteralLike(node)) ts.forEachChild(node, visitGaps);
  };
  const visitGaps = (node: ts.Node): void => {
    if (ts.isTemplateSpan(node)) visit(node.expression);
    else ts.forEachChild(node, visitGaps);
  };
  visit(source.tree);
  return found;
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

const patternOf = ({ parts }: Message): RegExp =>
  new RegExp(parts.map((part) => escaped(filterFormat(part))).join('[^\\n]*'));

/**
 * Messages that stand in none of `goldens` and have no reason, and reasons that are out of date.
 * `reasons` are by the message as it is listed.
 */
export function unprintedMessages(
  sources: readonly Source[],
  goldens: readonly string[],
  reasons: Readonly<Record<string, string>>,
  judging = JUDGING,
): Finding[] {
  const messages = sources
    .filter(({ path }) => isUnder(path, judging) && !isTest(path))
    .flatMap(messagesOf);
  const isPrinted = (message: Message): boolean => {
    const pattern = patternOf(message);
    return goldens.some((golden) => pattern.test(golden));
  };
  const unprinted = messages.filter((message) => !isPrinted(message));
  const open = new Set(unprinted.map(shown));
  return [
    ...judging
      .filter((path) => !sources.some((source) => isUnder(source.path, [path])))
      .map((path) => `${path}: not found`),
    ...unprinted
      .filter((message) => !Object.hasOwn(reasons, shown(message)))
      .map((message) => `${message.path}:${message.line}: no suite prints '${shown(message)}'`),
    ...Object.keys(reasons)
      .filter((text) => !open.has(text))
      .map((text) => `'${text}' is printed, or gone: take it out of the reasons`),
  ];
}
