// Sizes and offsets of a case made smaller and rounder: those that commands of qemu-io and qemu-img
// name, and those of images. Numbers behind `=` and patterns stay as they are.
import type { TreeNode } from '../shapes/yaml-tree.ts';
import { onNodes } from './case-cuts.ts';
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

/** Makes the numbers of texts smaller, one by one. */
export const smallerNumbers: Pass<Draft> = onNodes('scalar', function* (word) {
  let best: TreeNode = word;
  if (best.kind !== 'scalar') return best;
  const count = [...best.text.matchAll(SIZE)].length;
  for (let at = 0; at < count; at += 1) {
    const match: RegExpExecArray | undefined = [...best.text.matchAll(SIZE)][at];
    if (match === undefined) break;
    const [whole, digits = '', letter = ''] = match;
    const bytes = bytesOf(digits, letter);
    const words = [...smallerSizes(bytes), bytes].map(sizeWord).filter((one) => one !== whole);
    for (const one of words) {
      const { text }: { text: string } = best;
      const before = text.slice(0, match.index);
      const offered: TreeNode = {
        ...best,
        text: `${before}${one}${text.slice(match.index + whole.length)}`,
        isText: /\D/.test(one) || best.isText,
      };
      if (yield offered) {
        best = offered;
        break;
      }
    }
  }
  return best;
});
