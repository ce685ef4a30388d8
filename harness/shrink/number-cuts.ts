// Sizes and offsets of a case made smaller and rounder: those that commands of qemu-io and qemu-img
// name, and those of images. Numbers behind `=` and patterns stay as they are.
import { onNodes } from './case-cuts.ts';
import type { ScalarNode } from '../shapes/yaml-tree.ts';
import type { Draft } from './draft.ts';
import type { Pass } from './greedy.ts';

const UNITS: readonly (readonly [bytes: number, letter: string])[] = [
  [1024 ** 3, 'G'],
  [1024 ** 2, 'M'],
  [1024, 'k'],
];

/** A number with a unit that stands alone, and is no pattern. */
const SIZE = /(?<![\w.=,:-])(?<!-P )(\d{1,15})([kKmMgG]?)(?![\w.=:])/g;

const bytesOf = (digits: string, letter: string): number =>
  Number(digits) * (UNITS.find(([, one]) => one.toLowerCase() === letter.toLowerCase())?.[0] ?? 1);

/** As cases write it: 65536 is '64k'. */
export function sizeWord(bytes: number): string {
  const unit = UNITS.find(([size]) => bytes > 0 && bytes % size === 0);
  return unit === undefined ? String(bytes) : `${bytes / unit[0]}${unit[1]}`;
}

const ROUND = [512, 4096, 65_536, 1024 ** 2];

/** Smaller and rounder numbers, the smallest first. */
export function smallerSizes(bytes: number): readonly number[] {
  const rounded = ROUND.flatMap((unit) => [
    Math.floor(bytes / unit) * unit,
    Math.floor(bytes / 2 / unit) * unit,
  ]);
  const all = [0, ...ROUND, ...rounded].filter((size) => size < bytes);
  return [...new Set(all)].sort((a, b) => a - b);
}

/** The texts with the size that was matched made smaller or shorter, the smallest first. */
function smallerTexts(text: string, { 0: whole, 1: digits = '', 2: letter = '', index }: Match) {
  const bytes = bytesOf(digits, letter);
  const words = [...smallerSizes(bytes), bytes].map(sizeWord).filter((one) => one !== whole);
  const [before, behind] = [text.slice(0, index), text.slice(index + whole.length)];
  return words.map((one) => `${before}${one}${behind}`);
}

type Match = RegExpExecArray;

/** Makes the numbers of texts smaller, one by one, each as often as that goes. */
export const smallerNumbers: Pass<Draft> = onNodes('scalar', function* (word) {
  if (word.kind !== 'scalar') return word;
  let best = word;
  const count = [...word.text.matchAll(SIZE)].length;
  for (let at = 0; at < count; at += 1) {
    let before;
    do {
      before = best;
      best = yield* smallerNumber(best, at);
    } while (best !== before);
  }
  return best;
});

/** The word with the first smaller number at that place that holds; the word itself: none does. */
function* smallerNumber(word: ScalarNode, at: number): Generator<ScalarNode, ScalarNode, boolean> {
  const match = [...word.text.matchAll(SIZE)][at];
  for (const text of match === undefined ? [] : smallerTexts(word.text, match)) {
    const offered = { ...word, text, isText: /\D/.test(text) };
    if (yield offered) return offered;
  }
  return word;
}
