// Where in the compiled text of a module a change stands, and the function around it: explorations
// look first at what comes by there.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../build/paths.mjs';
import type { Place } from './coverage.ts';
import { FACTORY } from './module-graph.ts';
import { toCommonJs } from './transform.ts';

/** How many characters two texts have in common, from their beginnings on. */
function common(one: string, other: string, at: (text: string, index: number) => string): number {
  const most = Math.min(one.length, other.length);
  let count = 0;
  while (count < most && at(one, count) === at(other, count)) count += 1;
  return count;
}

/** The place of a change, the function around it, and the module. */
export interface ChangedPlaces {
  readonly place: Place;
  readonly around: Place;
  readonly module: Place;
}

/** Where a change of a file stands. Throws esbuild's error. */
export async function placesOf(file: string, changed: string): Promise<ChangedPlaces> {
  const before = await toCommonJs(file, readFileSync(join(root, file), 'utf8'));
  const after = await toCommonJs(file, changed);
  const from = common(before, after, (text, index) => text.charAt(index));
  const behind = common(before.slice(from), after.slice(from), (text, index) =>
    text.charAt(text.length - 1 - index),
  );
  const to = Math.max(from + 1, before.length - behind);
  const outer = functionAround(before, from, to);
  const placed = (start: number, end: number): Place => ({
    file,
    from: start + FACTORY.length,
    to: end + FACTORY.length,
    isOfModule: outer === undefined,
  });
  const around = placed(outer?.start ?? from, outer?.end ?? to);
  const module = { ...placed(0, before.length), isOfModule: false };
  return { place: placed(from, to), around, module };
}

/** The innermost function whose body holds all of it; undefined: it runs as a module is loaded. */
function functionAround(
  text: string,
  from: number,
  to: number,
): { readonly start: number; readonly end: number } | undefined {
  let found: { start: number; end: number } | undefined;
  const visit = (node: ts.Node): void => {
    if (node.pos > from || node.end < to) return;
    if (ts.isFunctionLike(node) && 'body' in node) {
      const { body } = node;
      if (body !== undefined && body.pos <= from && body.end >= to) {
        found = { start: node.getStart(), end: node.end };
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('module.js', text, ts.ScriptTarget.Latest, true));
  return found;
}
