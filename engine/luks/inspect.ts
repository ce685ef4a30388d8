// What a LUKS header says of the bytes behind it, for people who look at it: no key is needed.
import type { BlockNode } from '../block/node.ts';
import { read } from '../block/request.ts';
import { isLuks1, LUKS_HEADER, LUKS_SECTOR } from '../crypto/luks-header.ts';
import { materialLength } from '../crypto/luks-keys.ts';
import type { Task } from '../task/task.ts';
import { type LuksArea, openLuks, payloadOffset } from './volume.ts';

/** A part of a volume; `offset` counts from the beginning of its file. */
export interface LuksPart {
  /** `LUKS header`, `key slot 0` and so on, `payload`. */
  readonly owner: string;
  /** Bytes; the payload of a volume whose data stand elsewhere has none. */
  readonly offset: number;
  readonly length: number;
  /** Of key slots. */
  readonly isActive?: boolean;
}

/** A volume, as its header describes it. */
export interface LuksInspection {
  /** As `aes-256-xts-plain64`, with the hash of essiv behind a colon. */
  readonly cipher: string;
  readonly hash: string;
  readonly uuid: string;
  readonly activeSlots: readonly number[];
  /** In the order of the header: itself, its slots, the payload where it has one. */
  readonly parts: readonly LuksPart[];
}

/** Where a volume stands. */
export interface LuksPlaceInFile {
  /** Where its header begins in the file. */
  readonly start: number;
  /** Where the disk behind it ends; undefined: it does not stand behind it. */
  readonly end: number | undefined;
}

/** Reads and checks the header in `area`. Throws FormatError with QEMU's words for a broken one. */
export function* inspectLuks(
  area: LuksArea,
  { start, end }: LuksPlaceInFile,
): Task<LuksInspection> {
  const volume = yield* openLuks(area, undefined);
  const { header, spec } = volume;
  const length = materialLength(header);
  const slots = header.slots().map(({ state, start: sector }, index) => ({
    owner: `key slot ${index}`,
    offset: start + sector * LUKS_SECTOR,
    length,
    isActive: state === 'active',
  }));
  const parts: LuksPart[] = [
    { owner: 'LUKS header', offset: start, length: LUKS_HEADER },
    ...slots,
  ];
  if (end !== undefined) {
    const offset = payloadOffset(volume);
    parts.push({ owner: 'payload', offset, length: Math.max(0, end - offset) });
  }
  const ivHash = spec.ivGenerator === 'essiv' ? `:${spec.ivHash ?? ''}` : '';
  return {
    cipher: `${spec.algorithm.name}-${spec.mode}-${spec.ivGenerator}${ivHash}`,
    hash: spec.hash,
    uuid: header.text('uuid'),
    activeSlots: slots.flatMap(({ isActive }, index) => (isActive ? [index] : [])),
    parts,
  };
}

/** The header that begins at `start` of the file, for those who only look at it. */
export const areaToRead = (file: BlockNode, start: number): LuksArea => ({
  read: (offset, target) => read(file, start + offset, target),
  write: () => {
    throw new Error('who inspects a volume does not write to it');
  },
});

/** Inspects a file of the format luks; undefined for any other. Throws IoError, FormatError. */
export function* inspectLuksFile(file: BlockNode): Task<LuksInspection | undefined> {
  const head = new Uint8Array(LUKS_HEADER);
  yield* read(file, 0, head);
  if (!isLuks1(head)) return undefined;
  return yield* inspectLuks(areaToRead(file, 0), { start: 0, end: file.length() });
}
