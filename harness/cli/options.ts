// The options of `blkdrill suite`: one table that reads them, prints their help, and notices those
// that npm took for itself.
import { didYouMean } from '../cases/problem.ts';
import { RequestError } from '../cases/request-error.ts';
import { DEFAULT_ENGINE, ENGINE_NAMES, engineNamed, ENGINES } from '../engines/registry.ts';
import { readSchedule, type Schedule, SCHEDULE_FORM } from '../engines/schedule.ts';

/** What a user asked of `blkdrill suite`. */
export interface SuiteRequest {
  readonly numbers: readonly string[];
  readonly groups: readonly string[];
  readonly action: 'run' | 'list' | 'print' | 'help';
  /** Undefined: as many as the machine has cores, or one for the real tools. */
  readonly jobs: number | undefined;
  readonly engine: string;
  readonly imageOptions: readonly (readonly [string, string])[];
  readonly reporter: 'console' | 'json';
  readonly isUpdate: boolean;
  readonly isTwice: boolean;
  /** Order of completions on our own engine; undefined: its own. */
  readonly schedule: Schedule | undefined;
  /** Seconds that one case may take. */
  readonly deadline: number;
}

/** One option of a command. */
export interface OptionRow {
  readonly name: string;
  readonly short?: string;
  /** What the value is called in the help; undefined: a switch. */
  readonly value?: string;
  readonly help: string;
}

/** In the order of the help. */
export const SUITE_OPTIONS: readonly OptionRow[] = [
  { name: 'group', short: 'g', value: 'GROUP', help: 'only cases of this group; may be repeated' },
  { name: 'list', help: 'list the selected cases, run nothing' },
  { name: 'print', help: 'print the transcripts and nothing else' },
  { name: 'jobs', short: 'j', value: 'N', help: 'cases at a time (default: the cores; qemu: 1)' },
  {
    name: 'engine',
    value: ENGINE_NAMES.join('|'),
    help: 'our own engine, or the tools found on PATH',
  },
  { name: 'image-option', value: 'K=V', help: 'create every qcow2 image with this option' },
  { name: 'reporter', value: 'console|json', help: 'for people, or one JSON object on each line' },
  { name: 'update', help: 'show the differences, then write the goldens anew' },
  { name: 'twice', help: 'run everything two times and compare transcripts and I/O traces' },
  { name: 'schedule', value: 'SEED', help: 'let I/O end in the order of this seed (native only)' },
  { name: 'deadline', value: 'SECONDS', help: 'what one case may take (default: 300)' },
  { name: 'help', short: 'h', help: 'this text' },
];

const fail = (message: string): never => {
  throw new RequestError([message]);
};

/** Options and words of a command line whose options are `rows`. Throws RequestError. */
export function readWords(
  argv: readonly string[],
  rows: readonly OptionRow[],
): { given: Map<string, string[]>; words: string[] } {
  const given = new Map<string, string[]>();
  const words: string[] = [];
  const rest = [...argv];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const match = /^(--?)([^=]+)(?:=(.*))?$/s.exec(word);
    if (match?.[2] === undefined) {
      words.push(word);
      continue;
    }
    const [, dashes, name, attached] = match;
    const isLong = dashes === '--';
    const row = rows.find((option) => (isLong ? option.name : option.short) === name);
    if (row === undefined) {
      const known = rows.map((option) => `--${option.name}`);
      return fail(`unknown option '${dashes}${name}'${didYouMean(`--${name}`, known)}`);
    }
    if (row.value === undefined && attached !== undefined) fail(`'--${row.name}' takes no value`);
    const value = row.value === undefined ? 'on' : (attached ?? rest.shift());
    if (value === undefined) return fail(`'--${row.name}' needs a value: ${row.value}`);
    given.set(row.name, [...(given.get(row.name) ?? []), value]);
  }
  return { given, words };
}

