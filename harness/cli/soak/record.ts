// What a soak keeps: lines of JSON, a header and then one line for each subject that is done, in
// the order of their numbers. Nothing in it depends on clocks, workers or shards, so that files of
// shards can be put together line by line.
import type { NamedFlaw } from '../../faults/step-flaws.ts';

/** What all subjects of a file have in common. */
export interface SoakHeader {
  readonly version: string;
  readonly seed: number;
  /** From 1. */
  readonly shard: number;
  readonly shards: number;
  /** Most different states, or runs, of one step, and what their sweep may cost. */
  readonly distinct: number;
  readonly work: number;
  /** So many cases of the corpus come before random ones; absent: none. */
  readonly corpus?: number;
  /** All sequences of up to so many commands; absent: random cases. */
  readonly sequences?: number;
  /** The only geometry of sequences; absent: all of them. */
  readonly geometry?: string;
}

/** A kind of broken promises of one step, with the first of them. */
export interface SoakFinding {
  readonly cause: 'crash' | 'fault';
  /** Number of the step, from 1. */
  readonly step: number;
  readonly token: string;
  /** What its states or runs have in common. */
  readonly signature: string;
  readonly count: number;
  /** Broken promises, each once. */
  readonly promises: readonly string[];
  /** What is broken, in words; of news alone. */
  readonly details?: readonly string[];
  /** Flaws of QEMU that explain all of it; absent: it is news. */
  readonly known?: readonly NamedFlaw[];
}

/** What was left out, how often, and the number of the first case where it was. */
export type LeftOut = readonly [what: string, count: number, first: string];

/** One subject that is done. */
export interface SoakResult {
  /** Its number among all of the seed, from 0. */
  readonly subject: number;
  /** Number of its case, as tokens have it; null: its commands cannot be told as a case. */
  readonly case: string | null;
  /** Different crash states, and runs in which an I/O failed. */
  readonly states: number;
  readonly points: number;
  readonly findings: readonly SoakFinding[];
  /** Sweeps without an answer, in words. */
  readonly lost: readonly string[];
  /** How many sequences it stands for, and how many of these begin with an equal image. */
  readonly sequences?: { readonly all: number; readonly equal: number };
  /** Commands that went on, undisturbed, on what faults and crashes had left. */
  readonly goneOn?: number;
  /** What of sequences was left out. */
  readonly leftOut?: readonly LeftOut[];
}

const FORMAT = 'soak';

/** The first line of a file. */
export const headerLine = (header: SoakHeader): string =>
  `${JSON.stringify({ blkdrill: FORMAT, ...header })}\n`;

/** The line of one subject. */
export const resultLine = (result: SoakResult): string => `${JSON.stringify(result)}\n`;

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(line: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Fields) : undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

const areNumbers = (fields: Fields, ...names: readonly string[]): boolean =>
  names.every((name) => Number.isSafeInteger(fields[name]));

/** A line as a header; undefined: it is none. */
export function headerOf(line: string): SoakHeader | undefined {
  const fields = fieldsOf(line);
  if (fields?.['blkdrill'] !== FORMAT || typeof fields['version'] !== 'string') return undefined;
  const isWhole = areNumbers(fields, 'seed', 'shard', 'shards', 'distinct', 'work');
  const { blkdrill: _format, ...header } = fields;
  return isWhole ? (header as unknown as SoakHeader) : undefined;
}

/** A line as a result; undefined: it is none. */
export function resultOf(line: string): SoakResult | undefined {
  const fields = fieldsOf(line);
  if (fields === undefined || !areNumbers(fields, 'subject', 'states', 'points')) return undefined;
  const isWhole = Array.isArray(fields['findings']) && Array.isArray(fields['lost']);
  return isWhole ? (fields as unknown as SoakResult) : undefined;
}

/** The first thing in which two headers differ, beside their shards, in words; undefined: none. */
export function difference(one: SoakHeader, other: SoakHeader): string | undefined {
  const names = [
    ...([
      'version',
      'seed',
      'shards',
      'distinct',
      'work',
      'corpus',
      'sequences',
      'geometry',
    ] as const),
  ];
  const name = names.find((key) => one[key] !== other[key]);
  return name && `${name} ${one[name]}, not ${other[name]}`;
}
