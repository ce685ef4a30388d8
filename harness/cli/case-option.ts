// The option by which commands that take tokens are given a case that lies in no suites/.
import type { OptionSpec } from './command.ts';

/** The file of the case. */
export const CASE_OPTION: OptionSpec = {
  name: 'case',
  value: 'FILE',
  summary: 'the case of the token is the one in this file, as blkdrill shrink prints it',
};
