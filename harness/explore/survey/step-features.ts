// What of an image format each step of a case is about: what it does, and what the images that it
// names have by then. Read from the command lines alone, so that no world is needed.
import type { TestCase } from '../../cases/types.ts';
import type { Step } from '../../verbs/step.ts';
import { verbNamed } from '../../verbs/table.ts';

/** What sweeps are counted by. */
export const FEATURES = [
  'compression',
  'discard',
  'zero writes',
  'snapshots',
  'shrink',
  'growth',
  'lazy refcounts',
  'bitmaps',
  'subclusters',
  'data file',
  'commit',
  'depth-first',
  'rebase',
  'amend',
  'repair',
  'VM state',
] as const;
export type Feature = (typeof FEATURES)[number];

/** What an image is given when it is made or amended. */
const BY_OPTION: readonly (readonly [RegExp, Feature])[] = [
  [/\blazy_refcounts=on\b/, 'lazy refcounts'],
  [/\bextended_l2=on\b/, 'subclusters'],
  [/\bdata_file=/, 'data file'],
];

/** What a command of qemu-img is about. */
const BY_COMMAND: Readonly<Record<string, Feature>> = {
  amend: 'amend',
  bitmap: 'bitmaps',
  commit: 'commit',
  rebase: 'rebase',
  snapshot: 'snapshots',
};

/** What a command of qemu-io is about. */
const BY_REQUEST: readonly (readonly [RegExp, Feature])[] = [
  [/^(aio_)?write .*-c/, 'compression'],
  [/^discard/, 'discard'],
  [/^(aio_)?write .*-[uz]*z/, 'zero writes'],
  [/^write .*-b/, 'VM state'],
];

/** What images keep of what was done to them. */
const LASTING: ReadonlySet<Feature> = new Set(['compression', 'bitmaps', 'snapshots', 'VM state']);

const UNITS = ['', 'K', 'M', 'G', 'T', 'P', 'E'];

/** Bytes of '128k'; undefined for what is no size. */
function bytesOf(word: string | undefined): number | undefined {
  const [, digits, unit = ''] = /^([\d.]+)([kKMGTPEmgtpe]?)$/.exec(word ?? '') ?? [];
  return digits === undefined
    ? undefined
    : Number(digits) * 1024 ** UNITS.indexOf(unit.toUpperCase());
}

/** The new size that a command line asks for. */
function askedSize(argv: readonly string[]): string | undefined {
  const truncation = argv.find((word, at) => argv[at - 1] === '-c' && word.startsWith('truncate '));
  if (truncation !== undefined) return truncation.split(' ').at(-1);
  if (argv[0] === 'resize' || argv[0] === 'create') return argv.at(-1);
  return /\bsize=([^,]+)/.exec(argv[0] === 'amend' ? argv.join(' ') : '')?.[1];
}

/** Images, by their names, with all that is known of them. */
class Images {
  readonly #features = new Map<string, Set<Feature>>();
  readonly #sizes = new Map<string, number>();

  /** What a program with this command line is about; notes what it leaves. */
  run(tool: 'img' | 'io', argv: readonly string[]): ReadonlySet<Feature> {
    const names = argv.flatMap((word) => /TEST_DIR\/([^:,]+)$/.exec(word)?.[1] ?? []);
    const done = new Set(tool === 'io' ? requestsOf(argv) : commandOf(argv));
    const [command] = argv;
    if (tool === 'img' && command === 'create')
      names.forEach((name) => this.#features.delete(name));
    const resized = this.#resize(tool === 'io' ? 'io' : command, names.at(-1), askedSize(argv));
    if (resized !== undefined) done.add(resized);
    const had = names.flatMap((name) => [...(this.#features.get(name) ?? [])]);
    const given = BY_OPTION.flatMap(([pattern, feature]) =>
      command === 'create' && argv.some((word) => pattern.test(word)) ? [feature] : [],
    );
    for (const name of names) {
      const kept = this.#features.get(name) ?? new Set();
      for (const feature of [...given, ...done]) {
        if (LASTING.has(feature) || given.includes(feature)) kept.add(feature);
      }
      this.#features.set(name, kept);
    }
    return new Set([...done, ...had, ...given]);
  }

  #resize(
    command: string | undefined,
    name: string | undefined,
    asked: string | undefined,
  ): Feature | undefined {
    if (name === undefined || asked === undefined) return undefined;
    const before = this.#sizes.get(name);
    const [sign = ''] = asked;
    const amount = bytesOf(asked.replace(/^[+-]/, ''));
    if (amount === undefined) return undefined;
    const isRelative = (sign === '+' || sign === '-') && before !== undefined;
    const after = isRelative ? before + (sign === '+' ? amount : -amount) : amount;
    this.#sizes.set(name, after);
    if (command === 'create' || before === undefined || before === after) return undefined;
    return after > before ? 'growth' : 'shrink';
  }
}

const requestsOf = (argv: readonly string[]): readonly Feature[] =>
  argv.flatMap((word, at) =>
    argv[at - 1] === '-c'
      ? BY_REQUEST.flatMap(([pattern, feature]) => (pattern.test(word) ? [feature] : []))
      : [],
  );

function commandOf(argv: readonly string[]): readonly Feature[] {
  const [command = ''] = argv;
  const feature = BY_COMMAND[command];
  return [
    ...(feature === undefined ? [] : [feature]),
    ...(command === 'commit' && argv.includes('--depth-first') ? (['depth-first'] as const) : []),
    ...(command === 'check' && argv.includes('-r') ? (['repair'] as const) : []),
    ...(command === 'convert' && argv.includes('-c') ? (['compression'] as const) : []),
  ];
}

const commandLineOf = (step: Step): readonly string[] | undefined => {
  const verb = verbNamed(step.verb);
  return verb.tool === undefined ? undefined : verb.argv(step, []);
};

/** What each step of a case is about, in their order. */
export function featuresOf({ steps }: TestCase): readonly ReadonlySet<Feature>[] {
  const images = new Images();
  return steps.map((step) => {
    const argv = commandLineOf(step);
    const { tool } = verbNamed(step.verb);
    return argv === undefined || tool === undefined ? new Set() : images.run(tool, argv);
  });
}
