// qemu-io's stand-in reads commands from standard input: what it prints, and when. A request that
// needs no I/O has ended before the next command is read, and is told of then.
import { spawnSync } from 'node:child_process';
import { afterAll, expect, test } from 'vitest';
import { HostStorage } from '../../../engine/index.ts';
import { Scratch } from '../../../engine/testing/qemu-tools.ts';
import { runIo } from '../program.ts';
import { Output, Transcript } from '../shared/output.ts';

const scratch = new Scratch();
afterAll(() => scratch.remove());

const SESSIONS: readonly (readonly [args: string, lines: readonly string[]])[] = [
  ['-f qcow2 hole', ['aio_read 0 64k', 'length', 'aio_read 0 512', 'length']],
  [
    '-f qcow2 hole',
    ['aio_read 512k 64k', 'read 0 512', 'aio_read 0 512', 'aio_read 1k 512', 'length', 'aio_flush'],
  ],
  [
    '-f qcow2 hole',
    ['aio_write -z 0 0', 'length', 'aio_read 0 0', 'length', 'aio_write 0 0', 'length'],
  ],
  ['-f qcow2 hole', ['aio_read -P 7 0 512', 'aio_read -v 0 16', 'length', '', 'nope', 'length']],
  ['-f qcow2 hole', ['aio_read 0 512', 'quit', 'length']],
  ['-f qcow2 top', ['aio_read 0 64k', 'length', 'aio_read 2M 64k', 'aio_read 1M 512', 'length']],
  ['-f raw plain', ['aio_read 0 512', 'aio_flush', 'length', 'aio_read 2M 512', 'length']],
  [
    '-r -f qcow2 hole',
    ['aio_write 0 512', 'length', 'aio_read 0 512', 'aio_write 0 512', 'length'],
  ],
  [
    '--image-opts driver=null-co,size=1M',
    ['aio_read 0 64k', 'length', 'aio_write 0 512', 'length'],
  ],
  [
    '--image-opts driver=null-co,size=1M',
    ['aio_write 0 64k', 'aio_write -z 0 512', 'aio_read 0 1', 'length'],
  ],
  [
    '--image-opts driver=null-aio,size=1M',
    ['aio_read 0 64k', 'read 0 512', 'aio_write 0 512', 'length'],
  ],
];

test.each(SESSIONS)('%s: %j', (args, lines) => {
  const runs = ['real', 'ours'].map((whose) => {
    scratch.img('create', '-q', '-f', 'qcow2', 'hole', '1M');
    scratch.img('create', '-q', '-f', 'qcow2', '-b', 'hole', '-F', 'qcow2', 'top', '2M');
    scratch.img('create', '-q', '-f', 'raw', 'plain', '1M');
    const stdin = lines.map((line) => `${line}\n`).join('');
    return whose === 'real' ? runReal(args, stdin) : runOurs(args, stdin);
  });
  expect(runs[1]).toEqual(runs[0]);
});

const plain = (text: string): string => text.replace(/ops; .*/g, 'ops; TIME');

function runReal(args: string, input: string): { readonly status: number | null; text: string } {
  const shell = `qemu-io ${args} 2>&1`;
  const { status, stdout } = spawnSync('sh', ['-c', shell], { cwd: scratch.folder, input });
  return { status, text: plain(stdout.toString()) };
}

function runOurs(args: string, stdin: string): { readonly status: number | null; text: string } {
  const transcript = new Transcript();
  const storage = new HostStorage(scratch.folder);
  const output = new Output(transcript.sink);
  const status = runIo(args.split(' '), { storage, output, stdin, clock: () => 0, now: () => 0 });
  return { status, text: plain(transcript.merged) };
}
