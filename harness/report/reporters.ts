// All reporters, by the names that `--reporter` takes. A new one is a file and a line here; it is
// loaded when it is asked for.
import type { Reporter, ReportOutput } from './reporter.ts';

/** One way to report. */
export interface ReporterKind {
  /** What it is good for, in a few words. */
  readonly summary: string;
  readonly load: () => Promise<new (output: ReportOutput) => Reporter>;
}

/** The first one is the default. */
export const REPORTERS: Readonly<Record<string, ReporterKind>> = {
  console: {
    summary: 'for people',
    load: async () => (await import('./console-reporter.ts')).ConsoleReporter,
  },
  json: {
    summary: 'one JSON object on each line',
    load: async () => (await import('./json-reporter.ts')).JsonReporter,
  },
};

/** Their names. */
export const REPORTER_NAMES: readonly string[] = Object.keys(REPORTERS);

/** All of them with their summaries, for a help. */
export const reporterLines = (): string =>
  Object.entries(REPORTERS)
    .map(([name, { summary }]) => `${name}: ${summary}`)
    .join('; ');

/** The reporter of a name in REPORTER_NAMES. */
export async function makeReporter(name: string, output: ReportOutput): Promise<Reporter> {
  const kind = REPORTERS[name];
  if (kind === undefined) throw new Error(`there is no reporter '${name}'`);
  const Kind = await kind.load();
  return new Kind(output);
}
