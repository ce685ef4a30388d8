// The vocabulary of steps: what each verb may be given, and the typed step that comes of it.
//
// A step is a word (`check`), or a map whose verb key carries the main value (`io: write 0 4k`) or
// a map of all options (`stat: { file: t.raw }`). Options may also stand beside the verb.
import { checkArgument, fileName } from './file-names.ts';
import { fieldChanges, fieldName } from './field-names.ts';
import { checkIoCommand } from './io-words.ts';
import { faultOptions, faultRules, placedFaultOptions } from './fault-options.ts';
import { chainVerbs } from './chain-verbs.ts';
import { layerVerbs } from './layer-verbs.ts';
import { readSchedule, type Schedule, SCHEDULE_FORM } from '../engines/schedule.ts';
import * as shape from './shapes.ts';
import type { SnapshotStep } from './types.ts';
import { target, type Verb, verb } from './verb.ts';
import { CaseProblem } from './problem.ts';

/** What a step can be given besides its verb's own options. */
export const COMMON = {
  'qemu-varies': shape.optional(shape.text('what varies between runs of the real tools')),
  status: shape.optional(shape.integer(0, 255)),
};

/** Options of `create -o`, passed on in this order when they are given. */
const imageOptions = {
  compat: shape.optional(shape.text('0.10 or 1.1')),
  cluster_size: shape.optional(shape.size),
  refcount_bits: shape.optional(shape.integer(0, 4096)),
  preallocation: shape.optional(
    shape.oneOf('preallocation', ['off', 'metadata', 'falloc', 'full']),
  ),
  lazy_refcounts: shape.optional(shape.flag),
  extended_l2: shape.optional(shape.flag),
  compression_type: shape.optional(shape.oneOf('compression type', ['zlib', 'zstd'])),
  backing_file: shape.optional(fileName),
  backing_fmt: shape.optional(shape.text('format of the backing file')),
  data_file: shape.optional(fileName),
  data_file_raw: shape.optional(shape.flag),
};

/** Names of the options that `create` passes on to the format. */
export const IMAGE_OPTION_NAMES: readonly string[] = Object.keys(imageOptions);

const asOption = (value: unknown): string =>
  typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value);

const schedule: shape.Shape<Schedule> = {
  schema: {
    anyOf: [
      { type: 'integer', minimum: 0 },
      { type: 'string', pattern: '^(\\d{1,15}|picks( \\d{1,6}(\\*\\d{1,6})?)*)$' },
      shape.FILLED_IN,
    ],
    description: 'order of completions on our own engine: a seed, or picks (0*7: seven zeroes)',
  },
  read(node) {
    const text = shape.text('a schedule').read(node);
    const found = readSchedule(text);
    if (found === undefined) throw new CaseProblem(node, `'${text}' is not ${SCHEDULE_FORM}`);
    return found;
  },
};

const command: shape.Shape<string> = {
  schema: { type: 'string', description: 'a command of qemu-io' },
  read(node) {
    if (node.kind === 'scalar') checkIoCommand(node);
    const text = shape.text('a command of qemu-io').read(node);
    checkArgument(text, node);
    return text;
  },
};

/** A command line without the program's name; `$TEST_IMG` and `$TEST_DIR/name` are its files. */
const commandLine: shape.Shape<readonly string[]> = {
  schema: shape.listOf(shape.text('a command line of qemu-img')).schema,
  read(node) {
    const words =
      node.kind === 'list'
        ? shape.listOf(shape.line('an argument')).read(node)
        : shape.text('a command line of qemu-img').read(node).trim().split(/\s+/);
    for (const word of words) checkArgument(word, node);
    return words;
  },
};

/** What a snapshot step does, as it is written: `create one`. */
const snapshotAction: shape.Shape<Pick<SnapshotStep, 'action' | 'name'>> = {
  schema: { type: 'string', pattern: '^(list|(create|apply|delete) .+|.*\\$.*)$' },
  read(node) {
    const words = /^(?:(list)|(create|apply|delete) +(\S.*))$/.exec(
      node.kind === 'scalar' ? node.text : '',
    );
    if (words === null) {
      throw new CaseProblem(node, "give 'create NAME', 'apply NAME', 'delete NAME' or 'list'");
    }
    const name = words[3] ?? '';
    checkArgument(name, node);
    return { action: (words[1] ?? words[2]) as SnapshotStep['action'], name };
  },
};

const isShown = shape.withDefault(shape.oneOf('output', ['shown', 'hidden']), 'shown');

