// All commands of blkdrill, in the order of the help. A new one is a file and a line here.
import type { Command } from './command.ts';
import { compareCommand } from './commands/compare.ts';
import { corpusCommand } from './commands/corpus.ts';
import { diffCommand } from './commands/diff.ts';
import { engineCommand } from './commands/engine.ts';
import { eventsCommand } from './commands/events.ts';
import { explainCommand } from './commands/explain.ts';
import { exploreCommand } from './commands/explore.ts';
import { fuzzCommand } from './commands/fuzz.ts';
import { inspectCommand } from './commands/inspect.ts';
import { mergeCommand } from './commands/merge.ts';
import { newCommand } from './commands/new.ts';
import { promoteCommand } from './commands/promote.ts';
import { replayCommand } from './commands/replay.ts';
import { schemaCommand } from './commands/schema.ts';
import { serveCommand } from './commands/serve.ts';
import { shrinkCommand } from './commands/shrink.ts';
import { soakCommand } from './commands/soak.ts';
import { statsCommand } from './commands/stats.ts';
import { suiteCommand } from './commands/suite.ts';
import { surveyCommand } from './commands/survey.ts';
import { upstreamCommand } from './commands/upstream.ts';

/** The table of commands. */
export const COMMANDS: readonly Command[] = [
  suiteCommand,
  newCommand,
  exploreCommand,
  replayCommand,
  explainCommand,
  shrinkCommand,
  promoteCommand,
  surveyCommand,
  soakCommand,
  mergeCommand,
  corpusCommand,
  fuzzCommand,
  eventsCommand,
  inspectCommand,
  diffCommand,
  statsCommand,
  serveCommand,
  engineCommand,
  compareCommand,
  upstreamCommand,
  schemaCommand,
];
