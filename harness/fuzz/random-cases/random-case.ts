// Random images and random commands for them, as command lines that both engines understand.
//
// Weighted to where the tables are small: 512-byte and 1 KiB clusters, 1- and 64-bit refcounts, so
// that a few commands cross L2 tables, refcount blocks and refcount tables.
import fc from 'fast-check';
import { alignUp, BLKDEBUG_EVENTS } from '../../../engine/index.ts';
import type { ImageEncryption } from '../../engines/encrypted-argv.ts';
import { pathOf, type Program } from '../../engines/engine.ts';
import { concurrentCommands } from './concurrent-commands.ts';
import { reopenings } from './random-reopen.ts';
import { type SnapshotAction, snapshotActions, snapshotLine } from './random-snapshots.ts';

const KIB = 1024;
const MIB = 1024 * KIB;

/** One command line of a random case. */
export interface CommandLine {
  readonly program: Program;
  readonly argv: readonly string[];
}

/** Command lines for both engines, and the faults they run under. */
export interface RandomCase {
  /** What blkdebug reads; undefined for a run without faults. */
  readonly faults: string | undefined;
  readonly lines: readonly CommandLine[];
  /** A command compresses several clusters, which the real tools do in threads that race. */
  readonly races?: boolean;
  /** A further file whose bytes must be equal. */
  readonly dataFile?: string | undefined;
  /** How the image is encrypted, which the lines say by themselves. */
  readonly encryption?: ImageEncryption | undefined;
  /** The first line makes the image by chance: it is run once, on this side, for both. */
  readonly maker?: 'real' | 'ours' | undefined;
  /** How many of the first lines its maker runs; absent: one. */
  readonly madeLines?: number | undefined;
}

export const IMAGE = 't.qcow2';
export const BACKING = 'base.raw';
/** The external data file of a case that has one. */
export const DATA_FILE = 't.data';
export const FAULTS = 'blkdebug.conf';

interface Shape {
  readonly clusterSize: number;
  readonly refcountBits: number;
  readonly compat: string;
  readonly size: number;
  readonly hasBacking: boolean;
  readonly compressionType: string;
  readonly extendedL2: boolean;
  readonly isLazy: boolean;
}

const shapes: fc.Arbitrary<Shape> = fc
  .record({
    clusterSize: fc.constantFrom(512, 512, 512, KIB, KIB, 4 * KIB, 64 * KIB),
    refcountBits: fc.constantFrom(1, 1, 2, 8, 16, 32, 64, 64),
    compat: fc.constantFrom('1.1', '1.1', '1.1', '0.10'),
    megabytes: fc.constantFrom(1, 4, 16, 64, 1024),
    extra: fc.constantFrom(0, 512),
    hasBacking: fc.constantFrom(false, false, false, true),
    compressionType: fc.constantFrom('zlib', 'zlib', 'zstd'),
    isLazy: fc.constantFrom(false, false, false, true),
    // Cluster size of an image with subclusters of 512 bytes, 1 KiB or 2 KiB; 0 for one without.
    extended: fc.constantFrom(0, 0, 0, 0, 16 * KIB, 16 * KIB, 32 * KIB, 64 * KIB),
  })
  .map(({ megabytes, extra, extended, clusterSize, ...rest }) => {
    const compat = extended > 0 ? '1.1' : rest.compat;
    return {
      ...rest,
      compat,
      clusterSize: extended > 0 ? extended : clusterSize,
      extendedL2: extended > 0,
      isLazy: rest.isLazy && compat !== '0.10',
      // Backing files are shorter than most disks; with subclusters, half of the images have one.
      hasBacking: rest.hasBacking || (extended > 0 && extra > 0),
      refcountBits: compat === '0.10' ? 16 : rest.refcountBits,
      compressionType: compat === '0.10' ? 'zlib' : rest.compressionType,
      size: megabytes * MIB + extra,
    };
  });

const VERBS = [
  'write',
  'write',
  'write',
  'write',
  'write -z',
  'write -z -u',
  'write -b',
  'write -c',
  'write -c',
  'write -c',
  'discard',
  'discard',
  'read',
  'flush',
  'truncate -m off',
  'truncate -m metadata',
  'truncate -m falloc',
  'truncate -m full',
  'truncate',
  'truncate',
  'reopen',
];
const LENGTHS = [512, 512, 4 * KIB, 3 * KIB, 64 * KIB, 200 * KIB, 2 * MIB];
/** Around the sizes of a subcluster and of a cluster that has some. */
const FINE_LENGTHS = [512, KIB, KIB, 2 * KIB, 2 * KIB, 6 * KIB, 16 * KIB, 40 * KIB, 100 * KIB];

const seldomOdd = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.nat(511) },
);

/** Where and in what units the commands of a session work, in bytes. */
interface Reach {
  readonly span: number;
  readonly lengths: readonly number[];
  readonly clusterSize: number;
}

