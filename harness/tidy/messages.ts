// Every message of the engine about an image is printed by a case, or stands with the reason why
// not. Findings of a check are known by their kinds. All other messages are found in the sources:
// all texts of two words or more in the layers of qcow2, assertions and mistakes of callers apart.
import ts from 'typescript';
import { FINDING_FORMS, type FindingForm } from '../../engine/index.ts';
import { readCheckLines } from '../golden/check-text.ts';
import { filterFormat } from '../golden/filters.ts';
import { ENGINE_LAYERS } from './layers.ts';
import { isTest, isUnder, type Finding, type Source } from './source.ts';

/** Layers whose messages are not about what is wrong with an image. */
const OTHER_WORDS = [
  // Findings, which have a rule of their own, and the layout, which no tool of QEMU has.
  'engine/qcow2/check',
  'engine/qcow2/inspect',
  // What a command asked for and cannot get.
  'engine/qcow2/bitmaps',
  'engine/qcow2/driver',
  'engine/qcow2/image',
  'engine/qcow2/snapshots',
];

/** All other layers of qcow2: their texts are messages about images. */
export const JUDGING: readonly string[] = ENGINE_LAYERS.filter(
  (layer) => layer.startsWith('engine/qcow2/') && !OTHER_WORDS.includes(layer),
);

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
    if (ts.isPropertyAccessExpression(node)) return; // a list of words, to be split
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
    ...outOfDate(reasons, open),
  ];
}

const outOfDate = (
  reasons: Readonly<Record<string, string>>,
  open: ReadonlySet<string>,
): Finding[] =>
  Object.keys(reasons)
    .filter((text) => !open.has(text))
    .map((text) => `'${text}' is printed, or gone: take it out of the reasons`);

/** 'leak, isRepaired: true' */
const nameOf = ({ kind, field, value }: FindingForm): string =>
  field === undefined ? kind : `${kind}, ${field}: ${String(value)}`;

/**
 * Forms of findings that none of `goldens` prints and that have no reason, and reasons that are out
 * of date. `reasons` are by the name of the form.
 */
export function unprintedFindings(
  goldens: readonly string[],
  reasons: Readonly<Record<string, string>>,
): Finding[] {
  const printed = goldens
    .flatMap((golden) => readCheckLines(golden.replaceAll('IMGFMT', 'qcow2')))
    .flatMap(({ finding }) => (finding === undefined ? [] : [finding]));
  const isPrinted = ({ kind, field, value }: FindingForm): boolean =>
    printed.some(
      (finding) =>
        finding.kind === kind &&
        (field === undefined || finding[field as keyof typeof finding] === value),
    );
  const unprinted = FINDING_FORMS.filter((form) => !isPrinted(form)).map(nameOf);
  return [
    ...unprinted
      .filter((name) => !Object.hasOwn(reasons, name))
      .map((name) => `no suite prints the finding '${name}'`),
    ...outOfDate(reasons, new Set(unprinted)),
  ];
}
