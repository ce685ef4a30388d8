// A crash state of an exploration becomes a case: a step that is cut where the state is what is
// left, and the steps behind it find the damage; or cut everywhere, where the state is one of many.
import type { StepWords } from '../cases/flat-steps.ts';
import type { TestCase } from '../cases/types.ts';
import { scheduleText } from '../engines/schedule.ts';
import { scheduleOf } from '../orders/picks.ts';
import { CONFIG_FILE, nameOf, pathOf } from '../engines/engine.ts';
import { type CrashStory, replayCrash } from '../explore/crashes/replay-crash.ts';
import type { CrashToken } from '../explore/crashes/token.ts';
import { instrumentedEngine } from '../explore/instrumented-engine.ts';
import { TokenError } from '../explore/token-fit.ts';
import type { PromiseKind } from '../oracle/judge.ts';
import { StepLoop, textOf } from '../run/step-loop.ts';
import type { Step } from '../verbs/step.ts';
import { ioSession } from '../verbs/io.ts';
import { type Draft, NoCase, readDraft } from './draft.ts';
import { withMain, withOptions } from './edit-step.ts';
import { ABORTED, endings, eventsOf } from './ended-tool.ts';
import type { Promoted } from './fault-case.ts';
import { purposeWords, type Shown, showingSteps, shownWords } from './show.ts';
import { type Beginning, beginningOf, draftOf, shortened, type Source } from './source.ts';

const CAUSES = { power: 'The power is lost', process: 'The process dies' } as const;
const OPTIONS = { power: 'power-cut', process: 'process-death' } as const;

/** The case of the crash state. Throws NoCase where there is none, and TokenError. */
export function crashCase(source: Source, token: CrashToken): Promoted {
  const story = replayCrash(source.testCase, token);
  const [first] = story.violations;
  if (first === undefined) throw new NoCase('all promises are kept in this state');
  const beginning = shortened(source, beginningOf(source, token.step), (testCase, before) => {
    const again = replayCrash(testCase, { ...token, step: before.length + 1 });
    return wordsOf(again) === wordsOf(story);
  });
  const found = new CutSearch(source, beginning, token, story).find();
  const { steps, cut, shown, cause = token.cause } = found;
  const [one = first] = shown;
  const purpose = `${CAUSES[cause]}, and a promise is broken: ${purposeWords(one)}`;
  const all = [...beginning.before, ...steps, ...showingSteps(shown)];
  const { draft, testCase } = readDraft(draftOf(source, purpose, all));
  const how = cause === 'power' ? 'loss of power' : 'death of process';
  const title = `${one.promise} after ${how} in ${story.step.verb}`;
  return { draft, testCase, title, step: beginning.before.length + cut + 1 };
}

const wordsOf = ({ violations }: CrashStory): string => violations.map(shownWords).join('\n');

interface Cutting {
  /** The steps from the first that the beginning has not. */
  readonly steps: readonly StepWords[];
  /** Which of them runs the program, from 0. */
  readonly cut: number;
  /** The promises that what is left breaks; none: it is only told of. */
  readonly shown: readonly Shown[];
  /** What leaves the same as what the token says; absent: that is told. */
  readonly cause?: CrashToken['cause'];
}

/** A broken promise in the text of a cut. */
const BROKEN = /^ {2}(\w+): (\S+): (.*)$/gm;

class CutSearch {
  readonly #source: Source;
  readonly #beginning: Beginning;
  readonly #token: CrashToken;
  readonly #story: CrashStory;

  constructor(source: Source, beginning: Beginning, token: CrashToken, story: CrashStory) {
    this.#source = source;
    this.#beginning = beginning;
    this.#token = token;
    this.#story = story;
  }

  /** Throws NoCase where no cut leaves the state or tells of it. */
  find(): Cutting {
    const found = this.#aborted() ?? this.#after() ?? this.#firstBroken() ?? this.#everywhere();
    if (found !== undefined) return found;
    throw new NoCase('no cut of a case comes by that state: it makes fewer of them than a sweep');
  }

