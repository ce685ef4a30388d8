// The cases that a command was asked for, with a word about what else lies in suites/.
import type { Selection } from '../cases/selection.ts';
import { ALL_CASES } from '../cases/selection.ts';
import { type FoundCases, findCases } from '../cases/suite-folder.ts';

/**
 * The cases below `root` that `selection` asks for. Names on standard error each file of suites/
 * that may be a case and has not the name of one. Throws RequestError as findCases() does.
 */
export const askedCases = (root: string, selection: Partial<Selection>): FoundCases =>
  findCases(root, { ...ALL_CASES, ...selection }, tellStray);

/** Says that a file of suites/ is no case. */
const tellStray = (problem: string): void => void process.stderr.write(`${problem}\n`);

/** The exit status of a command that ended with `status`: 2 where it may have missed a case. */
export const statusBeside = ({ hidden }: FoundCases, status: number): number =>
  hidden.length > 0 ? 2 : status;
