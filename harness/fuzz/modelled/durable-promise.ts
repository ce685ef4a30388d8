// What a program that has ended well has done is on the disk: a loss of power takes nothing of it.
import { CrashRecorder } from '../../../engine/index.ts';
import { startProgram } from '../../verbs/run-program.ts';
import type { StepPromise } from './step-promise.ts';

/**
 * Nothing that the program has written is pending at its end. It runs again without all that stands
 * between an image and its file in a sweep, as a layer may pass on a flush that none has asked for.
 */
export const isDurable: StepPromise = ({ engine, verb, step, before }) => {
  const recorder = new CrashRecorder();
  engine.restore(before);
  engine.instrument({ layer: recorder });
  startProgram(verb, engine, step, []);
  const [lost] = recorder.crashAt(recorder.lastMoment, 'power').pending;
  if (lost === undefined) return [];
  const words = `${lost.kind} ${lost.length} at ${lost.offset} of ${lost.file} is not flushed`;
  return [{ relation: 'durable', words }];
};
