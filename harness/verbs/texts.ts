// Steps that print text of their own: headings and lines.
import * as shape from '../shapes/shapes.ts';
import { printed, type StepResult, verb } from './verb.ts';

interface HeadingStep {
  readonly text: string;
}

/** Leaves one empty line before a heading, never two. */
function headingAfter(before: string, text: string, mark: string): StepResult {
  const gap = before === '' || before.endsWith('\n\n') ? '' : '\n';
  return printed(`${gap}${mark} ${text} ${mark}\n\n`);
}

const fields = { text: shape.text('a heading') };
const build = ({ text }: HeadingStep): HeadingStep => ({ text });

export const heading = verb({
  name: 'heading',
  description: 'Prints `=== text ===` between empty lines.',
  main: 'text',
  fields,
  build,
  run: ({ text }: HeadingStep, { before }) => headingAfter(before, text, '==='),
});

export const subheading = verb({
  name: 'subheading',
  description: 'Prints `--- text ---` between empty lines.',
  main: 'text',
  fields,
  build,
  run: ({ text }: HeadingStep, { before }) => headingAfter(before, text, '---'),
});

interface EchoStep {
  readonly lines: readonly string[];
}

export const echo = verb({
  name: 'echo',
  description: 'Prints lines as they are.',
  main: 'lines',
  fields: { lines: shape.listOf(shape.line('a line')) },
  build: ({ lines }): EchoStep => ({ lines }),
  run: ({ lines }: EchoStep) =>
    printed(lines.map((line) => (line.endsWith('\n') ? line : `${line}\n`)).join('')),
});
