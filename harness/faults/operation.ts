// What kind of program a step runs, as the contract names them.
import type { Operation } from '../oracle/contract.ts';
import { makesImages } from '../verbs/run-program.ts';
import { ioSession } from '../verbs/io.ts';
import type { Step } from '../verbs/step.ts';
import { verbNamed } from '../verbs/table.ts';

const CHANGERS: readonly string[] = [
  'amend',
  'bench',
  'bitmap',
  'commit',
  'rebase',
  'resize',
  'snapshot',
];

/** What kind of program a step runs; undefined: none. */
export function operationOf(step: Step): Operation | undefined {
  if (ioSession(step) !== undefined) return 'guest';
  const verb = verbNamed(step.verb);
  if (verb.tool !== 'img') return undefined;
  const [name = '', ...rest] = verb.argv(step, []);
  if (makesImages(step)) return 'making';
  if (name === 'check') {
    return rest.some((word) => /^(-r|--repair)/.test(word)) ? 'repairing' : 'reading';
  }
  if (name === 'snapshot' && rest.includes('-l')) return 'reading';
  return CHANGERS.includes(name) ? 'changing' : 'reading';
}