export const VERBS: { readonly [name: string]: Verb } = {
  heading: verb(
    'Prints `=== text ===` between empty lines.',
    'text',
    { text: shape.text('a heading') },
    ({ text }) => ({ verb: 'heading', text, level: 1 }),
  ),
  subheading: verb(
    'Prints `--- text ---` between empty lines.',
    'text',
    { text: shape.text('a heading') },
    ({ text }) => ({ verb: 'heading', text, level: 2 }),
  ),
  echo: verb(
    'Prints lines as they are.',
    'lines',
    { lines: shape.listOf(shape.line('a line')) },
    ({ lines }) => ({ verb: 'echo', lines }),
  ),
  create: verb(
    'Makes an image.',
    'size',
    { ...target, size: shape.optional(shape.size), output: isShown, ...imageOptions },
    ({ image, format, size, output, ...options }) => ({
      verb: 'create',
      image,
      format,
      size,
      options: Object.entries(options).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, asOption(value)] as const],
      ),
      isShown: output === 'shown',
    }),
  ),
  io: verb(
    'Runs commands of qemu-io on an image, in one process.',
    'commands',
    {
      ...target,
      commands: shape.listOf(command),
      cache: shape.optional(
        shape.oneOf('cache mode', ['writeback', 'none', 'writethrough', 'directsync', 'unsafe']),
      ),
      readonly: shape.withDefault(shape.flag, false),
      schedule: shape.optional(schedule),
      ...placedFaultOptions,
      output: isShown,
    },
    (given, where) => ({
      verb: 'io',
      image: given.image,
      format: given.format,
      commands: given.commands,
      cache: given.cache,
      isReadOnly: given.readonly,
      schedule: given.schedule,
      rules: faultRules(given, where),
      mayNotFire: given['may-not-fire'],
      isShown: given.output === 'shown',
    }),
  ),
  check: verb(
    'Checks an image, and repairs it where that is wanted.',
    undefined,
    {
      ...target,
      repair: shape.optional(shape.oneOf('what to repair', ['leaks', 'all'])),
      leaks: shape.withDefault(shape.oneOf('way to show leaks', ['listed', 'counted']), 'listed'),
      summary: shape.withDefault(shape.oneOf('summary', ['short', 'full']), 'short'),
      json: shape.withDefault(shape.flag, false),
      ...placedFaultOptions,
    },
    (given, where) => ({
      verb: 'check',
      image: given.image,
      format: given.format,
      repair: given.repair,
      leaks: given.leaks,
      summary: given.summary,
      isJson: given.json,
      rules: faultRules(given, where),
      mayNotFire: given['may-not-fire'],
    }),
  ),
  stat: verb(
    'Prints the length of a file.',
    'expect',
    { file: shape.withDefault(fileName, 't.qcow2'), expect: shape.optional(shape.bytes) },
    ({ file, expect }) => ({ verb: 'stat', file, expect }),
  ),
  map: verb(
    'Shows where the data of an image lies.',
    undefined,
    { ...target, json: shape.withDefault(shape.flag, false) },
    ({ image, format, json }) => ({ verb: 'map', image, format, isJson: json }),
  ),
  info: verb(
    'Shows what an image is.',
    undefined,
    { ...target, json: shape.withDefault(shape.flag, false) },
    ({ image, format, json }) => ({ verb: 'info', image, format, isJson: json }),
  ),
  resize: verb(
    'Changes the size of an image.',
    'size',
    {
      ...target,
      size: shape.text('a size, with + or - for a change'),
      preallocation: shape.optional(
        shape.oneOf('preallocation', ['off', 'metadata', 'falloc', 'full']),
      ),
      shrink: shape.withDefault(shape.flag, false),
    },
    ({ image, format, size, preallocation, shrink }, where) => {
      if (shape.sizeInBytes(size.replace(/^[+-]/, '')) === undefined) {
        throw new CaseProblem(where, `bad size '${size}' to resize to`);
      }
      return { verb: 'resize', image, format, size, preallocation, isShrink: shrink };
    },
  ),
  snapshot: verb(
    'Takes, applies, deletes or lists internal snapshots.',
    'action',
    {
      image: target.image,
      action: snapshotAction,
      ...placedFaultOptions,
    },
    (given, where) => ({
      verb: 'snapshot',
      image: given.image,
      ...given.action,
      rules: faultRules(given, where),
      mayNotFire: given['may-not-fire'],
    }),
  ),
  ...chainVerbs,
  layout: verb(
    'Finds holes and overlaps with a reader of its own, in images of any engine.',
    undefined,
    {
      file: shape.withDefault(fileName, 't.qcow2'),
      holes: shape.optional(shape.integer(0)),
      overlaps: shape.optional(shape.integer(0)),
    },
    ({ file, holes, overlaps }) => ({ verb: 'layout', image: file, holes, overlaps }),
  ),
  peek: verb(
    'Prints fields of an image by their names, as `name = value`.',
    'fields',
    { file: shape.withDefault(fileName, 't.qcow2'), fields: shape.listOf(fieldName) },
    ({ file, fields }) => ({ verb: 'peek', file, fields }),
  ),
  poke: {
    ...verb(
      'Changes fields of an image, and nothing else in the file: `poke: { field: value }`.',
      'fields',
      { file: shape.withDefault(fileName, 't.qcow2'), fields: fieldChanges },
      ({ file, fields }) => ({ verb: 'poke', file, changes: fields }),
    ),
    isMainMap: true,
  },
  ...layerVerbs,
  trace: verb(
    'Prints the I/O since the last trace, or forgets it (`output: hidden`). Native only.',
    undefined,
    { output: isShown },
    ({ output }) => ({ verb: 'trace', isShown: output === 'shown' }),
  ),
  img: verb(
    'Runs any command line of qemu-img.',
    'arguments',
    { arguments: commandLine, ...faultOptions },
    (given, where) => ({
      verb: 'img',
      argv: given.arguments,
      rules: faultRules(given, where),
      mayNotFire: given['may-not-fire'],
    }),
  ),
  'write-file': verb(
    'Writes a file: a configuration, a pattern.',
    undefined,
    { name: fileName, text: shape.line('the text of the file') },
    ({ name, text }) => ({ verb: 'write-file', name, text }),
  ),
  remove: verb('Removes a file.', 'name', { name: fileName }, ({ name }) => ({
    verb: 'remove',
    name,
  })),
};
