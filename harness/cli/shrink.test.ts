// What `blkdrill shrink` prints.
import { expect, test, vi } from 'vitest';
import { Request } from './command.ts';
import { shrink } from './shrink.ts';

const TOKEN = '585/3/power/3/keep=1';

async function run(word: string, options: Readonly<Record<string, string>> = {}): Promise<string> {
  let text = '';
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  const values = new Map(Object.entries(options).map(([name, value]) => [name, [value]] as const));
  try {
    const status = await shrink(new Request([word], values), process.cwd());
    return `${text}status ${status}`;
  } finally {
    spy.mockRestore();
  }
}

test('prints what was cut, what is shown, the token and the case', async () => {
  const [sizes, shows, token, empty, purpose, ...others] = (await run(TOKEN)).split('\n');
  expect(sizes).toMatch(/^3 steps with 4 commands, of 3 steps with 4 commands; \d+ cases tried$/);
  expect(shows).toBe('shows: power, written, case 585, in data of guest offset N');
  expect(token).toMatch(/^token: 585\/3\/power\/\d+\/keep=\d+$/);
  expect(empty).toBe('');
  expect(purpose).toBe(`purpose: "Cut down from ${TOKEN}"`);
  expect(others.at(-1)).toBe('status 0');
});

test('with --print there is the case alone, and --calls bounds what is tried', async () => {
  const text = await run(TOKEN, { print: '', calls: '3' });
  expect(text).toMatch(/^purpose: "Cut down from .*"\ngroups: \[rw\]\n[^]*\nstatus 0$/);
});

test('what breaks nothing has status 1, and what is no token is told', async () => {
  const kept = '606/4/fault/io=1/errno=5/times=1/written=0/end';
  expect(await run(kept)).toBe(`${kept} breaks no promise\nstatus 1`);
  await expect(run('606')).rejects.toThrow("'606' is no token of 'blkdrill explore'");
  await expect(run('606/99/power/0')).rejects.toThrow('does not fit its case: there is no step 99');
});
