// Command lines and helps, by commander: from the tables of commands to its objects, and from its
// complaints to ours. What looks for the nearest word is loaded when there is something to complain
// of: the whole engine hangs on it.
import { Command as Parser, CommanderError, Option } from 'commander';
import { RequestError } from '../cases/request-error.ts';
import { type Command, type OptionSpec, Request } from './command.ts';
import { VARIABLES, type VariableName } from './variables.ts';

/** What a command line came to: something to do, or a help or version that was printed. */
export type Parsed = { readonly request: Request } | 'told';

const column = (rows: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}\n`).join('');
};

/** The part of a help that commander knows nothing of. */
function statusAndVariables({ list, exitStatus, environment }: Command): string {
  const words =
    list === undefined ? '' : `\n${list.heading}:\n${column(Object.entries(list.rows))}`;
  const status = `${words}\nExit status:\n${column(Object.entries(exitStatus))}`;
  if (environment.length === 0) return status.trimEnd();
  const named = (name: VariableName) => [name, VARIABLES[name]] as const;
  return `${status}\nEnvironment:\n${column(environment.map(named))}`.trimEnd();
}

const flagsOf = ({ name, short, value }: OptionSpec): string =>
  `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` <${value}>`}`;

/** Its help tells the choices, where they are given. */
function optionOf(spec: OptionSpec, choices: readonly string[] | undefined): Option {
  const { summary, prefix, conflicts = [] } = spec;
  const known = [...(choices ?? []), ...(prefix === undefined ? [] : [`${prefix}PROGRAM`])];
  const shown = choices === undefined ? summary : `${summary} (${known.join(', ')})`;
  const option = new Option(flagsOf(spec), shown);
  if (option.required) {
    option.argParser((value: string, before: readonly string[] = []) => [...before, value]);
  }
  // Commander looks for the names that options have as keys of objects.
  return option.conflicts(conflicts.map((other) => new Option(`--${other}`).attributeName()));
}

/** A parser that writes to standard output alone, and throws in place of ending the process. */
const makeParser = (name: string): Parser =>
  new Parser(name)
    .helpOption('-h, --help', 'show this help')
    .showSuggestionAfterError(false)
    .configureOutput({ writeErr: () => {} })
    .exitOverride();

/** The nearest known option, or what is wrong with a known one. */
async function explainOption(text: string, { options }: Command): Promise<string> {
  const [flag = '', attached] = text.split('=', 2);
  const known = options.map(({ name }) => `--${name}`);
  if (attached !== undefined && known.includes(flag)) return `'${flag}' takes no value`;
  const { didYouMean } = await import('../shapes/problem.ts');
  return `unknown option '${flag}'${didYouMean(flag, [...known, '--help'])}`;
}

/** Runs commander. Returns its complaint, if it has one; 'told': it has printed what was asked. */
function attempt(parse: () => void): CommanderError | 'told' | 'read' {
  try {
    parse();
    return 'read';
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 'told' : error;
  }
}

const bare = ({ message }: CommanderError): string => message.replace(/^error: /, '');

function valuesOf(parser: Parser): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, readonly string[]>();
  for (const option of parser.options) {
    const value: unknown = parser.getOptionValue(option.attributeName());
    if (Array.isArray(value)) values.set(option.name(), value.map(String));
    else if (value === true) values.set(option.name(), ['on']);
  }
  return values;
}

/**
 * Reads what follows the name of a command; `program` is what the help calls it. Rejects with
 * RequestError.
 */
export async function parseCommand(
  command: Command,
  argv: readonly string[],
  program: string,
): Promise<Parsed> {
  const parser = makeParser(program)
    .description(command.description)
    .addHelpText('after', statusAndVariables(command));
  if (command.arguments !== '') parser.arguments(command.arguments);
  const asksForHelp = argv.some((word) => word === '--help' || word === '-h');
  for (const spec of command.options) {
    parser.addOption(optionOf(spec, asksForHelp ? await spec.choices?.() : undefined));
  }
  const outcome = attempt(() => void parser.parse(argv, { from: 'user' }));
  if (outcome === 'told') return 'told';
  if (outcome !== 'read') {
    const unknown = /^error: unknown option '(.*)'$/s.exec(outcome.message)?.[1];
    const what = unknown === undefined ? bare(outcome) : await explainOption(unknown, command);
    throw new RequestError([`${what}; '${program} --help' tells more`]);
  }
  const values = valuesOf(parser);
  for (const { name, choices, prefix } of command.options) {
    const given = values.get(name);
    if (choices === undefined || given === undefined) continue;
    const { oneOf } = await import('./values.ts');
    for (const value of given) {
      if (prefix === undefined || !value.startsWith(prefix)) oneOf(name, value, await choices());
    }
  }
  return { request: new Request(parser.args, values) };
}

/**
 * The program's own words: its help, its version, or a command that is unknown or missing. Rejects
 * with RequestError.
 */
export async function parseProgram(
  argv: readonly string[],
  commands: readonly Command[],
  version: string,
): Promise<void> {
  const parser = makeParser('blkdrill')
    .description('A deterministic fault-injection test harness for qcow2.')
    .usage('COMMAND [options]')
    .version(`blkdrill ${version}`, '-V, --version', 'the version')
    .helpCommand('help [COMMAND]', 'the help of a command')
    .addHelpText('after', MORE_HELP);
  for (const { name, arguments: words, summary } of commands) {
    parser.command(`${name} ${words}`.trim()).description(summary);
  }
  const [word] = argv;
  if (word === undefined) throw new RequestError([`a command is missing; ${LISTED}`]);
  const outcome = attempt(() => void parser.parse(argv, { from: 'user' }));
  if (outcome === 'told') return;
  const isOption = word.startsWith('-');
  const { didYouMean } = await import('../shapes/problem.ts');
  const known = isOption ? ['--help', '--version'] : commands.map(({ name }) => name);
  const what = `unknown ${isOption ? 'option' : 'command'} '${word}'${didYouMean(word, known)}`;
  throw new RequestError([`${what}; ${LISTED}`]);
}

const MORE_HELP = `
'blkdrill COMMAND --help' tells the options of a command, what it looks at in the
environment, and its exit status: 0 success, 1 something failed, 2 the request is wrong.`;

const LISTED = "'blkdrill --help' lists them";
