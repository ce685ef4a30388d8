// npm takes options that stand before `--` for itself and passes only their values on:
// `npm run suite 121 --engine qemu` arrives as `121 qemu`. What it took shows in the environment.
import { SUITE_OPTIONS } from './options.ts';

/** Options that npm knows under a name of its own: it takes --engine for --engine-strict. */
const NPM_NAMES: ReadonlyMap<string, readonly string[]> = new Map([
  ['engine', ['engine', 'engine_strict']],
  ['group', ['group', 'global']],
  ['update', ['update', 'update_notifier']],
]);

/** What the words that lost their option look like. */
const VALUES: ReadonlyMap<string, RegExp> = new Map([
  ['engine', /^(native|qemu)$/],
  ['reporter', /^(console|json)$/],
  ['image-option', /=/],
  ['jobs', /^\d{1,2}$/],
  ['deadline', /^\d{1,4}$/],
  ['group', /^[a-z][\w-]*$/i],
]);

/**
 * The command that was meant, when npm has swallowed options of it; undefined when it has not.
 * `argv` is what follows `suite`.
 */
export function commandThatWasMeant(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const script = environment['npm_lifecycle_event'];
  if (script === undefined || environment['npm_lifecycle_script']?.includes('blkdrill') !== true) {
    return undefined;
  }
  const words = [...argv];
  const swallowed: string[] = [];
  for (const { name, value } of SUITE_OPTIONS) {
    const names = NPM_NAMES.get(name) ?? [name.replaceAll('-', '_')];
    const taken = names.map((n) => environment[`npm_config_${n}`]).find((text) => text);
    if (taken === undefined) continue;
    const option = name === 'group' ? '-g' : `--${name}`;
    if (value === undefined) {
      swallowed.push(option);
    } else if (taken === 'true') {
      const at = words.findLastIndex((word) => VALUES.get(name)?.test(word));
      // npm's own --engine-strict and --global leave no word of ours behind.
      if (at < 0 && NPM_NAMES.has(name)) continue;
      swallowed.push(option, at < 0 ? value : (words.splice(at, 1)[0] ?? value));
    } else {
      swallowed.push(option, taken);
    }
  }
  if (swallowed.length === 0) return undefined;
  return ['npm run', script, '--', ...words, ...swallowed].join(' ');
}
