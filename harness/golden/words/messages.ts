// Words of messages: usage, values that are none, and options that newer tools have.
import { patternWording, type Wording } from './wording.ts';

const HINT = "Try 'qemu-img --help' for more information";

/** The hint below a mistake on the command line names the command. */
export const USAGE_HINT = patternWording(
  'usage hints name the command',
  [10, 0],
  /^Try 'qemu-img(?: [a-z]+)? --help' for more info(?:rmation)?$/gm,
  () => HINT,
);

/** Options that a command does not know, or that lack their argument. */
export const OPTION_ERRORS: Wording = {
  name: 'option errors name the command',
  since: [10, 0],
  toRecorded: (text, acted) =>
    text
      .replaceAll(/^qemu-img [a-z]+: (unrecognized option '.*')$/gm, (_line, error: string) => {
        acted();
        return `qemu-img: ${error}`;
      })
      .replaceAll(/^qemu-img [a-z]+: invalid option -- '(.)'$/gm, (_line, letter: string) => {
        acted();
        return `qemu-img: unrecognized option '-${letter}'`;
      })
      .replaceAll(
        /^qemu-img [a-z]+: option requires an argument -- '(.)'$/gm,
        (_line, letter: string) => {
          acted();
          return `qemu-img: missing argument for option '-${letter}'`;
        },
      ),
};

/** Numbers for which 7.2 says that they are invalid, and not what would be valid. */
const PLAIN_NUMBERS: ReadonlySet<string> = new Set([
  'request count',
  'queue depth',
  'pattern byte',
  'flush interval',
]);

function recordedInvalid(name: string): string {
  if (PLAIN_NUMBERS.has(name)) return `qemu-img: Invalid ${name} specified`;
  if (name === 'number of coroutines') {
    return `qemu-img: Invalid ${name}. Allowed ${name} is between 1 and 16`;
  }
  const recorded = name === 'step size' ? 'step_size' : name;
  return (
    `qemu-img: Invalid ${recorded} specified. You may use k, M, G, T, P or E suffixes for\n` +
    'qemu-img: kilobytes, megabytes, gigabytes, terabytes, petabytes and exabytes.'
  );
}

/** Values that are no numbers are quoted. */
export const INVALID_NUMBERS = patternWording(
  'values that are no numbers are quoted',
  [10, 0],
  /^qemu-img: Invalid ([a-z][a-z_ ]*) specified: '.*'\.?$/gm,
  (name = '') => recordedInvalid(name),
);

/** What `check -r` may be told. */
export const REPAIR_VALUES = patternWording(
  'what --repair expects',
  [10, 0],
  /^qemu-img: --repair \(-r\) expects 'leaks' or 'all',? not '(.*)'$/gm,
  (value = '') => `qemu-img: Unknown option value for -r (expecting 'leaks' or 'all'): ${value}`,
);

/** What `--output` may be told, with a hint that 7.2 does not give there. */
export const OUTPUT_VALUES = patternWording(
  'what --output expects',
  [10, 0],
  /^qemu-img: --output expects 'human' or 'json',? not '.*'\n(?:Try 'qemu-img .*\n)?/gm,
  () => 'qemu-img: --output must be used with human or json as argument.\n',
);

/** `bitmap` without an action: there is one more. */
export const BITMAP_ACTIONS = patternWording(
  'bitmap has --remove-all',
  [11, 1],
  /^(qemu-img: Need at least one of --add, --remove, )--remove-all, /gm,
  (before = '') => before,
);

/** JSON that ends too early: where, and in other words. */
export const UNENDED_JSON = patternWording(
  'JSON that ends too early, with its place',
  [11, 1],
  /^(qemu-(?:img|io): .*?)\d+:\d+: JSON parse error, premature end of input$/gm,
  (before = '') => `${before}JSON parse error, premature EOI`,
);

/** A line more in the list of options of `create`. */
export const KEEP_DATA_FILE = patternWording(
  'create lists keep_data_file',
  [11, 1],
  /^ {2}keep_data_file=<bool \(on\/off\)> +- .*\n/gm,
  () => '',
);

/** A close whose flush fails says so; what it leaves and how it ends is as before. */
export const FAILED_CLOSE = patternWording(
  'new line at close',
  [11, 1],
  /^qemu-(?:img|io): Failed flush for '.*' during close: .*\n/gm,
  () => '',
);
