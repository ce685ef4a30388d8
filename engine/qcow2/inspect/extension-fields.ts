// Header extensions and the feature name table, found by name or by their place in the header.
import { alignUp } from '../../base/align.ts';
import { readU32 } from '../../base/endian.ts';
import { UsageError } from '../../base/errors.ts';
import type { BlockNode } from '../../block/node.ts';
import type { Task } from '../../task/task.ts';
import { EXTENSION_NAMES, type ExtensionName } from '../format/extensions.ts';
import type { FieldSlot } from '../format/field-slot.ts';
import {
  EXTENSION_SLOTS,
  FEATURE_NAME_SLOTS,
  PAYLOAD_SLOTS,
  wholeSlot,
} from '../format/field-slot.ts';
import type { NamedPath } from './field-base.ts';
import { checkIndex, indexOf, isField, notThere, readBase, readInside } from './field-base.ts';
import { bytesPart } from './snapshot-fields.ts';

/** Bytes of magic and length. */
const HEAD_SIZE = 8;

/** An extension as it stands in the header. */
export interface FoundExtension {
  readonly at: number;
  readonly magic: number;
  /** Bytes of the payload, as the extension says. */
  readonly length: number;
}

/**
 * The extensions in the order of the header, the end marker last where there is one. The walk ends
 * with the first cluster and with the file, whatever the lengths say.
 */
function* walkExtensions(file: BlockNode, path: NamedPath): Task<FoundExtension[]> {
  const { header, geometry } = yield* readBase(file, path);
  const end = Math.min(geometry.clusterSize, file.length());
  const found: FoundExtension[] = [];
  let at = header.headerLength;
  while (at + HEAD_SIZE <= end) {
    const head = yield* readInside(file, path, wholeSlot(at, HEAD_SIZE, 'bytes'));
    const extension = { at, magic: readU32(head, 0), length: readU32(head, 4) };
    found.push(extension);
    if (extension.magic === EXTENSION_NAMES.end) break;
    at += HEAD_SIZE + alignUp(extension.length, 8);
  }
  return found;
}

/** The header extensions in their order, without the end marker; unknown ones by their magic. */
export function* listExtensions(
  file: BlockNode,
): Task<{ readonly name: string; readonly length: number }[]> {
  const path: NamedPath = { root: 'extension', indexes: [0], part: 'magic', text: 'extension' };
  const found = yield* walkExtensions(file, path);
  return found
    .filter(({ magic }) => magic !== EXTENSION_NAMES.end)
    .map(({ magic, length }) => ({ name: nameOf(magic), length }));
}

const nameOf = (wanted: number): string =>
  Object.entries(EXTENSION_NAMES).find(([, magic]) => magic === wanted)?.[0] ??
  `0x${wanted.toString(16)}`;

/** The first extension that is called `name`. Throws FormatError where there is none. */
export function* findExtension(
  file: BlockNode,
  path: NamedPath,
  name: ExtensionName,
): Task<FoundExtension> {
  const found = yield* walkExtensions(file, path);
  const match = found.find(({ magic }) => magic === EXTENSION_NAMES[name]);
  if (match === undefined) throw notThere(path, `the header has no extension '${name}'`);
  return match;
}

/** A field of a header extension. */
export function* locateExtension(file: BlockNode, path: NamedPath): Task<FieldSlot> {
  const found = yield* pathExtension(file, path);
  if (path.part === 'data') return bytesPart(path, found.at + HEAD_SIZE, found.length);
  const kind = nameOf(found.magic);
  const fields = [...EXTENSION_SLOTS, ...(PAYLOAD_SLOTS[kind] ?? [])];
  const field = fields.find(isField(path.part));
  if (field === undefined) {
    throw notThere(path, `the extension '${kind}' has no '${path.part}'`);
  }
  return { ...field, offset: found.at + field.offset };
}

function* pathExtension(file: BlockNode, path: NamedPath): Task<FoundExtension> {
  if (path.extension !== undefined) {
    return yield* findExtension(file, path, path.extension);
  }
  const found = yield* walkExtensions(file, path);
  const index = indexOf(path, 0);
  checkIndex(path, index, found.length, 'list of header extensions');
  return found[index] as FoundExtension;
}

/** A field of an entry of the feature name table. */
export function* locateFeatureName(file: BlockNode, path: NamedPath): Task<FieldSlot> {
  const { at, length } = yield* findExtension(file, path, 'feature_name_table');
  const entrySize = 48;
  checkIndex(path, indexOf(path, 0), Math.floor(length / entrySize), 'feature name table');
  const field = FEATURE_NAME_SLOTS.find(isField(path.part));
  if (field === undefined) throw new UsageError(`unknown field '${path.text}'`);
  return { ...field, offset: at + HEAD_SIZE + indexOf(path, 0) * entrySize + field.offset };
}
