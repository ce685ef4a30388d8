// Steps that show a broken promise behind the step that broke it: what the guest reads, what a
// check finds.
import type { StepWords } from '../cases/flat-steps.ts';
import { nameOf, pathOf } from '../engines/engine.ts';
import { BLOCK } from '../oracle/disk-model.ts';
import type { PromiseKind, Violation } from '../oracle/judge.ts';

/** What a promise is about. */
export type Shown = Pick<Violation, 'promise' | 'image' | 'block' | 'detail' | 'signature'>;

/** Promises that are shown: those that follow mostly have the same cause. */
const MOST = 3;

/** Where a step is about t.qcow2 it need not say so. */
const imageOption = (image: string): { readonly image?: string } =>
  nameOf(image) === 't.qcow2' ? {} : { image: nameOf(image) };

const checkOf = (image: string, options: object = {}): StepWords => {
  const all = { ...imageOption(image), ...options };
  return Object.keys(all).length === 0 ? 'check' : { check: all };
};

const lookAt = (verb: 'info', image: string): StepWords =>
  nameOf(image) === 't.qcow2' ? verb : { [verb]: imageOption(image) };

/** Bytes that a dump has of a block: all of them where they are not alike. */
const dumpOf = ({ detail, block = 0 }: Shown): string =>
  `read -v ${block * BLOCK} ${/mixed bytes/.test(detail) ? BLOCK : 16}`;

const readOf = (one: Shown): StepWords => ({ io: dumpOf(one), ...imageOption(one.image) });

/** A copy of the snapshot's disk, which changes nothing in the image, and its block. */
function snapshotSteps(one: Shown): readonly StepWords[] {
  const [, name] = /^snapshot '(.*)' (?:reads|cannot)/.exec(one.detail) ?? [];
  const list = { snapshot: { action: 'list', ...imageOption(one.image) } };
  if (name === undefined) return [list];
  const path = pathOf(nameOf(one.image));
  const words = ['convert', '-f', 'qcow2', '-O', 'raw', '-l', `snapshot.name=${name}`];
  const copy = { img: [...words, path, pathOf('snapshot.raw')] };
  if (one.block === undefined) return [copy];
  return [copy, { io: dumpOf(one), image: 'snapshot.raw', format: 'raw' }];
}

function stepsOf(one: Shown): readonly StepWords[] {
  switch (one.promise) {
    case 'written':
    case 'untouched':
    case 'readable':
      return [readOf(one), checkOf(one.image)];
    case 'snapshot':
      return snapshotSteps(one);
    case 'length':
    case 'bitmap':
      return [lookAt('info', one.image)];
    case 'opens':
    case 'sound':
    case 'space':
      return [checkOf(one.image)];
    case 'repaired':
      return [checkOf(one.image, { repair: 'all' }), ...innerSteps(one)];
    case 'later':
      return innerSteps(one);
    // The step itself prints it.
    case 'read':
    case 'ends':
      return [];
  }
}

/** Of a repair and of further work the signature says which promise they break. */
function innerSteps(one: Shown): readonly StepWords[] {
  const [word = ''] = one.signature.split(' ');
  const inner = INNER.find((promise) => promise === word) ?? 'sound';
  return stepsOf({ ...one, promise: inner });
}

const INNER: readonly PromiseKind[] = [
  'opens',
  'sound',
  'readable',
  'written',
  'untouched',
  'length',
  'snapshot',
  'bitmap',
];

/** The steps, each of them once. */
export function showingSteps(violations: readonly Shown[]): readonly StepWords[] {
  const steps = new Map<string, StepWords>();
  for (const step of violations.slice(0, MOST).flatMap(stepsOf)) {
    const key = JSON.stringify(step);
    // A check that was done before says the same.
    if (!steps.has(key)) steps.set(key, step);
  }
  return [...steps.values()];
}

/** 'written: t.qcow2: guest block 0x0 reads 0x04, may hold 0x01'. */
export const shownWords = ({ promise, image, detail }: Shown): string =>
  [promise, ...(image === '' ? [] : [nameOf(image)]), detail].join(': ');

/** The same for the purpose of a case: of several findings the first. */
export const purposeWords = (one: Shown): string =>
  shownWords({ ...one, detail: one.detail.split('; ')[0] ?? '' });
