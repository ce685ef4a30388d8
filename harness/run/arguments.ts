// A step as the command line of a tool, and the configuration that goes with its faults.
import { CONFIG_FILE, pathOf } from '../engines/engine.ts';
import type { CheckStep, FaultRules, IoStep, SnapshotStep, StepBody } from '../cases/types.ts';

/** Options for `create` that the request adds; what a case gives itself counts more. */
export type ImageOptions = readonly (readonly [string, string])[];

type StepOf<V extends StepBody['verb']> = Extract<StepBody, { verb: V }>;

const joinOptions = (options: ImageOptions): string =>
  options.map(([name, value]) => `${name}=${value.replaceAll(',', ',,')}`).join(',');

/** Unlike a backing file, a data file is not looked for where the image lies. */
const inFolder = ([name, value]: ImageOptions[number]): ImageOptions[number] =>
  name === 'data_file' ? [name, pathOf(value)] : [name, value];

/** `create`, with the options that the request adds before those of the case. */
export function createArguments(step: StepOf<'create'>, extra: ImageOptions): readonly string[] {
  const pinned = new Set(step.options.map(([name]) => name));
  const added = step.format === 'qcow2' ? extra.filter(([name]) => !pinned.has(name)) : [];
  const options = joinOptions([...added, ...step.options].map(inFolder));
  return [
    'create',
    '-f',
    step.format,
    ...(options === '' ? [] : ['-o', options]),
    pathOf(step.image),
    ...(step.size === undefined ? [] : [step.size]),
  ];
}

/** qemu-io, on the image or on blkdebug above it. */
export function ioArguments(step: IoStep): readonly string[] {
  return [
    '-f',
    step.format,
    ...(step.cache === undefined ? [] : ['-t', step.cache]),
    ...(step.isReadOnly ? ['-r'] : []),
    ...step.commands.flatMap((command) => ['-c', command]),
    imageName(step, pathOf(step.image)),
  ];
}

/** Breakpoints need blkdebug below the format, also where there are no rules. */
function imageName(step: IoStep, file: string): string {
  const { rules, commands } = step;
  if (rules !== undefined) return imageOrFaults(step);
  return commands.some((command) => /^\s*break\s/.test(command)) ? `blkdebug::${file}` : file;
}

/** `snapshot`, on the image or on blkdebug above it. It always guesses the format. */
export function snapshotArguments({ image, action, name, rules }: SnapshotStep): readonly string[] {
  return [
    'snapshot',
    ...(action === 'list' ? ['-l'] : [`-${action.slice(0, 1)}`, name]),
    imageOrFaults({ image, rules }),
  ];
}

/** The image's file, or blkdebug with the step's rules above it, or above its data file. */
function imageOrFaults({ image, rules }: Pick<SnapshotStep, 'image' | 'rules'>): string {
  const filename = pathOf(image);
  if (rules === undefined) return filename;
  const config = pathOf(CONFIG_FILE);
  if (rules.at === undefined) return `blkdebug:${config}:${filename}`;
  const dataFile = {
    driver: 'blkdebug',
    config,
    image: { driver: 'file', filename: pathOf(rules.at) },
  };
  const file = { driver: 'file', filename };
  return `json:${JSON.stringify({ driver: 'qcow2', file, 'data-file': dataFile })}`;
}

const asFlag = (value: boolean | undefined): string | undefined =>
  value === undefined ? undefined : value ? 'on' : 'off';

type Keys = Readonly<Record<string, string | number | undefined>>;

function section(name: string, keys: Keys): string {
  const lines = Object.entries(keys).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key} = "${value}"\n`],
  );
  return `[${name}]\n${lines.join('')}`;
}

/** The rules in the form that blkdebug reads from a file. */
export function configText(rules: FaultRules): string {
  if ('text' in rules) return rules.text;
  const faults = rules.faults.map(({ once, immediately, ...fault }) =>
    section('inject-error', {
      ...fault,
      once: asFlag(once),
      immediately: asFlag(immediately),
    }),
  );
  const changes = rules.stateChanges.map(({ event, state, newState }) =>
    section('set-state', { event, state, new_state: newState }),
  );
  return [...faults, ...changes].join('\n');
}

/** `check`. */
export function checkArguments(step: CheckStep): readonly string[] {
  const repair = step.repair === undefined ? [] : ['-r', step.repair];
  const image = imageOrFaults(step);
  return ['check', '-f', step.format, ...json(step.isJson), ...repair, image];
}

/** `map` or `info`. */
export function showArguments(step: StepOf<'map' | 'info'>): readonly string[] {
  return [step.verb, '-f', step.format, ...json(step.isJson), pathOf(step.image)];
}

/** `resize`. */
export function resizeArguments(step: StepOf<'resize'>): readonly string[] {
  return [
    'resize',
    '-f',
    step.format,
    ...(step.preallocation === undefined ? [] : [`--preallocation=${step.preallocation}`]),
    ...(step.isShrink ? ['--shrink'] : []),
    pathOf(step.image),
    step.size,
  ];
}

const json = (isWanted: boolean): readonly string[] => (isWanted ? ['--output=json'] : []);
