// The entry of the program whose mutations generated exploration has to find: random cases, looked
// at as they end and swept by faults, crashes and orders. No golden and no numbered case is used:
// what it says is held against what it says of the engine as it is.
import { createHash } from 'node:crypto';
import { loadCase } from '../cases/load.ts';
import type { TestCase } from '../cases/types.ts';
import { crashSteps } from '../explore/crashes/crash-job.ts';
import { failSteps } from '../explore/faults/fault-job.ts';
import { instrumentedEngine } from '../explore/instrumented-engine.ts';
import { orderSteps } from '../explore/orders/order-job.ts';
import { randomTest } from '../fuzz/random-test.ts';
import { readerOf } from '../oracle/image-reader.ts';
import { StepLoop, textOf } from '../run/step-loop.ts';
import type { MutantRun } from './program.ts';

/** What one random case may cost: numbers, so that it is the same on every machine. */
export interface SeedBudget {
  /** Different crash states, and runs with a fault, of each step; and orders of each step. */
  readonly distinct: number;
  readonly orders: number;
  /** I/Os and looks at files (oracle/work-budget.ts) of the sweep of one step. */
  readonly work: number;
}

/** How a case was looked at, in this order: the cheapest first. */
export const LOOKS = ['end', 'crashes', 'faults', 'orders'] as const;
export type Look = (typeof LOOKS)[number];

/** What each look at each case says, by the look and the seed. */
export type Signs = Readonly<Record<string, readonly string[]>>;

/** Random cases, and what is known of them: absent, it is to be learnt. */
export interface ExploreSubject {
  readonly seeds: readonly number[];
  readonly budget: SeedBudget;
  readonly expected?: Signs;
}

const digest = (value: unknown): string =>
  createHash('sha1')
    .update(JSON.stringify(value, (_key, one: unknown) => plain(one)) ?? '')
    .digest('hex');

const plain = (value: unknown): unknown => {
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Map) return [...value];
  if (ArrayBuffer.isView(value)) {
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
  }
  return value;
};

/** The same case with looks of the tools at each of its images behind it. */
function withLooks(text: string, images: readonly string[]): TestCase | undefined {
  const steps = images.flatMap((image) => {
    const copy = 'TEST_DIR/copy-of-it';
    return [
      ['check', image],
      ['map', '--output=json', image],
      ['measure', '-O', 'qcow2', image],
      ['convert', '-O', 'qcow2', image, copy],
      ['compare', image, copy],
    ].map((argv) => `  - ${JSON.stringify({ img: argv })}\n`);
  });
  const loaded = loadCase('suites/999-looks.yaml', text + steps.join(''));
  return 'problems' in loaded ? undefined : loaded.loaded;
}

/** What programs print, whether they crash, and what guests and a check see of each image. */
function endOf(testCase: TestCase, text: string): readonly string[] {
  const engine = instrumentedEngine(testCase);
  try {
    const loop = new StepLoop(engine, []);
    const run = loop.run(testCase.steps);
    if (run.crash !== undefined) return [`crash ${String(run.crash.cause)}`];
    const reader = readerOf(engine.memoryFiles());
    const images = reader.images();
    const seen = images.map((path) => [path, reader.look(path)]);
    const looks = withLooks(text, images)?.steps.slice(testCase.steps.length) ?? [];
    loop.keep(run.outputs);
    const told = loop.run(looks);
    if (told.crash !== undefined) return [`crash ${String(told.crash.cause)}`];
    return [`guests ${digest(seen)}`, `text ${digest(textOf(run) + textOf(told))}`];
  } finally {
    engine.close();
  }
}

/** Kinds of broken promises that no known flaw of QEMU explains. */
const newsIn = (
  steps: readonly { readonly classes: readonly { readonly name: string; known: unknown }[] }[],
): readonly string[] =>
  steps.flatMap(({ classes }) =>
    classes.filter(({ known }) => known === undefined).map(({ name }) => name),
  );

function look(how: Look, seed: number, { distinct, orders, work }: SeedBudget): readonly string[] {
  const made = randomTest(seed);
  if (made === undefined) return [];
  const { testCase, text } = made;
  const job = { case: testCase, part: 0, parts: 1, seed: 0, distinct, work, deadline: Infinity };
  switch (how) {
    case 'end':
      return endOf(testCase, text);
    case 'faults':
      return newsIn(failSteps({ ...job, kind: 'faults', isSpread: true }));
    case 'crashes':
      return newsIn(crashSteps({ ...job, kind: 'crashes' }));
    case 'orders':
      return newsIn(orderSteps({ ...job, kind: 'every-order', orders, crossing: undefined }));
  }
}

/** The same, and the engine's own mistakes as a sign. */
function signs(how: Look, seed: number, budget: SeedBudget): readonly string[] {
  try {
    return [...new Set(look(how, seed, budget))].sort();
  } catch (error) {
    return [`crash ${error instanceof Error ? error.message : String(error)}`];
  }
}

/** Cases that are looked at in one way before the next way: one of each kind that is drawn. */
const GROUP = 7;

function* looksAt(seeds: readonly number[]): Generator<{ how: Look; seed: number }> {
  for (let at = 0; at < seeds.length; at += GROUP) {
    for (const how of LOOKS) {
      for (const seed of seeds.slice(at, at + GROUP)) yield { how, seed };
    }
  }
}

/**
 * Red with the first look that says something new. Without expectations green, and `output` is what
 * was seen, as JSON. `subject` is an ExploreSubject.
 */
export function judge(subject: unknown): MutantRun {
  const { seeds, budget, expected } = subject as ExploreSubject;
  const seen: Record<string, readonly string[]> = {};
  for (const { how, seed } of looksAt(seeds)) {
    const key = `${how} ${seed}`;
    const found = signs(how, seed, budget);
    seen[key] = found;
    const fresh = found.find((one) => expected?.[key]?.includes(one) === false);
    if (fresh !== undefined) {
      const what = how === 'end' || fresh.startsWith('crash') ? fresh.split(' ')[0] : 'news';
      return { verdict: 'red', output: `seed ${seed}, ${how}: ${what}` };
    }
  }
  return { verdict: 'green', output: JSON.stringify(seen) };
}
