// Engines with one mistake each, made of the toy engine: sweeps find it, and what they find is
// replayed, cut down, explained and made a case that is red on that engine alone.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { launcher, root as checkout } from '../build/paths.mjs';

const TOY = readFileSync(join(checkout, 'harness/engines/adapters/toy.py'), 'utf8');

const CASE = `purpose: Two writes
groups: [rw]
steps:
  - create: { size: 256k, cluster_size: 4k }
  - io: write -q -P 1 0 4k
  - io: write -q -P 2 0 8k
`;

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'blkdrill-test-'));
  for (const folder of ['scratch', 'suites', 'golden']) mkdirSync(join(root, folder));
  writeFileSync(join(root, 'suites/501-two-writes.yaml'), CASE);
});
afterEach(() => rmSync(root, { recursive: true }));

function blkdrill(...argv: readonly string[]) {
  const env = { ...process.env, BLKDRILL_TMPDIR: join(root, 'scratch'), NO_COLOR: '1' };
  const options = { cwd: root, env, encoding: 'utf8', timeout: 300_000 } as const;
  return spawnSync(process.execPath, [launcher('blkdrill'), ...argv], options);
}

/** An engine, by its name and with its changes; the names stand in blkdrill.engines.yaml. */
function engines(all: Readonly<Record<string, readonly (readonly [string, string])[]>>): void {
  const names = Object.entries(all).map(([name, changes]) => {
    let text = TOY;
    for (const [from, to] of changes) {
      expect(text.split(from).length).toBeGreaterThan(1);
      text = text.replaceAll(from, to);
    }
    const path = join(root, `${name}.py`);
    writeFileSync(path, text);
    chmodSync(path, 0o755);
    return `  ${name}: ./${name}.py\n`;
  });
  writeFileSync(join(root, 'blkdrill.engines.yaml'), `engines:\n${names.join('')}`);
}

/** The words and the token of each finding of a sweep. */
const findingsOf = (text: string): readonly (readonly [name: string, token: string])[] =>
  [...text.matchAll(/^ +\d+ {2}(.*)\n(?:.*\n)+? +blkdrill replay (\S+) --engine/gm)].map(
    ([, name = '', token = '']) => [name, token],
  );

test.each([
  [
    'entries-first',
    'an entry is on the disk before the refcount of its cluster',
    [
      ['self.put(place, 1, ">H")', 'LATER.append((place, 1, ">H"))'],
      ['    if word == "flush":\n', '    if word == "flush":\n        settle(image)\n'],
      ['    if word == "close":\n', '    if word == "close":\n        settle(image)\n'],
      [
        'def data_of',
        'LATER = []\n\n\ndef settle(image):\n    for late in LATER:\n        image.put(*late)\n' +
          '    LATER.clear()\n\n\ndef data_of',
      ],
    ],
    'crashes',
    /sound wrong-refcount/,
  ],
  [
    'never-flushes',
    'what was flushed is not on the disk',
    [['os.fsync(image.fd)', 'None']],
    'crashes',
    /power, written/,
  ],
  [
    'swallows-errors',
    'a write that failed is told as done',
    [
      [
        '        except OSError as error:\n' +
          '            print(f"err {error.errno or 5} {error.strerror}", flush=True)',
        '        except OSError as error:\n            print("ok", flush=True)',
      ],
    ],
    'faults',
    /silent loss/,
  ],
] as const)(
  '%s: %s',
  (name, _what, changes, sweep, wanted) => {
    engines({ [name]: changes, toy: [] });
    const argv = ['501', '--steps', '3-3', `--${sweep}`, '--distinct', '40'];
    const found = blkdrill('explore', ...argv, '--engine', name);
    const [words, token = ''] = findingsOf(found.stdout).find(([one]) => wanted.test(one)) ?? [];
    expect({ words, out: found.stdout }).toMatchObject({ words: expect.stringMatching(wanted) });
    expect(found.status).toBe(1);

    const told = blkdrill('explain', token, '--engine', name);
    expect(told.stdout).toMatch(/^suites\/501-two-writes\.yaml:6: io: write /);
    if (sweep === 'faults') {
      expect(told.stdout).toMatch(/ failed; asked of the engine then: (?:write \d|flush)/);
    }
    expect(told.status).toBe(1);

    const small = blkdrill('shrink', token, '--engine', name, '--print', '--calls', '25');
    const [, shrunk = ''] = /shown by (\S+?)"?\n/.exec(small.stdout) ?? [];
    writeFileSync(join(root, 'small.yaml'), small.stdout);
    expect(small.status).toBe(0);
    expect(small.stdout.length).toBeLessThan(CASE.length + 100);

    const made = blkdrill('promote', shrunk, '--case', 'small.yaml', '--engine', name);
    expect(made).toMatchObject({ status: 0, stderr: '' });
    expect(blkdrill('suite', '502').status).toBe(0);
    const red = blkdrill('suite', '502', '--engine', name);
    expect(red.stdout).toContain(': breaks a promise that our engine keeps: ');
    expect(red.status).toBe(1);
    expect(blkdrill('suite', '502', '--engine', 'toy')).toMatchObject({ status: 0 });
  },
  300_000,
);
