// Command lines of the program itself, and what every command owes its user.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { launcher, root } from '../build/paths.mjs';
import { GROUPS } from '../cases/groups.ts';
import { RequestError } from '../cases/request-error.ts';
import { COMMANDS } from './commands.ts';
import { benchCommand } from './commands/bench.ts';
import { parseCommand, parseProgram } from './parse.ts';
import { VARIABLES } from './variables.ts';

/** What `act` prints on standard output. */
async function printed(act: () => Promise<unknown>): Promise<string> {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  onTestFinished(() => write.mockRestore());
  write.mockClear();
  await act();
  return write.mock.calls.map(([text]) => text).join('');
}

async function refusal(...argv: string[]): Promise<string> {
  try {
    await parseProgram(argv, COMMANDS, '1.2.3');
  } catch (error) {
    if (error instanceof RequestError) return error.message;
    throw error;
  }
  return 'taken';
}

test('the help lists every command, and the version is told', async () => {
  const help = await printed(() => parseProgram(['--help'], COMMANDS, '1.2.3'));
  for (const { name } of COMMANDS) expect(help).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
  expect(await printed(() => parseProgram(['--version'], COMMANDS, '1.2.3'))).toBe(
    'blkdrill 1.2.3\n',
  );
});

test.each([
  [['siute'], "unknown command 'siute' (did you mean 'suite'?); 'blkdrill --help' lists them"],
  [['--verison'], "unknown option '--verison' (did you mean '--version'?); "],
  [[], "a command is missing; 'blkdrill --help' lists them"],
])('%j is refused', async (argv, message) => {
  expect(await refusal(...argv)).toContain(message);
});

test.each([...COMMANDS, benchCommand])('$name has a help for -h and --help', async (command) => {
  const [short, long] = ['-h', '--help'].map((flag) =>
    printed(() => parseCommand(command, [flag], `blkdrill ${command.name}`)),
  );
  const help = await long;
  expect(await short).toBe(help);
  expect(help).toContain(`Usage: blkdrill ${command.name} [options]`);
  expect(help).toContain('\nExit status:\n  0');
  for (const name of command.environment) expect(help).toContain(`  ${name}  `);
  const known = command.options.map(({ name }) => name);
  for (const { name, conflicts = [] } of command.options) {
    expect(help).toContain(`--${name}`);
    expect(known).toEqual(expect.arrayContaining([...conflicts]));
  }
});

test('the help of suite tells every group, with a word on it', async () => {
  const suite = COMMANDS.find(({ name }) => name === 'suite');
  if (suite === undefined) throw new Error('there is no command suite');
  const help = await printed(() => parseCommand(suite, ['--help'], 'blkdrill suite'));
  for (const [group, word] of Object.entries(GROUPS)) {
    expect(help).toMatch(new RegExp(`^  ${group} +${word}$`, 'm'));
  }
});

test('every command may be asked for its help by name', () => {
  const { status, stdout } = spawnSync(process.execPath, [launcher('blkdrill'), 'help', 'new'], {
    encoding: 'utf8',
  });
  expect(status).toBe(0);
  expect(stdout).toContain('Usage: blkdrill new [options] <title>\n');
});

test('every variable of the environment that the sources look at is in a help', () => {
  const names = new Set<string>();
  for (const path of readdirSync(join(root, 'harness'), { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.ts') || path.includes('.test.') || path.includes('testing/')) continue;
    const text = readFileSync(join(root, 'harness', path), 'utf8');
    for (const [, name = ''] of text.matchAll(/process\.env\['([A-Z_]+)'\]/g)) names.add(name);
  }
  const told = new Set<string>(COMMANDS.flatMap(({ environment }) => environment));
  expect(names.size).toBeGreaterThan(3);
  expect([...names].filter((name) => !told.has(name))).toEqual([]);
  expect(Object.keys(VARIABLES).filter((name) => !told.has(name))).toEqual([]);
});
