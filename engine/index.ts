// The engine's one door: what the harness, the programs and other users may import.
export { assert, InvariantError } from './base/assert.ts';
export { alignUp } from './base/align.ts';
export {
  asCluster,
  asHost,
  clusterOf,
  type GuestOffset,
  type HostCluster,
  type HostOffset,
} from './base/address.ts';
export { type Behaviour, BEHAVIOURS, behaviourOf, QEMU_7_2 } from './base/behaviour.ts';
export { readU16, readU32, readU64, writeU16, writeU32, writeU64 } from './base/endian.ts';
export * from './base/errno.ts';
export { FormatError, IoError, UsageError } from './base/errors.ts';
export { provideZstd, type ZstdCodec } from './base/zstd.ts';
export { inDictionaryOrder } from './base/key-order.ts';
export { didYouMean, nearestWord } from './base/nearest-word.ts';
export { parseInteger, parseSize, parseSwitch } from './base/size.ts';

export { type CryptoSource, fixedCryptoSource, measureIterations } from './crypto/crypto-source.ts';
export { requireWrappingKey, unwrapSecret } from './crypto/wrapped-secret.ts';

export {
  type ChoiceSource,
  everyOrder,
  inSubmissionOrder,
  RecordedOrder,
  replayedOrder,
} from './task/choices.ts';
export { Draw } from './task/draw.ts';
export { seededOrder } from './task/seeded-order.ts';
export { ProgramEnd } from './task/program-end.ts';
export { NothingCanRun, Scheduler } from './task/scheduler.ts';
export { ioTurn, nextTurn, type Task } from './task/task.ts';

export { BLKDEBUG_EVENTS, type BlkdebugEvent, IO_TYPES, type IoType } from './block/events.ts';
export {
  combinePaths,
  describeStack,
  filenameOf,
  fullBackingName,
  hasProtocol,
  fileBelow,
} from './block/filename.ts';
export { backingOf, chainOf, findInChain, withoutFilters } from './block/chain.ts';
export { renewClaims, useOfProgram } from './block/file-claims.ts';
export { FileUses } from './block/file-uses.ts';
export { NamedNodes } from './block/named-nodes.ts';
export type {
  Amendment,
  AmendTools,
  Bitmap,
  Bitmaps,
  CheckLines,
  CheckSums,
  ImageOption,
  ImageOptions,
  Measurement,
  Overlays,
  RepairMode,
  Snapshot,
  SnapshotName,
  Snapshots,
} from './block/format.ts';
export { forkGraph } from './block/fork.ts';
export { closeGraph, inactivateGraph } from './block/close-graph.ts';
export { openGraph } from './block/graph.ts';
export type { ImageFacts, SpecificFacts } from './block/image-facts.ts';
export { type JsonValue, parseJsonName, parseJsonText } from './block/json-name.ts';
export { reopenGraph, type ReopenRequest } from './block/reopen.ts';
export {
  BlockNode,
  type Child,
  type Limits,
  NO_FLAGS,
  NO_LIMITS,
  type OpenMode,
  PREALLOCATIONS,
  type Preallocation,
  READ_ONLY,
  READ_WRITE,
  type StatusRun,
  type Truncation,
  type WriteFlags,
} from './block/node.ts';
export {
  CRASH_SAFETIES,
  type CrashSafety,
  type Creation,
  type Driver,
  type OpenContext,
  type OpenRequest,
  type Options,
  type OptionValue,
} from './block/open.ts';
export { flattenJson, parseKeyValueOptions } from './block/options.ts';
export { fileCreation, protocolDriver } from './block/protocol.ts';
export {
  type ChainStatus,
  discard,
  flush,
  read,
  status,
  statusAbove,
  truncate,
  write,
  writeZeroes,
} from './block/request.ts';
export { secretOf } from './block/secrets.ts';

export { inspectLuksFile, type LuksInspection } from './luks/inspect.ts';

export * as nbd from './storage/nbd-wire.ts';
export { storageName } from './storage/file-driver.ts';
export type { FileCalls, InterruptibleCalls } from './storage/file-calls.ts';
export type { FileLocks } from './storage/file-locks.ts';
export { HostStorage } from './storage/host-storage.ts';
export { MemoryFile } from './storage/memory-file.ts';
export { type MemorySnapshot, MemoryStorage } from './storage/memory.ts';
export { PagedBytes } from './storage/paged-bytes.ts';
export { PagePool } from './storage/page-pool.ts';
export type { SocketAddress, Storage, Timer } from './storage/storage.ts';

