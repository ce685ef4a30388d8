// Random cases about disks of the format luks. Its keys are made by chance, so that one side makes
// the image, with all its passwords, and both go on with its bytes: what they do then leaves keys
// alone, and every byte can be foretold.
import fc from 'fast-check';
import { BLKDEBUG_EVENTS } from '../../../engine/index.ts';
import { pathOf, type Program } from '../../engines/engine.ts';
import {
  BACKING,
  type CommandLine,
  DATA_FILE,
  FAULTS,
  IMAGE,
  type RandomCase,
} from './random-case.ts';

const KIB = 1024;
const MIB = 1024 * KIB;
/** Ids and passwords: `other` opens nothing, unless it was added. */
const SECRETS = ['key=blkdrill', 'two=second', 'other=']
  .map((secret) => secret.split('='))
  .flatMap(([id, data]) => ['--object', `secret,id=${id},data=${data}`]);

const line = (program: Program, ...argv: readonly string[]): CommandLine => ({ program, argv });
const [COPY, PLAIN] = [pathOf('copy.qcow2'), pathOf(DATA_FILE)];

interface Shape {
  readonly size: number;
  readonly preallocation: string;
  readonly options: readonly string[];
  /** What is done with passwords before both sides go on. */
  readonly amends: readonly string[];
}

const shapes: fc.Arbitrary<Shape> = fc
  .record({
    size: fc.constantFrom(0, 512, 1000, 64 * KIB, MIB, MIB, MIB + 512, 2 * MIB + 100),
    preallocation: fc.constantFrom('off', 'off', 'off', 'metadata', 'falloc', 'full'),
    algorithm: fc.constantFrom('aes-128', 'aes-192', 'aes-256', 'aes-256'),
    mode: fc.constantFrom('xts', 'xts', 'cbc', 'ctr', 'ecb'),
    generator: fc.constantFrom('plain', 'plain64', 'plain64', 'essiv'),
    hash: fc.constantFrom('md5', 'sha1', 'sha224', 'sha256', 'sha256', 'sha512', 'ripemd160'),
    amends: fc.constantFrom(
      [],
      [],
      [],
      ['state=active,new-secret=two,iter-time=0'],
      ['state=active,new-secret=two,iter-time=0,keyslot=6'],
      ['state=active,new-secret=two,iter-time=0,keyslot=3', 'state=inactive,keyslot=3'],
    ),
  })
  // Of keys of 24 bytes our engine makes images in xts alone.
  .filter(({ algorithm, mode }) => algorithm !== 'aes-192' || mode === 'xts')
  .map(({ size, preallocation, algorithm, mode, generator, hash, amends }) => ({
    size,
    preallocation,
    options: [`cipher-alg=${algorithm}`, `cipher-mode=${mode}`, `ivgen-alg=${generator}`].concat(
      `hash-alg=${hash}`,
    ),
    amends,
  }));

const VERBS = [
  'write',
  'write',
  'write',
  'write -f',
  'aio_write',
  'write -z',
  'write -z -u',
  'write -c',
  'write -b',
  'discard',
  'read',
  'flush',
  'length',
  'truncate',
  'info',
];

const command: fc.Arbitrary<string> = fc
  .record({
    verb: fc.constantFrom(...VERBS),
    at: fc.oneof(
      fc.nat(2 * MIB),
      fc.nat(4096).map((sector) => sector * 512),
    ),
    length: fc.constantFrom(1, 512, 700, 4 * KIB, 64 * KIB, 200 * KIB, MIB, 1100 * KIB),
    pattern: fc.nat(255),
  })
  .map(({ verb, at, length, pattern }) => {
    if (['flush', 'length', 'info'].includes(verb)) return verb;
    if (verb === 'truncate') return `truncate ${at}`;
    const fills = !verb.includes('-z') && verb !== 'discard' && verb !== 'read';
    const request = `${verb}${fills ? ` -P ${pattern}` : ''} ${at} ${length}`;
    return verb === 'aio_write' ? `${request}` : request;
  });

