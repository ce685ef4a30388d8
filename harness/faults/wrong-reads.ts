// What guests read while an image was open, against what it might have held then.
import { BLOCK, type BlockValue, type Cut, type DiskModel } from '../oracle/disk-model.ts';
import { blockOf } from '../oracle/disk.ts';
import { contentOf, type Violation } from '../oracle/judge.ts';
import type { Subject } from './expected.ts';
import type { FaultRun, GuestRead } from './fault-run.ts';

/** What guests read while the image was open, and could not. */
export function wrongReads(
  { image, before }: Subject,
  model: DiskModel | undefined,
  { reads, failedBetween = Infinity }: FaultRun,
): readonly Violation[] {
  if (before === undefined) return [];
  for (const read of reads) {
    if (read.image !== image || read.ended > failedBetween) continue;
    const wrong = wrongBlock(read, model, (block) => blockOf(before.disk, block));
    if (wrong === undefined) continue;
    const detail = `a guest read ${wrong.what} at 0x${(wrong.block * BLOCK).toString(16)}`;
    const signature = before.hasSubclusters ? 'subclusters' : '';
    return [{ promise: 'read', image, block: wrong.block, detail, signature }];
  }
  return [];
}

/** The first whole block of a read that held what it must not hold. */
function wrongBlock(
  { offset, bytes, issued, ended }: GuestRead,
  model: DiskModel | undefined,
  before: (block: number) => Uint8Array,
): { readonly block: number; readonly what: string } | undefined {
  const cuts = [ended, issued].map((moment) => ({ moment, loses: false }));
  const last = Math.floor((offset + bytes.length) / BLOCK);
  for (let block = Math.ceil(offset / BLOCK); block < last; block += 1) {
    const value = bytes.subarray(block * BLOCK - offset, (block + 1) * BLOCK - offset);
    const valuesAt = (cut: Cut): readonly BlockValue[] =>
      model?.mayHold(block, cut) ?? [before(block)];
    const isOne = (one: BlockValue): boolean => Buffer.compare(one, value) === 0;
    if (cuts.some((cut) => valuesAt(cut).some(isOne))) continue;
    const values = cuts.flatMap(valuesAt);
    if (model?.mayRead(block, value, values) === true) continue;
    const words = [...new Set(values.map(contentOf))].join(' or ');
    return { block, what: `${contentOf(value)} instead of ${words}` };
  }
  return undefined;
}
