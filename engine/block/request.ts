// The I/O path: the only way in which a node is asked for anything.
export { read } from './request-read.ts';
export { write, writeZeroes } from './request-write.ts';
export { discard, flush, truncate } from './request-flush.ts';
export { isZeroFast, status, statusAbove } from './request-status.ts';
export type { ChainStatus } from './request-status.ts';
