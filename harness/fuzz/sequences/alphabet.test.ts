// Each command does its work on some image of each geometry in which it has a meaning: one that
// always fails is swept as well as any other, and nobody sees it.
import { afterEach, expect, test } from 'vitest';
import { loadCase } from '../../cases/load.ts';
import type { TestCase } from '../../cases/types.ts';
import type { InstrumentedEngine } from '../../crashes/crash-sweep.ts';
import { instrumentedEngine } from '../../explore/instrumented-engine.ts';
import { WorldSet } from '../../oracle/world-set.ts';
import { StepLoop } from '../../run/step-loop.ts';
import { itemLines } from '../../shapes/yaml-text.ts';
import { startProgram } from '../../verbs/run-program.ts';
import type { Step } from '../../verbs/step.ts';
import { verbNamed } from '../../verbs/table.ts';
import { alphabetOf, type Geometry, GEOMETRIES } from './alphabet.ts';

let engine: InstrumentedEngine | undefined;
afterEach(() => engine?.close());

/** All commands of a geometry, behind what makes its image. */
function caseOf(geometry: Geometry): TestCase {
  const steps = [...geometry.begins, ...alphabetOf(geometry)].flatMap(itemLines);
  const result = loadCase('suites/999-x.yaml', ['purpose: p', 'steps:', ...steps, ''].join('\n'));
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  return result.loaded;
}

/** Whether the step ends with status 0 and leaves other files, from the present world. */
function works(world: InstrumentedEngine, step: Step): boolean {
  const verb = verbNamed(step.verb);
  if (verb.tool === undefined) throw new Error(`${step.title} runs no program`);
  const files = world.memoryFiles();
  const known = new WorldSet<boolean>(files.snapshot());
  const { status } = startProgram(verb, world, step, []);
  return status === 0 && known.get(files, (isUnchanged) => !isUnchanged);
}

/** Numbers of commands that work neither on the first image nor behind any one other command. */
function idle(geometry: Geometry): readonly number[] {
  const testCase = caseOf(geometry);
  const count = geometry.begins.length;
  const commands = testCase.steps.slice(count);
  const world = (engine = instrumentedEngine(testCase));
  const { crash, failures, outputs } = new StepLoop(world, []).run(testCase.steps.slice(0, count));
  expect([crash, failures]).toEqual([undefined, []]);
  expect(outputs.map(({ text }) => text).join('')).toBe('');
  const start = world.snapshot();
  const behind = commands.map((step) => {
    world.restore(start);
    new StepLoop(world, []).run([step]);
    return world.snapshot();
  });
  const worksIn = (mark: unknown, step: Step): boolean => {
    world.restore(mark);
    return works(world, step);
  };
  return commands.flatMap((step, at) =>
    [start, ...behind].some((mark) => worksIn(mark, step)) ? [] : [at],
  );
}

/** Without a backing file there is nothing to commit to. */
const BACKED_ONLY = [{ commit: 't.qcow2' }];

test.each(GEOMETRIES)('each command does its work on $name', (geometry) => {
  const commands = alphabetOf(geometry);
  const found = idle(geometry).map((at) => commands[at]);
  expect(found).toEqual(geometry.name === 'backed' ? [] : BACKED_ONLY);
});
