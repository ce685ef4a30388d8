// Words of `info` and `map`: what lies below an image, and what is compressed.
import { patternWording, type Wording } from './wording.ts';

/**
 * Text without the blocks of lines whose ends `endOf` tells: the index behind a block that begins
 * at a line. Without `mark` in it a text, which may be long, holds none.
 */
function withoutBlocks(
  text: string,
  mark: string,
  endOf: (lines: readonly string[], at: number) => number | undefined,
  acted: () => void,
): string {
  if (!text.includes(mark)) return text;
  const lines = text.split('\n');
  const kept: string[] = [];
  for (let at = 0; at < lines.length;) {
    const end = endOf(lines, at);
    if (end === undefined) {
      kept.push(lines[at] as string);
      at += 1;
    } else {
      acted();
      at = end;
    }
  }
  return kept.join('\n');
}

/** A block: `Child node '/file':`, and lines that are indented below it. */
function endOfChild(lines: readonly string[], at: number): number | undefined {
  if (!/^Child node '\/[^']*':$/.test(lines[at] as string)) return undefined;
  let end = at + 1;
  while (lines[end]?.startsWith('    ') === true) end += 1;
  return end;
}

/** A list `"children"` in JSON, to the line that closes it at the same indentation. */
function endOfChildren(lines: readonly string[], at: number): number | undefined {
  const indent = /^( +)"children": \[$/.exec(lines[at] as string)?.[1];
  if (indent === undefined) return undefined;
  const closing = lines.findIndex((line, index) => index > at && line === `${indent}],`);
  return closing < 0 ? undefined : closing + 1;
}

/** `info` tells the nodes below an image. */
export const CHILD_NODES: Wording = {
  name: 'info tells child nodes',
  since: [8, 0],
  toRecorded: (text, acted) => withoutBlocks(text, "Child node '/", endOfChild, acted),
};

/** The same in JSON. */
export const CHILD_NODES_IN_JSON: Wording = {
  name: 'info tells child nodes in JSON',
  since: [8, 0],
  toRecorded: (text, acted) => withoutBlocks(text, '"children": [', endOfChildren, acted),
};

/** A run of `map --output=json`: where it lies, what it is, and what stands behind that. */
const RUN = new RegExp(
  [
    /^(\[?)\{ "start": (\d+), "length": (\d+), (.*"data": (?:true|false))/,
    /, "compressed": (true|false)(.*\})([,\]]?)$/,
  ]
    .map(({ source }) => source)
    .join(''),
);

/** A run; or several without a place that differ in this alone, which 7.2 does not tell apart. */
interface MapRun {
  readonly begin: string;
  readonly start: number;
  readonly length: number;
  readonly is: string;
  readonly compressed: string;
  readonly rest: string;
  readonly end: string;
}

function runOf(line: string): MapRun | undefined {
  const found = RUN.exec(line);
  if (found === null) return undefined;
  const [, begin = '', start, length, is = '', compressed = '', rest = '', end = ''] = found;
  return { begin, start: Number(start), length: Number(length), is, compressed, rest, end };
}

const joins = (one: MapRun, next: MapRun): boolean =>
  one.end === ',' &&
  one.start + one.length === next.start &&
  one.compressed !== next.compressed &&
  one.is === next.is &&
  one.rest === next.rest &&
  !one.rest.includes('"offset"');

const runText = ({ begin, start, length, is, rest, end }: MapRun): string =>
  `${begin}{ "start": ${start}, "length": ${length}, ${is}${rest}${end}`;

/** `map --output=json` tells whether data is compressed. */
export const COMPRESSED: Wording = {
  name: 'map tells what is compressed',
  since: [8, 2],
  toRecorded(text, acted) {
    if (!text.includes('"compressed": ')) return text;
    const lines: string[] = [];
    let last: MapRun | undefined;
    for (const line of text.split('\n')) {
      const run = runOf(line);
      if (run !== undefined) acted();
      if (run !== undefined && last !== undefined && joins(last, run)) {
        last = { ...run, begin: last.begin, start: last.start, length: last.length + run.length };
        lines[lines.length - 1] = runText(last);
        continue;
      }
      lines.push(run === undefined ? line : runText(run));
      last = run;
    }
    return lines.join('\n');
  },
};

/** `info` of a volume of LUKS tells that its header lies in front of its data. */
export const DETACHED_HEADER = patternWording(
  'info tells that a LUKS header is not detached',
  [10, 0],
  /^ +(?:detached header: false|"detached-header": false,?)\n/gm,
  () => '',
);
