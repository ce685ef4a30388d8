// qemu-img info: what is known about an image, and with --backing-chain about those below it.
import type { BlockNode, ImageFacts, Snapshot } from '../../../engine/index.ts';
import { alignUp, filenameOf, FormatError, fullBackingName } from '../../../engine/index.ts';
import { argumentOption, flagOption } from '../shared/getopt.ts';
import { specificLines } from '../shared/image-facts.ts';
import type { ImgVerb } from './verb.ts';
import {
  Exit,
  FORCE_SHARE,
  IMAGE_OPTS,
  misused,
  openImage,
  outputFormatOf,
  READ_MODE,
  readVerbOptions,
} from './verb.ts';
import type { JsonValue } from '../shared/json-text.ts';
import { formatJson } from '../shared/json-text.ts';
import type { Session } from '../shared/session.ts';
import { snapshotsJson, snapshotTable } from './snapshot-list.ts';
import { formatSize } from '../shared/text.ts';

const LONG_OPTIONS = [
  argumentOption('format', 'f'),
  argumentOption('output'),
  flagOption('backing-chain'),
  flagOption('highest-offset'), // ours, so that help does not tell of it
  IMAGE_OPTS,
  FORCE_SHARE,
];

export const infoVerb: ImgVerb = {
  name: 'info',
  syntax:
    'info [--object objectdef] [--image-opts] [-f fmt] [--output=ofmt] [--backing-chain] ' +
    '[-U] filename',
  run(session, argv) {
    let format: string | undefined;
    let outputWord: string | undefined;
    let wantsChain = false;
    let wantsHighest = false;
    let forceShare = false;
    let isImageOptions = false;
    const operands = readVerbOptions(session, argv, ':hf:U', LONG_OPTIONS, (value, argument) => {
      if (value === 'f') format = argument;
      else if (value === 'output') outputWord = argument;
      else if (value === 'backing-chain') wantsChain = true;
      else if (value === 'highest-offset') wantsHighest = true;
      else if (value === 'U') forceShare = true;
      else isImageOptions = true;
    });
    const [filename] = operands;
    if (filename === undefined || operands.length > 1) {
      return misused(session, 'Expecting one image file name');
    }
    const output = outputFormatOf(session, outputWord);
    const first = { filename, format, isImageOptions, forceShare, wantsHighest };
    const infos = collect(session, first, wantsChain);
    if (output === 'human') {
      session.out(infos.map(textOf).join('\n'));
    } else {
      const json = infos.map(jsonOf);
      session.out(`${formatJson(wantsChain ? json : (json[0] ?? new Map()))}\n`);
    }
    return 0;
  },
};

/** A backing file as the image names it, and where it is, unless nobody can tell. */
interface BackingNames {
  readonly stored: string;
  readonly full: string | undefined;
}

interface ImageInfo {
  readonly filename: string;
  readonly driver: string;
  readonly virtualSize: number;
  /** Undefined where no file below tells. */
  readonly diskSize: number | undefined;
  readonly facts: ImageFacts | undefined;
  readonly backing: BackingNames | undefined;
  readonly backingFormat: string | undefined;
  readonly snapshots: readonly Snapshot[];
  /** Bytes, where it was asked for and refcounts tell. */
  readonly highestOffset: number | undefined;
}

interface InfoRequest {
  readonly filename: string;
  readonly format: string | undefined;
  readonly isImageOptions: boolean;
  readonly forceShare: boolean;
  /** Whether the end of the used part is asked for: an option of ours that QEMU does not have. */
  readonly wantsHighest: boolean;
}

function collect(session: Session, first: InfoRequest, wantsChain: boolean): ImageInfo[] {
  const infos: ImageInfo[] = [];
  const seen = new Set<string>();
  let request = first;
  for (;;) {
    if (seen.has(request.filename)) {
      session.error(`Backing file '${request.filename}' creates an infinite loop.`);
      throw new Exit(1);
    }
    seen.add(request.filename);
    const node = openImage(session, { ...request, mode: READ_MODE, noBacking: true, noIo: true });
    const info = infoOf(session, node, first.wantsHighest);
    session.close(node);
    infos.push(info);
    if (!wantsChain || info.backing === undefined) break;
    const { stored, full } = info.backing;
    if (full === undefined) {
      const reason = 'Could not determine absolute backing filename';
      session.error(`${reason}, but backing filename '${stored}' present`);
      throw new Exit(1);
    }
    request = {
      ...first,
      filename: full,
      format: info.backingFormat,
      isImageOptions: false,
    };
  }
  return infos;
}

