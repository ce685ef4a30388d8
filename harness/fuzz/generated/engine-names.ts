// Which of the functions that V8 has counted are the engine's: in a bundle its source map tells.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sourceAt } from '../../build/source-stack.ts';
import type { NameOf } from './branches.ts';

/** Files that are the engine's, and no tests of it. */
const ENGINE = /^engine\/(?!testing\/).*(?<!\.test)\.ts$/;

/** Offsets at which the lines of a text begin. */
function linesOf(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Names the source of each function of the engine in the bundles of this project. */
export function engineNames(): NameOf {
  const lines = new Map<string, readonly number[]>();
  const names = new Map<string, string | undefined>();
  return (url, offset) => {
    if (!url.endsWith('.cjs')) return undefined;
    const key = `${url} ${offset}`;
    if (names.has(key)) return names.get(key);
    const path = url.startsWith('file:') ? fileURLToPath(url) : url;
    // esbuild writes nothing but ASCII: a byte for each character.
    const starts = lines.get(path) ?? linesOf(readFileSync(path, 'latin1'));
    lines.set(path, starts);
    const line = starts.findLastIndex((start) => start <= offset);
    const source = sourceAt(path, line, offset - (starts[line] ?? 0));
    const name = source !== undefined && ENGINE.test(source) ? source : undefined;
    names.set(key, name);
    return name;
  };
}
