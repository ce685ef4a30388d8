// What an engine does in the steps of a case, in short words: where a change of the engine makes
// another word, the change has come into effect, and sweeps have most to find.
import { createHash } from 'node:crypto';
import type { TestCase } from '../cases/types.ts';
import { EIO, type HearIo, type MemoryStorage } from '../../engine/index.ts';
import { instrumentedEngine } from '../explore/instrumented-engine.ts';
import { spread } from '../crashes/spread-states.ts';
import type { NthFault } from '../faults/fault.ts';
import { type RunSetup, runQuietly, runWithFault } from '../faults/fault-run.ts';
import { changedPages } from '../oracle/world-set.ts';
import { StepLoop } from '../run/step-loop.ts';

/** I/Os behind which no other is heard: what sends so many may have no end. */
const MOST_IOS = 20_000;

/** Hears I/O, and says in a short word what it was, without its data. */
class Ear {
  readonly #hash = createHash('md5');
  #heard = 0;

  /** Throws Error where there is more than any step sends. */
  readonly hear: HearIo = ({ file, kind, offset, length }) => {
    this.#heard += 1;
    if (this.#heard > MOST_IOS) throw new Error(`more than ${MOST_IOS} I/Os`);
    this.#hash.update(`${kind} ${file} ${offset} ${length}\n`);
    return () => {};
  };

  /** The word for all of it, and for what was said. */
  word(...said: readonly (string | Uint8Array)[]): string {
    for (const one of said) this.#hash.update(one);
    return this.#hash.digest('base64').slice(0, 8);
  }
}

/** A word for each step that has run, up to one that crashes the engine. */
export function tracesOf(testCase: TestCase): readonly string[] {
  const engine = instrumentedEngine(testCase);
  const loop = new StepLoop(engine, []);
  const traces: string[] = [];
  try {
    for (const step of testCase.steps) {
      const ear = new Ear();
      engine.instrument({ onIo: ear.hear });
      const { crash, outputs } = loop.run([step]);
      if (crash !== undefined) break;
      traces.push(ear.word(...outputs.map(({ text }) => text)));
    }
    return traces;
  } finally {
    engine.close();
  }
}

/** What of the files is no longer as it was. */
function* changesOf(
  before: ReturnType<MemoryStorage['snapshot']>,
  files: MemoryStorage,
): Generator<string | Uint8Array> {
  for (const [name, file] of files.view()) {
    yield `${name} ${file.length}`;
    for (const { number, bytes } of changedPages(before.get(name), file)) {
      yield String(number);
      if (bytes !== undefined) yield bytes;
    }
  }
}

const ONE_IO = { kind: 'nth', of: 'io', errno: EIO, written: 0 } as const;

/** For how many I/Os, and what follows: requests show what is left in memory. */
const WAYS: readonly Pick<NthFault, 'times' | 'ending'>[] = [
  { times: 1, ending: 'repeat' },
  { times: 2, ending: 'end' },
  { times: 'sticky', ending: 'end' },
];

/** An I/O of a step, from 1, and a word for what the engine does where it fails. */
export type FailedWord = readonly [io: number, word: string];

/** Of one step, counted from 1, so many of its I/Os from all over it, each by itself. */
export function tracesOfFaults(
  testCase: TestCase,
  number: number,
  most: number,
): readonly FailedWord[] {
  const engine = instrumentedEngine(testCase);
  try {
    new StepLoop(engine, []).run(testCase.steps.slice(0, number - 1));
    const step = testCase.steps[number - 1];
    if (step === undefined) return [];
    const mark = engine.snapshot();
    const setup: RunSetup = { engine, step, mark, aftermath: [], limit: MOST_IOS };
    const before = engine.memoryFiles().snapshot();
    const { ios } = runQuietly(setup);
    const places = spread(ios.length).slice(0, most);
    return places.flatMap((at) =>
      WAYS.map((way): FailedWord => {
        const ear = new Ear();
        const fault: NthFault = { ...ONE_IO, ...way, at: at + 1 };
        const { end, text } = runWithFault(setup, fault, { onSent: ear.hear });
        const changes = changesOf(before, engine.memoryFiles());
        return [at + 1, ear.word(text, JSON.stringify(end), ...changes)];
      }),
    );
  } finally {
    engine.close();
  }
}
