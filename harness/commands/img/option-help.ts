// `-o help`: the options that a new image of a format can have, by name, with a line for each.
import { FormatError } from '../../../engine/index.ts';
import { newOptions } from './create-file.ts';
import { createOptionsOf, type CreateOption, isFileOption } from './options.ts';
import { Exit } from './verb.ts';
import type { Session } from '../shared/session.ts';
import { failureOf } from '../shared/session.ts';

const TYPES = { text: 'str', switch: 'bool (on/off)', number: 'num', size: 'size' } as const;

/** What the tools say about each option. */
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  backing_file: 'File name of a base image',
  backing_fmt: 'Image format of the base image',
  cluster_size: 'qcow2 cluster size',
  compat: 'Compatibility level (v2 [0.10] or v3 [1.1])',
  compression_type: 'Compression method used for image cluster compression',
  data_file: 'File name of an external data file',
  data_file_raw: 'The external data file must stay valid as a raw image',
  'encrypt.cipher-alg': 'Name of encryption cipher algorithm',
  'encrypt.cipher-mode': 'Name of encryption cipher mode',
  'encrypt.format': "Encrypt the image, format choices: 'aes', 'luks'",
  'encrypt.hash-alg': 'Name of encryption hash algorithm',
  'encrypt.iter-time': 'Time to spend in PBKDF in milliseconds',
  'encrypt.ivgen-alg': 'Name of IV generator algorithm',
  'encrypt.ivgen-hash-alg': 'Name of IV generator hash algorithm',
  'encrypt.key-secret': 'ID of secret providing qcow AES key or LUKS passphrase',
  encryption: "Encrypt the image with format 'aes'. (Deprecated in favor of encrypt.format=aes)",
  extended_l2: 'Extended L2 tables',
  extent_size_hint: 'Extent size hint for the image file, 0 to disable',
  lazy_refcounts: 'Postpone refcount updates',
  nocow: 'Turn off copy-on-write (valid only on btrfs)',
  preallocation: 'Preallocation mode (allowed values: off, metadata, falloc, full)',
  refcount_bits: 'Width of a reference count entry in bits',
  size: 'Virtual disk size',
};
const RAW_PREALLOCATION = 'Preallocation mode (allowed values: off, falloc, full)';

/** Whether a list of options asks for help instead. */
const asksForHelp = (options: string | undefined): boolean =>
  /(^|,)(help|\?)(,|$)/.test(options ?? '');

/**
 * Where `options` ask for help, prints it and ends the verb. Without a file name the options of the
 * file are left out. `format` is undefined where a target was given as options alone.
 */
export function printOptionHelp(
  session: Session,
  options: string | undefined,
  format: string | undefined,
  filename: string | undefined,
): void {
  if (!asksForHelp(options)) return;
  if (format === undefined) {
    session.error('Option help requires a format be specified');
    throw new Exit(1);
  }
  try {
    newOptions(session, format, filename ?? 'file:');
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    session.fail(failureOf(error));
    throw new Exit(1);
  }
  const table = createOptionsOf(format) ?? [];
  const known = filename === undefined ? table.filter(({ name }) => !isFileOption(name)) : table;
  const shown =
    filename === undefined && format === 'raw'
      ? known.filter(({ name }) => name !== 'preallocation') // that one the file has
      : known;
  session.out(filename === undefined ? `Supported ${format} options:\n` : 'Supported options:\n');
  session.out(
    sorted(shown)
      .map((option) => lineOf(option, format))
      .join(''),
  );
  if (filename === undefined) {
    session.out('\nThe protocol level may support further options.\n');
    session.out('Specify the target filename to include those options.\n');
  }
  throw new Exit(0);
}

const sorted = (options: readonly CreateOption[]): CreateOption[] =>
  [...options].sort((one, other) => (one.name < other.name ? -1 : 1));

function lineOf({ name, type }: CreateOption, format: string): string {
  const isRaw = format !== 'qcow2' && name === 'preallocation';
  const description = isRaw ? RAW_PREALLOCATION : DESCRIPTIONS[name];
  return `  ${`${name}=<${TYPES[type]}>`.padEnd(22)} - ${description}\n`;
}