/** Names of the image: with the key, and with rules of blkdebug below where there are some. */
interface Names {
  readonly image: string;
  /** The same as options, without `json:`. */
  readonly options: string;
}

function namesOf(hasFaults: boolean, key = 'key'): Names {
  const file = { driver: 'file', filename: pathOf(IMAGE) };
  const below = hasFaults ? { driver: 'blkdebug', config: pathOf(FAULTS), image: file } : file;
  const image = `json:${JSON.stringify({ driver: 'luks', 'key-secret': key, file: below })}`;
  const place = hasFaults
    ? `file.driver=blkdebug,file.config=${pathOf(FAULTS)},file.image.filename=${pathOf(IMAGE)}`
    : `file.filename=${pathOf(IMAGE)}`;
  return { image, options: `driver=luks,key-secret=${key},${place}` };
}

type Step = (names: Names) => CommandLine;

const img =
  (verb: string, argv: (names: Names) => readonly string[]): Step =>
  (names) =>
    line('img', verb, ...SECRETS, ...argv(names));

/** What is done with the image by qemu-img, also what its format refuses. */
const TOOL_STEPS: readonly Step[] = [
  img('info', ({ image }) => [image]),
  img('info', () => ['-f', 'luks', '--output=json', pathOf(IMAGE)]),
  img('check', ({ image }) => [image]),
  img('map', ({ image }) => [image]),
  img('map', ({ image }) => ['--output=json', image]),
  img('measure', ({ image }) => ['-O', 'qcow2', image]),
  img('measure', ({ image }) => ['-O', 'luks', '-o', 'key-secret=two,cipher-mode=cbc', image]),
  img('convert', ({ image }) => ['-O', 'raw', image, PLAIN]),
  img('convert', ({ image }) => ['-O', 'qcow2', image, COPY]),
  img('convert', ({ options }) => ['-n', '-f', 'raw', BACKING, '--target-image-opts', options]),
  img('convert', ({ options }) => [
    ...['-n', '-S', '0', '-f', 'raw', BACKING, '--target-image-opts'],
    options,
  ]),
  img('convert', ({ image }) => ['-c', '-O', 'luks', '-o', 'key-secret=key', image, COPY]),
  img('dd', ({ options }) => [
    ...['-O', 'raw', '--image-opts', 'bs=64k', 'count=3', 'skip=1', `of=${PLAIN}`],
    `if=${options}`,
  ]),
  img('compare', ({ image }) => ['-F', 'raw', image, PLAIN]),
  img('compare', ({ image }) => [image, BACKING]),
  img('snapshot', ({ image }) => ['-c', 'one', image]),
  img('bitmap', ({ image }) => ['--add', image, 'b0']),
  img('commit', ({ image }) => [image]),
  img('rebase', ({ image }) => ['-u', '-b', BACKING, '-F', 'raw', image]),
  img('bench', ({ image }) => ['-w', '-c', '4', '-d', '1', '-s', '4k', '--pattern=7', image]),
];

