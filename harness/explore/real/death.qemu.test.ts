// Processes of the real tools that die: the files that they leave are those of our model, byte for
// byte and in the same order, and so is the damage.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findTools } from '../../engines/qemu-tools.ts';
import {
  differenceOf,
  modelledDeaths,
  prepare,
  realDeaths,
  type Remains,
  type Scene,
} from './death.test-support.ts';
import { DyingTools } from '../../engines/dying-tools.ts';
import { pathOf } from '../../engines/engine.ts';

let scratch: string;
let dying: DyingTools;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'blkdrill-test-'));
  const tools = findTools(process.env['PATH'] ?? '');
  dying = new DyingTools({ tools, scratch, deadline: Date.now() + 100_000 });
});
afterEach(() => {
  dying.close();
  rmSync(scratch, { recursive: true });
});

const T = 'img create -q -f qcow2 t.qcow2 256k';
const BASE = 'img create -q -f qcow2 base.qcow2 256k';
const OVER = 'img create -q -f qcow2 -b ./base.qcow2 -F qcow2 t.qcow2 256k';

interface Flaw extends Scene {
  readonly name: string;
  /** What looks print where the damage is. */
  readonly damage: RegExp;
  /** Where it is, in the order of changes; those that change no byte do not count. */
  readonly after: readonly number[];
}

const FLAWS: readonly Flaw[] = [
  {
    name: 'rebase: the new backing file shows',
    before: [
      BASE,
      'img create -q -f qcow2 new.qcow2 256k',
      'io base.qcow2: write -q -P 1 0 64k',
      OVER,
    ],
    ended: 'img rebase -b ./new.qcow2 -F qcow2 t.qcow2',
    looks: ['io t.qcow2: read -q -P 1 0 64k', 'img check t.qcow2'],
    damage: /^Pattern verification failed/,
    after: [5, 6],
  },
  {
    name: 'commit: the base reads what was written for another place',
    before: [
      BASE,
      'io base.qcow2: write -q -P 1 0 64k',
      OVER,
      'io t.qcow2: write -q -z -u 0 64k; write -q -P 4 128k 64k',
    ],
    ended: 'img commit t.qcow2',
    looks: ['io base.qcow2: read -v 0 16', 'img check base.qcow2'],
    damage: /: +04 04[^]*No errors were found/,
    after: [2],
  },
  {
    name: 'a write takes a discarded cluster',
    before: [T, 'io t.qcow2: write -q -P 1 0 64k'],
    ended: 'io t.qcow2: discard -q 0 64k; write -q -P 4 128k 64k',
    looks: ['io t.qcow2: read -v 0 16', 'img check t.qcow2'],
    damage: /: +04 04[^]*No errors were found/,
    after: [2],
  },
  {
    name: 'a zero write drops compressed data',
    before: [T, 'io t.qcow2: write -q -c -P 1 0 64k'],
    ended: 'io t.qcow2: write -q -z 0 64k',
    looks: ['io t.qcow2: read 0 64k', 'img check t.qcow2'],
    damage: /^read failed: Input\/output error\nNo errors were found/,
    after: [1],
  },
  {
    name: 'snapshot apply: a later write changes the snapshot',
    before: [
      T,
      'io t.qcow2: write -q -P 1 0 64k',
      'img snapshot -c a t.qcow2',
      'io t.qcow2: write -q -P 2 0 64k',
    ],
    ended: 'img snapshot -a a t.qcow2',
    looks: [
      'io t.qcow2: write -q -P 3 0 64k',
      'img snapshot -a a t.qcow2',
      'io t.qcow2: read -v 0 16',
    ],
    damage: /: +03 03/,
    after: [3, 4, 5],
  },
  {
    name: 'a commit empties an image: its data is dropped before the entries',
    before: [BASE, OVER, 'img snapshot -c a t.qcow2', 'io t.qcow2: write -q -P 2 0 64k'],
    ended: 'img commit t.qcow2',
    looks: ['io t.qcow2: read -v 0 16', 'io base.qcow2: read -q -P 2 0 64k', 'img check t.qcow2'],
    damage: /^\S+: +00 00[^]*No errors were found/,
    after: [7],
  },
  {
    name: 'a shrink drops data while the disk has its old length',
    before: [T, 'io t.qcow2: write -q -P 1 0 256k'],
    ended: 'img resize -q --shrink t.qcow2 128k',
    looks: ['io t.qcow2: length; read -v 128k 16', 'img check t.qcow2'],
    damage: /^256 KiB\n\S+: +00 00|region exceeding the end of the file/,
    after: [1, 2, 3],
  },
  {
    name: 'a write zeroes what it is about to overwrite',
    before: [
      'img create -q -f qcow2 -o extended_l2=on t.qcow2 64k',
      'io t.qcow2: write -q -P 1 4k 2k',
    ],
    ended: 'io t.qcow2: write -q -P 3 5k 2560',
    looks: ['io t.qcow2: read -v 5k 16', 'img check t.qcow2'],
    damage: /^\S+: +00 00[^]*No errors were found/,
    after: [1],
  },
  {
    name: 'a growth shows what the backing file holds behind the old end',
    before: [
      BASE,
      'io base.qcow2: write -q -P 1 0 256k',
      'img create -q -f qcow2 -b ./base.qcow2 -F qcow2 t.qcow2 64k',
      'io t.qcow2: write -q -P 2 0 64k',
    ],
    ended: 'img resize -q t.qcow2 256k',
    looks: ['io t.qcow2: length; read -v 128k 16', 'img check t.qcow2'],
    damage: /^256 KiB\n\S+: +01 01/,
    after: [1],
  },
  {
    name: 'a header of two sectors is torn',
    before: [T],
    ended: 'img bitmap --add t.qcow2 b',
    torn: 512,
    looks: ['io t.qcow2: length'],
    damage: /found bitmaps extension with zero bitmaps/,
    after: [3],
  },
  {
    name: 'a backing file that a torn header names is forgotten',
    before: [
      BASE,
      'io base.qcow2: write -q -P 1 0 64k',
      'img create -q -f qcow2 -o compat=0.10 -b ./base.qcow2 -F qcow2 t.qcow2',
    ],
    ended: 'img amend -q -f qcow2 -o compat=1.1 t.qcow2',
    torn: 512,
    looks: ['io t.qcow2: read -v 0 16', 'img check t.qcow2'],
    damage: /^\S+: +00 00[^]*No errors were found/,
    after: [0],
  },
  {
    name: 'a repair stops between flags and refcounts',
    before: [
      T,
      'io t.qcow2: write -q -P 1 0 64k',
      'img snapshot -c a t.qcow2',
      'raw t.qcow2: write -q -P 0 60 12',
    ],
    ended: 'img check -q -r leaks t.qcow2',
    looks: ['img check t.qcow2', 'io t.qcow2: read -q -P 1 0 64k'],
    damage: /ERROR OFLAG_COPIED/,
    after: [3, 4],
  },
];

