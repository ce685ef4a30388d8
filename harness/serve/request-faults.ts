// Failures of whole requests, as a client meets them: `write 2 ENOSPC` fails the second write that
// comes, of any client. The image is not asked then.
import { errnoByName, errnoName, errnoNames } from '../../engine/index.ts';
import { didYouMean } from '../shapes/problem.ts';
import { RequestError } from '../cases/request-error.ts';
import { COMMAND_NAMES } from './requests.ts';

/** What is done in place of the request. */
export type FaultAction =
  { readonly kind: 'error'; readonly errno: number } | { readonly kind: 'disconnect' };

/** One rule. */
export interface RequestFault {
  /** As it was given, with single blanks. */
  readonly text: string;
  /** The name of a command, or 'any'. */
  readonly command: string;
  /** Counted from 1, both included. */
  readonly first: number;
  readonly last: number;
  readonly action: FaultAction;
}

const ANY = 'any';
const WORDS: readonly string[] = [...COMMAND_NAMES, ANY];
const FORM = /^(\S+) (\d{1,9})(?:(-)(\d{1,9})?)? (\S+)$/;

/** Whether `text` is meant as such a rule; its command may be misspelt. */
export const isRequestFault = (text: string): boolean =>
  FORM.test(tidied(text)) ||
  (WORDS.includes(tidied(text).split(' ')[0] ?? '') && tidied(text).includes(' '));

const tidied = (given: string): string => given.trim().replaceAll(/\s+/g, ' ');

/** Reads 'write 2 ENOSPC', 'read 3-5 EIO', 'any 7- disconnect'. Throws RequestError. */
export function parseRequestFault(given: string): RequestFault {
  const text = tidied(given);
  const [, command = '', low = '', dash, high, word = ''] = FORM.exec(text) ?? [];
  const first = Number(low);
  const last = high === undefined ? (dash === undefined ? first : Infinity) : Number(high);
  if (word === '' || first === 0 || last < first) {
    const form =
      "a command, which ones of them and an error, as in 'write 2 ENOSPC' or 'any 7- EIO'";
    throw new RequestError([`'--faults' needs ${form}, not '${text}'`]);
  }
  if (!WORDS.includes(command)) {
    const hint = didYouMean(command, WORDS);
    throw new RequestError([`unknown command '${command}' in '--faults'${hint}`]);
  }
  return { text, command, first, last, action: actionOf(word) };
}

function actionOf(word: string): FaultAction {
  if (word === 'disconnect') return { kind: 'disconnect' };
  const errno = /^\d{1,4}$/.test(word) ? Number(word) : errnoByName(word);
  if (errno !== undefined && errno > 0 && errno <= 4095) return { kind: 'error', errno };
  const hint = didYouMean(word, [...errnoNames(), 'disconnect']);
  throw new RequestError([`unknown error '${word}' in '--faults'${hint}`]);
}

/** What came of a rule. */
export interface RequestFaultReport {
  readonly text: string;
  /** Requests of its kind that came. */
  readonly came: number;
  readonly fired: number;
}

/** Counts requests, and says which of them fail. */
export class RequestFaults {
  readonly #rules: readonly RequestFault[];
  readonly #came = new Map<string, number>();
  readonly #fired = new Map<RequestFault, number>();

  constructor(rules: readonly RequestFault[]) {
    this.#rules = rules;
  }

  /** Counts a request of that name; the first rule that is for it fires. */
  meet(command: string): RequestFault | undefined {
    for (const word of [command, ANY]) this.#came.set(word, this.#cameOf(word) + 1);
    const rule = this.#rules.find((candidate) => {
      const isMeant = candidate.command === command || candidate.command === ANY;
      const number = this.#cameOf(candidate.command);
      return isMeant && candidate.first <= number && number <= candidate.last;
    });
    if (rule !== undefined) this.#fired.set(rule, (this.#fired.get(rule) ?? 0) + 1);
    return rule;
  }

  reports(): readonly RequestFaultReport[] {
    return this.#rules.map((rule) => ({
      text: rule.text,
      came: this.#cameOf(rule.command),
      fired: this.#fired.get(rule) ?? 0,
    }));
  }

  #cameOf(word: string): number {
    return this.#came.get(word) ?? 0;
  }
}

/** 'ENOSPC'; a number where there is no name. */
export const errorWord = (errno: number): string => errnoName(errno) ?? `errno ${errno}`;
