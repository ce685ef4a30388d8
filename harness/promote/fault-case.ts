// A fault of an exploration becomes a case: by rules of blkdebug, where they say the same fault, so
// that the real tools meet it as well; elsewhere by the number of the I/O.
import type { StepWords } from '../cases/flat-steps.ts';
import type { TestCase } from '../cases/types.ts';
import { scheduleText } from '../engines/schedule.ts';
import { scheduleOf } from '../orders/picks.ts';
import { CONFIG_FILE, nameOf, pathOf } from '../engines/engine.ts';
import { type FaultStory, replayFaultOf } from '../explore/faults/fault-job.ts';
import type { FaultToken } from '../explore/faults/fault-token.ts';
import { instrumentedEngine } from '../explore/instrumented-engine.ts';
import { faultWords, type NthFault } from '../faults/fault.ts';
import { workOn } from '../faults/later.ts';
import { readerOf } from '../oracle/image-reader.ts';
import { StepLoop } from '../run/step-loop.ts';
import type { Step } from '../verbs/step.ts';
import { verbNamed } from '../verbs/table.ts';
import { type Draft, NoCase, readDraft } from './draft.ts';
import { withMain, withOptions } from './edit-step.ts';
import { errnoWord, ruleOptions } from './fault-rules.ts';
import { type FaultedRun, faultedRun } from './faulted-run.ts';
import { purposeWords, showingSteps, shownWords } from './show.ts';
import { type Beginning, beginningOf, draftOf, shortened, type Source } from './source.ts';

/** A finding as a case. */
export interface Promoted {
  readonly draft: Draft;
  readonly testCase: TestCase;
  /** Words that name its file. */
  readonly title: string;
  /** The number of the step that breaks the promise, from 1. */
  readonly step: number;
}

/** The step that fails, with what stands before and behind it. */
interface Failing {
  readonly ahead: readonly StepWords[];
  readonly step: StepWords;
  readonly behind: readonly StepWords[];
}

/**
 * The case of the fault. Throws NoCase where there is none and says why, and TokenError where the
 * token does not fit its case.
 */
export function faultCase(source: Source, token: FaultToken): Promoted {
  const { fault, order } = token;
  const story = replayFaultOf(source.testCase, token.step, fault, order);
  const [first] = story?.violations ?? [];
  if (story === undefined) throw new NoCase(`step ${token.step} is none that runs a program`);
  if (first === undefined) throw new NoCase('all promises are kept after it');
  const beginning = shortened(source, beginningOf(source, token.step), (testCase, before) => {
    const again = replayFaultOf(testCase, before.length + 1, fault, order);
    return again !== undefined && again.text === story.text && isSameFinding(again, story);
  });
  const found = new FaultSearch(source, beginning, token).find();
  const words = faultWords(fault);
  const io = found.run.failed[0]?.io;
  const what = io === undefined ? words : `${words} (${io.kind} of ${nameOf(io.file)})`;
  const purpose = `${what}, and a promise is broken: ${purposeWords(first)}`;
  const { ahead, step, behind } = found.failing;
  const work = story.violations.find(({ promise }) => promise === 'later');
  const working = work === undefined ? [] : workSteps(found.files, work.image);
  const steps = [...ahead, step, ...behind, ...working, ...showingSteps(story.violations)];
  const all = [...beginning.before, ...steps];
  const { draft, testCase } = readDraft(draftOf(source, purpose, all));
  const title = `${first.promise} after a ${io?.kind ?? 'request'} fails in ${found.verb}`;
  return { draft, testCase, title, step: beginning.before.length + ahead.length + 1 };
}

const isSameFinding = (a: FaultStory, b: FaultStory): boolean =>
  a.violations.map(shownWords).join('\n') === b.violations.map(shownWords).join('\n');

/** Requests of a guest that goes on with the image, as the judgement of the fault makes them. */
function workSteps(files: TestFiles, image: string): readonly StepWords[] {
  const name = nameOf(image);
  const options = name === 't.qcow2' ? {} : { image: name };
  return [{ io: [...files.work(image), 'flush'], cache: 'writeback', ...options }];
}

interface TestFiles {
  work(image: string): readonly string[];
}

interface Found {
  readonly failing: Failing;
  readonly run: FaultedRun;
  readonly files: TestFiles;
  readonly verb: string;
}

/** Looks for words of a case that do what the fault does. */
class FaultSearch {
  readonly #source: Source;
  readonly #beginning: Beginning;
  readonly #fault: NthFault;
  readonly #order: FaultToken['order'];
  readonly #story: FaultStory;
  readonly #plain: Step;
  readonly #run: FaultedRun;

  constructor(source: Source, beginning: Beginning, { fault, order }: FaultToken) {
    const { before, step } = beginning;
    const { testCase } = readDraft(draftOf(source, 'a draft', [...before, step]));
    const story = replayFaultOf(testCase, before.length + 1, fault, order);
    if (story === undefined) throw new Error('the step that was explored runs no program');
    this.#source = source;
    this.#beginning = beginning;
    this.#fault = fault;
    this.#order = order;
    this.#story = story;
    this.#plain = testCase.steps[before.length] as Step;
    this.#run = faultedRun(testCase, before.length + 1, fault, order);
  }

