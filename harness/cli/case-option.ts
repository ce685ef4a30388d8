// The options by which commands that take tokens are given a case that lies in no suites/, and an
// engine that is not ours.
import type { OptionSpec } from './command.ts';
import { allEngineNames } from './engine-names.ts';

/** The file of the case. */
export const CASE_OPTION: OptionSpec = {
  name: 'case',
  value: 'FILE',
  summary: 'the case of the token is the one in this file, as blkdrill shrink prints it',
};

/** The engine of a token. */
export const TOKEN_ENGINE_OPTION: OptionSpec = {
  name: 'engine',
  value: 'ENGINE',
  choices: allEngineNames,
  prefix: 'command:',
  summary: 'the engine of others on which explore has found it, by its name or as command:PROGRAM',
};
