// With a runner of our own in the place of QEMU's: what it is told, and what becomes of it.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runTest, type TestWorld } from './run-test.ts';
import { makeStandIns } from './stand-ins.ts';

let folder: string;
let world: TestWorld;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'blkdrill-upstream-'));
  const [img, io] = [join(folder, "it's img.js"), join(folder, 'io.js')];
  const programs = { img, io, areReal: false, nbd: undefined };
  writeFileSync(programs.img, 'process.stdout.write(process.argv.slice(2).join("|"))');
  world = {
    iotests: join(folder, 'iotests'),
    scratch: join(folder, 'scratch'),
    variables: makeStandIns(programs, join(folder, 'bin')),
    deadline: 20_000,
  };
  mkdirSync(world.iotests);
  mkdirSync(world.scratch);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The tests are there, too: a numbered one for raw images, one with a name for any. */
function runner(script: string): void {
  writeFileSync(join(world.iotests, 'check'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  writeFileSync(join(world.iotests, '001'), '_supported_fmt raw');
  mkdirSync(join(world.iotests, 'tests'));
  writeFileSync(join(world.iotests, 'tests', 'tools'), '_supported_fmt generic');
}

describe('runTest', () => {
  test('gives the test its own folder, our programs, and reads the verdict', async () => {
    runner(`{ echo "$@"; pwd; "$QEMU_IMG_PROG" one 'two  words'; } > ${folder}/seen
      touch "$TEST_DIR/image" .notes
      echo "tools   pass       [12:00:00] [12:00:01]   0.4s"`);
    const { outcome, reason } = await runTest('tools', world);
    expect({ outcome, reason }).toEqual({ outcome: 'passed', reason: '' });
    expect(readFileSync(join(folder, 'seen'), 'utf8')).toBe(
      `-qcow2 --color off tools\n${world.scratch}/tools\none|two  words`,
    );
    expect(readdirSync(world.scratch)).toEqual([]);
    expect(readdirSync(world.iotests)).toEqual(['001', 'check', 'tests']);
  });

  test('tells QEMU of a machine, and fails whoever calls what is not there', async () => {
    runner(`"$QEMU_PROG" -machine help; "$QEMU_PROG" -M none -device help | grep virtio-blk
      "$QEMU_NBD_PROG" --version; echo "status $?"`);
    const { outcome, reason } = await runTest('001', world);
    expect(outcome).toBe('failed');
    expect(reason).toBe('no verdict: status 127');
  });

  test('runs it with a format that it is for', async () => {
    runner(`echo "$1" > ${folder}/seen`);
    await runTest('001', world);
    expect(readFileSync(join(folder, 'seen'), 'utf8')).toBe('-raw\n');
  });

  test('ends a test whose time is up, with everything that it started', async () => {
    runner(`(sleep 3; touch ${folder}/survivor) & wait`);
    const { outcome, reason } = await runTest('001', { ...world, deadline: 300 });
    expect({ outcome, reason }).toEqual({
      outcome: 'failed',
      reason: 'no verdict: no end after 0.3 seconds',
    });
    await new Promise((resolve) => setTimeout(resolve, 3_300));
    expect(existsSync(join(folder, 'survivor'))).toBe(false);
  });
});
