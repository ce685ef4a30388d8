// The driver of qcow2: all that anybody outside of this format can do with its images.
import { readU32 } from '../../base/endian.ts';
import type { CheckSums } from '../../block/format.ts';
import type { BlockNode, PreparedReopen } from '../../block/node.ts';
import type { Driver } from '../../block/open.ts';
import type { Task } from '../../task/task.ts';
import type { CheckReport } from '../check/check-result.ts';
import { printedBy } from '../check/finding-text.ts';
import { HEADER_MAGIC } from '../format/header.ts';
import { joinOptions } from '../image/join-options.ts';
import { prepareReopen } from '../image/reopen.ts';
import { endOfUsedClusters } from '../refcounts/highest-offset.ts';
import { checkOpenImage } from '../repair/repair.ts';
import { amendment } from './amendment.ts';
import { asQcow2 } from './as-qcow2.ts';
import { bitmaps } from './bitmaps.ts';
import { creation } from './creation.ts';
import { measureQcow2, parseMeasureOptions } from './measure.ts';
import { openImage } from './open.ts';
import { overlays } from './overlays.ts';
import { snapshots } from './snapshots.ts';

/** Certain: magic and a version that could be ours. */
const CERTAIN = 100;

/** `qcow2`: open options as in image/open-options.ts. */
export const qcow2Driver: Driver = {
  name: 'qcow2',
  ownsFile: true,
  canCompress: true,
  probe: (bytes) =>
    bytes.length >= 8 && readU32(bytes, 0) === HEADER_MAGIC && readU32(bytes, 4) >= 2 ? CERTAIN : 0,
  *open(request): Task<BlockNode> {
    return yield* openImage(request);
  },
  isStrong: (option) => option === 'encrypt.key-secret',
  joinOptions,
  *prepareReopen(node, request): Task<PreparedReopen> {
    return yield* prepareReopen(asQcow2(node), request);
  },
  creation,
  amendment,
  *measure(options, source, objects) {
    return yield* measureQcow2(parseMeasureOptions(options, objects), source);
  },
  *check(node, mode, lines): Task<CheckSums> {
    const printer = printedBy(lines);
    const report: CheckReport = {
      found(finding) {
        if (lines.found === undefined) printer.found(finding);
        else lines.found(finding, () => printer.found(finding));
      },
    };
    return yield* checkOpenImage(asQcow2(node).image, mode, report);
  },
  *endOfUse(node): Task<number> {
    return yield* endOfUsedClusters(asQcow2(node).image);
  },
  snapshots,
  bitmaps,
  overlays,
};
