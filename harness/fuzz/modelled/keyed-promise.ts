// What the making of an encrypted image promises at each moment of it.
import { PlainError, type PlainImage } from '../../oracle/plain-image.ts';
import { startProgram } from '../../verbs/run-program.ts';
import { type Broken, PlainWorld } from './judge-world.ts';
import type { StepPromise } from './step-promise.ts';

/** The image, where there is one by now. */
function imageIn(world: PlainWorld, name: string): PlainImage | undefined {
  try {
    return world.image(name);
  } catch (error) {
    if (error instanceof PlainError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** What is wrong with an image that calls itself encrypted; undefined: nothing. */
function wrongIn(world: PlainWorld, name: string, isStrict: boolean): string | undefined {
  const image = imageIn(world, name);
  if (image === undefined || image.crypt === 'none') return undefined;
  try {
    const disk = world.read(name);
    // In QEMU's order what is preallocated reads as noise: case 806.
    const isNoise = isStrict && image.backing === undefined && disk.some((byte) => byte !== 0);
    return isNoise ? 'its disk is not empty' : undefined;
  } catch (error) {
    if (!(error instanceof PlainError)) throw error;
    return error.message;
  }
}

/**
 * The step makes the image, and runs again. Whenever a write has ended a process may die: the file
 * is no encrypted image yet, or it is a whole one, whose disk is empty in the strict order.
 */
export const isWholeWhenKeyed =
  (name: string): StepPromise =>
  ({ engine, verb, step, before }) => {
    let broken: Broken | undefined;
    const world = new PlainWorld(engine);
    const isStrict = step.crashSafety === 'strict';
    engine.restore(before);
    engine.instrument({
      onIo:
        ({ kind }) =>
        () => {
          if (broken !== undefined || !kind.startsWith('write')) return;
          const wrong = wrongIn(world, name, isStrict);
          if (wrong !== undefined)
            broken = { relation: 'keyed', words: `while it is made ${wrong}` };
        },
    });
    startProgram(verb, engine, step, []);
    engine.instrument(undefined);
    return broken === undefined ? [] : [broken];
  };
