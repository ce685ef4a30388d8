// Damaged images, and repairs of them whose file fails now and then.
//
// Most rules are armed at `none` or while the image is opened, and tell by the kind of I/O, the
// place and their order what fails: a check announces few of its reads.
import fc from 'fast-check';
import { pathOf } from '../../engines/engine.ts';
import type { CorruptCase } from './corrupt-case.ts';
import { imageRecipes } from './image-recipe.ts';
import { damages } from './damages.ts';
import { type CommandLine, FAULTS, IMAGE } from '../random-cases/random-case.ts';

const image = pathOf(IMAGE);
const throughFaults = `blkdebug:${pathOf(FAULTS)}:${image}`;

const check = (name: string, ...options: string[]): CommandLine => ({
  program: 'img',
  argv: ['check', '-f', 'qcow2', ...options, name],
});

const rules = fc
  .record({
    event: fc.constantFrom(
      'none',
      'none',
      'none',
      'reftable_load',
      'reftable_load',
      'reftable_load',
      'refblock_load',
      'refblock_load',
      'refblock_update_part',
      'refblock_alloc',
      'l1_update',
      'l2_load',
      'l2_update',
      'cluster_alloc',
      'cluster_free',
      'flush_to_os',
      'flush_to_disk',
      'pwritev',
      'pwritev_done',
      'empty_image_prepare',
    ),
    errno: fc.constantFrom(5, 28),
    once: fc.constantFrom('on', 'on', 'off'),
    immediately: fc.constantFrom('on', 'off', 'off'),
    iotype: fc.constantFrom('read', 'write', 'write', 'flush', 'discard', 'write-zeroes', ''),
    /** In steps of one cluster of the smallest size; most images are short. */
    sector: fc.oneof(
      { weight: 2, arbitrary: fc.constant(undefined) },
      { weight: 2, arbitrary: fc.nat(40) },
      { weight: 1, arbitrary: fc.nat(10).map((place) => place * 128) },
    ),
    state: fc.constantFrom(0, 0, 0, 1, 2),
  })
  .map(({ event, errno, once, immediately, iotype, sector, state }) => {
    // Without any bound the image could never be opened.
    const kind = iotype === '' && sector === undefined && event === 'none' ? 'write' : iotype;
    return [
      '[inject-error]',
      `event = "${event}"`,
      `errno = "${errno}"`,
      `once = "${once}"`,
      `immediately = "${immediately}"`,
      ...(kind === '' ? [] : [`iotype = "${kind}"`]),
      ...(sector === undefined ? [] : [`sector = "${sector}"`]),
      ...(state === 0 ? [] : [`state = "${state}"`]),
      '',
    ].join('\n');
  });

const stateRules = fc
  .record({
    event: fc.constantFrom('refblock_load', 'refblock_update_part', 'flush_to_os', 'pwritev'),
    state: fc.constantFrom(1, 2),
    next: fc.constantFrom(1, 2, 3),
  })
  .map(
    ({ event, state, next }) =>
      `[set-state]\nevent = "${event}"\nstate = "${state}"\nnew_state = "${next}"\n`,
  );

const anyFaults = fc
  .tuple(fc.array(rules, { minLength: 1, maxLength: 3 }), fc.array(stateRules, { maxLength: 1 }))
  .map(([errors, states]) => [...errors, ...states].join('\n'));

/** The Nth write or flush fails: states count them. */
const nthFaults = fc
  .record({
    kind: fc.constantFrom(['pwritev', 'write'], ['pwritev', 'write'], ['flush_to_disk', 'flush']),
    place: fc.constantFrom(1, 1, 1, 2, 2, 3, 4, 6),
    errno: fc.constantFrom(5, 28),
    once: fc.constantFrom('on', 'on', 'off'),
    immediately: fc.constantFrom('on', 'off'),
  })
  .map(({ kind: [event, iotype], place, errno, once, immediately }) => {
    const counting = Array.from({ length: place - 1 }, (_, index) =>
      [
        '[set-state]',
        `event = "${event}"`,
        `state = "${index + 1}"`,
        `new_state = "${index + 2}"`,
        '',
      ].join('\n'),
    );
    const failing = [
      '[inject-error]',
      `event = "${event}"`,
      `state = "${place}"`,
      `errno = "${errno}"`,
      `once = "${once}"`,
      `immediately = "${immediately}"`,
      `iotype = "${iotype}"`,
      '',
    ].join('\n');
    return [failing, ...counting].join('\n');
  });

const faults = fc.oneof({ weight: 1, arbitrary: anyFaults }, { weight: 2, arbitrary: nthFaults });

/** A repair, or an opening that repairs if the image is dirty. */
const repairs: fc.Arbitrary<CommandLine> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .constantFrom(['all'], ['all'], ['leaks'], ['all', '--output=json'], ['all', '-q'])
      .map((options) => check(throughFaults, '-r', ...options)),
  },
  { weight: 1, arbitrary: fc.constant(check(throughFaults)) },
  {
    weight: 1,
    arbitrary: fc.constant<CommandLine>({
      program: 'io',
      argv: ['-f', 'qcow2', '-c', 'write -P 9 0 4k', '-c', 'read 0 64k', throughFaults],
    }),
  },
);

/** A repair under faults; then a look, a repair without faults and another look. */
export const repairCases: fc.Arbitrary<CorruptCase> = fc
  .record({
    recipe: imageRecipes,
    damages: fc.array(damages, { minLength: 1, maxLength: 4 }),
    keepsHeader: fc.constantFrom(true, true, true, true, false),
    marks: fc.constantFrom(0, 0, 0, 1, 2, 3),
    faults,
    repairs: fc.array(repairs, { minLength: 1, maxLength: 2 }),
  })
  .map(({ repairs: lines, ...rest }) => ({
    ...rest,
    lines: [...lines, check(image), check(image, '-r', 'all'), check(image)],
  }));