function infoOf(session: Session, node: BlockNode, wantsHighest: boolean): ImageInfo {
  const stored = node.storedBackingName;
  return {
    filename: filenameOf(node),
    driver: node.driver,
    virtualSize: alignUp(node.length(), 512),
    diskSize: diskSizeOf(session, node),
    facts: node.describe(),
    backing: stored === undefined ? undefined : { stored, full: fullNameOf(node, stored) },
    backingFormat: node.storedBackingFormat,
    snapshots: session.driverOf(node)?.snapshots?.list(node) ?? [],
    highestOffset: wantsHighest ? highestOffsetOf(session, node) : undefined,
  };
}

/** Where the used part of the file ends; undefined where nobody can tell. */
function highestOffsetOf(session: Session, node: BlockNode): number | undefined {
  const task = session.driverOf(node)?.endOfUse?.(node);
  const end = task && session.attempt(task);
  return end !== undefined && 'value' in end ? end.value : undefined;
}

/** Where the backing file is looked for; undefined where nobody can tell. */
function fullNameOf(node: BlockNode, stored: string): string | undefined {
  try {
    return fullBackingName(node, stored);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return undefined;
  }
}

/** Drivers of what has a name on the host, and can tell what it takes. */
const WITH_FILES: ReadonlySet<string> = new Set(['file', 'host_device', 'host_cdrom']);

/** Bytes that the file below takes; only plain files tell, a fault-injecting one does not. */
function diskSizeOf(session: Session, node: BlockNode): number | undefined {
  if (WITH_FILES.has(node.driver)) return session.world.storage.allocatedBytes(node.filename);
  if (node.driver === 'null-co' || node.driver === 'null-aio') return 0;
  if (node.driver === 'quorum') return node.allocatedBytes();
  const isFormat = session.driverOf(node)?.isProtocol !== true;
  const below = isFormat ? node.primary : undefined;
  return below === undefined ? undefined : diskSizeOf(session, below);
}

function placeOf({ stored, full }: BackingNames): string {
  if (full === undefined) return ' (cannot determine actual path)';
  return full === stored ? '' : ` (actual path: ${full})`;
}

function textOf(info: ImageInfo): string {
  const { filename, driver, virtualSize, diskSize, facts, backing, backingFormat } = info;
  const lines = [
    `image: ${filename}`,
    `file format: ${driver}`,
    `virtual size: ${formatSize(virtualSize)} (${virtualSize} bytes)`,
    `disk size: ${diskSize === undefined ? 'unavailable' : formatSize(diskSize)}`,
  ];
  if (facts?.isEncrypted === true) lines.push('encrypted: yes');
  const clusterSize = facts?.clusterSize ?? 0;
  if (clusterSize > 0) lines.push(`cluster_size: ${clusterSize}`);
  if (info.highestOffset !== undefined) {
    lines.push(`highest used host offset: ${info.highestOffset}`);
  }
  if (facts?.isDirty === true) lines.push('cleanly shut down: no');
  if (backing !== undefined) {
    lines.push(`backing file: ${backing.stored}${placeOf(backing)}`);
    if (backingFormat !== undefined) lines.push(`backing file format: ${backingFormat}`);
  }
  if (info.snapshots.length > 0) lines.push('Snapshot list:', ...snapshotTable(info.snapshots));
  const specific = facts?.specific;
  const tail =
    specific === undefined ? '' : `Format specific information:\n${specificLines(specific)}`;
  return `${lines.join('\n')}\n${tail}`;
}

function jsonOf(info: ImageInfo): ReadonlyMap<string, JsonValue> {
  const { facts, backing } = info;
  const members = new Map<string, JsonValue>([
    ['filename', info.filename],
    ['format', info.driver],
    ['virtual-size', info.virtualSize],
  ]);
  if (info.diskSize !== undefined) members.set('actual-size', info.diskSize);
  if (facts !== undefined) {
    if (facts.clusterSize > 0) members.set('cluster-size', facts.clusterSize);
    members.set('dirty-flag', facts.isDirty);
    if (facts.isEncrypted) members.set('encrypted', true);
    if (facts.specific !== undefined) {
      const specific = new Map<string, JsonValue>();
      specific.set('type', info.driver).set('data', facts.specific);
      members.set('format-specific', specific);
    }
  }
  if (info.highestOffset !== undefined) members.set('highest-used-offset', info.highestOffset);
  if (backing !== undefined) {
    members.set('backing-filename', backing.stored);
    if (backing.full !== undefined) members.set('full-backing-filename', backing.full);
    if (info.backingFormat !== undefined) {
      members.set('backing-filename-format', info.backingFormat);
    }
  }
  if (info.snapshots.length > 0) members.set('snapshots', snapshotsJson(info.snapshots));
  return members;
}