export { type Breakpoints, findBreakpoints } from './filters/blkdebug/breakpoints.ts';
export { Blkdebug } from './filters/blkdebug/layer.ts';
export type { RuleReport } from './filters/blkdebug/rules.ts';
export {
  type Change,
  type Crash,
  CrashRecorder,
  type CrashTarget,
  type Landed,
  landedInOrder,
  mustPrecede,
  type RecordedChange,
  replay,
} from './filters/crash-recorder.ts';
export { EventWatch, type HearEvent } from './filters/event-watch.ts';
export { type HearIo, IoWatch } from './filters/io-watch.ts';
export { type CountedIo, FailNth, type IoKind, type NthFailure } from './filters/fail-nth.ts';
export type {
  FaultLayer,
  LayerOption,
  LayerOptions,
  LayerReport,
  LayerSpec,
  OptionForm,
} from './filters/fault-layer.ts';
export { FAULT_LAYERS } from './filters/layers.ts';
export { TraceNode } from './filters/trace.ts';
export { type IoListener, type LoggedIo, WriteLogNode } from './filters/write-log.ts';

export { type CheckReport, type CheckResult, checkImage } from './qcow2/check/check.ts';
export {
  type Finding,
  FINDING_KINDS,
  type FindingKind,
  type FindingOf,
  type Severity,
  severityOf,
} from './qcow2/check/finding.ts';
export {
  FINDING_FORMS,
  type FindingForm,
  findingText,
  printedBy,
  type PrintedLine,
} from './qcow2/check/finding-text.ts';
export { readFinding, type ReadFinding } from './qcow2/check/read-finding.ts';
export { formatLayout, formatOwner, type Layout, readLayout } from './qcow2/check/layout.ts';
export { type FieldPath, parseFieldPath } from './qcow2/format/field-path.ts';
export { type FieldValue, parseFieldValue } from './qcow2/format/field-slot.ts';
export { type ByteSource, isPlain, type SoundMap, SoundReader } from './qcow2/check/sound-map.ts';
export type { ImageMetadata } from './qcow2/format/image-metadata.ts';
export { forEachOffset } from './qcow2/format/l2-entry.ts';
export { cutText, encodeText } from './qcow2/format/text.ts';
export { readMetadata } from './qcow2/metadata/read-metadata.ts';
export { type CreateSpec, createImage } from './qcow2/image/create.ts';
export { parseCreateOptions } from './qcow2/image/create-options.ts';
export { type InspectedEncryption, inspectEncryption } from './qcow2/image/inspect-encryption.ts';
export { openTemporaryOverlay } from './qcow2/image/temporary-overlay.ts';
export {
  type Difference,
  diffImages,
  type ImageDiff,
  type ImageSide,
} from './qcow2/inspect/diff.ts';
export { type Inspection, inspectImage } from './qcow2/inspect/inspect.ts';
export { peekField, pokeField } from './qcow2/inspect/fields.ts';
export { MetadataIndex } from './qcow2/owners/metadata-index.ts';
export { type ImageProtection, protectionOf } from './qcow2/driver/protection.ts';
export { beginCommit, commitInto, type Progress } from './tools/commit.ts';
export { commitDepthFirst, type DepthFirstResult } from './tools/commit-depth-first.ts';
export { copyDifferences, type RebaseRequest } from './tools/rebase.ts';
export { type BitmapAction, changeBitmap } from './tools/bitmap.ts';
export { bench, type BenchFailure, type BenchSpec } from './tools/bench.ts';
export { compare, type CompareObserver, type Comparison } from './tools/compare.ts';
export { convert } from './tools/convert.ts';
export type { ConvertJob, ConvertObserver } from './tools/convert-pieces.ts';
export { copyBlocks, type CopyEnd } from './tools/dd.ts';
export { emptyMapEntry, type MapEntry, type MapRun, mapRunFrom } from './tools/map.ts';
export { DRIVERS } from './drivers.ts';
