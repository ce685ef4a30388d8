// qemu-img convert: copies images into another one, which it creates first unless told not to.
import type { BlockNode, ConvertJob, OpenMode } from '../../../engine/index.ts';
import { alignUp, convert, flush, NO_FLAGS, strerror } from '../../../engine/index.ts';
import { type CacheMode, cacheModeOf, openedAs } from '../shared/cache-mode.ts';
import { checkBitmaps, copyBitmaps, supportsBitmaps } from './convert-bitmaps.ts';
import { convertArguments, type ConvertArguments } from './convert-arguments.ts';
import { createFile, newOptions, setBacking } from './create-file.ts';
import type { GivenOptions } from './options.ts';
import type { ImgVerb } from './verb.ts';
import { Exit, openImage, READ_MODE } from './verb.ts';
import { Progress } from './progress.ts';
import { failureOf, type Session } from '../shared/session.ts';
import { readSnapshot } from './snapshot-choice.ts';

const SECTOR = 512;

export const convertVerb: ImgVerb = {
  name: 'convert',
  syntax:
    'convert [--object objectdef] [--image-opts] [--target-image-opts] [--target-is-zero] ' +
    '[--bitmaps] [-U] [-C] [-c] [-p] [-q] [-n] [-f fmt] [-t cache] [-T src_cache] ' +
    '[-O output_fmt] [-B backing_file [-F backing_fmt]] [-o options] [-l snapshot_param] ' +
    '[-S sparse_size] [-r rate_limit] [-m num_coroutines] [-W] [--salvage] ' +
    'filename [filename2 [...]] output_filename',
  run(session, argv) {
    const args = convertArguments(session, argv);
    const progress = new Progress(session, args.showsProgress && !args.isQuiet);
    progress.set(0);
    const conversion = new Conversion(session, args, progress);
    try {
      const isConverted = conversion.run();
      if (isConverted) progress.set(100);
      return isConverted ? 0 : 1;
    } catch (error) {
      if (error instanceof Exit && error.status === 0) progress.set(100);
      throw error;
    } finally {
      progress.end();
      conversion.close();
    }
  },
};

/** One run: what it has opened so far is closed at its end, the target first. */
class Conversion {
  readonly #session: Session;
  readonly #args: ConvertArguments;
  readonly #progress: Progress;
  readonly #sources: BlockNode[] = [];
  #target: BlockNode | undefined;

  constructor(session: Session, args: ConvertArguments, progress: Progress) {
    this.#session = session;
    this.#args = args;
    this.#progress = progress;
  }

  /** False, or Exit, after a message. */
  run(): boolean {
    const args = this.#args;
    this.#openSources();
    const options = args.skipsCreation ? undefined : this.#attempt(() => this.#gatherOptions());
    const backing = options?.text('backing_file') ?? args.backingFile;
    this.#refuseCombinations(options, backing);
    if (options !== undefined) this.#create(options);
    const cache = cacheModeOf(args.targetCache);
    if (cache === undefined) return this.#refuse(`Invalid cache option: ${args.targetCache}`);
    const target = this.#openTarget(cache, options);
    return this.#copy(target, cache, backing !== undefined);
  }

  close(): void {
    if (this.#target !== undefined) this.#session.close(this.#target);
    for (const node of this.#sources) this.#session.close(node);
  }

  #refuse(message: string): never {
    this.#session.error(message);
    throw new Exit(1);
  }

  /** Runs `step`; a failure is told behind `prefix` and ends everything. */
  #attempt<T>(step: () => T, prefix = ''): T {
    try {
      return step();
    } catch (error) {
      if (error instanceof Exit) throw error;
      this.#session.fail(failureOf(error), prefix);
      throw new Exit(1);
    }
  }

  #openSources(): void {
    const { sources, format, isImageOptions, forceShare, sourceCache, snapshot } = this.#args;
    const cache = cacheModeOf(sourceCache);
    const mode = { ...READ_MODE, ...(cache && openedAs(cache)) };
    for (const filename of sources) {
      const request = { filename, format, isImageOptions, forceShare, mode, isExclusive: true };
      this.#sources.push(openImage(this.#session, request));
    }
    const [first] = this.#sources;
    if (snapshot === undefined || first === undefined) return;
    if ('word' in snapshot && sources.length > 1) {
      this.#refuse('No support for concatenating multiple snapshot');
    }
    readSnapshot(this.#session, first, snapshot);
  }