  find(): Found {
    for (const failing of this.#candidates()) {
      const files = this.#filesAfter(failing);
      if (files !== undefined) {
        return { failing, run: this.#run, files, verb: this.#plain.verb };
      }
    }
    const words = faultWords(this.#fault);
    throw new NoCase(`no rules of blkdebug and no 'fail-nth' do the same as this: ${words}`);
  }

  /** The step with the commands of the ending, in the order of the token. */
  #target(): StepWords {
    const { step } = this.#beginning;
    const { commands } = this.#run;
    const isLonger = this.#fault.ending !== 'end' && commands !== undefined;
    const target = isLonger ? withMain(step, commands) : step;
    if (this.#order === undefined) return target;
    return withOptions(target, { schedule: scheduleText(scheduleOf(this.#order)) });
  }

  *#candidates(): Iterable<Failing> {
    const target = this.#target();
    if (this.#fault.at === 0) {
      yield { ahead: [], step: target, behind: [] };
      return;
    }
    for (const step of this.#plain.rules === undefined ? this.#ruled(target) : []) {
      yield { ahead: [], step, behind: [] };
    }
    const { at, of, errno, times, written, second } = this.#fault;
    if (second !== undefined || (typeof times === 'number' && times > 1)) return;
    const options = {
      ...(of === 'space' && { kinds: ['write', 'write-zeroes', 'truncate', 'flush'] }),
      errno: errnoWord(errno),
      ...(typeof times === 'string' && { sticky: 'on' }),
      ...(written > 0 && { written }),
    };
    yield {
      ahead: [{ 'fail-nth': { at, ...options } }],
      step: target,
      behind: [{ 'fail-nth': 'off' }],
    };
  }

  /** The step with rules of blkdebug above the file that fails. */
  *#ruled(target: StepWords): Iterable<StepWords> {
    const { failed } = this.#run;
    const file = failed[0]?.io.file ?? '';
    const all = ruleOptions(this.#fault, failed);
    const verb = verbNamed(this.#plain.verb);
    for (const rules of verb.tool !== undefined && verb.faults !== undefined ? all : []) {
      yield withOptions(target, rules);
      yield withOptions(target, { ...rules, 'faults-at': nameOf(file) });
      yield withOptions(target, { ...rules, 'faults-at': 'chain' });
    }
    if (verb.tool !== 'img' || verb.makes !== undefined) return;
    const argv = verb.argv(this.#plain, []);
    for (const rules of all) {
      for (const [index, word] of argv.entries()) {
        if (word !== file) continue;
        const path = `blkdebug:${pathOf(CONFIG_FILE)}:${word}`;
        yield { img: argv.with(index, path), ...rules };
      }
    }
  }

  /** What the world holds behind the step; undefined: it is no case, or does something else. */
  #filesAfter({ ahead, step }: Failing): TestFiles | undefined {
    const steps = [...this.#beginning.before, ...ahead, step];
    const closing = ahead.length === 0 ? [] : [{ 'fail-nth': 'off' }];
    let testCase: TestCase;
    try {
      ({ testCase } = readDraft(draftOf(this.#source, 'a draft', [...steps, ...closing])));
    } catch (error) {
      if (error instanceof NoCase) return undefined;
      throw error;
    }
    const engine = instrumentedEngine(testCase);
    try {
      const run = new StepLoop(engine, []).run(testCase.steps.slice(0, steps.length));
      if (run.crash !== undefined || run.failures.length > 0) return undefined;
      if (!this.#isPrinted(run.outputs.at(-1)?.text)) return undefined;
      const files = engine.memoryFiles();
      const names = files.names().filter((path) => nameOf(path) !== CONFIG_FILE);
      const { files: wanted } = this.#story;
      const paths = [...wanted.keys()].filter((path) => nameOf(path) !== CONFIG_FILE);
      if (names.toSorted().join() !== paths.toSorted().join()) return undefined;
      const isAlike = names.every(
        (path) => Buffer.compare(files.readBytes(path), wanted.get(path) ?? NOTHING) === 0,
      );
      if (!isAlike) return undefined;
      const works = this.#story.violations
        .filter(({ promise }) => promise === 'later')
        .map(({ image }) => {
          const state = readerOf(files).look(image);
          return [image, state.refused === undefined ? workOn(state) : []] as const;
        });
      return { work: (image) => new Map(works).get(image) ?? [] };
    } finally {
      engine.close();
    }
  }

  /** What is broken may be what the program prints, and not what it leaves. */
  #isPrinted(text: string | undefined): boolean {
    const { violations, text: told } = this.#story;
    if (!violations.some(({ promise }) => promise === 'read' || promise === 'ends')) return true;
    const verb = verbNamed(this.#plain.verb);
    if (verb.tool === undefined) return false;
    return verb.filter === undefined || verb.filter(told, this.#plain.body, undefined) === text;
  }
}

const NOTHING = new Uint8Array();
