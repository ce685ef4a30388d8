// Each rule of floating-tasks.ts, shown to find what breaks it and to leave alone what does not.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createProgram, floatingTasks } from './floating-tasks.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'blkdrill-tidy-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HEADER = `
interface Suspension { suspend(fiber: object): boolean }
type Task<T> = Generator<Suspension, T, void>;
declare function write(): Task<void>;
declare function event(): Task<void> | undefined;
declare function plain(): number;
declare function each(look: (value: number) => void): void;
declare function run<T>(task: Task<T>): T;
declare const isReady: boolean;
declare const list: Task<void>[];
`;

/** Lines after the header at which a Task floats in `body`, the inside of a Task. */
function linesWithFloating(body: string): number[] {
  const path = join(folder, 'sample.ts');
  writeFileSync(path, `${HEADER}export function* sample(): Task<unknown> {\n${body}\n}\n`);
  const first = HEADER.split('\n').length + 1;
  return floatingTasks(createProgram(root, [path]), [path]).map((finding) => {
    const line = /:(\d+): /.exec(finding)?.[1];
    return Number(line) - first;
  });
}

test('a Task that is called and dropped is found', () => {
  const body = `
    write();
    isReady && write();
    isReady ? write() : plain();
    void write();
    event();
    const task = event(); if (task) task;
    each(() => write());
    each(function* () { yield* write(); });
    each(() => { write(); });
    return write();`;
  expect(linesWithFloating(body)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test('a Task as a condition is found: it is always true', () => {
  const body = `
    if (write()) plain();
    while (!write()) plain();
    for (; write(); ) plain();
    const one = write() ? 1 : 2;
    const two = write() && one;
    return (yield* write()) ?? two;`;
  expect(linesWithFloating(body)).toEqual([1, 2, 3, 4, 5]);
});

test('a Task that is run, kept or handed over is left alone', () => {
  const body = `
    yield* write();
    const stop = event();
    if (stop) yield* stop;
    let kept: Task<void>;
    kept = write();
    list.push(kept, write());
    run(write());
    const later = () => write();
    plain();
    each((value) => { plain(); });
    return run(later());`;
  expect(linesWithFloating(body)).toEqual([]);
});

test('a file that is not part of the program is named', () => {
  expect(floatingTasks(createProgram(root, []), ['gone.ts'])).toEqual([
    'gone.ts: not in the program',
  ]);
});
