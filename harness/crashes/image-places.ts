// Who owns which place of an image's file, and where a byte of its disk stands.
import {
  asHost,
  closeGraph,
  clusterOf,
  DRIVERS,
  FormatError,
  formatOwner,
  IoError,
  type MemoryStorage,
  type OpenContext,
  openGraph,
  READ_ONLY,
  readLayout,
  readMetadata,
  Scheduler,
  statusAbove,
} from '../../engine/index.ts';

const ignore = (): void => {};

/** Who owns what in an image; undefined where it is none that can be read. */
export function layoutOf(
  files: MemoryStorage,
  path: string,
): { readonly clusterSize: number; ownersAt(offset: number): readonly string[] } | undefined {
  if (!files.exists(path)) return undefined;
  const file = files.open(path, READ_ONLY);
  const options = { readOnly: true, forCheck: true, noIo: true, report: ignore };
  try {
    const scheduler = new Scheduler();
    const metadata = scheduler.run(readMetadata(file, options));
    const layout = scheduler.run(readLayout(file, metadata));
    const { clusterSize } = metadata.geometry;
    return {
      clusterSize,
      ownersAt: (offset) =>
        layout.ownersOf(clusterOf(asHost(offset), clusterSize)).map(formatOwner),
    };
  } catch (error) {
    if (!(error instanceof FormatError || error instanceof IoError)) throw error;
    return undefined;
  }
}

/** Where the refcount of a host cluster stands in the file; undefined where no block has it. */
export function refcountPlaceOf(
  files: MemoryStorage,
  path: string,
  cluster: number,
): number | undefined {
  if (!files.exists(path)) return undefined;
  const options = { readOnly: true, forCheck: true, noIo: true, report: ignore };
  try {
    const file = files.open(path, READ_ONLY);
    const { geometry, refcountTable } = new Scheduler().run(readMetadata(file, options));
    const { refcountsPerBlock, clusterSize } = geometry;
    const slot = Math.floor(cluster / refcountsPerBlock);
    if ((slot + 1) * 8 > refcountTable.length) return undefined;
    const block = Number(Buffer.from(refcountTable).readBigUInt64BE(slot * 8));
    const inBlock = ((cluster % refcountsPerBlock) / refcountsPerBlock) * clusterSize;
    return block === 0 ? undefined : block + Math.floor(inBlock);
  } catch (error) {
    if (!(error instanceof FormatError || error instanceof IoError)) throw error;
    return undefined;
  }
}

/** Where a byte of the disk stands; undefined where it stands in no file. */
export function placeOf(
  storage: MemoryStorage,
  image: string,
  offset: number,
): { readonly file: string; readonly offset: number } | undefined {
  const plain = { report: ignore, reportBare: ignore, reportText: ignore, now: () => 0 };
  const context: OpenContext = { storage, drivers: DRIVERS, ...plain };
  const scheduler = new Scheduler();
  try {
    const request = { filename: image, format: 'qcow2', mode: READ_ONLY };
    const top = scheduler.run(openGraph(context, request));
    const { hostOffset, owner } = scheduler.run(statusAbove(top, offset, 512, false));
    scheduler.run(closeGraph(context, top));
    if (hostOffset === undefined || owner === undefined) return undefined;
    return { file: owner.filename, offset: hostOffset };
  } catch (error) {
    if (!(error instanceof FormatError || error instanceof IoError)) throw error;
    return undefined;
  }
}
