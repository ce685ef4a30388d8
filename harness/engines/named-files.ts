// The files that an image names: a case can write any bytes into an image, and the real tools open
// what these name. So the names are looked at before a tool starts.
//
// Sources: docs/interop/qcow2.txt and qed_spec.txt of QEMU; VMware's Virtual Disk Format 1.1.
import { reachesOut } from './inside-names.ts';

/** How much of a file's beginning holds its names, in bytes; backing names may lie behind. */
export const HEAD = 64 * 1024;

const QCOW = 0x514649fb;
const QED = 0x51454400;
const DATA_FILE = 0x44415441;
/** Bytes of a version 2 header; a later one tells its own length. */
const QCOW2_HEADER = 72;

/** Bytes of a file; fewer where it ends. */
export type ReadBytes = (offset: number, length: number) => Buffer;

/** The first name of another file, in the file, that leads out of the folder; undefined: none. */
export function nameThatReachesOut(read: ReadBytes): string | undefined {
  const head = read(0, HEAD);
  return namesIn(head, read).find((name) => reachesOut(withoutSlash(name)) !== undefined);
}

/** The folder itself may be named. */
const withoutSlash = (name: string): string => name.replace(/(?<![\w./-])TEST_DIR\/$/, 'TEST_DIR');

function namesIn(head: Buffer, read: ReadBytes): readonly string[] {
  const magic = head.length < 64 ? 0 : head.readUInt32BE(0);
  if (magic === QCOW) return [...qcowBacking(head, read), ...dataFiles(head)];
  if (magic === QED) {
    return [read(head.readUInt32LE(56), head.readUInt32LE(60) % HEAD).toString('latin1')];
  }
  return vmdkNames(head.toString('latin1'));
}

function qcowBacking(head: Buffer, read: ReadBytes): readonly string[] {
  const offset = head.readBigUInt64BE(8);
  const length = head.readUInt32BE(16);
  if (offset === 0n || offset > BigInt(Number.MAX_SAFE_INTEGER)) return [];
  return [read(Number(offset), length % HEAD).toString('latin1')];
}

/** Names in header extensions of a qcow2 image. */
function dataFiles(head: Buffer): readonly string[] {
  const version = head.readUInt32BE(4);
  const names: string[] = [];
  let at = version >= 3 && head.length >= 104 ? head.readUInt32BE(100) : QCOW2_HEADER;
  while (at + 8 <= head.length) {
    const [type, length] = [head.readUInt32BE(at), head.readUInt32BE(at + 4)];
    if (type === 0) break;
    if (type === DATA_FILE) names.push(head.toString('latin1', at + 8, at + 8 + length));
    at += 8 + Math.ceil(length / 8) * 8;
  }
  return names;
}

/** What stands in quotes in a VMDK descriptor: extents and the parent. */
function vmdkNames(text: string): readonly string[] {
  if (!text.startsWith('KDMV') && !/^\s*#\s*Disk DescriptorFile/i.test(text)) return [];
  return [...text.matchAll(/"([^"\n]*)"/g)].map(([, name = '']) => name);
}
