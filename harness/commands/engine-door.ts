// What the commands use of the engine.
export type { Storage } from '../../engine/storage/storage.ts';
export { BlockNode, NO_FLAGS, PREALLOCATIONS, READ_ONLY, READ_WRITE } from '../../engine/block/node.ts';
export type { OpenMode, Preallocation, StatusRun, WriteFlags } from '../../engine/block/node.ts';
export type { Driver, OpenContext, OpenRequest, Options, OptionValue } from '../../engine/block/open.ts';
export { closeGraph, openGraph } from '../../engine/block/graph.ts';
export { filenameOf, fullBackingName, hasProtocol } from '../../engine/block/filename.ts';
export { parseKeyValueOptions } from '../../engine/block/options.ts';
export type { ChainStatus } from '../../engine/block/request.ts';
export {
  discard, flush, read, status, statusAbove, truncate, write, writeZeroes,
} from '../../engine/block/request.ts';
export { Scheduler } from '../../engine/task/scheduler.ts';
export type { ChoiceSource } from '../../engine/task/scheduler.ts';
export type { Task } from '../../engine/task/task.ts';
export { FormatError, IoError, UsageError } from '../../engine/base/errors.ts';
export * from '../../engine/base/errno.ts';
export { alignUp } from '../../engine/base/align.ts';
export { assert } from '../../engine/base/assert.ts';
export { inDictionaryOrder } from '../../engine/base/key-order.ts';
export { parseInteger, parseSize, parseSwitch } from '../../engine/base/size.ts';
export type { ParsedNumber } from '../../engine/base/size.ts';
export { Qcow2Node } from '../../engine/qcow2/image/node.ts';
export { createImage } from '../../engine/qcow2/image/create.ts';
export { parseCreateOptions } from '../../engine/qcow2/image/create-options.ts';
export type { CreateOptions } from '../../engine/qcow2/image/create-options.ts';
export { checkImage } from '../../engine/qcow2/check/check.ts';
export type { CheckResult } from '../../engine/qcow2/check/check.ts';
export { HostStorage } from '../../engine/storage/host-file.ts';
export { MemoryStorage } from '../../engine/storage/memory.ts';
import { rawDriver } from '../../engine/raw/raw.ts';
import { fileDriver } from '../../engine/storage/file-driver.ts';
import { nullDriver } from '../../engine/storage/null.ts';
import { blkdebugDriver } from '../../engine/filters/blkdebug/driver.ts';
import { qcow2Driver } from '../../engine/qcow2/image/driver.ts';
export const DRIVERS = new Map(
  [fileDriver, nullDriver, blkdebugDriver, rawDriver, qcow2Driver].map((d) => [d.name, d]),
);
