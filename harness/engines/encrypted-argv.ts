// Command lines for images that are encrypted: the same lines as for plain ones, with a secret, and
// with names that say which key opens the image.
import { pathOf, type Program } from './engine.ts';

/** How images are encrypted. */
export interface ImageEncryption {
  readonly method: (typeof ENCRYPTIONS)[number];
  /** Further options of `create`, as `encrypt.cipher-mode=cbc`. */
  readonly options: readonly string[];
}

/** Id and password of the one key. */
export const KEY_ID = 'key';
export const KEY_PASSWORD = 'blkdrill';

/** The same as the engine takes it. */
export const CASE_SECRETS: ReadonlyMap<string, Uint8Array> = new Map([
  [KEY_ID, new TextEncoder().encode(KEY_PASSWORD)],
]);

const SECRET = ['--object', `secret,id=${KEY_ID},data=${KEY_PASSWORD}`];

/** Methods by what cases and numbers of cases call them. */
export const ENCRYPTIONS = ['aes', 'luks'] as const;

/**
 * The line with the key: `image` is the name of the file that it makes, or opens. Another one that
 * it makes stays plain.
 */
export function encryptedArgv(
  program: Program,
  argv: readonly string[],
  image: string,
  encryption: ImageEncryption,
): readonly string[] {
  const [verb = '', ...rest] = argv;
  const isMade = rest.some((word, at) => word === pathOf(image) && rest[at - 1] !== '-b');
  if (program === 'io' || verb !== 'create' || !isMade) return keyedArgv(program, argv, image);
  return [verb, ...SECRET, ...creating(rest, encryption)];
}

/** A line that opens images, with the key for the one in that file. */
export function keyedArgv(
  program: Program,
  argv: readonly string[],
  image: string,
): readonly string[] {
  const keyed = argv.map((text) => withKey(text, image));
  return program === 'io'
    ? [...SECRET, ...keyed]
    : [...keyed.slice(0, 1), ...SECRET, ...keyed.slice(1)];
}

/** Keys are as quickly made as can be. Files of other formats stay plain. */
function creating(argv: readonly string[], { method, options }: ImageEncryption): string[] {
  if (argv[argv.indexOf('-f') + 1] !== 'qcow2') return [...argv];
  const quick = method === 'luks' ? ['encrypt.iter-time=0'] : [];
  const key = `encrypt.key-secret=${KEY_ID}`;
  const added = [`encrypt.format=${method}`, key, ...quick, ...options].join(',');
  const at = argv.indexOf('-o');
  if (at < 0) return ['-o', added, ...argv];
  return argv.with(at + 1, `${added},${argv[at + 1]}`);
}

/** The name of the image becomes one that says the same and names the key; others stay. */
function withKey(text: string, image: string): string {
  const path = pathOf(image);
  const words = { driver: 'qcow2', 'encrypt.key-secret': KEY_ID };
  if (text === path) return named({ ...words, file: { driver: 'file', filename: path } });
  if (text.startsWith('json:{"driver":"qcow2"')) {
    return named({ ...(JSON.parse(text.slice(5)) as object), ...words });
  }
  const layer = /^blkdebug:([^:]*):(.*)$/.exec(text);
  if (layer?.[2] !== path) return text;
  const rules = layer[1] === '' ? {} : { config: layer[1] };
  const below = { driver: 'file', filename: path };
  return named({ ...words, file: { driver: 'blkdebug', ...rules, image: below } });
}

const named = (options: object): string => `json:${JSON.stringify(options)}`;
