// `io`: commands of qemu-io on an image, in one process.
import {
  readSchedule,
  type Schedule,
  SCHEDULE_FORM,
  SCHEDULE_PATTERN,
} from '../engines/schedule.ts';
import { KEY_ID } from '../engines/encrypted-argv.ts';
import { pathOf } from '../engines/engine.ts';
import { filterIo } from '../golden/filters.ts';
import { checkArgument } from '../shapes/file-names.ts';
import { checkIoCommand } from '../shapes/io-words.ts';
import { CaseProblem } from '../shapes/problem.ts';
import * as shape from '../shapes/shapes.ts';
import { imageOrFaults } from './image-name.ts';
import type { Step } from './step.ts';
import { output, target, type Target, verb } from './verb.ts';

interface IoStep extends Target {
  readonly commands: readonly string[];
  readonly cache: string | undefined;
  readonly isReadOnly: boolean;
  /** Which order of completions the engine takes; undefined: its own. */
  readonly schedule: Schedule | undefined;
  readonly isShown: boolean;
}

const schedule: shape.Shape<Schedule> = {
  schema: {
    anyOf: [
      { type: 'integer', minimum: 0 },
      { type: 'string', pattern: SCHEDULE_PATTERN },
      shape.FILLED_IN,
    ],
    description:
      'order of completions on our own engine: a seed, or picks (0*7: seven zeroes); ' +
      '`late picks`: I/O takes effect when it ends',
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

/** Breakpoints need blkdebug below the format, also where there are no rules. */
function imageName({ rules, body: { image, commands } }: Step<IoStep>): string {
  if (rules !== undefined) return imageOrFaults(image, rules);
  const hasBreaks = commands.some((line) => /^\s*break\s/.test(line));
  return hasBreaks ? `blkdebug::${pathOf(image)}` : pathOf(image);
}

export const io = verb({
  name: 'io',
  description: 'Runs commands of qemu-io on an image, in one process.',
  main: 'commands',
  fields: {
    ...target,
    commands: shape.listOf(command),
    cache: shape.optional(
      shape.oneOf('cache mode', ['writeback', 'none', 'writethrough', 'directsync', 'unsafe']),
    ),
    readonly: shape.withDefault(shape.flag, false),
    schedule: shape.needing('schedule', shape.optional(schedule)),
    output,
  },
  build: (given): IoStep => ({
    image: given.image,
    format: given.format,
    commands: given.commands,
    cache: given.cache,
    isReadOnly: given.readonly,
    schedule: given.schedule,
    isShown: given.output === 'shown',
  }),
  tool: 'io',
  faults: 'placed',
  argv: (step: Step<IoStep>) => [
    '-f',
    step.body.format,
    ...(step.body.cache === undefined ? [] : ['-t', step.body.cache]),
    ...(step.body.isReadOnly ? ['-r'] : []),
    ...step.body.commands.flatMap((line) => ['-c', line]),
    imageName(step),
  ],
  filter: (text, { isShown }) => (isShown ? filterIo(text) : ''),
  schedule: (body) => body.schedule,
});

/** What a step of `io` does to which image. */
export type IoSession = Pick<IoStep, 'image' | 'format' | 'commands' | 'isReadOnly'>;

/** The session of a step; undefined for steps of other verbs. */
export function ioSession(step: Step): IoSession | undefined {
  return step.verb === io.name ? (step.body as IoStep) : undefined;
}

/** The command that opens a session's image again, for writing. */
export function openingOf({ image, format }: IoSession, { encryption }: Step): string {
  const isPlain = encryption === undefined || format !== 'qcow2';
  const key = isPlain ? '' : `,encrypt.key-secret=${KEY_ID}`;
  return `open -o driver=${format}${key} ${pathOf(image)}`;
}

/** The same step with other commands; `step` is one of `io`. */
export const withCommands = (step: Step, commands: readonly string[]): Step => ({
  ...step,
  body: { ...(step.body as IoStep), commands },
});

/** The same step in the engine's own order of completions. */
export const withoutSchedule = (step: Step): Step =>
  ioSession(step) === undefined
    ? step
    : { ...step, body: { ...(step.body as IoStep), schedule: undefined } };