/** One qemu-io command inside the first `span` bytes of the disk. */
const commands = ({ span, lengths, clusterSize }: Reach): fc.Arbitrary<string> =>
  fc
    .record({
      verb: fc.constantFrom(...VERBS),
      at: fc.nat({ max: Math.floor(span / 512) - 1 }),
      skew: seldomOdd,
      length: fc.constantFrom(...lengths),
      odd: seldomOdd,
      pattern: fc.oneof(
        { weight: 4, arbitrary: fc.nat(255) },
        { weight: 1, arbitrary: fc.constant(0) }, // what detect-zeroes finds
      ),
      cut: fc.constantFrom(1, 1, 4, 16),
      reopening: reopenings,
    })
    .map(({ verb, at, skew, length, odd, pattern, cut, reopening }) => {
      if (verb === 'reopen') return reopening;
      if (verb === 'write -c') {
        // Mostly one cluster, or less or more than one, which is refused: with several, the real
        // tools compress in threads that race.
        const wrong = clusterSize > 512 && at % 8 === 0 ? 512 * (pattern % 2 === 0 ? 1 : -1) : 0;
        const start = Math.min(at, pattern % 32) * clusterSize;
        const clusters = wrong === 0 && cut === 16 && at % 3 === 0 ? 2 + (pattern % 3) : 1;
        const bytes = Math.min(span - start, clusters * clusterSize + wrong);
        return bytes > 0 ? `${verb} -P ${pattern} ${start} ${bytes}` : 'flush';
      }
      if (verb === 'flush') return verb;
      if (verb === 'truncate') return `${verb} -${alignUp(length + odd, 512) * cut}`;
      if (verb.startsWith('truncate')) return `${verb} +${alignUp(length + odd, 512)}`;
      const inSectors = verb === 'write -b';
      const offset = at * 512 + (inSectors ? 0 : skew);
      const wanted = Math.min(span - offset, length + (inSectors ? 0 : odd));
      const bytes = inSectors ? Math.max(512, wanted - (wanted % 512)) : Math.max(1, wanted);
      const fill = verb === 'write' || inSectors ? ` -P ${pattern}` : '';
      return `${verb}${fill} ${offset} ${bytes}`;
    });

/** How long a disk is if every command so far has succeeded. */
interface Disk {
  bytes: number;
  /** Cutting off more would take long: every L2 table on the way is allocated first. */
  readonly maxCut: number;
}

const cutBy = (disk: Disk, bytes: number): number =>
  Math.max(0, disk.bytes - Math.min(bytes, disk.maxCut));

/** The commands with every `truncate +N` and `-N` made absolute. */
function absolute(commands: readonly string[], disk: Disk): string[] {
  return commands.map((command) =>
    command.replace(/ ([+-])(\d+)$/, (_text, sign: string, amount: string) => {
      const bytes = Number(amount);
      disk.bytes = sign === '+' ? disk.bytes + bytes : cutBy(disk, bytes);
      return ` ${disk.bytes}`;
    }),
  );
}

interface Session {
  readonly cache: string;
  /** What is written goes to a temporary overlay: option -s of qemu-io. */
  readonly isTemporary: boolean;
  /** Option -d of qemu-io. */
  readonly discard: string;
  readonly commands: readonly string[];
  readonly resizeBy: number;
  readonly snapshots: readonly SnapshotAction[];
}

const sessions = (reach: Reach, isConcurrent: boolean): fc.Arbitrary<Session> =>
  fc.record({
    cache: fc.constantFrom('writethrough', 'writeback', 'unsafe'),
    isTemporary: fc.nat(15).map((number) => number === 15 && !isConcurrent),
    discard: fc.constantFrom('unmap', 'unmap', 'on', 'ignore'),
    commands: isConcurrent
      ? concurrentCommands(reach.span)
      : fc.array(commands(reach), { minLength: 1, maxLength: 6 }),
    resizeBy: fc.constantFrom(0, 0, 0, 512, 64 * KIB, 3 * MIB, -512, -40 * KIB, -MIB, -48 * MIB),
    snapshots: snapshotActions,
  });

/** Bytes of a compressed write; 0 for any other command. */
const compressedBytes = (command: string): number =>
  command.startsWith('write -c ') ? Number(command.split(' ').at(-1)) : 0;

/** Events at which qcow2 cannot be opened any more, or that it never emits, teach nothing here. */
const EVENTS = BLKDEBUG_EVENTS.filter(
  (event) => !['none', 'reftable_load', 'refblock_update', 'cor_write'].includes(event),
);

const errorRules = fc
  .record({
    event: fc.constantFrom(...EVENTS),
    errno: fc.constantFrom(5, 28),
    once: fc.constantFrom('on', 'off'),
    immediately: fc.constantFrom('on', 'off', 'off'),
    iotype: fc.constantFrom('', '', '', 'read', 'write', 'flush', 'write-zeroes', 'discard'),
    state: fc.constantFrom(0, 0, 0, 1, 2),
  })
  .map(({ event, errno, once, immediately, iotype, state }) =>
    [
      '[inject-error]',
      `event = "${event}"`,
      `errno = "${errno}"`,
      `once = "${once}"`,
      `immediately = "${immediately}"`,
      ...(iotype === '' ? [] : [`iotype = "${iotype}"`]),
      ...(state === 0 ? [] : [`state = "${state}"`]),
      '',
    ].join('\n'),
  );

