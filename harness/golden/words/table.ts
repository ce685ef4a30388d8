// All that newer tools are known to word otherwise: a line for each, and the text of a run in the
// words of 7.2.
import { CHILD_NODES, CHILD_NODES_IN_JSON, COMPRESSED, DETACHED_HEADER } from './info.ts';
import { IO_USAGE } from './io.ts';
import {
  BITMAP_ACTIONS,
  FAILED_CLOSE,
  INVALID_NUMBERS,
  KEEP_DATA_FILE,
  OPTION_ERRORS,
  OUTPUT_VALUES,
  REPAIR_VALUES,
  UNENDED_JSON,
  USAGE_HINT,
} from './messages.ts';
import { SNAPSHOT_ERROR, SNAPSHOT_LIST } from './snapshots.ts';
import { hasSince, releaseOf, releaseText, type Wording } from './wording.ts';

/** In the order in which they are applied: what takes more lines away goes first. */
export const WORDINGS: readonly Wording[] = [
  FAILED_CLOSE,
  CHILD_NODES,
  CHILD_NODES_IN_JSON,
  COMPRESSED,
  DETACHED_HEADER,
  SNAPSHOT_LIST,
  SNAPSHOT_ERROR,
  OUTPUT_VALUES,
  REPAIR_VALUES,
  BITMAP_ACTIONS,
  INVALID_NUMBERS,
  OPTION_ERRORS,
  USAGE_HINT,
  UNENDED_JSON,
  KEEP_DATA_FILE,
  IO_USAGE,
];

/** '(since 8.0)' for the name of a wording, as far as measured. */
export function sinceText(name: string): string {
  const wording = WORDINGS.find((candidate) => candidate.name === name);
  return wording === undefined ? '' : `(since ${releaseText(wording.since)})`;
}

/** How often each wording was met, by its name. */
export type WordsMet = ReadonlyMap<string, number>;

/** Turns what tools of one version print into the words of 7.2, and counts what it met. */
export class Words {
  readonly #wordings: readonly Wording[];
  #met = new Map<string, number>();

  /** `version`: '11.1.3'. One that is no version has no words of its own. */
  constructor(version: string) {
    const release = releaseOf(version);
    this.#wordings = WORDINGS.filter(({ since }) => release && hasSince(release, since));
  }

  /** The text of one run of a tool, both streams or one. */
  toRecorded(text: string): string {
    return this.#wordings.reduce((told, { name, toRecorded }) => {
      return toRecorded(told, () => this.#met.set(name, (this.#met.get(name) ?? 0) + 1));
    }, text);
  }

  /** What was met since the last call. */
  takeMet(): WordsMet {
    const met = this.#met;
    this.#met = new Map();
    return met;
  }
}
