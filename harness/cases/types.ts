// A case as the runner sees it: flat, checked, every name resolved and every matrix multiplied out.
import type { Step } from '../verbs/step.ts';

/** One case file, checked and multiplied out. */
export interface TestCase {
  /** Three digits: '026'; of a random case 'r' and its seed: 'r1234'; of a sequence 's'. */
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