const stateRules = fc
  .record({
    event: fc.constantFrom('write_aio', 'l2_load', 'cluster_alloc', 'flush_to_os'),
    state: fc.constantFrom(1, 2),
    next: fc.constantFrom(1, 2, 3),
  })
  .map(
    ({ event, state, next }) =>
      `[set-state]\nevent = "${event}"\nstate = "${state}"\nnew_state = "${next}"\n`,
  );

/** The text of a blkdebug configuration. */
export const faults: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(errorRules, { minLength: 1, maxLength: 2 }),
    fc.array(stateRules, { maxLength: 1 }),
  )
  .map(([errors, states]) => [...errors, ...states].join('\n'));

function createLine(shape: Shape): CommandLine {
  const options = [
    `cluster_size=${shape.clusterSize}`,
    `refcount_bits=${shape.refcountBits}`,
    `compat=${shape.compat}`,
    `compression_type=${shape.compressionType}`,
    ...(shape.extendedL2 ? ['extended_l2=on'] : []),
    ...(shape.isLazy ? ['lazy_refcounts=on'] : []),
  ].join(',');
  const backing = shape.hasBacking ? ['-b', BACKING, '-F', 'raw'] : [];
  const argv = ['create', '-f', 'qcow2', ...backing, '-o', options];
  return { program: 'img', argv: [...argv, pathOf(IMAGE), String(shape.size)] };
}

function sessionLines(session: Session, hasFaults: boolean, disk: Disk): CommandLine[] {
  const image = pathOf(IMAGE);
  const needsLayer = hasFaults || session.commands.some((command) => command.startsWith('break'));
  const layer = `blkdebug:${hasFaults ? pathOf(FAULTS) : ''}:`;
  const name = needsLayer ? layer + image : image;
  const sizeBefore = disk.bytes;
  // A file without a name cannot be opened again, which QEMU tries at the next chance after this.
  const commands = session.isTemporary
    ? [...session.commands.filter((command) => !command.startsWith('reopen')), 'length']
    : session.commands;
  const asked = absolute(commands, disk).flatMap((command) => ['-c', command]);
  const modes = ['-f', 'qcow2', '-t', session.cache, '-d', session.discard];
  if (session.isTemporary) {
    modes.push('-s');
    disk.bytes = sizeBefore;
  }
  const lines: CommandLine[] = [{ program: 'io', argv: modes.concat(asked, name) }];
  const { resizeBy } = session;
  if (resizeBy !== 0) {
    disk.bytes = resizeBy > 0 ? disk.bytes + resizeBy : cutBy(disk, -resizeBy);
    const shrink = resizeBy < 0 ? ['--shrink'] : [];
    const argv = ['resize', '-q', ...shrink, '-f', 'qcow2', image, String(disk.bytes)];
    lines.push({ program: 'img', argv });
  }
  for (const action of session.snapshots) lines.push(snapshotLine(action, name));
  return [...lines, { program: 'img', argv: ['check', '-f', 'qcow2', image] }];
}

/** Cases with or without faults; concurrent ones have requests that stop while others run. */
export const randomCases = (hasFaults: boolean, isConcurrent = false): fc.Arbitrary<RandomCase> =>
  fc
    .tuple(shapes, fc.constantFrom(64 * KIB, 256 * KIB, 2 * MIB, 12 * MIB))
    .chain(([shape, span]) => {
      const lengths = shape.extendedL2 ? FINE_LENGTHS : LENGTHS;
      // With subclusters the work stays in few clusters, or commands hardly ever meet.
      const reach: Reach = {
        span: Math.min(shape.extendedL2 ? span / 8 : span, shape.size),
        lengths,
        clusterSize: shape.clusterSize,
      };
      return fc.record({
        shape: fc.constant(shape),
        rules: hasFaults ? faults : fc.constant(undefined),
        work: fc.array(sessions(reach, isConcurrent), { minLength: 1, maxLength: 2 }),
      });
    })
    .map(({ shape, rules, work }) => {
      const tableBytes = (shape.clusterSize * shape.clusterSize) / 8;
      const disk = { bytes: shape.size, maxCut: 512 * tableBytes };
      const sessions = work.flatMap((one) => sessionLines(one, rules !== undefined, disk));
      const argv = ['map', '-f', 'qcow2', '--output=json', pathOf(IMAGE)];
      const map: CommandLine = { program: 'img', argv };
      const races = work.some(({ commands }) =>
        commands.some((command) => compressedBytes(command) > shape.clusterSize),
      );
      return { faults: rules, races, lines: [createLine(shape), ...sessions, map] };
    });
