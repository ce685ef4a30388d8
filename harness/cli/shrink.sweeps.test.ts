// What `blkdrill shrink` prints.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { Request } from './command.ts';
import { replay } from './replay.ts';
import { shrink } from './shrink.ts';

const TOKEN = '585/3/power/3/keep=1';

const requestOf = (word: string, options: Readonly<Record<string, string>>): Request =>
  new Request([word], new Map(Object.entries(options).map(([name, value]) => [name, [value]])));

/** What goes to the standard output, and the status. */
async function printed(work: () => number | Promise<number>): Promise<string> {
  let text = '';
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  try {
    const status = await work();
    return `${text}status ${status}`;
  } finally {
    spy.mockRestore();
  }
}

const run = (word: string, options: Readonly<Record<string, string>> = {}): Promise<string> =>
  printed(() => shrink(requestOf(word, options), process.cwd()));

test('prints what was cut, what is shown, the token and the case', async () => {
  const [sizes, shows, token, empty, purpose, ...others] = (await run(TOKEN)).split('\n');
  expect(sizes).toMatch(/^3 steps with 4 commands, of 3 steps with 4 commands; \d+ cases tried$/);
  expect(shows).toBe('shows: power, written, case 585, in data of guest offset N');
  expect(token).toMatch(/^token: 585\/3\/power\/\d+\/keep=\d+$/);
  expect(empty).toBe('');
  expect(purpose).toBe(`purpose: "Cut down from ${TOKEN}, shown by ${token?.slice(7)}"`);
  expect(others.at(-1)).toBe('status 0');
});

test('with --print there is the case alone, and --calls bounds what is tried', async () => {
  const text = await run(TOKEN, { print: '', calls: '3' });
  expect(text).toMatch(/^purpose: "Cut down from .*"\ngroups: \[rw\]\n[^]*\nstatus 0$/);
});

test('what is printed is replayed from a file, by the token that it names', async () => {
  const text = (await run(TOKEN, { print: '' })).replace(/status 0$/, '');
  const folder = mkdtempSync(join(tmpdir(), 'blkdrill-shrink-'));
  try {
    const file = join(folder, 'small.yaml');
    writeFileSync(file, text);
    const word = /shown by (\S+)"/.exec(text)?.[1] ?? '';
    const told = await printed(() => replay(requestOf(word, { case: file }), process.cwd()));
    expect(told).toContain('(written)');
    expect(told).toMatch(/status 1$/);
    writeFileSync(file, 'purpose: p\nsteps: [nonsense]\n');
    expect(() => replay(requestOf(word, { case: file }), process.cwd())).toThrow(`${file}:2:`);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('Ctrl-C prints the smallest case so far', async () => {
  const exit = vi.spyOn(process, 'exit').mockImplementation((() => {}) as () => never);
  const before = process.listeners('SIGINT');
  try {
    const text = await printed(async () => {
      const running = shrink(requestOf(TOKEN, { print: '' }), process.cwd());
      const [listener] = process.listeners('SIGINT').filter((one) => !before.includes(one));
      listener?.('SIGINT');
      return await running;
    });
    expect(exit).toHaveBeenCalledWith(130);
    // The first is the finding as it was given; nothing ends this process, so it goes on.
    expect(text.match(/^purpose: /gm)).toHaveLength(2);
    expect(text).toContain('create: 256k');
    expect(process.listeners('SIGINT')).toEqual(before);
  } finally {
    exit.mockRestore();
  }
});

test('what breaks nothing has status 1, and what is no token is told', async () => {
  const kept = '606/4/fault/io=1/errno=5/times=1/written=0/end';
  expect(await run(kept)).toBe(`${kept} breaks no promise\nstatus 1`);
  await expect(run('606')).rejects.toThrow("'606' is no token of 'blkdrill explore'");
  await expect(run('606/99/power/0')).rejects.toThrow('does not fit its case: there is no step 99');
});

test('a moment, an I/O and a file that are not there are told', async () => {
  const fits = (token: string, why: string): Promise<void> =>
    expect(run(token)).rejects.toThrow(`'${token}' does not fit its case: the step has ${why}`);
  await fits('585/3/power/99', '6 moments, not 99');
  await fits('585/3/fault/io=99/errno=5/times=1/written=0/end', '10 I/Os, not 99');
  await fits(
    '585/3/fault/space=99/errno=28/times=1/written=0/end',
    '2 I/Os that need space, not 99',
  );
  await expect(run('585/3/powr/3')).rejects.toThrow('; these look like 585/3/power/3/keep=1');
  await expect(run(TOKEN, { case: tmpdir() })).rejects.toThrow(
    `cannot read '${tmpdir()}': illegal operation on a directory (EISDIR)`,
  );
});