const wordsOf = (remains: readonly Remains[]): readonly string[] =>
  remains.map(({ looks }) => looks.join(''));

/** The real deaths; the modelled ones are the same. */
function bothDeaths(scene: Scene): readonly Remains[] {
  const prepared = prepare(dying, scene);
  const modelled = modelledDeaths(scene, prepared.remains);
  const real = realDeaths(dying, scene, prepared);
  expect(wordsOf(real)).toEqual(wordsOf(modelled));
  const differences = real.map((one, index) => differenceOf(one, modelled[index] as Remains));
  expect(differences.filter((one) => one !== undefined)).toEqual([]);
  return real;
}

test('a process that dies while it allocates leaves leaks at worst, as our model says', () => {
  const remains = bothDeaths({
    before: [T],
    ended: 'io t.qcow2: write -q -P 1 0 64k; write -q -P 2 100k 3k',
    looks: ['img check t.qcow2'],
  });
  expect(remains).toHaveLength(11);
  for (const text of wordsOf(remains)) expect(text).toMatch(/^(No errors|Leaked cluster)/);
});

test('with a data file the real tool writes an entry before its data is flushed', () => {
  const { world } = dying;
  const [base, image] = [pathOf('base.qcow2'), pathOf('t.qcow2')];
  world.run('img', ['create', '-q', '-f', 'qcow2', base, '64k']);
  world.run('io', ['-f', 'qcow2', '-c', 'write -q -P 1 0 64k', base]);
  const over = ['-b', './base.qcow2', '-F', 'qcow2', '-o', `data_file=${pathOf('t.data')}`];
  world.run('img', ['create', '-q', '-f', 'qcow2', ...over, image]);
  const asked = ['-t', 'writeback', '-c', 'write -q -P 2 10k 2k', '-c', 'flush', image];
  const done = dying.changesOf('io', ['-f', 'qcow2', ...asked]);
  const words = done.map(({ kind, file }) => `${kind} ${file}`);
  // Refcounts, a new L2 table and its entry in L1; then the data with the copy around it.
  const data = words.indexOf('write t.data');
  expect(words.slice(data)).toEqual([
    'write t.data',
    'write t.qcow2',
    'flush t.data',
    'flush t.qcow2',
  ]);
});

test.each(FLAWS)('$name', (scene) => {
  const words = wordsOf(bothDeaths(scene));
  const found = words.flatMap((text, count) => (scene.damage.test(text) ? [count] : []));
  expect(found).toEqual(scene.after);
});