/** Changes of passwords that are refused, whatever the image holds: they write nothing. */
const REFUSED = [
  'state=active',
  'state=active,new-secret=two,keyslot=0',
  'state=active,new-secret=two,old-secret=key',
  'state=active,new-secret=nobody,keyslot=5',
  'state=active,new-secret=two,keyslot=8',
  'state=inactive',
  'state=inactive,keyslot=7',
  'state=inactive,keyslot=0,old-secret=other',
  'state=inactive,old-secret=other',
  'state=inactive,keyslot=0,new-secret=two',
  'state=else',
  'cipher-alg=aes-128',
  'lazy_refcounts=on',
];

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .record({
        cache: fc.constantFrom('writethrough', 'writeback', 'unsafe'),
        discard: fc.constantFrom('unmap', 'ignore'),
        commands: fc.array(command, { minLength: 1, maxLength: 6 }),
      })
      .map(({ cache, discard, commands }): Step => {
        // Of requests in flight together each ends when it likes.
        const alone = commands.flatMap((text) =>
          text.startsWith('aio') ? [text, 'aio_flush'] : [text],
        );
        const asked = alone.flatMap((text) => ['-c', text]);
        const modes = ['-t', cache, '-d', discard];
        return ({ image }) => line('io', ...SECRETS, ...modes, ...asked, image);
      }),
  },
  { weight: 4, arbitrary: fc.constantFrom(...TOOL_STEPS) },
  {
    weight: 2,
    arbitrary: fc
      .record({
        size: fc.constantFrom('0', '1000', '64k', '1M', '1500k', '+512', '+100k', '-512', '-64k'),
        mode: fc.constantFrom('off', 'off', 'off', 'metadata', 'falloc', 'full'),
        shrink: fc.constantFrom(['--shrink'], ['--shrink'], []),
      })
      .map(({ size, mode, shrink }) =>
        img('resize', ({ image }) => [...shrink, `--preallocation=${mode}`, image, size]),
      ),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(...REFUSED)
      .map((options) => img('amend', ({ image }) => ['-o', options, image])),
  },
);

/** The format has no events of its own: those of requests, and some that never come. */
const EVENTS = BLKDEBUG_EVENTS.filter((event) => /^(?:pwritev|flush_to|none|l2_load)/.test(event));

const faults: fc.Arbitrary<string> = fc
  .array(
    fc.record({
      event: fc.constantFrom(...EVENTS),
      errno: fc.constantFrom(5, 28),
      once: fc.constantFrom('on', 'off'),
      immediately: fc.constantFrom('on', 'off', 'off'),
      iotype: fc.constantFrom('', '', 'read', 'write', 'write', 'flush', 'write-zeroes', 'discard'),
      // The header, key material, and places of the disk.
      sector: fc.constantFrom(undefined, undefined, 0, 8, 500, 4040, 4100),
    }),
    { minLength: 1, maxLength: 2 },
  )
  .map((rules) =>
    rules
      .map(({ event, errno, once, immediately, iotype, sector }) =>
        [
          '[inject-error]',
          `event = "${event}"`,
          `errno = "${errno}"`,
          `once = "${once}"`,
          `immediately = "${immediately}"`,
          ...(iotype === '' ? [] : [`iotype = "${iotype}"`]),
          ...(sector === undefined ? [] : [`sector = "${sector}"`]),
          '',
        ].join('\n'),
      )
      .join('\n'),
  );

function makingLines({ size, preallocation, options, amends }: Shape): CommandLine[] {
  const all = ['key-secret=key', 'iter-time=0', `preallocation=${preallocation}`, ...options];
  const place = [pathOf(IMAGE), String(size)];
  const { image } = namesOf(false);
  return [
    line('img', 'create', '-q', ...SECRETS, '-f', 'luks', '-o', all.join(','), ...place),
    line('img', 'create', '-q', '-f', 'raw', PLAIN, '100k'),
    ...amends.map((change) => line('img', 'amend', ...SECRETS, '-o', change, image)),
  ];
}

/** Cases with or without faults, which are met by every step but the last ones. */
export const luksCases = (hasFaults: boolean): fc.Arbitrary<RandomCase> =>
  fc
    .record({
      shape: shapes,
      steps: fc.array(steps, { minLength: 2, maxLength: 6 }),
      rules: hasFaults ? faults : fc.constant(undefined),
      maker: fc.constantFrom('real', 'ours'),
    } as const)
    .map(({ shape, steps: chosen, rules, maker }) => {
      const making = makingLines(shape);
      const names = namesOf(rules !== undefined);
      const after = ['key', 'two', 'other'].map((key) =>
        line('img', 'convert', ...SECRETS, '-O', 'raw', namesOf(false, key).image, PLAIN),
      );
      return {
        faults: rules,
        lines: [...making, ...chosen.map((step) => step(names)), ...after],
        dataFile: DATA_FILE,
        maker,
        madeLines: making.length,
      };
    });
