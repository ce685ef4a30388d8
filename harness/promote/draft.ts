// A case that is being made: its steps in the words of a case file, its text, and the case that is
// read back from that.
import type { CrashSafety } from '../../engine/index.ts';
import type { StepWords } from '../cases/flat-steps.ts';
import { loadCase } from '../cases/load.ts';
import type { TestCase } from '../cases/types.ts';
import type { ImageEncryption } from '../engines/encrypted-argv.ts';
import { ENGINE_NAMES, enginesWith } from '../engines/registry.ts';
import { itemLines, verbatim, wordText } from '../shapes/yaml-text.ts';

/** What no case can be made of, and why. */
export class NoCase extends Error {
  override readonly name = 'NoCase';
}

/** What a case file says, but for its number. */
export interface Draft {
  readonly purpose: string;
  readonly groups: readonly string[];
  /** The engines of the case that it comes from, where these are for a reason of that case. */
  readonly engines: readonly string[];
  readonly reason: string | undefined;
  /** The order of writes of all its images; absent: QEMU's. */
  readonly crashSafety?: CrashSafety | undefined;
  /** How all its images are encrypted; absent: they are not. */
  readonly encryption?: ImageEncryption['method'] | undefined;
  readonly steps: readonly StepWords[];
}

/** Why a case is for our own engine alone. */
const REASON = 'the real tools cannot be told which I/O fails, is cut off or ends first';

/** The text of the case file; `schema` is the path of the schema, where there is one. */
export function draftText(draft: Draft, schema?: string): string {
  const { purpose, groups, engines, reason = REASON, crashSafety, encryption, steps } = draft;
  const isForAll = ENGINE_NAMES.every((name) => engines.includes(name));
  return [
    ...(schema === undefined ? [] : [`# yaml-language-server: $schema=${schema}`]),
    `purpose: ${wordText(purpose)}`,
    `groups: [${groups.join(', ')}]`,
    ...(isForAll ? [] : [`engines: [${engines.join(', ')}]`, `reason: ${wordText(reason)}`]),
    ...(crashSafety === undefined ? [] : [`crash-safety: ${crashSafety}`]),
    ...(encryption === undefined ? [] : [`encryption: ${encryption}`]),
    'steps:',
    ...steps.flatMap((step) => itemLines(verbatim(step))),
    '',
  ].join('\n');
}

/** The number that a draft is read under. */
const NUMBER = '999';

/**
 * The case of the draft, for all the engines that can run it: where a step needs what not every
 * engine can do, `draft` is that for those alone. Throws NoCase where the words make no case.
 */
export function readDraft(draft: Draft): { readonly testCase: TestCase; readonly draft: Draft } {
  const first = read(draft);
  if (!('problems' in first)) return { testCase: first, draft };
  const able = enginesWith(['instruments']).map(({ name }) => name);
  const engines = draft.engines.filter((name) => able.includes(name));
  const bounded = { ...draft, engines };
  const second = engines.length === draft.engines.length ? first : read(bounded);
  if (!('problems' in second)) return { testCase: second, draft: bounded };
  throw new NoCase(second.problems.map((problem) => problem.replace(/^.*?: /, '')).join('; '));
}

function read(draft: Draft): TestCase | { readonly problems: readonly string[] } {
  const result = loadCase(`suites/${NUMBER}-draft.yaml`, draftText(draft));
  return 'problems' in result ? result : result.loaded;
}