/** `value` as one of `words`. Throws RequestError, with the nearest one. */
export function oneOf<const T extends string>(name: string, value: string, words: readonly T[]): T {
  const found = words.find((word) => word === value);
  return found ?? fail(`unknown ${name} '${value}'${didYouMean(value, words)}`);
}

/** `value` as a whole number from 1. Throws RequestError. */
export function wholeNumber(name: string, value: string): number {
  const number = /^\d{1,6}$/.test(value) ? Number(value) : 0;
  return number > 0 ? number : fail(`'--${name}' needs a whole number from 1, not '${value}'`);
}

function readImageOption(text: string, names: readonly string[]): readonly [string, string] {
  const at = text.indexOf('=');
  if (at <= 0) return fail(`'--image-option' needs NAME=VALUE, not '${text}'`);
  const name = text.slice(0, at);
  if (!names.includes(name)) fail(`unknown image option '${name}'${didYouMean(name, names)}`);
  return [name, text.slice(at + 1)];
}

/** Engines that do not let a request decide in which order I/Os end. */
const untimed = ENGINES.filter(({ capabilities }) => !capabilities.has('schedule')).map(
  ({ name }) => name,
);

function scheduleOf(text: string | undefined, given: Map<string, string[]>): Schedule | undefined {
  if (text === undefined) return undefined;
  const engine = given.get('engine')?.at(-1) ?? DEFAULT_ENGINE;
  if (given.has('update') || !engineNamed(engine).capabilities.has('schedule')) {
    fail(`'--schedule' goes neither with '--update' nor with '--engine ${untimed.join('|')}'`);
  }
  return readSchedule(text) ?? fail(`'--schedule' needs ${SCHEDULE_FORM}, not '${text}'`);
}

/** Reads what follows `blkdrill suite`; `imageOptionNames` are the names that create knows. */
export function readSuiteRequest(
  argv: readonly string[],
  imageOptionNames: readonly string[],
): SuiteRequest {
  const { given, words } = readWords(argv, SUITE_OPTIONS);
  const last = (name: string) => given.get(name)?.at(-1);
  const numbers = words.map((word) =>
    /^\d{1,3}$/.test(word) ? word.padStart(3, '0') : fail(`'${word}' is not the number of a case`),
  );
  const actions = (['help', 'list', 'print'] as const).filter((name) => given.has(name));
  if (given.has('update') && (actions.length > 0 || given.has('image-option'))) {
    fail("'--update' goes neither with '--list' and '--print' nor with '--image-option'");
  }
  const jobs = last('jobs');
  return {
    numbers,
    groups: given.get('group') ?? [],
    action: actions[0] ?? 'run',
    jobs: jobs === undefined ? undefined : wholeNumber('jobs', jobs),
    engine: oneOf('engine', last('engine') ?? DEFAULT_ENGINE, ENGINE_NAMES),
    imageOptions: (given.get('image-option') ?? []).map((text) =>
      readImageOption(text, imageOptionNames),
    ),
    reporter: oneOf('reporter', last('reporter') ?? 'console', ['console', 'json']),
    isUpdate: given.has('update'),
    isTwice: given.has('twice'),
    schedule: scheduleOf(last('schedule'), given),
    deadline: wholeNumber('deadline', last('deadline') ?? '300'),
  };
}

/** A line for each option, as helps print them. */
export function optionLines(options: readonly OptionRow[]): string {
  const rows = options.map(({ name, short, value, help }) => {
    const names = `${short === undefined ? '    ' : `-${short}, `}--${name}`;
    return `  ${`${names}${value === undefined ? '' : ` ${value}`}`.padEnd(32)}${help}\n`;
  });
  return rows.join('');
}

/** The help of `blkdrill suite`. */
export function suiteHelp(): string {
  return `Usage: blkdrill suite [NNN...] [options]

Runs cases of suites/ and compares what they print with golden/.

${optionLines(SUITE_OPTIONS)}
Exit status: 0 every case passed, 1 a case failed, 2 the request or a case file is wrong.
`;
}
