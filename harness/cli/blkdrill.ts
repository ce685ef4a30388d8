// blkdrill: the command line. A command loads what it needs when it runs, so that starting is
// cheap.
import { RequestError } from '../cases/request-error.ts';
import { COMMANDS } from './commands.ts';
import { endWith } from './ending.ts';
import { commandThatWasMeant } from './npm-options.ts';
import { parseCommand, parseProgram } from './parse.ts';

/** `blkdrill help suite` is `blkdrill suite --help`; what is no command is told as such. */
function withoutHelp(argv: readonly string[]): readonly string[] {
  const [first, name] = argv;
  if (first !== 'help' || name === undefined) return argv;
  return COMMANDS.some((command) => command.name === name) ? [name, '--help'] : argv.slice(1);
}

/** Resolves to the exit status. */
async function main(given: readonly string[]): Promise<number> {
  const argv = withoutHelp(given);
  const [name, ...rest] = argv;
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command === undefined) {
    const { findVersion } = await import('../build/version.ts');
    await parseProgram(argv, COMMANDS, findVersion() ?? 'unknown');
    return 0;
  }
  const meant = await commandThatWasMeant(command, rest, process.env);
  if (meant !== undefined) {
    const message = `npm kept options for itself; put them behind '--':`;
    throw new RequestError([message, `  ${meant}`]);
  }
  const parsed = await parseCommand(command, rest, `blkdrill ${command.name}`);
  return parsed === 'told' ? 0 : await command.run(parsed.request);
}

endWith('blkdrill', main(process.argv.slice(2)));
