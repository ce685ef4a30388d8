// What sweeps of every kind tell of a step: plain data, as workers send it.
import type { NamedFlaw } from '../faults/step-flaws.ts';
import type { Violation } from '../oracle/judge.ts';

/** Broken promises that are of one class, with the first of what broke them. */
export interface FindingClass {
  /** What disturbed the step, the promises and what makes them one class. */
  readonly name: string;
  /** Replays the first. */
  readonly token: string;
  readonly violations: readonly Violation[];
  readonly count: number;
  /** Flaws of QEMU that explain all of it, and the cases that show them; undefined: it is news. */
  readonly known: readonly NamedFlaw[] | undefined;
}

/** Which step it was. */
export interface StepPlace {
  /** Number of the step among all of the case, from 1. */
  readonly step: number;
  readonly line: number;
  readonly title: string;
}
