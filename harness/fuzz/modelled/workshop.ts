// Makes steps and keeps the model of the world beside them: what each image holds behind each step.
import { Draw } from '../../../engine/index.ts';
import { pathOf } from '../../engines/engine.ts';
import type { StepText } from '../scattered-steps.ts';
import { type Geometry, ModelImage } from './model-image.ts';
import type { StepPromise } from './step-promise.ts';

/**
 * What a program says: it has done it, it cannot be done, either, or how many requests failed.
 * 'anything': what it says is left to a promise of the step.
 */
export type Expected =
  'done' | 'refused' | 'either' | 'one failure at most' | 'one failure' | 'anything';

/** A step, and the world behind it. */
export interface ModelStep {
  readonly text: StepText;
  readonly expected: Expected;
  readonly after: ReadonlyMap<string, ModelImage>;
  /** What else holds of this step alone; undefined: nothing. */
  readonly promise: StepPromise | undefined;
}

const KIB = 1024;

/** The image that most of a case is about. */
export const TOP = 't.qcow2';

/** The steps of one case as they are drawn. */
export class Workshop {
  readonly steps: ModelStep[] = [];
  /** The case is one of the strict order alone, as QEMU's breaks its promises. */
  isStrict = false;
  /** How TOP is encrypted, with further options of its creation; undefined: it is plain. */
  encryption: { readonly method: 'aes' | 'luks'; readonly options: string } | undefined;
  readonly #draw: Draw;
  readonly #images = new Map<string, ModelImage>();

  constructor(stream: string) {
    this.#draw = new Draw(stream);
  }

  /** A whole number from 0, below `count`. */
  below(count: number): number {
    return this.#draw.below(count);
  }

  pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)] as T;
  }

  onceIn(count: number): boolean {
    return this.#draw.onceIn(count);
  }

  /** 1 to 250: zeroes are asked for by name. */
  pattern(): number {
    return 1 + this.below(250);
  }

  image(name: string): ModelImage {
    const image = this.#images.get(name);
    if (image === undefined) throw new Error(`there is no image '${name}'`);
    return image;
  }

  /** A copy of the image that is free to be changed; steps before hold the other one. */
  change(name: string): ModelImage {
    const copy = this.image(name).copy();
    this.#images.set(name, copy);
    return copy;
  }

  set(name: string, image: ModelImage | undefined): void {
    if (image === undefined) this.#images.delete(name);
    else this.#images.set(name, image);
  }

  add(text: StepText, expected: Expected = 'done', promise?: StepPromise): void {
    this.steps.push({ text, expected, after: new Map(this.#images), promise });
  }

  img(argv: readonly string[], expected: Expected = 'done'): void {
    this.add({ img: argv }, expected);
  }

  create(name: string, geometry: Geometry, backing?: string): ModelImage {
    const image = new ModelImage(geometry);
    if (backing !== undefined) {
      image.backing = backing;
      image.disk.take(this.image(backing).disk);
    }
    const keys = name === TOP ? this.encryption : undefined;
    if (keys !== undefined) {
      image.encryption = keys.method;
      // What was never written is there then, and zeroes that are decrypted: case 806.
      const isNoise = geometry.preallocation !== 'off' && !this.isStrict;
      if (isNoise) image.disk.doubt(0, geometry.size);
    }
    this.set(name, image);
    const below = backing === undefined ? [] : ['-b', backing, '-F', 'qcow2'];
    const more = keys === undefined || keys.options === '' ? '' : `,${keys.options}`;
    const options = ['-o', optionsOf(geometry) + more];
    this.img([
      ...['create', '-q', '-f', 'qcow2', ...below, ...options],
      ...[pathOf(name), String(geometry.size)],
    ]);
    return this.image(name);
  }

  /** One process with these commands; the model was changed already. */
  io(name: string, commands: readonly string[], cache?: string, expected: Expected = 'done'): void {
    const mode = cache ?? this.pick(['writeback', 'writeback', 'writeback', 'writethrough']);
    this.add({ io: commands, image: name, format: 'qcow2', cache: mode }, expected);
  }

  /** Some geometry with small tables; what is `given` stands. */
  geometry(given: Partial<Geometry> = {}): Geometry {
    const version = given.version ?? this.pick([3, 3, 3, 2] as const);
    const hasSubclusters = given.hasSubclusters ?? false;
    const clusterSize = hasSubclusters
      ? this.pick([16 * KIB, 16 * KIB, 32 * KIB])
      : this.pick([512, 512, KIB, 4 * KIB]);
    const tables = this.pick([1, 2, 3]) * clusterSize * (clusterSize / (hasSubclusters ? 16 : 8));
    const most = this.pick([256 * KIB, 512 * KIB, 1024 * KIB]);
    return {
      clusterSize,
      version,
      refcountBits: version === 2 ? 16 : this.pick([8, 16, 16, 32, 64, 64]),
      hasSubclusters,
      isLazy: version === 3 && this.onceIn(6),
      dataFile: undefined,
      isDataRaw: false,
      preallocation: 'off',
      size: Math.min(tables, most) + this.pick([0, 0, 512, 3 * 512]),
      ...given,
    };
  }
}

/** As `create -o` takes them. */
export function optionsOf(geometry: Geometry): string {
  const { clusterSize, version, refcountBits, dataFile } = geometry;
  return [
    `cluster_size=${clusterSize}`,
    `compat=${version === 2 ? '0.10' : '1.1'}`,
    ...(version === 2 ? [] : [`refcount_bits=${refcountBits}`]),
    ...(geometry.hasSubclusters ? ['extended_l2=on'] : []),
    ...(geometry.isLazy ? ['lazy_refcounts=on'] : []),
    ...(dataFile === undefined ? [] : [`data_file=${pathOf(dataFile)}`]),
    ...(geometry.isDataRaw ? ['data_file_raw=on'] : []),
    ...(geometry.preallocation === 'off' ? [] : [`preallocation=${geometry.preallocation}`]),
  ].join(',');
}
