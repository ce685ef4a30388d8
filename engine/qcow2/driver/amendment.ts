// Changing an image by options as users give them.
import {
  type Amendment,
  type ImageOption,
  type ImageOptions,
  numberOption,
  textOption,
} from '../../block/format.ts';
import type { Task } from '../../task/task.ts';
import { encryptionOptions } from '../image/create-encryption.ts';
import { amendImage, type AmendOptions } from './amend.ts';
import { asQcow2 } from './as-qcow2.ts';

const option = (name: string, type: ImageOption['type'], help: string): ImageOption => ({
  name,
  type,
  help,
});

const OPTIONS: readonly ImageOption[] = [
  option('backing_file', 'text', 'File name of a base image'),
  option('backing_fmt', 'text', 'Image format of the base image'),
  option('compat', 'text', 'Compatibility level (v2 [0.10] or v3 [1.1])'),
  option('data_file', 'text', 'File name of an external data file'),
  option('data_file_raw', 'switch', 'The external data file must stay valid as a raw image'),
  option('encrypt.iter-time', 'number', 'Time to spend in PBKDF in milliseconds'),
  option('encrypt.keyslot', 'number', 'Select a single keyslot to modify explicitly'),
  option(
    'encrypt.new-secret',
    'text',
    'New secret to set in the matching keyslots. Empty string to erase',
  ),
  option('encrypt.old-secret', 'text', 'Select all keyslots that match this password'),
  option('encrypt.state', 'text', 'Select new state of affected keyslots (active/inactive)'),
  option('lazy_refcounts', 'switch', 'Postpone refcount updates'),
  option('refcount_bits', 'number', 'Width of a reference count entry in bits'),
  option('size', 'size', 'Virtual disk size'),
];

/** What can be changed, and how. */
export const amendment: Amendment = {
  options: OPTIONS,
  *amend(node, options, progress, tools): Task<void> {
    yield* amendImage(asQcow2(node), amendOptionsOf(options), progress, tools);
  },
};

function amendOptionsOf(options: ImageOptions): AmendOptions {
  const text = (name: string): string | undefined => textOption(options, name);
  const number = (name: string): bigint | undefined => numberOption(options, name);
  const isOn = (name: string): boolean | undefined => {
    const value = options.get(name);
    return typeof value === 'boolean' ? value : undefined;
  };
  const bits = number('refcount_bits');
  const size = number('size');
  return {
    compat: text('compat'),
    size: size === undefined ? undefined : Number(size),
    backingFile: text('backing_file'),
    backingFormat: text('backing_fmt'),
    dataFile: text('data_file'),
    dataFileRaw: isOn('data_file_raw'),
    lazyRefcounts: isOn('lazy_refcounts'),
    refcountBits: bits === undefined ? undefined : Number(BigInt.asIntN(32, bits)),
    encryption: encryptionOptions(options),
  };
}
