// The examples in doc comments, as programs: what they print stands behind `//` on the line that
// prints it.

/** One example of a source file. */
export interface Example {
  /** 'harness/api/run-case.ts:40' */
  readonly place: string;
  readonly code: string;
  /** What it prints, a line for each console.log with a comment behind it. */
  readonly printed: readonly string[];
}

const BLOCK = /^ \* @example\n \* ```ts\n([^]*?)^ \* ```$/gm;
const PRINTED = /console\.log\(.*\); \/\/ (.*)$/;

/** All examples in a text for people. Throws where an example prints nothing. */
export function examplesInMarkdown(path: string, text: string): readonly Example[] {
  return [...text.matchAll(/^```ts\n([^]*?)^```$/gm)].map((found) => {
    const line = text.slice(0, found.index).split('\n').length;
    return exampleOf(`${path}:${line}`, (found[1] ?? '').split('\n'));
  });
}

/** All examples in the doc comments of `text`. Throws where an example prints nothing. */
export function examplesIn(path: string, text: string): readonly Example[] {
  return [...text.matchAll(BLOCK)].map((found) => {
    const line = text.slice(0, found.index).split('\n').length;
    const lines = (found[1] ?? '').split('\n').map((one) => one.replace(/^ \* ?/, ''));
    return exampleOf(`${path}:${line}`, lines);
  });
}

function exampleOf(place: string, lines: readonly string[]): Example {
  const printed = lines.flatMap((one) => PRINTED.exec(one)?.[1] ?? []);
  if (printed.length === 0) throw new Error(`${place}: the example shows nothing`);
  return { place, code: lines.join('\n'), printed };
}
