// What ends a request before any case runs.

/** The request or a case file is wrong: one line for each mistake. Exit status 2. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}
