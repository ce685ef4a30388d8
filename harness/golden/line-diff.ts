// The golden against the transcript, as a unified diff that names the step of each hunk. The only
// importer of the diff package; it is loaded when there is a difference to show.
import { structuredPatch, type StructuredPatchHunk } from 'diff';
import type { StepOutput } from './transcript.ts';

/** One hunk and the step whose text it begins to differ in. */
export interface NamedHunk {
  /** Line of that step in the case file. */
  readonly line: number;
  readonly title: string;
  /** '@@ -3,4 +3,5 @@' */
  readonly range: string;
  /** Lines with ' ', '-' (expected) or '+' (actual) in front. */
  readonly lines: readonly string[];
}

const CONTEXT = 3;

/** The step that printed each line of the transcript. */
const ownersOfLines = (outputs: readonly StepOutput[]): readonly StepOutput[] =>
  outputs.flatMap((output) => {
    const count = output.text.split('\n').length - 1;
    return Array.from({ length: count }, () => output);
  });

/** Index in the new text (from 0) of the first line of a hunk that differs. */
function firstChange(hunk: StructuredPatchHunk): number {
  const context = hunk.lines.findIndex((line) => line.startsWith('+') || line.startsWith('-'));
  return hunk.newStart - 1 + Math.max(context, 0);
}

/** The hunks in order; none when both texts are equal. */
export function diffTranscript(
  expected: string,
  outputs: readonly StepOutput[],
): readonly NamedHunk[] {
  const actual = outputs.map(({ text }) => text).join('');
  const patch = structuredPatch('', '', expected, actual, '', '', { context: CONTEXT });
  const owners = ownersOfLines(outputs);
  return patch.hunks.map((hunk) => {
    const owner = owners[firstChange(hunk)] ?? outputs.at(-1);
    return {
      line: owner?.line ?? 1,
      title: owner?.title ?? 'the end',
      range: `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@`,
      lines: hunk.lines,
    };
  });
}
