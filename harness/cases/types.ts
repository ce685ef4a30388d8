// A case as the runner sees it: flat, checked, every name resolved and every matrix multiplied out.
import type { LayerOptions } from '../../engine/index.ts';
import type { FieldChange, FieldName } from '../engines/fields.ts';
import type { Schedule } from '../engines/schedule.ts';

/** One error rule of blkdebug; what is undefined is left to blkdebug's defaults. */
export interface Fault {
  readonly event: string;
  readonly errno: number | undefined;
  readonly once: boolean | undefined;
  readonly immediately: boolean | undefined;
  readonly state: number | undefined;
  /** In units of 512 bytes of the image file. */
  readonly sector: number | undefined;
  readonly iotype: string | undefined;
}

/** One set-state rule of blkdebug. */
export interface StateChange {
  readonly event: string;
  readonly state: number | undefined;
  readonly newState: number;
}

export type StepBody =
  | { readonly verb: 'heading'; readonly text: string; readonly level: 1 | 2 }
  | { readonly verb: 'echo'; readonly lines: readonly string[] }
  | {
      readonly verb: 'create';
      readonly image: string;
      readonly format: string;
      /** As written; undefined when the backing file gives it. */
      readonly size: string | undefined;
      /** Options of the format in the order written: ['cluster_size', '512']. */
      readonly options: readonly (readonly [string, string])[];
      readonly isShown: boolean;
    }
  | IoStep
  | CheckStep
  | { readonly verb: 'stat'; readonly file: string; readonly expect: number | undefined }
  | {
      readonly verb: 'map' | 'info';
      readonly image: string;
      readonly format: string;
      readonly isJson: boolean;
    }
  | {
      readonly verb: 'resize';
      readonly image: string;
      readonly format: string;
      readonly size: string;
      readonly preallocation: string | undefined;
      readonly isShrink: boolean;
    }
  | SnapshotStep
  | {
      readonly verb: 'layout';
      readonly image: string;
      readonly holes: number | undefined;
      readonly overlaps: number | undefined;
    }
  | { readonly verb: 'peek'; readonly file: string; readonly fields: readonly FieldName[] }
  | { readonly verb: 'poke'; readonly file: string; readonly changes: readonly FieldChange[] }
  | LayerStep
  | { readonly verb: 'trace'; readonly isShown: boolean }
  | ImgStep
  | { readonly verb: 'write-file'; readonly name: string; readonly text: string }
  | { readonly verb: 'remove'; readonly name: string };

/** Switches a fault layer on, anew where it is on, or off. */
export interface LayerStep {
  readonly verb: 'layer';
  readonly name: string;
  /** Undefined: off. */
  readonly options: LayerOptions | undefined;
  /** The layer that was on is allowed to have met nothing. */
  readonly mayNotFire: boolean;
}

/** Commands of qemu-io, with the faults that they meet. */
export interface IoStep {
  readonly verb: 'io';
  readonly image: string;
  readonly format: string;
  readonly commands: readonly string[];
  readonly cache: string | undefined;
  readonly isReadOnly: boolean;
  /** Which order of completions our own engine takes; undefined: its own. */
  readonly schedule: Schedule | undefined;
  /** Rules in the words of the case; undefined when there is no blkdebug in the stack. */
  readonly rules: FaultRules | undefined;
  /** Faults of this step are allowed never to take effect. */
  readonly mayNotFire: boolean;
  readonly isShown: boolean;
}

/** One operation on the internal snapshots of an image, with the faults that it meets. */
export interface SnapshotStep {
  readonly verb: 'snapshot';
  readonly image: string;
  readonly action: 'create' | 'apply' | 'delete' | 'list';
  /** Empty for 'list'. */
  readonly name: string;
  readonly rules: FaultRules | undefined;
  readonly mayNotFire: boolean;
}

/** Any command line of qemu-img; its rules are met by what it opens through blkdebug. */
export interface ImgStep {
  readonly verb: 'img';
  readonly argv: readonly string[];
  readonly rules: FaultRules | undefined;
  readonly mayNotFire: boolean;
}

/** A check of an image, which may repair it; on the image or on blkdebug above it. */
export interface CheckStep {
  readonly verb: 'check';
  readonly image: string;
  readonly format: string;
  readonly repair: 'leaks' | 'all' | undefined;
  /** Whether each leaked cluster has a line of its own. */
  readonly leaks: 'listed' | 'counted';
  /** Whether the summary tells what depends on how the image was made. */
  readonly summary: 'short' | 'full';
  readonly isJson: boolean;
  readonly rules: FaultRules | undefined;
  readonly mayNotFire: boolean;
}

/** Rules for blkdebug, spelled out or as the text of its configuration file. */
export type FaultRules = {
  /** The data file that they stand above, by its name; undefined: the image itself. */
  readonly at: string | undefined;
} & (
  | { readonly faults: readonly Fault[]; readonly stateChanges: readonly StateChange[] }
  | { readonly text: string }
);

export type Step = StepBody & {
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
};

/** One case file, checked and multiplied out. */
export interface Case {
  /** Three digits: '026'. */
  readonly number: string;
  /** '026-error-paths'. */
  readonly slug: string;
  /** As messages name it: 'suites/026-error-paths.yaml'. */
  readonly file: string;
  readonly purpose: string;
  readonly groups: readonly string[];
  readonly engines: readonly string[];
  /** Why an engine is left out. */
  readonly reason: string | undefined;
  /** Image options ('refcount_bits' or 'refcount_bits=8') that must be given, or must not. */
  readonly requires: readonly string[];
  readonly unsupported: readonly string[];
  readonly steps: readonly Step[];
}
