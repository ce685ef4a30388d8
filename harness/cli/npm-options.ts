// npm takes options that stand before `--` for itself and passes only their values on:
// `npm run suite 121 --engine qemu` arrives as `121 qemu`. What it took shows in the environment.
import type { Command, OptionSpec } from './command.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const isGiven = ({ name, short }: OptionSpec, argv: readonly string[]): boolean =>
  argv.some(
    (word) =>
      word.split('=')[0] === `--${name}` || (short !== undefined && word.startsWith(`-${short}`)),
  );

/** What npm has taken of one option; takes the word that lost it out of `words`. */
async function takenOf(
  option: OptionSpec,
  words: string[],
  environment: Environment,
): Promise<string[]> {
  const { name, npm } = option;
  const settings = [name.replaceAll('-', '_'), ...(npm?.settings ?? [])];
  const values = settings.map((setting) => environment[`npm_config_${setting}`] ?? '');
  // What is off was not asked for: npm's own --update-notifier often is.
  const taken = values.find((text) => text !== '' && text !== 'false');
  if (taken === undefined) return [];
  const flag = `--${name}`;
  const { value } = option;
  if (value === undefined) return [flag];
  if (taken !== 'true') return [flag, taken];
  const choices = await option.choices?.();
  const at = words.findLastIndex((word) => choices?.includes(word) ?? npm?.value?.test(word));
  // npm's own --engine-strict and --global leave no word of ours behind.
  if (at < 0 && npm?.settings !== undefined) return [];
  return [flag, at < 0 ? value : (words.splice(at, 1)[0] ?? value)];
}

/**
 * The command line that was meant, when npm has swallowed options of it; undefined when it has not.
 * `argv` is what follows the name of `command`.
 */
export async function commandThatWasMeant(
  { options }: Command,
  argv: readonly string[],
  environment: Environment,
): Promise<string | undefined> {
  const script = environment['npm_lifecycle_event'];
  if (script === undefined || environment['npm_lifecycle_script']?.includes('blkdrill') !== true) {
    return undefined;
  }
  if (script === 'npx') return undefined; // it passes everything on
  const words = [...argv];
  const swallowed: string[] = [];
  for (const option of options.filter((known) => !isGiven(known, argv))) {
    swallowed.push(...(await takenOf(option, words, environment)));
  }
  if (swallowed.length === 0) return undefined;
  return ['npm run', script, '--', ...words, ...swallowed].join(' ');
}
