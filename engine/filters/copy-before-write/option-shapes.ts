// The options of copy-before-write and of its target, checked as a whole before the target is
// opened, as QEMU does it by the schema of its management protocol: which there may be, of which
// kind, and which there must be. What a driver itself makes of them is checked once it opens.
import { FormatError } from '../../base/errors.ts';
import { parseInteger, parseSwitch } from '../../base/size.ts';
import type { OpenContext, Options, OptionValue } from '../../block/open.ts';

/** Several words: one of them. A struct has members, those with * may be missing. */
type Shape =
  | 'string'
  | 'boolean'
  | 'integer'
  | 'uint32'
  | 'node'
  | 'node or null'
  | 'nodes'
  | 'any'
  | readonly string[]
  | { readonly [member: string]: Shape };

/** Options as a tree: what has a dot in its name stands below what is in front of it. */
type Tree = Map<string, Tree | OptionValue>;

const ON_OFF_AUTO = ['auto', 'on', 'off'];
const FILE = {
  filename: 'string',
  '*pr-manager': 'string',
  '*locking': ON_OFF_AUTO,
  '*aio': ['threads', 'native', 'io_uring'],
  '*aio-max-batch': 'integer',
  '*drop-cache': 'boolean',
  '*x-check-cache-dropped': 'boolean',
} as const;
const NULL_DEVICE = {
  '*size': 'integer',
  '*latency-ns': 'integer',
  '*read-zeroes': 'boolean',
} as const;
const ON_FILE = { file: 'node' } as const;

/** What nodes of all drivers can be given. */
const COMMON: { readonly [member: string]: Shape } = {
  driver: 'string',
  '*node-name': 'string',
  '*discard': ['ignore', 'unmap'],
  '*cache': { '*direct': 'boolean', '*no-flush': 'boolean' },
  '*read-only': 'boolean',
  '*auto-read-only': 'boolean',
  '*force-share': 'boolean',
  '*detect-zeroes': ['off', 'on', 'unmap'],
};

/** What those of one driver can be given; other drivers see for themselves. */
const OF_DRIVER: { readonly [driver: string]: { readonly [member: string]: Shape } } = {
  file: FILE,
  host_device: FILE,
  host_cdrom: FILE,
  'null-co': NULL_DEVICE,
  'null-aio': NULL_DEVICE,
  raw: { ...ON_FILE, '*offset': 'integer', '*size': 'integer' },
  qcow2: {
    ...ON_FILE,
    '*backing': 'node or null',
    '*lazy-refcounts': 'boolean',
    '*pass-discard-request': 'boolean',
    '*pass-discard-snapshot': 'boolean',
    '*pass-discard-other': 'boolean',
    '*overlap-check': 'any',
    '*cache-size': 'integer',
    '*l2-cache-size': 'integer',
    '*l2-cache-entry-size': 'integer',
    '*refcount-cache-size': 'integer',
    '*cache-clean-interval': 'integer',
    '*encrypt': 'any',
    '*data-file': 'node',
    '*crash-safety': 'string', // ours alone
  },
  compress: ON_FILE,
  'copy-on-read': { ...ON_FILE, '*bottom': 'string' },
  preallocate: { ...ON_FILE, '*prealloc-align': 'integer', '*prealloc-size': 'integer' },
  throttle: { 'throttle-group': 'string', ...ON_FILE },
  blkverify: { test: 'node', raw: 'node' },
  blklogwrites: {
    ...ON_FILE,
    log: 'node',
    '*log-sector-size': 'uint32',
    '*log-append': 'boolean',
    '*log-super-update-interval': 'integer',
  },
  quorum: {
    '*blkverify': 'boolean',
    children: 'nodes',
    'vote-threshold': 'integer',
    '*rewrite-corrupted': 'boolean',
    '*read-pattern': ['quorum', 'fifo'],
  },
  'copy-before-write': {
    ...ON_FILE,
    target: 'node',
    '*bitmap': { node: 'string', name: 'string' },
    '*on-cbw-error': ['break-guest-write', 'break-snapshot'],
    '*cbw-timeout': 'uint32',
  },
};

/** Throws FormatError for what is wrong in `options`; those of the file are not among them. */
export function checkOptions(context: OpenContext, options: Options, hasFile: boolean): void {
  const tree: Tree = new Map([['driver', 'copy-before-write']]);
  for (const [key, value] of options) {
    if (!/^file(\.|$)/.test(key)) put(tree, key.split('.'), value);
  }
  if (hasFile) tree.set('file', 'a node that is open');
  checkNode(context, tree, '');
}