  #target(): StepWords {
    const { order } = this.#token;
    const { step } = this.#beginning;
    return order === undefined
      ? step
      : withOptions(step, { schedule: scheduleText(scheduleOf(order)) });
  }

  /** Ended by the tool itself, where that leaves the token's state: the real one does it, too. */
  #aborted(): Cutting | undefined {
    if (this.#token.order !== undefined || !this.#mayProcessLeaveIt()) return undefined;
    const { step } = this.#beginning;
    // Rules that would fail something later need not be there, and would say that they did not.
    const plain = withOptions(step, { faults: undefined, 'set-state': undefined });
    const isRuled = JSON.stringify(plain) !== JSON.stringify(withOptions(step, {}));
    return this.#abortedIn(plain) ?? (isRuled ? this.#abortedIn(step) : undefined);
  }

  /** Whether the death of a process at that moment may leave the same: mostly power takes more. */
  #mayProcessLeaveIt(): boolean {
    const { cause, kept, torn, grown } = this.#token;
    if (torn !== undefined || grown !== undefined) return false;
    if (cause === 'process') return true;
    return [[], kept.slice(-1)].some((left) => {
      try {
        const token = { ...this.#token, cause: 'process' as const, kept: left };
        const { files } = replayCrash(this.#source.testCase, token);
        return this.#isLeft(new Map([...files].map(([name, bytes]) => [pathOf(name), bytes])));
      } catch (error) {
        if (!(error instanceof TokenError)) throw error;
        return false;
      }
    });
  }

  #abortedIn(step: StepWords): Cutting | undefined {
    const { before } = this.#beginning;
    const { testCase } = readDraft(draftOf(this.#source, 'a draft', [...before, step]));
    const { commands = [] } = ioSession(testCase.steps[before.length] as Step) ?? {};
    for (const ended of endings(commands, eventsOf(testCase))) {
      const dying = withOptions(withMain(step, ended), { status: ABORTED });
      const seen = this.#run([dying]);
      if (seen === undefined || !this.#isLeft(seen.files)) continue;
      return { steps: [dying], cut: 0, shown: this.#story.violations, cause: 'process' };
    }
    return undefined;
  }

  /** Cut once, where nothing but the token's state is left. */
  #after(): Cutting | undefined {
    const { moment, cause } = this.#token;
    // Moments are counted by what has ended and what has begun: the I/O is one of the first.
    for (let ios = moment; ios >= Math.floor(moment / 3); ios -= 1) {
      const step = withOptions(this.#target(), { [OPTIONS[cause]]: `after ${ios}` });
      const seen = this.#run([step]);
      if (seen === undefined || !this.#isLeft(seen.files)) continue;
      return { steps: [step], cut: 0, shown: this.#story.violations };
    }
    return undefined;
  }

  #firstBroken(): Cutting | undefined {
    if (this.#token.cause !== 'power') return undefined;
    const cut = { 'power-cut': { leaves: 'first-broken', every: 'write' } };
    const steps = [{ 'crash-recorder': 'on' }, this.#target(), cut];
    const seen = this.#run(steps);
    return seen && this.#told(seen.text, steps, 1, true);
  }

  #everywhere(): Cutting | undefined {
    const step = withOptions(this.#target(), { [OPTIONS[this.#token.cause]]: 'every write' });
    const seen = this.#run([step]);
    return seen && this.#told(seen.text, [step], 0, false);
  }

  /** What the text of a cut says, where the token's promises are among it. */
  #told(
    text: string,
    steps: readonly StepWords[],
    cut: number,
    isLeft: boolean,
  ): Cutting | undefined {
    // The first kind of broken promises ends with the line that counts its states.
    const part = isLeft ? (text.split(/^ {4}in .*$/m)[0] ?? '') : text;
    const found = [...part.matchAll(BROKEN)].map(([, promise = '', image = '', detail = '']) => {
      const [, block] = /guest block 0x([0-9a-f]+)/.exec(detail) ?? [];
      return {
        promise: promise as PromiseKind,
        image: pathOf(image),
        block: block === undefined ? undefined : parseInt(block, 16) / 512,
        detail,
        signature: '',
      };
    });
    const { violations } = this.#story;
    const isThere = violations.every(({ promise, image }) =>
      found.some((one) => one.promise === promise && one.image === image),
    );
    return isThere ? { steps, cut, shown: isLeft ? found : [] } : undefined;
  }

  #run(
    steps: readonly StepWords[],
  ): { readonly text: string; readonly files: ReadonlyMap<string, Uint8Array> } | undefined {
    const { before } = this.#beginning;
    const draft: Draft = draftOf(this.#source, 'a draft', [...before, ...steps]);
    let testCase: TestCase;
    try {
      ({ testCase } = readDraft(draft));
    } catch (error) {
      if (error instanceof NoCase) return undefined;
      throw error;
    }
    const engine = instrumentedEngine(testCase);
    try {
      const loop = new StepLoop(engine, []);
      loop.run(testCase.steps.slice(0, before.length));
      const run = loop.run(testCase.steps.slice(before.length));
      if (run.crash !== undefined || run.failures.length > 0) return undefined;
      const files = engine.memoryFiles();
      return {
        text: textOf(run),
        files: new Map(files.names().map((path) => [path, files.readBytes(path)])),
      };
    } finally {
      engine.close();
    }
  }

  /** Whether the files are those of the token's state. */
  #isLeft(files: ReadonlyMap<string, Uint8Array>): boolean {
    // Rules are no image.
    const isImage = (path: string): boolean => nameOf(path) !== CONFIG_FILE;
    const wanted = new Map([...this.#story.files].map(([name, bytes]) => [pathOf(name), bytes]));
    const left = [...files].filter(([path]) => isImage(path));
    if ([...wanted.keys()].filter(isImage).length !== left.length) return false;
    return left.every(([path, bytes]) => {
      const other = wanted.get(path);
      return other !== undefined && Buffer.compare(bytes, other) === 0;
    });
  }
}
