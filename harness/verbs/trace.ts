// `trace`: the I/O between the format and its file.
import { linesText, output, printed, verb } from './verb.ts';

interface TraceStep {
  readonly isShown: boolean;
}

export const trace = verb({
  name: 'trace',
  description:
    'Prints the I/O since the last trace, or forgets it (`output: hidden`). Native only.',
  fields: { output },
  needs: ['trace'],
  build: (given): TraceStep => ({ isShown: given.output === 'shown' }),
  run({ isShown }: TraceStep, { engine }) {
    const lines = engine.takeTrace?.() ?? [];
    return printed(isShown ? linesText(lines) : '');
  },
});
