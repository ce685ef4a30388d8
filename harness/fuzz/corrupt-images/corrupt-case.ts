// A damaged image and what is then done with it: looked at by every program, read, written,
// checked.
import fc from 'fast-check';
import { pathOf } from '../../engines/engine.ts';
import { type ImageRecipe, imageRecipes } from './image-recipe.ts';
import { type Damage, damages } from './damages.ts';
import { type CommandLine, IMAGE } from '../random-cases/random-case.ts';

/** One corrupt image, and what is done with it. */
export interface CorruptCase {
  readonly recipe: ImageRecipe;
  readonly damages: readonly Damage[];
  readonly lines: readonly CommandLine[];
  /** What blkdebug reads, for lines that go through it. */
  readonly faults?: string;
  /** The header is as it was, but for its marks. */
  readonly keepsHeader?: boolean;
  /** Bits of the incompatible features that are set: 1 dirty, 2 corrupt. */
  readonly marks?: number;
}

const image = pathOf(IMAGE);
const img = (...argv: string[]): CommandLine => ({ program: 'img', argv: [...argv, image] });
const io = (options: readonly string[], commands: readonly string[]): CommandLine => ({
  program: 'io',
  argv: ['-f', 'qcow2', ...options, ...commands.flatMap((command) => ['-c', command]), image],
});

/** What looks at an image and leaves it as it is. */
const LOOKS: readonly CommandLine[] = [
  img('check', '-f', 'qcow2'),
  img('check', '-f', 'qcow2', '--output=json'),
  img('info'),
  img('info', '-f', 'qcow2', '--output=json'),
  img('map', '-f', 'qcow2'),
  img('map', '-f', 'qcow2', '--output=json'),
  img('snapshot', '-l'),
  io(['-r'], ['read -v 0 512', 'read 0 64k', 'read 61k 100k', 'alloc 0 64k', 'map']),
];

const place = fc.constantFrom('0', '512', '1k', '4k', '16k', '60k', '128k', '32M', '512M');
const amount = fc.constantFrom('512', '512', '4k', '64k', '100k');

const commands: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(
        fc.constantFrom('write -P 7', 'write -z', 'write -z -u', 'discard', 'read'),
        place,
        amount,
      )
      .map((parts) => parts.join(' ')),
  },
  { weight: 1, arbitrary: fc.constantFrom('flush', 'truncate 80k', 'truncate 3M', 'length') },
);

const session = fc
  .tuple(
    fc.constantFrom('writeback', 'writethrough', 'unsafe'),
    fc.array(commands, { minLength: 1, maxLength: 4 }),
  )
  .map(([cache, asked]) => [io(['-t', cache], asked)]);

/** The format is given, or a broken magic number would make it an operation on a raw disk. */
const snapshotLine = (letter: string, which: string): CommandLine => ({
  program: 'img',
  argv: ['snapshot', letter, which, '--image-opts', `driver=qcow2,file.filename=${image}`],
});

const name = fc.constantFrom('1', 'snapshot 1', 'snapshot 2');

const repairs: readonly CommandLine[] = [
  img('check', '-f', 'qcow2', '-r', 'leaks'),
  img('check', '-f', 'qcow2', '-r', 'all'),
  img('check', '-f', 'qcow2', '-r', 'all', '--output=json'),
];

/** What changes an image. */
const changes: fc.Arbitrary<readonly CommandLine[]> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...repairs).map((line) => [line]) },
  { weight: 4, arbitrary: session },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('-c', '-a', '-d', '-d'), name)
      .map(([letter, which]) => [snapshotLine(letter, which)]),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('80k', '3M', '40M').map((size) => [
      {
        program: 'img' as const,
        argv: ['resize', '-q', '--shrink', '-f', 'qcow2', image, size],
      },
    ]),
  },
);

/** Corrupt images: up to three damages, some looks, then changes with a check behind them. */
export const corruptCases: fc.Arbitrary<CorruptCase> = fc
  .record({
    recipe: imageRecipes,
    damages: fc.oneof(
      { weight: 3, arbitrary: fc.array(damages, { minLength: 1, maxLength: 1 }) },
      { weight: 2, arbitrary: fc.array(damages, { minLength: 2, maxLength: 3 }) },
    ),
    looks: fc.subarray([...LOOKS], { minLength: 3, maxLength: 6 }),
    changes: fc.array(changes, { minLength: 1, maxLength: 2 }),
  })
  .map(({ recipe, damages, looks, changes: later }) => ({
    recipe,
    damages,
    lines: [...looks, ...later.flatMap((lines) => [...lines, img('check', '-f', 'qcow2')])],
  }));