function put(tree: Tree, [first = '', ...rest]: readonly string[], value: OptionValue): void {
  if (rest.length === 0) {
    tree.set(first, value);
    return;
  }
  const below = tree.get(first);
  const branch: Tree = below instanceof Map ? below : new Map();
  tree.set(first, branch);
  put(branch, rest, value);
}

function checkNode(context: OpenContext, tree: Tree, path: string): void {
  const driver = checkScalar(tree.get('driver'), `${path}driver`);
  if (!context.drivers.has(driver)) throw refusedWord('driver', driver);
  const own = OF_DRIVER[driver];
  if (own !== undefined) checkMembers(context, tree, { ...COMMON, ...own }, path);
}

function checkMembers(
  context: OpenContext,
  tree: Tree,
  shapes: { readonly [member: string]: Shape },
  path: string,
): void {
  const left = new Set(tree.keys());
  for (const [member, shape] of Object.entries(shapes)) {
    const name = member.replace('*', '');
    left.delete(name);
    const value = tree.get(name);
    if (value === undefined && name !== member) continue;
    checkValue(context, value, shape, path + name);
  }
  const [unknown] = left;
  if (unknown !== undefined) throw new FormatError(`Parameter '${path}${unknown}' is unexpected`);
}

function checkValue(
  context: OpenContext,
  value: Tree | OptionValue | undefined,
  shape: Shape,
  path: string,
): void {
  if (value === undefined) throw missing(path);
  switch (shape) {
    case 'any':
      return;
    case 'node':
    case 'node or null':
      if (value === null && shape === 'node or null') return;
      if (value === null || (value instanceof Map && isList(value))) {
        throw wrongType(path, shape === 'node' ? 'BlockdevRef' : 'BlockdevRefOrNull');
      }
      if (value instanceof Map) checkNode(context, value, `${path}.`);
      return;
    case 'nodes':
      if (!(value instanceof Map) || !isList(value)) throw wrongType(path, 'array');
      for (const [index, one] of value) checkValue(context, one, 'node', `${path}.${index}`);
      return;
    case 'string':
      checkScalar(value, path);
      return;
    case 'boolean':
      if (parseSwitch(checkScalar(value, path)) !== undefined) return;
      throw new FormatError(`Parameter '${path}' expects 'on' or 'off'`);
    case 'integer':
    case 'uint32':
      checkNumber(checkScalar(value, path), path, shape);
      return;
  }
  if (isWords(shape)) {
    const word = checkScalar(value, path);
    if (!shape.includes(word)) throw refusedWord(path.slice(path.lastIndexOf('.') + 1), word);
  } else {
    if (!(value instanceof Map)) throw wrongType(path, 'object');
    checkMembers(context, value, shape, `${path}.`);
  }
}

const isWords = (shape: object): shape is readonly string[] => Array.isArray(shape);

const isList = (tree: Tree): boolean => [...tree.keys()].every((key) => /^\d+$/.test(key));

/** Returns the text of it. */
function checkScalar(value: Tree | OptionValue | undefined, path: string): string {
  if (value === undefined) throw missing(path);
  if (value instanceof Map) throw new FormatError(`Parameters '${path}.*' are unexpected`);
  if (value === null) throw new FormatError(`Internal error: parameter ${path} invalid`);
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return String(value);
}

const UINT32 = 2n ** 32n;

function checkNumber(text: string, path: string, shape: 'integer' | 'uint32'): void {
  const parsed = parseInteger(text);
  if (parsed.kind !== 'number') throw new FormatError(`Parameter '${path}' expects integer`);
  if (shape === 'uint32' && BigInt.asUintN(64, parsed.value) >= UINT32) {
    throw new FormatError(`Parameter '${path}' expects uint32_t`);
  }
}

const missing = (path: string): FormatError => new FormatError(`Parameter '${path}' is missing`);

const refusedWord = (name: string, word: string): FormatError =>
  new FormatError(`Parameter '${name}' does not accept value '${word}'`);

const wrongType = (path: string, expected: string): FormatError =>
  new FormatError(`Invalid parameter type for '${path}', expected: ${expected}`);
