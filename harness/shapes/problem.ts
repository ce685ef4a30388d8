// What is wrong with a case file, and where.

export { didYouMean, nearestWord } from '../../engine/index.ts';

/** A place in a case file. */
export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

/**
 * One mistake in a case file. Thrown inside this folder, reported by loadCase() as a line of text.
 */
export class CaseProblem extends Error {
  override readonly name = 'CaseProblem';
  readonly position: Position;

  constructor(position: Position, message: string) {
    super(message);
    this.position = position;
  }
}

/** 'suites/121-growth.yaml:7:5: unknown step ...': the form in which editors jump to the place. */
export const describeProblem = (file: string, { position, message }: CaseProblem): string =>
  `${file}:${position.line}:${position.column}: ${message}`;
