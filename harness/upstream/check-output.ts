// What QEMU's own test runner says of one test, as text, and what we make of it.

/** The verdict on one test. */
export interface TestVerdict {
  readonly outcome: 'passed' | 'failed' | 'not run';
  /** Why it failed or was not run; empty when it passed. */
  readonly reason: string;
  /** The unified difference to the expected output, without its two headings. */
  readonly differences: readonly string[];
}

const OUTCOMES = { pass: 'passed', fail: 'failed', 'not run': 'not run' } as const;

/** What stands behind the name of the test: the outcome, two clocks, how long, in words. */
const STATUS_LINE = new RegExp(
  [
    /^(\S+) +(pass|fail|not run) +\[[\d:]+\] \[[\d:]+\] */,
    /(?:[\d.]+s|\.\.\.)? *(?:\(last: [\d.]+s\))? *(.*)$/,
  ]
    .map(({ source }) => source)
    .join(''),
);

/**
 * Reads what `check` printed for the test called `name`. Text without a verdict is a failure: the
 * runner itself went wrong, and its last line says why.
 */
export function readCheckOutput(name: string, text: string): TestVerdict {
  // Of states that overwrite each other with a carriage return only the last one counts.
  const lines = text.split(/[\r\n]+/);
  const at = lines.findIndex((line) => STATUS_LINE.exec(line)?.[1] === name);
  const [, , word, reason] = STATUS_LINE.exec(lines[at] ?? '') ?? [];
  if (word === undefined) {
    const last = lines.findLast((line) => line.trim() !== '') ?? 'it printed nothing';
    return { outcome: 'failed', reason: `no verdict: ${last.trim()}`, differences: [] };
  }
  const outcome = OUTCOMES[word as keyof typeof OUTCOMES];
  const start = lines.findIndex((line, index) => index > at && line.startsWith('@@ '));
  const end = lines.findIndex((line, index) => index > at && /^(Failures|Not run): /.test(line));
  const isDifferent = outcome === 'failed' && start >= 0;
  return {
    outcome,
    reason: outcome === 'passed' ? '' : withoutPath(reason ?? ''),
    differences: isDifferent ? lines.slice(start, end < 0 ? undefined : end) : [],
  };
}

/** The file that the words name is gone by the time they are read. */
const withoutPath = (reason: string): string => reason.replace(/ \(see .*\)$/, '').trim();
