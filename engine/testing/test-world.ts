// Images in memory for tests: made, opened and checked through the same doors that users have.
import { FormatError } from '../base/errors.ts';
import { closeGraph } from '../block/close-graph.ts';
import { openGraph } from '../block/graph.ts';
import { type BlockNode, type OpenMode, READ_ONLY, READ_WRITE } from '../block/node.ts';
import type { OpenContext } from '../block/open.ts';
import { DRIVERS } from '../drivers.ts';
import { FailNth } from '../filters/fail-nth.ts';
import { MemoryStorage } from '../storage/memory.ts';
import type { ChoiceSource } from '../task/choices.ts';
import { Scheduler } from '../task/scheduler.ts';
import type { Task } from '../task/task.ts';
import { type CheckResult, checkImage } from '../qcow2/check/check.ts';
import { printedBy } from '../qcow2/check/finding-text.ts';
import { type Layout, readLayout } from '../qcow2/check/layout.ts';
import { type CreateSpec, createImage } from '../qcow2/image/create.ts';
import { readMetadata } from '../qcow2/metadata/read-metadata.ts';
import { Qcow2Node } from '../qcow2/image/node.ts';

export const KIB = 1024;
export const MIB = 1024 * KIB;

/** One storage, one scheduler, every line that was reported, and I/O that fails on request. */
export class TestWorld {
  readonly storage = new MemoryStorage();
  readonly scheduler: Scheduler;
  readonly lines: string[] = [];
  /** Stands around every file; fails nothing until it is armed. */
  readonly failures = new FailNth();
  readonly context: OpenContext;

  constructor(choices?: ChoiceSource, wrapBase?: (node: BlockNode) => BlockNode) {
    this.scheduler = new Scheduler(choices);
    const report = (line: string): void => {
      this.lines.push(line);
    };
    this.context = {
      storage: this.storage,
      drivers: DRIVERS,
      report,
      reportBare: report,
      now: () => 0,
      wrapBase: (node) => this.failures.wrap(wrapBase?.(node) ?? node),
    };
  }

  run<T>(task: Task<T>): T {
    return this.scheduler.run(task);
  }

  create(spec: Partial<CreateSpec> = {}): void {
    this.run(
      createImage(this.context, {
        filename: 't.qcow2',
        size: 64 * MIB,
        version: 3,
        clusterSize: 64 * KIB,
        refcountBits: 16,
        preallocation: 'off',
        backingFile: undefined,
        backingFormat: undefined,
        lazyRefcounts: false,
        extendedL2: false,
        compressionType: 'zlib',
        ...spec,
      }),
    );
  }

  /** Opens the image, below blkdebug with `faults` where they are given. */
  open(options: { faults?: string; mode?: OpenMode; cache?: string } = {}): Qcow2Node {
    const { faults } = options;
    if (faults !== undefined) {
      this.storage.writeBytes('faults', new TextEncoder().encode(faults));
    }
    const node = this.run(
      openGraph(this.context, {
        filename: faults === undefined ? 't.qcow2' : 'blkdebug:faults:t.qcow2',
        format: 'qcow2',
        mode: options.mode ?? READ_WRITE,
        options: new Map(options.cache === undefined ? [] : [['cache-size', options.cache]]),
      }),
    );
    if (!(node instanceof Qcow2Node)) throw new FormatError('not a qcow2 image');
    return node;
  }

  close(node: Qcow2Node): void {
    this.run(closeGraph(this.context, node));
  }

  /** `report` takes a line for each thing that is wrong. */
  check(report: (line: string) => void = () => {}): CheckResult {
    return this.#inspect((file, metadata) =>
      checkImage(file, metadata, printedBy({ bare: report, prefixed: report })),
    );
  }

  layout(): Layout {
    return this.#inspect(readLayout);
  }

  #inspect<T>(task: (...args: Parameters<typeof readLayout>) => Task<T>): T {
    const file = this.storage.open('t.qcow2', READ_ONLY);
    return this.run(
      (function* () {
        const options = { readOnly: true, forCheck: true, report: () => {} };
        return yield* task(file, yield* readMetadata(file, options));
      })(),
    );
  }
}

/** `[inject-error]` with the given keys. */
export const faultRule = (keys: Record<string, string | number>): string =>
  ['[inject-error]', ...Object.entries(keys).map(([key, value]) => `${key} = "${value}"`), ''].join(
    '\n',
  );

export const filled = (length: number, value: number): Uint8Array =>
  new Uint8Array(length).fill(value);
