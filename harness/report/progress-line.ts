// A line of progress, rewritten in place: on terminals alone, and not where CI is set.

/** What a line is written to. */
export interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Puts a text in the place of the last one; '' takes it away. Elsewhere it does nothing. */
export function progressLine(
  stream: Terminal,
  environment: NodeJS.ProcessEnv = process.env,
): (text: string) => void {
  const isWanted = stream.isTTY === true && !environment['CI'];
  return (text) => {
    if (isWanted) stream.write(`\r\u001b[K${text}`);
  };
}
