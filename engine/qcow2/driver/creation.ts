// Creating an image from options as users give them.
import { ENOENT, strerror } from '../../base/errno.ts';
import { FormatError } from '../../base/errors.ts';
import type { ImageOption, ImageOptions } from '../../block/format.ts';
import type { Creation, OpenContext } from '../../block/open.ts';
import { protocolDriver } from '../../block/protocol.ts';
import { SIZE_OPTION } from '../../storage/create-file.ts';
import type { Task } from '../../task/task.ts';
import { checkEncryptionNames } from '../image/create-encryption.ts';
import { parseCreateOptions } from '../image/create-options.ts';
import { createFrom, type CreateSpec } from '../image/create.ts';

const text = (name: string, help: string): ImageOption => ({ name, type: 'text', help });

const OPTIONS: readonly ImageOption[] = [
  {
    name: 'encryption',
    type: 'switch',
    help: "Encrypt the image with format 'aes'. (Deprecated in favor of encrypt.format=aes)",
  },
  text('encrypt.format', "Encrypt the image, format choices: 'aes', 'luks'"),
  text('encrypt.key-secret', 'ID of secret providing qcow AES key or LUKS passphrase'),
  text('encrypt.cipher-alg', 'Name of encryption cipher algorithm'),
  text('encrypt.cipher-mode', 'Name of encryption cipher mode'),
  text('encrypt.ivgen-alg', 'Name of IV generator algorithm'),
  text('encrypt.ivgen-hash-alg', 'Name of IV generator hash algorithm'),
  text('encrypt.hash-alg', 'Name of encryption hash algorithm'),
  {
    name: 'encrypt.iter-time',
    type: 'number',
    help: 'Time to spend in PBKDF in milliseconds',
  },
  { name: 'cluster_size', type: 'size', help: 'qcow2 cluster size', shownDefault: '65536' },
  { name: 'extended_l2', type: 'switch', help: 'Extended L2 tables', shownDefault: 'off' },
  text('preallocation', 'Preallocation mode (allowed values: off, metadata, falloc, full)'),
  {
    name: 'compression_type',
    type: 'text',
    help: 'Compression method used for image cluster compression',
    shownDefault: 'zlib',
  },
  SIZE_OPTION,
  text('compat', 'Compatibility level (v2 [0.10] or v3 [1.1])'),
  text('backing_file', 'File name of a base image'),
  text('backing_fmt', 'Image format of the base image'),
  text('data_file', 'File name of an external data file'),
  {
    name: 'data_file_raw',
    type: 'switch',
    help: 'The external data file must stay valid as a raw image',
  },
  {
    name: 'lazy_refcounts',
    type: 'switch',
    help: 'Postpone refcount updates',
    shownDefault: 'off',
  },
  {
    name: 'refcount_bits',
    type: 'number',
    help: 'Width of a reference count entry in bits',
    shownDefault: '16',
  },
];

/** What can be created, and how. */
export const creation: Creation = {
  options: OPTIONS,
  /** The files are there before the options are looked at, and gone when they are refused. */
  *create(context, { filename, options }): Task<void> {
    checkEncryptionNames(options);
    let dataFile: string | undefined;
    const names = function* (): Iterable<string> {
      yield filename;
      dataFile = dataFileOf(context, options);
      if (dataFile !== undefined) yield dataFile;
    };
    const { behaviour } = context;
    const specOf = (): CreateSpec => ({
      ...parseCreateOptions(filename, options, behaviour),
      dataFile,
    });
    yield* createFrom(context, names(), options, specOf);
  },
};

/** The plain name of the data file, if there is to be one. */
function dataFileOf(context: OpenContext, options: ImageOptions): string | undefined {
  const given = options.get('data_file');
  if (typeof given !== 'string') return undefined;
  const protocol = context.behaviour?.dataFileIsPath ? undefined : protocolDriver(context, given);
  if (protocol !== undefined && protocol.creation === undefined) {
    throw new FormatError(`Driver '${protocol.name}' does not support image creation`);
  }
  const name = given.replace(/^file:/, '');
  if (name === '') {
    throw new FormatError(`Could not create '': ${strerror(ENOENT)}`, { errno: ENOENT });
  }
  return name;
}
