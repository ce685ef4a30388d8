// Checking an image that is open, with repair where it is wanted; also the repair that a dirty
// image gets when it is opened for writing.
import { EIO, ENOMEDIUM, strerror } from '../../base/errno.ts';
import { FormatError } from '../../base/errors.ts';
import type { Task } from '../../task/task.ts';
import { CheckContext } from '../check/check-context.ts';
import { type CheckReport, type CheckResult, noResult } from '../check/check-result.ts';
import { checkImage, runCheck } from '../check/check.ts';
import { printedBy } from '../check/finding-text.ts';
import type { RepairMode } from '../../block/format.ts';
import { hasFeature, INCOMPATIBLE_DIRTY } from '../format/features.ts';
import type { Image } from '../state/image.ts';
import { ImageRepairer, metadataOf } from './image-repairer.ts';

/**
 * Checks `image` and repairs what `mode` says; it must be open for writing then. Findings go
 * to `report` in QEMU's order. Never throws IoError: where the check has to be given up, `failure`
 * holds the errno. What was repaired may still be in the caches.
 */
export function* checkOpenImage(
  image: Image,
  mode: RepairMode,
  report: CheckReport,
): Task<CheckResult> {
  if (!image.node.isInserted) {
    return { ...noResult(), failure: ENOMEDIUM };
  }
  if (image.node.mode.readOnly) {
    return yield* checkImage(image.file, metadataOf(image), report);
  }
  const wasDirty = hasFeature(image.header.incompatibleFeatures, INCOMPATIBLE_DIRTY);
  if (image.repairsSafely && wasDirty) image.needsRepair = true;
  const repairer = new ImageRepairer(image);
  const context = new CheckContext({
    file: image.file,
    metadata: repairer.metadata(),
    report,
    onDisk: repairer.refcounts,
    mode,
    repairer,
  });
  const result = yield* runCheck(context);
  // What is left is as it was, and no half of a repair.
  const hasEnded = result.failure === undefined && result.checkErrors === 0;
  if (hasEnded && !wasDirty) image.needsRepair = false;
  return result;
}

/**
 * Repairs everything in an image that was left dirty, and takes the dirty bit away. Throws
 * FormatError where that could not be done completely.
 */
export function* repairDirtyImage(image: Image): Task<void> {
  const { report, reportBare } = image.reporter;
  const result = yield* checkOpenImage(
    image,
    'all',
    printedBy({ bare: reportBare, prefixed: report }),
  );
  const failure = result.failure ?? (result.checkErrors > 0 ? EIO : undefined);
  if (failure !== undefined) {
    throw new FormatError(`Could not repair dirty image: ${strerror(failure)}`, {
      errno: failure,
    });
  }
}
