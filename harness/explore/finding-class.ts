// What sweeps of every kind tell of a step: plain data, as workers send it.
import type { Engine } from '../engines/engine.ts';
import type { NamedFlaw } from '../faults/step-flaws.ts';
import type { Violation } from '../oracle/judge.ts';
import type { Step } from '../verbs/step.ts';

/** Broken promises that are of one class, with the first of what broke them. */
export interface FindingClass {
  /** What disturbed the step, the promises and what makes them one class. */
  readonly name: string;
  /** Replays the first. */
  readonly token: string;
  /** The engine of others that shows it; absent: ours does. */
  readonly engine?: string;
  readonly violations: readonly Violation[];
  readonly count: number;
  /** Flaws of QEMU that explain all of it, and the cases that show them; undefined: it is news. */
  readonly known: readonly NamedFlaw[] | undefined;
}

/** The engine of a finding, where another one than ours serves the step. */
export const engineOf = (
  { isServed }: Pick<Step, 'isServed'>,
  { traits }: Pick<Engine, 'traits'>,
): Pick<FindingClass, 'engine'> => (isServed === true ? { engine: traits.name } : {});

/** Which step it was. */
export interface StepPlace {
  /** Number of the step among all of the case, from 1. */
  readonly step: number;
  readonly line: number;
  readonly title: string;
}
