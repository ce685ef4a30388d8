// How a node is opened: what may be written, and what becomes of zeroes, discards and flushes.

/** Whether written zeroes become zero writes, and whether those may free the space. */
export const DETECT_ZEROES = ['off', 'on', 'unmap'] as const;
export type DetectZeroes = (typeof DETECT_ZEROES)[number];

/** How a node was opened. */
export interface OpenMode {
  readonly readOnly: boolean;
  /** Discards reach the driver; else they do nothing. */
  readonly mayUnmap: boolean;
  /** cache=unsafe: flushes go no further than the operating system. */
  readonly noFlush: boolean;
  /** Past the host's cache, in units that the host asks for; false if absent. */
  readonly isDirect?: boolean;
  /** Off unless it is given. */
  readonly detectZeroes?: DetectZeroes;
  /** The file takes writes that have to last: QEMU 10 and later. */
  readonly takesFua?: boolean;
  /** Others may do to the file what they like; for nodes that are not written. */
  readonly forceShare?: boolean;
}

export const READ_WRITE: OpenMode = { readOnly: false, mayUnmap: true, noFlush: false };
export const READ_ONLY: OpenMode = { readOnly: true, mayUnmap: true, noFlush: false };
