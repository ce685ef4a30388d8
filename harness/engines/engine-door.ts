// What the engines of the harness use of the engine.
export { FormatError, IoError } from '../../engine/base/errors.ts';
export type { BlockNode } from '../../engine/block/node.ts';
export { READ_ONLY } from '../../engine/block/node.ts';
export { formatLayout, readLayout } from '../../engine/qcow2/check/layout.ts';
export { readMetadata } from '../../engine/qcow2/image/metadata.ts';
export { MemoryFile, MemoryStorage } from '../../engine/storage/memory.ts';
export { PagedBytes } from '../../engine/storage/paged-bytes.ts';
export { Scheduler } from '../../engine/task/scheduler.ts';
