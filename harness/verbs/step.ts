// A step as the runner sees it: flat, checked, filled in. Plain data, handed to workers.
import type { ImageEncryption } from '../engines/encrypted-argv.ts';
import type { CrashSafety } from '../../engine/index.ts';
import type { Capability } from '../engines/engine.ts';
import type { Cut } from '../shapes/cut-options.ts';
import type { FaultRules } from '../shapes/fault-options.ts';
import type { SweepKind } from '../shapes/sweep-option.ts';
import type { Holder } from '../shapes/while-open.ts';

/** Options for `create` that the request adds; what a case gives itself counts more. */
export type ImageOptions = readonly (readonly [string, string])[];

/** One step; its verb alone knows the type of `body`. */
export interface Step<B = unknown> {
  /** The name of its verb. */
  readonly verb: string;
  /** What the verb's build() made of the options. */
  readonly body: B;
  /** Line in the case file, from 1. */
  readonly line: number;
  /** The step in a few words, with its matrix values: 'io: write 0 64k [errno=5 once=on]'. */
  readonly title: string;
  /** Steps with the same number are repeated together when one of them varies under QEMU. */
  readonly unit: number;
  /** What varies between runs of the real tools. */
  readonly qemuVaries: string | undefined;
  /** The exit status that the program must end with; undefined: any. */
  readonly status: number | undefined;
  /** Rules for blkdebug; undefined: no faults stand in the step. */
  readonly rules: FaultRules | undefined;
  /** Its rules are allowed never to take effect. */
  readonly mayNotFire: boolean;
  /** Where its program is cut short, to judge what is left; empty: nowhere. */
  readonly cuts: readonly Cut[];
  /** What of its program fails in turn, to judge what is left; undefined: nothing. */
  readonly sweep: SweepKind | undefined;
  /** What another program has open while its own runs; absent: there is none. */
  readonly whileOpen?: Holder | undefined;
  /** What its program opens images with; absent: QEMU's order of writes. */
  readonly crashSafety?: CrashSafety;
  /** Another engine than ours runs it where it can: no flaw of QEMU excuses that. */
  readonly isServed?: boolean;
  /** Engines of others are held to where our own puts data; absent: that is their affair. */
  readonly isPlaced?: boolean;
  /** How the images are encrypted that it makes and opens; absent: they are not. */
  readonly encryption?: ImageEncryption;
  /** What an engine must be able to do to run it. */
  readonly needs: readonly Capability[];
}
