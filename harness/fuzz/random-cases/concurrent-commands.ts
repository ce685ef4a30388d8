// Random requests that run at the same time: one is stopped at an event, others come close to it.
//
// Between commands there is a pause in which everything ends that can: without it the order would
// depend on the speed of the machine.
import fc from 'fast-check';
import { BLKDEBUG_EVENTS, type BlkdebugEvent } from '../../../engine/index.ts';

const PAUSE = 'sleep 12';

/** Events that requests come by while they read and write; at the others nobody stops. */
const STOPS: readonly BlkdebugEvent[] = [
  'write_aio',
  'write_aio',
  'read_aio',
  'cow_read',
  'cow_write',
  'cluster_alloc',
  'cluster_free',
  'cluster_alloc_space',
  'l1_update',
  'l2_load',
  'l2_update',
  'l2_alloc_write',
  'refblock_load',
  'refblock_update_part',
  'refblock_alloc',
  'refblock_alloc_write',
  'refblock_alloc_hookup',
  'reftable_grow',
  'flush_to_os',
  'flush_to_disk',
  'pwritev',
  'pwritev_zero',
  'pwritev_done',
].filter((event) => BLKDEBUG_EVENTS.some((known) => known === event)) as BlkdebugEvent[];

const VERBS = [
  'aio_write',
  'aio_write',
  'aio_write',
  'aio_read',
  'aio_write -z',
  'aio_write -z -u',
];
const LENGTHS = [512, 1024, 1536, 4096, 5000, 20_000, 64 * 1024];

/** One request that starts within `reach` bytes behind `base`, inside the first `span` bytes. */
const request = (span: number, base: number, reach: number): fc.Arbitrary<string> =>
  fc
    .record({
      verb: fc.constantFrom(...VERBS),
      at: fc.nat({ max: Math.floor(reach / 512) }),
      length: fc.constantFrom(...LENGTHS),
      pattern: fc.nat(255),
    })
    .map(({ verb, at, length, pattern }) => {
      const offset = Math.min(base + at * 512, span - 512);
      const bytes = Math.min(length, span - offset);
      const fill = verb === 'aio_write' ? ` -P ${pattern}` : '';
      return `${verb}${fill} ${offset} ${bytes}`;
    });

/** Commands of one process in which requests meet, inside the first `span` bytes of the disk. */
export const concurrentCommands = (span: number): fc.Arbitrary<readonly string[]> =>
  fc
    .record({
      base: fc.nat({ max: Math.floor(span / 512) - 1 }),
      reach: fc.constantFrom(1024, 8192, 64 * 1024),
    })
    .chain(({ base, reach }) => {
      const one = request(span, base * 512, reach);
      return fc.record({
        events: fc.array(fc.constantFrom(...STOPS), { minLength: 1, maxLength: 2 }),
        before: fc.array(one, { maxLength: 2 }),
        stopped: one,
        meanwhile: fc.array(one, { minLength: 1, maxLength: 2 }),
        after: fc.array(one, { maxLength: 1 }),
      });
    })
    .map(({ events, before, stopped, meanwhile, after }) => {
      const tags = events.map((_event, index) => 'AB'.charAt(index));
      const paused = (commands: readonly string[]): string[] =>
        commands.flatMap((command) => [command, PAUSE]);
      return [
        ...paused(before),
        ...events.map((event, index) => `break ${event} ${tags[index]}`),
        ...paused([stopped, ...meanwhile]),
        ...paused(tags.map((tag) => `resume ${tag}`)),
        ...paused(after),
        ...paused(tags.map((tag) => `remove_break ${tag}`)),
        'aio_flush',
      ];
    });
