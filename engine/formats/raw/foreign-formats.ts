// Formats that qemu-img would recognise and that are not supported here: they are known so that
// their images are refused, and not taken for raw disks. What they begin with is from the public
// descriptions of the formats; the real tool was asked which of that it looks at.
import { readU32 } from '../../base/endian.ts';
import { ENOTSUP } from '../../base/errno.ts';
import { FormatError } from '../../base/errors.ts';
import type { BlockNode } from '../../block/node.ts';
import type { Driver } from '../../block/open.ts';
import type { Task } from '../../task/task.ts';

/** The score of a format with a magic number. */
const CERTAIN = 100;
/** That of a format which is guessed from less. */
const LIKELY = 2;

/** Bytes as text with one character a byte. */
const textAt = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));

const readU32LittleEndian = (bytes: Uint8Array, at: number): number =>
  new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, true);

/** A text file that names its version behind any number of comments. */
const VMDK_DESCRIPTOR = /^(?:#[^\n]*\n| +\r?\n)*version=[123]\r?\n/;
/** An archive of cloop's is a shell script that mounts itself. */
const CLOOP_SCRIPT =
  '#!/bin/sh\n#V2.0 Format\n' + 'modprobe cloop file=$0 && mount -r -t iso9660 /dev/cloop $1\n';

function isBochs(bytes: Uint8Array): boolean {
  const names = ['Bochs Virtual HD Image', 'Redolog', 'Growing'];
  const fields = [textAt(bytes, 0, 32), textAt(bytes, 32, 16), textAt(bytes, 48, 16)];
  const isNamed = names.every((name, index) => fields[index]?.startsWith(`${name}\0`));
  return isNamed && [0x10000, 0x20000].includes(readU32LittleEndian(bytes, 64));
}

function isVmdk(bytes: Uint8Array): boolean {
  const magic = textAt(bytes, 0, 4);
  return magic === 'KDMV' || magic === 'COWD' || VMDK_DESCRIPTOR.test(textAt(bytes, 0, 512));
}

const isParallels = (bytes: Uint8Array): boolean =>
  ['WithoutFreeSpace', 'WithouFreSpacExt'].includes(textAt(bytes, 0, 16)) &&
  readU32LittleEndian(bytes, 16) === 2;

/** Whether the first 512 bytes of a file are those of each format that has a magic number. */
const MAGIC: Readonly<Record<string, (bytes: Uint8Array) => boolean>> = {
  bochs: isBochs,
  parallels: isParallels,
  qcow: (bytes) => readU32(bytes, 0) === 0x514649fb && readU32(bytes, 4) === 1,
  qed: (bytes) => textAt(bytes, 0, 4) === 'QED\0',
  vdi: (bytes) => readU32LittleEndian(bytes, 64) === 0xbeda107f,
  vhdx: (bytes) => textAt(bytes, 0, 8) === 'vhdxfile',
  vmdk: isVmdk,
  vpc: (bytes) => textAt(bytes, 0, 8) === 'conectix',
};

/** Bytes that must be there to be looked at. */
const HEAD = 512;

/** A format that opens nothing: its images are refused in words. */
const foreignFormat = (name: string, probe: NonNullable<Driver['probe']>): Driver => ({
  name,
  probe: (bytes, filename) => (bytes.length < HEAD ? 0 : probe(bytes, filename)),
  *open(request): Task<BlockNode> {
    yield* request.openChild('file');
    throw new FormatError(`blkdrill does not support the format ${name} yet`, { errno: ENOTSUP });
  },
});

/** The formats that are refused. */
export const FOREIGN_FORMATS: readonly Driver[] = [
  ...Object.entries(MAGIC).map(([name, isOne]) =>
    foreignFormat(name, (bytes) => (isOne(bytes) ? CERTAIN : 0)),
  ),
  foreignFormat('cloop', (bytes) =>
    textAt(bytes, 0, CLOOP_SCRIPT.length) === CLOOP_SCRIPT ? LIKELY : 0,
  ),
  // What tells a dmg from a raw disk stands at its end: its name has to do.
  foreignFormat('dmg', (_bytes, filename) => (/..*\.dmg$/s.test(filename ?? '') ? LIKELY : 0)),
];
