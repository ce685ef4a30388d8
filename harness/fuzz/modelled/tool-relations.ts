// What the tools say of an image, held against what its file says and what its guest wrote: map
// agrees with the tables, measure with what convert makes, a copy with its source.
import type { Engine } from '../../engines/engine.ts';
import { keyedArgv } from '../../engines/encrypted-argv.ts';
import { pathOf } from '../../engines/engine.ts';
import { auditPlain } from '../../oracle/plain-audit.ts';
import { PlainError, type PlainRun } from '../../oracle/plain-image.ts';
import { type Broken, type JudgedHow, PlainWorld } from './judge-world.ts';
import type { ModelImage } from './model-image.ts';
import { TOP } from './workshop.ts';

/** Bytes of a disk that is copied. */
const MOST = 512 * 1024;

type Json = Readonly<Record<string, unknown>>;

/** What a check prints as JSON agrees with the tables; `path` is the image's. */
export function judgeCheck(world: PlainWorld, path: string, text: string): readonly Broken[] {
  const image = world.image(path.replace(/^TEST_DIR\//, ''));
  const told = JSON.parse(text.slice(text.indexOf('{'))) as Json;
  const audit = auditPlain(image);
  const wanted: Json = {
    leaks: audit.leaks,
    corruptions: audit.uncounted + audit.wrongEntries,
    'check-errors': 0,
    'image-end-offset': audit.end,
    'total-clusters': Math.ceil(image.size / image.clusterSize),
    'allocated-clusters': audit.allocated,
    'compressed-clusters': audit.compressed,
  };
  return Object.entries(wanted)
    .filter(([key, value]) => (told[key] ?? 0) !== value)
    .filter(([key]) => !image.hasDataFile || !key.endsWith('-clusters'))
    .map(([key, value]) => ({ relation: 'check', words: `${key} ${told[key]}, not ${value}` }));
}

/** All relations, for each image; the world gets more files. */
export function judgeTools(
  engine: Engine,
  world: PlainWorld,
  images: ReadonlyMap<string, ModelImage>,
  {
    isStrict,
    behind,
  }: { readonly isStrict: boolean; readonly behind: ReadonlyMap<string, number> },
): readonly Broken[] {
  const broken: Broken[] = [];
  for (const [name, model] of images) {
    const how = { isStrict, behind: behind.get(name) ?? 0 };
    const tools = new Tools(engine, world, name, model, how);
    broken.push(...tools.judge());
    if (broken.length > 0) return broken;
  }
  return broken;
}

class Tools {
  readonly #engine: Engine;
  readonly #world: PlainWorld;
  readonly #name: string;
  readonly #model: ModelImage;
  readonly #how: Required<JudgedHow>;
  readonly #broken: Broken[] = [];

  constructor(
    engine: Engine,
    world: PlainWorld,
    name: string,
    model: ModelImage,
    how: Required<JudgedHow>,
  ) {
    this.#engine = engine;
    this.#world = world;
    this.#name = name;
    this.#model = model;
    this.#how = how;
  }

  judge(): readonly Broken[] {
    try {
      this.#info();
      this.#map();
      const path = pathOf(this.#name);
      const mayLeak = this.#model.mayLeak || this.#how.behind > 0;
      const text = this.#run(['check', '--output=json', path], mayLeak ? 'any' : 0);
      this.#broken.push(...judgeCheck(this.#world, path, text));
      // Copies of each image of a chain would say the same again.
      if (this.#model.disk.size > MOST || this.#name !== TOP) return this.#broken;
      this.#copies();
      this.#measures();
      this.#compares();
      this.#parts();
    } catch (error) {
      if (!(error instanceof PlainError || error instanceof SyntaxError)) throw error;
      this.#tell('tools', error.message);
    }
    return this.#broken;
  }

  get #isPlain(): boolean {
    return this.#model.encryption === 'none';
  }

  #tell(relation: string, words: string): void {
    this.#broken.push({ relation, words: `${this.#name}: ${words}` });
  }

  /** The text; a status other than `wanted` breaks a promise. */
  #run(argv: readonly string[], wanted: number | 'any' = 0): string {
    const keyed = this.#isPlain ? argv : keyedArgv('img', argv, this.#name);
    const { text, status } = this.#engine.run('img', keyed);
    if (wanted !== 'any' && status !== wanted) {
      this.#tell(argv[0] ?? '', `${argv.join(' ')}: status ${status}, ${text.split('\n')[0]}`);
    }
    return text;
  }

  #same(relation: string, what: string, wanted: unknown, told: unknown): void {
    const [one, other] = [JSON.stringify(wanted), JSON.stringify(told)];
    if (one !== other) this.#tell(relation, `${what} is ${other}, not ${one}`);
  }

  #info(): void {
    const { geometry, disk, snapshots, bitmaps, backing } = this.#model;
    const told = JSON.parse(this.#run(['info', '--output=json', pathOf(this.#name)])) as Json;
    const data = ((told['format-specific'] as Json)['data'] ?? {}) as Json;
    const names = (list: unknown): unknown => ((list ?? []) as Json[]).map(({ name }) => name);
    const same = (what: string, wanted: unknown, seen: unknown): void =>
      this.#same('info', what, wanted, seen);
    same('virtual-size', disk.size, told['virtual-size']);
    same('cluster-size', geometry.clusterSize, told['cluster-size']);
    same('dirty-flag', false, told['dirty-flag']);
    same('backing-filename', backing, told['backing-filename']);
    same(
      'snapshots',
      snapshots.map(({ name }) => name),
      names(told['snapshots']),
    );
    same('compat', geometry.version === 2 ? '0.10' : '1.1', data['compat']);
    same('refcount-bits', geometry.refcountBits, data['refcount-bits']);
    if (geometry.version === 2) return;
    same('lazy-refcounts', geometry.isLazy, data['lazy-refcounts']);
    same('extended-l2', geometry.hasSubclusters, data['extended-l2']);
    const shown = (data['bitmaps'] ?? []) as Json[];
    same('bitmaps', [...bitmaps.keys()], names(shown));
    for (const { name, granularity, flags } of shown) {
      const bitmap = bitmaps.get(String(name));
      same(`granularity of ${name}`, bitmap?.granularity, granularity);
      same(`flags of ${name}`, bitmap?.isEnabled === true ? ['auto'] : [], flags);
    }
  }

  #map(): void {
    const text = this.#run(['map', '--output=json', pathOf(this.#name)]);
    const told = JSON.parse(text) as MapRun[];
    let end = 0;
    for (const [index, run] of told.entries()) {
      if (run.start !== end) this.#tell('map', `a run begins at ${run.start}, not ${end}`);
      end = run.start + run.length;
      const next = told[index + 1];
      if (next !== undefined && isOne(run, next)) {
        this.#tell('map', `the runs at ${run.start} and ${next.start} are one`);
      }
    }
    this.#same('map', 'its end', this.#model.disk.size, end);
    for (const run of this.#runsOf(this.#name, 0, 0, end)) {
      const wrong = this.#wrongRun(run, told);
      if (wrong !== undefined) {
        this.#tell('map', `at ${run.at} it says ${JSON.stringify(wrong)} of ${run.kind}`);
        return;
      }
    }
  }

  /** The disk down the chain, each run with the depth at which it stands. */
  *#runsOf(name: string, depth: number, from: number, to: number): Generator<DeepRun> {
    const image = this.#world.image(name);
    const below = image.backing?.replace(/^(file:)?TEST_DIR\//, '');
    for (const run of image.runs(image.active)) {
      const [at, end] = [Math.max(run.at, from), Math.min(run.at + run.length, to)];
      if (at >= end) continue;
      if (run.kind === 'unallocated' && below !== undefined) {
        yield* this.#runsOf(below, depth + 1, at, end);
      } else yield { ...run, at, length: end - at, host: run.host + at - run.at, depth };
    }
  }

  #wrongRun({ at, length, kind, host, depth }: DeepRun, told: readonly MapRun[]): unknown {
    for (const run of told) {
      if (run.start >= at + length || run.start + run.length <= at) continue;
      const place = run.offset === undefined ? undefined : run.offset + at - run.start;
      // Where it stands in the file it is not what the guest reads.
      const isOfTop = depth === 0 && !this.#isPlain;
      const isPlace = isOfTop ? place === undefined : place === host;
      const isRight = {
        data: run.present && run.depth === depth && isPlace,
        compressed: run.present && run.depth === depth && run.data && run.offset === undefined,
        zero: run.present && run.depth === depth && run.zero && !run.data,
        'zero-allocated': run.present && run.depth === depth && run.zero && !run.data,
        unallocated: !run.data && run.zero,
      }[kind];
      if (!isRight) return run;
      if (run.zero && this.#holdsData(Math.max(at, run.start), run)) return run;
    }
    return undefined;
  }

  #holdsData(at: number, { start, length }: MapRun): boolean {
    const { bytes, unsure } = this.#model.disk;
    const end = Math.min(start + length, at + 4096);
    return bytes.subarray(at, end).some((byte, index) => byte !== 0 && unsure[at + index] === 0);
  }

  #holds(relation: string, file: string, seen: Uint8Array, disk = this.#model.disk): void {
    const at = disk.differs(seen);
    if (at !== undefined) this.#tell(relation, `${file} holds something else at ${at}`);
  }

  #copies(): void {
    const source = pathOf(this.#name);
    this.#run(['convert', '-O', 'raw', source, pathOf('copy.raw')]);
    this.#holds('convert', 'copy.raw', this.#engine.readFile('copy.raw'));
    const { clusterSize } = this.#model.geometry;
    const other = clusterSize === 512 ? '4k' : '512';
    for (const [options, name] of [
      [['-o', `cluster_size=${other}`], 'copy.qcow2'],
      [['-c', '-o', 'cluster_size=4k'], 'small.qcow2'],
      [['-S', '0', '-o', 'compat=0.10,cluster_size=1k'], 'old.qcow2'],
      [['-W', '-m', '4', '-o', 'cluster_size=16k,extended_l2=on'], 'fine.qcow2'],
    ] as const) {
      this.#run(['convert', '-O', 'qcow2', ...options, source, pathOf(name)]);
      this.#copy(name);
    }
    // Over a target that holds something else.
    const old = new Uint8Array(this.#model.disk.size).fill(0xee);
    this.#engine.writeFile('full.raw', old);
    this.#run(['convert', '-n', '-O', 'raw', source, pathOf('full.raw')]);
    this.#holds('convert', 'full.raw', this.#engine.readFile('full.raw'));
    for (const { name, disk } of this.#model.snapshots) {
      if (disk.size !== this.#model.disk.size) continue;
      this.#run(['convert', '-O', 'raw', '-l', name, source, pathOf('kept.raw')]);
      this.#holds('convert', `snapshot ${name}`, this.#engine.readFile('kept.raw'), disk);
    }
  }

  #copy(name: string): void {
    const image = this.#world.image(name);
    this.#holds('convert', name, this.#world.read(name));
    const { leaks, uncounted, wrongEntries, words } = auditPlain(image);
    if (leaks + uncounted + wrongEntries > 0) this.#tell('convert', `${name}: ${words.join('; ')}`);
  }

  #measures(): void {
    const source = pathOf(this.#name);
    const [made, target] = ['measured.qcow2', pathOf('measured.qcow2')];
    for (const clusterSize of [512, 4096, 65536]) {
      const options = `cluster_size=${clusterSize}`;
      const measure = ['measure', '--output=json', '-O', 'qcow2', '-o', options, source];
      const told = JSON.parse(this.#run(measure)) as Json;
      this.#run(['convert', '-O', 'qcow2', '-o', options, source, target]);
      const least = this.#engine.fileSize(made) ?? 0;
      const required = Number(told['required']);
      if (required < least) this.#tell('measure', `${required} are not enough for ${least}`);
      const full = `${options},preallocation=falloc`;
      this.#run(['convert', '-O', 'qcow2', '-o', full, source, target]);
      const whole = this.#engine.fileSize(made) ?? 0;
      const lacking = (whole - Number(told['fully-allocated'])) / clusterSize;
      // QEMU lacks one where that takes another refcount block (case 736); in the strict order a
      // cluster that was freed is not yet free.
      const most = this.#how.isStrict ? 2 : 1;
      if (lacking < 0 || lacking > most) {
        this.#tell('measure', `${options}: ${lacking} clusters of ${whole} bytes are left out`);
      }
    }
  }

  #compares(): void {
    const [source, copy] = [pathOf(this.#name), pathOf('copy.qcow2')];
    const { disk } = this.#model;
    this.#run(['compare', source, copy]);
    this.#run(['compare', '-s', source, source]);
    const longer = new Uint8Array(disk.size + 1024);
    longer.set(this.#engine.readFile('copy.raw'));
    this.#engine.writeFile('longer.raw', longer);
    this.#run(['compare', source, pathOf('longer.raw')]);
    this.#run(['compare', '-s', source, pathOf('longer.raw')], 1);
    longer[disk.size + 700] = 1;
    this.#engine.writeFile('longer.raw', longer);
    this.#run(['compare', source, pathOf('longer.raw')], 1);
    this.#run(['compare', pathOf('longer.raw'), source], 1);
    for (const at of [0, Math.floor(disk.size / 2), disk.size - 1]) {
      const other = this.#engine.readFile('copy.raw').slice();
      other[at] = ((other[at] ?? 0) + 1) % 256;
      this.#engine.writeFile('other.raw', other);
      this.#run(['compare', source, pathOf('other.raw')], 1);
      this.#run(['compare', pathOf('other.raw'), source], 1);
    }
  }

  #parts(): void {
    const source = pathOf(this.#name);
    const whole = this.#engine.readFile('copy.raw');
    const same = (relation: string, file: string, wanted: Uint8Array): void => {
      const seen = this.#engine.readFile(file);
      if (Buffer.compare(seen, wanted) !== 0) this.#tell(relation, `${file} holds something else`);
    };
    const part = ['bs=1k', 'count=20', 'skip=3'];
    if (this.#isPlain) {
      this.#run(['dd', '-O', 'raw', ...part, `if=${source}`, `of=${pathOf('part.raw')}`]);
      // What is skipped counts.
      same('dd', 'part.raw', whole.subarray(3072, 20 * 1024));
    }
    this.#run(['convert', '-O', 'raw', source, pathOf('copy.qcow2'), pathOf('both.raw')]);
    same('convert', 'both.raw', Buffer.concat([whole, whole]));
  }
}

/** What map prints; bytes. */
interface MapRun {
  readonly start: number;
  readonly length: number;
  readonly depth: number;
  readonly present: boolean;
  readonly zero: boolean;
  readonly data: boolean;
  readonly offset?: number;
}

interface DeepRun extends PlainRun {
  readonly depth: number;
}

/** Two runs behind each other that there is no reason to tell apart. */
function isOne(run: MapRun, next: MapRun): boolean {
  const keys = ['depth', 'present', 'zero', 'data'] as const;
  if (keys.some((key) => run[key] !== next[key])) return false;
  return run.offset === undefined
    ? next.offset === undefined
    : run.offset + run.length === next.offset;
}
