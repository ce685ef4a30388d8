// Which part of a soak this process does: asked for by --shard, or told by the job runner that
// started it. Whoever is told two things that disagree does neither.
import { RequestError } from '../../cases/request-error.ts';
import type { VariableName } from '../variables.ts';

/** Subjects whose number leaves `index` - 1 when it is divided by `count`. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
}

/** A shard, and who asked for it, in words. */
export interface FoundShard extends Shard {
  readonly origin: string;
}

/** Variables, as processes have them. */
export type Variables = Readonly<Partial<Record<string, string>>>;

/** How many shards there are, where a runner does not say so. */
const COUNT: VariableName = 'BLKDRILL_SHARDS';

/** Where a job runner puts the number of a job among its like. */
interface Runner {
  readonly index: VariableName;
  /** The lowest number, or where it stands. */
  readonly first: number | VariableName;
  /** Where it stands how far numbers are apart; absent, or not set: by one. */
  readonly apart?: VariableName;
  /** Where it stands how many there are; absent: nowhere. */
  readonly count?: VariableName;
}

const RUNNERS: readonly Runner[] = [
  // Indexed jobs of Kubernetes do not tell their completions.
  { index: 'JOB_COMPLETION_INDEX', first: 0 },
  {
    index: 'SLURM_ARRAY_TASK_ID',
    first: 'SLURM_ARRAY_TASK_MIN',
    apart: 'SLURM_ARRAY_TASK_STEP',
    count: 'SLURM_ARRAY_TASK_COUNT',
  },
  { index: 'AWS_BATCH_JOB_ARRAY_INDEX', first: 0, count: 'AWS_BATCH_JOB_ARRAY_SIZE' },
  { index: 'CI_NODE_INDEX', first: 1, count: 'CI_NODE_TOTAL' },
];

/** The variables that shardOf() looks at. */
export const SHARD_VARIABLES: readonly VariableName[] = [
  COUNT,
  ...RUNNERS.flatMap(({ index, first, apart, count }) =>
    [index, first, apart, count].filter((name) => typeof name === 'string'),
  ),
];

/** What stands in a variable; undefined: nothing. Throws RequestError. */
function read(variables: Variables, name: VariableName): number | undefined {
  const value = variables[name];
  if (value === undefined || value === '') return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw new RequestError([`${name} is '${value}', which is no whole number`]);
}

function need(variables: Variables, name: VariableName, beside: VariableName): number {
  const value = read(variables, name);
  if (value !== undefined) return value;
  throw new RequestError([`${beside} is set, and ${name} is not: give '--shard I/N'`]);
}

/** What one runner says; undefined: nothing. Throws RequestError. */
function shardOfRunner(runner: Runner, variables: Variables): FoundShard | undefined {
  const number = read(variables, runner.index);
  if (number === undefined) return undefined;
  const { first, apart } = runner;
  const lowest = typeof first === 'number' ? first : need(variables, first, runner.index);
  const index = (number - lowest) / ((apart && read(variables, apart)) ?? 1) + 1;
  const asked = read(variables, COUNT);
  const told = runner.count && read(variables, runner.count);
  const count = told ?? asked ?? need(variables, runner.count ?? COUNT, runner.index);
  if (asked !== undefined && asked !== count) {
    throw new RequestError([`${COUNT} is ${asked}, and ${runner.count} is ${count}`]);
  }
  if (!Number.isInteger(index) || index < 1 || index > count) {
    throw new RequestError([
      `${runner.index} is ${number}, which is none of ${count} numbers from ${lowest} on`,
    ]);
  }
  return { index, count, origin: `told by ${runner.index}` };
}

/** `text` as I/N. Throws RequestError. */
function readShard(text: string): FoundShard {
  const [, index = 0, count = 0] = (/^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []).map(Number);
  if (index >= 1 && index <= count) return { index, count, origin: 'as asked' };
  throw new RequestError([`'--shard' needs I/N, as in 1/8 to 8/8, not '${text}'`]);
}

/**
 * The shard that is asked for, else the one that the environment tells, else the whole. Throws
 * RequestError where what it is told contradicts itself.
 */
export function shardOf(asked: string | undefined, variables: Variables): FoundShard {
  if (asked !== undefined) return readShard(asked);
  const found = RUNNERS.flatMap((runner) => shardOfRunner(runner, variables) ?? []);
  const [first] = found;
  if (first !== undefined) {
    const other = found.find(({ index, count }) => index !== first.index || count !== first.count);
    if (other === undefined) return first;
    const words = [first, other].map(({ index, count, origin }) => `${index}/${count} ${origin}`);
    throw new RequestError([`there are two shards: ${words.join(', and ')}; give '--shard I/N'`]);
  }
  const count = read(variables, COUNT);
  if (count === undefined || count === 1) {
    return { index: 1, count: 1, origin: 'nothing asks for a part' };
  }
  throw new RequestError([`${COUNT} is ${count}, and nothing tells which: give '--shard I/N'`]);
}
