// Two programs on one image at a time, in each pairing of ours and the real ones: what the second
// one says, its status, and the bytes of every file are the same in all four.
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { HostStorage } from '../../../engine/index.ts';
import { Scratch } from '../../../engine/testing/qemu-tools.ts';
import { root } from '../../build/paths.mjs';
import { hostFileCalls } from '../../host/file-calls.ts';
import { hostFileLocks } from '../../host/file-locks.ts';
import { words } from '../../testing/differential.ts';
import { runCaptured } from '../../testing/run-captured.ts';
import { runImg, runIo } from '../program.ts';
import { Output, Transcript } from '../shared/output.ts';

const MAKES = [
  'create -q -f qcow2 base 2M',
  'create -q -f qcow2 -b base -F qcow2 mid',
  'create -q -f qcow2 -b mid -F qcow2 top',
  'create -q -f raw r 2M',
  'create -q -f qcow2 -o data_file=data ext 2M',
  'create -q -f qcow2 other 2M',
  'snapshot -c s base',
];

const BASE = 'driver=qcow2,file.driver=file,file.filename=base';

/** What the first program has open while the second one runs. */
const HOLDERS = [
  '-f raw r',
  '-r -f raw r',
  '-f qcow2 base',
  '-r -f qcow2 base',
  '-r -U -f qcow2 base',
  '-f qcow2 mid',
  '-r -f qcow2 mid',
  '-f qcow2 ext',
  '-r -f qcow2 ext',
  '-f raw data',
  `--image-opts ${BASE},file.locking=off`,
  '--image-opts driver=raw,offset=512,file.driver=file,file.filename=r',
];

const SECOND = [
  'img info base',
  'img info -U base',
  'img info --backing-chain top',
  'img check base',
  'img check -U mid',
  'img map mid',
  'img snapshot -l base',
  'img snapshot -a s base',
  'img resize base 4M',
  'img convert -O raw top out',
  'img convert -U -O raw top out',
  'img convert -n -f raw -O raw other r',
  'img dd -f qcow2 -O qcow2 if=base of=out2',
  'img compare base r',
  'img amend -f qcow2 -o lazy_refcounts=on base',
  'img bitmap --add mid b',
  'img measure -O qcow2 mid',
  'img commit mid',
  'img rebase -u -b other -F qcow2 top',
  'img bench -f qcow2 -c 1 base',
  'img create -f qcow2 base 1M',
  'img create -f raw r 1M',
  'img create -f qcow2 -o data_file=data new 1M',
  'img create -f qcow2 -b base -F qcow2 new2',
  'io -f qcow2 -c read|0|512 base',
  'io -r -f qcow2 -c read|0|512 base',
  'io -r -U -f qcow2 -c read|0|512 base',
  `io --image-opts -r -c read|0|512 ${BASE},file.locking=off`,
  `io --image-opts -c write|0|512 ${BASE},file.locking=on`,
  'io -f qcow2 -c write|0|512 mid',
  'io -f raw -c write|0|512 r',
  'io -r -f raw -c read|0|512 r',
  'io -f qcow2 -c write|0|512 ext',
  'io -f raw -c write|0|512 data',
  'io -f raw -c reopen|-r -c reopen|-w base',
];

const scratch = new Scratch();
const running = new Set<ChildProcess>();
afterAll(() => {
  for (const one of running) one.kill('SIGKILL');
  scratch.remove();
});

const made = join(scratch.folder, 'made');
mkdirSync(made);
for (const make of MAKES) runCaptured('qemu-img', words(make), { cwd: made });

/** Starts a program that keeps the image open until it is ended. */
async function hold(isOurs: boolean, args: readonly string[], cwd: string): Promise<ChildProcess> {
  const ours = [join(root, 'harness/bin/blkdrill-io.mjs'), ...args];
  const child = isOurs
    ? spawn(process.execPath, ours, { cwd, stdio: ['pipe', 'pipe', 'inherit'] })
    : spawn('qemu-io', args, { cwd, stdio: ['pipe', 'pipe', 'inherit'] });
  running.add(child);
  child.on('exit', () => running.delete(child));
  // It asks for a command once all is open.
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once('data', () => resolve());
    child.on('exit', (code) => reject(new Error(`the holder has ended with status ${code}`)));
  });
  return child;
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    child.removeAllListeners('exit').on('exit', () => {
      running.delete(child);
      resolve();
    });
    child.stdin?.end();
  });

interface Outcome {
  readonly line: string;
  readonly text: string;
  readonly status: number | null;
  readonly files: readonly string[];
}

function runSecond(isOurs: boolean, line: string, cwd: string): Omit<Outcome, 'files'> {
  const [program = '', ...rest] = words(line).map((word) => word.replaceAll('|', ' '));
  if (!isOurs) {
    const real = runCaptured(`qemu-${program}`, rest, { cwd });
    return { line, text: plain(real.stdout + real.stderr), status: real.status };
  }
  const transcript = new Transcript();
  const locks = hostFileLocks((text) => {
    throw new Error(text);
  });
  const world = {
    storage: new HostStorage(cwd, { calls: hostFileCalls(), locks }),
    output: new Output(transcript.sink),
    stdin: '',
    clock: () => 0,
    now: () => 0,
  };
  const status = program === 'img' ? runImg(rest, world) : runIo(rest, world);
  return { line, text: plain(transcript.stdout + transcript.stderr), status };
}

const plain = (text: string): string =>
  text
    .replace(/ops; .*/g, 'ops; TIME')
    .replace(/Run completed in .*/g, 'TIME')
    .replace(/disk size: .*/g, 'disk size: SIZE')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, 'DATE');

function digests(folder: string): readonly string[] {
  return readdirSync(folder)
    .sort()
    .map(
      (name) =>
        `${name} ${createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex')}`,
    );
}

describe.each(HOLDERS)('while qemu-io %s', (holder) => {
  test('in each pairing', async () => {
    const pairings: Outcome[][] = [];
    for (const isHolderOurs of [false, true]) {
      for (const isSecondOurs of [false, true]) {
        const folder = join(scratch.folder, 'files');
        rmSync(folder, { recursive: true, force: true });
        cpSync(made, folder, { recursive: true });
        const child = await hold(isHolderOurs, words(holder), folder);
        const outcomes = SECOND.map((line) => {
          return { ...runSecond(isSecondOurs, line, folder), files: digests(folder) };
        });
        await ended(child);
        pairings.push(outcomes);
      }
    }
    const [real] = pairings;
    for (const other of pairings.slice(1)) expect(other).toEqual(real);
  });
});