  get #totalBytes(): number {
    return this.#sources.reduce((sum, node) => sum + alignUp(node.length(), SECTOR), 0);
  }

  /** What the target is to be created with. Throws FormatError. */
  #gatherOptions(): GivenOptions {
    const { outputFormat = 'raw', target, options: given } = this.#args;
    const options = newOptions(this.#session, outputFormat, target);
    if (given !== undefined) options.parse(given);
    options.setNumber('size', BigInt(this.#totalBytes)); // whatever was given
    setBacking(options, outputFormat, this.#args);
    return options;
  }

  #refuseCombinations(options: GivenOptions | undefined, backing: string | undefined): void {
    const { isTargetZero, compresses, outputFormat, skipsCreation, copiesBitmaps } = this.#args;
    if (isTargetZero && backing !== undefined) {
      const when = 'when the destination image has a backing file';
      this.#session.error(`Cannot use --target-is-zero ${when}`);
      throw new Exit(0); // what QEMU ends with here
    }
    if (this.#sources.length > 1 && backing !== undefined) {
      this.#refuse(
        'Having a backing file for the target makes no sense when concatenating multiple ' +
          'input images',
      );
    }
    if (options?.has('backing_file') === true && !options.has('backing_fmt')) {
      this.#refuse('Use of backing file requires explicit backing format');
    }
    if (compresses) {
      if (!skipsCreation && !this.#formatCompresses(outputFormat)) this.#refuseCompression();
      if (options?.values.get('encryption') === true || options?.has('encrypt.format') === true) {
        this.#refuse('Compression and encryption not supported at the same time');
      }
      if ((options?.text('preallocation') ?? 'off') !== 'off') {
        this.#refuse('Compression and preallocation not supported at the same time');
      }
    }
    if (copiesBitmaps) this.#checkBitmaps();
  }

  #formatCompresses(format = 'raw'): boolean {
    return this.#session.context.drivers.get(format)?.canCompress === true;
  }

  #refuseCompression(): never {
    return this.#refuse('Compression not supported for this file format');
  }

  #checkBitmaps(): void {
    const [source] = this.#sources;
    if (this.#sources.length > 1) {
      this.#refuse('Copying bitmaps only possible with single source');
    }
    if (source === undefined || !supportsBitmaps(this.#session, source)) {
      this.#refuse('Source lacks bitmap support');
    }
    if (!checkBitmaps(this.#session, source, this.#args.skipsBrokenBitmaps)) throw new Exit(1);
  }

  #create(options: GivenOptions): void {
    const { outputFormat = 'raw', target } = this.#args;
    this.#attempt(
      () => createFile(this.#session, outputFormat, target, options),
      `${target}: error while converting ${outputFormat}: `,
    );
  }

  /** `made`: what the target was made with, which names the keys that it is opened with. */
  #openTarget(cache: CacheMode, made: GivenOptions | undefined): BlockNode {
    const args = this.#args;
    const mode: OpenMode = {
      readOnly: false,
      mayUnmap: args.sparseSectors > 0,
      ...openedAs(cache),
    };
    const target = openImage(this.#session, {
      filename: args.target,
      format: args.outputFormat,
      isImageOptions: args.skipsCreation && args.isTargetImageOptions,
      options: made?.keySecrets,
      mode,
      // Its last unit has to be written as a whole.
      mayResize: cache.isDirect,
    });
    this.#target = target;
    if (args.copiesBitmaps && !supportsBitmaps(this.#session, target)) {
      this.#refuse(`Format driver '${target.driver}' does not support bitmaps`);
    }
    if (args.compresses && !target.canCompress) this.#refuseCompression();
    if (args.skipsCreation && alignUp(target.length(), SECTOR) < this.#totalBytes) {
      this.#refuse('output file is smaller than input file');
    }
    if (args.compresses && target.describe() === undefined) {
      this.#refuse('could not get block driver info');
    }
    return target;
  }

  #copy(target: BlockNode, cache: CacheMode, targetHasBacking: boolean): boolean {
    const args = this.#args;
    const warn = (message: string): void => {
      if (!args.isQuiet) this.#session.warn(message);
    };
    const job: ConvertJob = {
      sources: this.#sources,
      target,
      isTargetNew: !args.skipsCreation,
      isTargetZero: args.isTargetZero,
      targetHasBacking,
      compresses: args.compresses,
      sparseSectors: args.sparseSectors,
      workers: args.workers,
      keepsOrder: args.keepsOrder,
      salvages: args.salvages,
      copiesRanges: args.copiesRanges,
      flags: { ...NO_FLAGS, fua: cache.isWritethrough },
      observer: {
        progress: (percent) => this.#progress.set(percent),
        readFailed: (position, errno) =>
          this.#session.error(`error while reading at byte ${position}: ${strerror(errno)}`),
        writeFailed: (position, errno) =>
          this.#session.error(`error while writing at byte ${position}: ${strerror(errno)}`),
        statusFailed: (offset, errno) =>
          this.#session.error(
            `error while reading block status at offset ${offset}: ${strerror(errno)}`,
          ),
        sectorLost: (offset, errno) =>
          warn(`error while reading offset ${offset}: ${strerror(errno)}`),
        statusLost: (offset, errno) =>
          warn(`error while reading block status at offset ${offset}: ${strerror(errno)}`),
      },
    };
    const isCopied = this.#session.run(convert(job)) && this.#copyBitmaps(target);
    return this.#isFlushed(target) && isCopied;
  }

  #copyBitmaps(target: BlockNode): boolean {
    const args = this.#args;
    const [source] = this.#sources;
    if (!args.copiesBitmaps || source === undefined) return true;
    return copyBitmaps(this.#session, source, target);
  }

  /** QEMU 7.2 leaves this to the close, and nobody hears what that fails with. */
  #isFlushed(target: BlockNode): boolean {
    if (!this.#session.behaviour.convertFlushesTarget) return true;
    const outcome = this.#session.attempt(flush(target));
    if (!('errno' in outcome)) return true;
    this.#session.error(`Failed to flush target image: ${strerror(outcome.errno)}`);
    return false;
  }
}
