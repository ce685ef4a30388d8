// What `--faults` may say, and where the rules stand: blkdebug between a format and its file.
import { RequestError } from '../cases/request-error.ts';
import {
  errnoByName,
  errnoNames,
  flattenJson,
  type Options,
  parseJsonName,
  parseKeyValueOptions,
} from '../../engine/index.ts';
import { type Fault, readFaultsText, type StateChange } from '../shapes/fault-options.ts';
import { CaseProblem, describeProblem, didYouMean } from '../shapes/problem.ts';
import { isRequestFault, parseRequestFault, type RequestFault } from './request-faults.ts';

/** All that `--faults` said. */
export interface FaultRules {
  /** Options of blkdebug; empty: it is not needed. */
  readonly blkdebug: Options;
  readonly requests: readonly RequestFault[];
}

/** A rule of blkdebug: its kind, and its keys as blkdebug calls them. */
interface BlkdebugRule {
  readonly kind: 'inject-error' | 'set-state';
  readonly keys: ReadonlyMap<string, string | number>;
}

/**
 * Reads all of them; `readFile` gives the text of a file, and may throw what it likes. Throws
 * RequestError.
 */
export function readFaults(
  given: readonly string[],
  readFile: (name: string) => string,
): FaultRules {
  const rules: BlkdebugRule[] = [];
  const requests: RequestFault[] = [];
  const files: string[] = [];
  for (const text of given) {
    if (isRequestFault(text)) requests.push(parseRequestFault(text));
    else if (/^\s*[{[]/.test(text)) rules.push(...yamlRules(text, '--faults'));
    else if (/(^|,)event=/.test(text)) rules.push(inlineRule(text));
    else if (/\.ya?ml$/.test(text)) rules.push(...yamlRules(readFile(text), text));
    else files.push(text);
  }
  const [config, second] = files;
  if (second !== undefined) {
    throw new RequestError([
      `blkdebug reads one file of rules, not both '${config}' and '${second}'`,
    ]);
  }
  const blkdebug: Options = new Map();
  if (config !== undefined) blkdebug.set('config', config);
  for (const kind of ['inject-error', 'set-state'] as const) {
    for (const [index, { keys }] of rules.filter((rule) => rule.kind === kind).entries()) {
      for (const [key, value] of keys) blkdebug.set(`${kind}.${index}.${key}`, String(value));
    }
  }
  return { blkdebug, requests };
}

/** 'event=write_aio,errno=ENOSPC,once=on'; with new_state it sets the state. */
function inlineRule(text: string): BlkdebugRule {
  const keys = new Map<string, string | number>();
  for (const [key, value] of parseKeyValueOptions(text)) keys.set(key, String(value));
  const errno = keys.get('errno');
  if (errno !== undefined && !/^-?\d/.test(String(errno))) {
    const number = errnoByName(String(errno));
    const hint = didYouMean(String(errno), errnoNames());
    if (number === undefined) {
      throw new RequestError([`unknown errno '${errno}' in '--faults'${hint}`]);
    }
    keys.set('errno', number);
  }
  return { kind: keys.has('new_state') ? 'set-state' : 'inject-error', keys };
}

/** Faults as a case has them. */
function yamlRules(text: string, where: string): readonly BlkdebugRule[] {
  try {
    const { faults, stateChanges } = readFaultsText(text);
    return [...faults.map(ruleOfFault), ...stateChanges.map(ruleOfChange)];
  } catch (error) {
    if (!(error instanceof CaseProblem)) throw error;
    throw new RequestError([describeProblem(where, error)]);
  }
}

function keysOf(
  given: Readonly<Record<string, string | number | boolean | undefined>>,
): ReadonlyMap<string, string | number> {
  const keys = new Map<string, string | number>();
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined) continue;
    keys.set(key, typeof value === 'boolean' ? (value ? 'on' : 'off') : value);
  }
  return keys;
}

const ruleOfFault = (fault: Fault): BlkdebugRule => ({
  kind: 'inject-error',
  keys: keysOf({ ...fault }),
});

const ruleOfChange = ({ event, state, newState }: StateChange): BlkdebugRule => ({
  kind: 'set-state',
  keys: keysOf({ event, state, new_state: newState }),
});

/** An image as the command line names it. */
export interface NamedImage {
  /** A file name, `json:...`, or options with `isOptions`. */
  readonly name: string;
  readonly isOptions: boolean;
  readonly format: string | undefined;
}

/** The same as openGraph() takes it. */
export interface ImagePlan {
  readonly filename: string | undefined;
  readonly options: Options;
  readonly format: string | undefined;
}

const FILE = 'file.';

/**
 * Puts blkdebug with those options between the image's format and its file. `warn` is told of
 * words that are accepted and frowned upon. Throws RequestError where there is no such place, and
 * FormatError.
 */
export function planImage(
  { name, isOptions, format }: NamedImage,
  blkdebug: Options,
  warn: (line: string) => void,
): ImagePlan {
  const isJson = name.startsWith('json:');
  const given: Options = isOptions
    ? parseKeyValueOptions(name, (key, longForm) => {
        warn(`warning: short-form boolean option '${key}' deprecated`);
        warn(`Please use ${longForm} instead`);
      })
    : isJson
      ? flattenJson(parseJsonName(name.slice('json:'.length)))
      : new Map();
  if (isOptions && format !== undefined) {
    throw new RequestError(['--image-opts and --format are mutually exclusive']);
  }
  const filename = isOptions || isJson ? undefined : name;
  if (blkdebug.size === 0) return { filename, options: given, format };
  const below: Options = new Map([['driver', 'blkdebug'], ...blkdebug]);
  const options: Options = new Map();
  if (filename !== undefined) below.set('x-image', filename);
  for (const [key, value] of given) {
    if (key.startsWith(FILE)) below.set(`image.${key.slice(FILE.length)}`, value);
    else options.set(key, value);
  }
  if (filename === undefined && !below.has('image.driver') && !below.has('image.filename')) {
    const place = "'--faults' stands between a format and its file";
    throw new RequestError([`${place}: the image needs 'file.driver' or 'file.filename'`]);
  }
  for (const [key, value] of below) options.set(`${FILE}${key}`, value);
  return { filename: undefined, options, format };
}
