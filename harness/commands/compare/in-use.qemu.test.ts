// Images that are in use by the command itself, on real files: hard links and symbolic links lead
// to the same file. Text, exit status and the bytes of every file are those of the real tools.
import { createHash } from 'node:crypto';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { HostStorage } from '../../../engine/index.ts';
import { Scratch } from '../../../engine/testing/qemu-tools.ts';
import { hostFileCalls } from '../../host/file-calls.ts';
import { words } from '../../testing/differential.ts';
import { runCaptured } from '../../testing/run-captured.ts';
import { runImg, runIo } from '../program.ts';
import { Output, Transcript } from '../shared/output.ts';

const MAKES = [
  'create -q -f qcow2 base 2M',
  'create -q -f qcow2 -b base -F qcow2 mid',
  'create -q -f qcow2 -b mid -F qcow2 top',
  'create -q -f qcow2 other 2M',
  'create -q -f raw r 2M',
  'create -q -f qcow2 -b r -F raw onraw',
  'create -q -f qcow2 -o data_file=df ext 2M',
  'create -q -f raw short 1M',
  'create -q -f qcow2 -b r -F raw -o data_file=r twice 2M',
  'create -q -f qcow2 -b base -F qcow2 -o data_file=d1 e1 2M',
  'create -q -f qcow2 -o data_file=d2 mid2 2M',
  'create -q -f qcow2 -b mid2 -F qcow2 e2',
  'create -q -f qcow2 -b short -F raw -o data_file=d3 e3 2M',
  'create -q -f qcow2 -b onraw -F qcow2 -o data_file=d4 e4 2M',
];

/** Data files that are other files as well. */
const DATA_FILES = { d1: 'base', d2: 'e2', d3: 'short', d4: 'r' };

const scratch = new Scratch();
afterAll(() => scratch.remove());

interface Outcome {
  readonly text: string;
  readonly status: number | null;
  readonly files: readonly string[];
}

/** All files, made once: to be copied with their links and holes. */
const made = join(scratch.folder, 'made');
mkdirSync(made);
for (const make of MAKES) runCaptured('qemu-img', words(make), { cwd: made });
linkSync(join(made, 'base'), join(made, 'hard'));
linkSync(join(made, 'r'), join(made, 'rhard'));
symlinkSync('base', join(made, 'link'));
for (const [name, other] of Object.entries(DATA_FILES)) {
  rmSync(join(made, name));
  linkSync(join(made, other), join(made, name));
}

/** Copies all files into the same folder, runs `line` there and tells what came of it. */
function outcomeOf(line: string, run: (folder: string, args: string[]) => Omit<Outcome, 'files'>) {
  const folder = join(scratch.folder, 'files');
  rmSync(folder, { recursive: true, force: true });
  const { status } = runCaptured('cp', ['-a', 'made', 'files'], { cwd: scratch.folder });
  expect(status).toBe(0);
  const outcome = run(folder, words(line.replace('FOLDER', folder)));
  const names = readdirSync(folder).sort();
  const files = names.map((name) => `${name} ${digestOf(join(folder, name))}`);
  return { ...outcome, text: outcome.text.replace(/ops; .*/g, 'ops; TIME'), files };
}

function digestOf(path: string): string {
  if (!existsSync(path)) return 'a link that leads nowhere';
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

function runReal(folder: string, [program = '', ...args]: string[]): Omit<Outcome, 'files'> {
  const real = runCaptured(`qemu-${program}`, args, { cwd: folder });
  return { text: real.stdout + real.stderr, status: real.status };
}

function runOurs(folder: string, [program = '', ...args]: string[]): Omit<Outcome, 'files'> {
  const transcript = new Transcript();
  const world = {
    storage: new HostStorage(folder, { calls: hostFileCalls() }),
    output: new Output(transcript.sink),
    stdin: '',
    clock: () => 0,
    now: () => 0,
  };
  const status = program === 'img' ? runImg(args, world) : runIo(args, world);
  return { text: transcript.stdout + transcript.stderr, status };
}

const compare = (title: string, lines: readonly string[]): void => {
  describe(title, () => {
    test.each(lines)('%s', (line) => {
      expect(outcomeOf(line, runOurs)).toEqual(outcomeOf(line, runReal));
    });
  });
};

compare('convert onto what it reads', [
  'img convert -O qcow2 top base',
  'img convert -O raw top base',
  'img convert -n -O qcow2 top base',
  'img convert -n -O raw top base',
  'img convert -O qcow2 top top',
  'img convert -O qcow2 top ./hard',
  'img convert -O qcow2 top FOLDER/link',
  'img convert -n -O qcow2 top hard',
  'img convert -n -O qcow2 top ./link',
  'img convert -U -n -O qcow2 other other',
  'img convert -f raw -O raw r r',
  'img convert -f raw -n -O raw r rhard',
  'img convert -f raw -O qcow2 r rhard',
  'img convert -O qcow2 onraw r',
  'img convert -n -O raw onraw rhard',
  'img convert -O qcow2 ext df',
  'img convert -n -O raw ext df',
  'img convert -O qcow2 -B top -F qcow2 other base',
  'img convert -O qcow2 -o data_file=other other new',
  'img convert -f raw -O qcow2 -o data_file=r r new',
  'img convert -O qcow2 other top base',
  'img convert -O raw blkdebug::base base',
  'img convert -n -O qcow2 other blkdebug::other',
  "img convert -O raw json:{'driver':'raw','file.filename':'r','offset':512} r",
]);

compare('dd onto what it reads', [
  'img dd -O qcow2 if=top of=base',
  'img dd -O raw if=top of=hard',
  'img dd -U -O raw if=top of=base',
  'img dd -f raw -O raw if=r of=r',
  'img dd -O raw if=ext of=df',
  'img dd -O raw if=onraw of=r',
  "img dd -O raw if=json:{'driver':'raw','file.filename':'r','offset':512} of=r",
]);

compare('create over what is named', [
  'img create -q -f qcow2 -b base -F qcow2 ./base',
  'img create -q -f qcow2 -b base -F qcow2 hard',
  'img create -q -f qcow2 -o data_file=new new 1M',
  'img create -q -f qcow2 -o data_file=./new new 1M',
  'img create -q -f qcow2 -o data_file=hard base 1M',
  'img create -q -f qcow2 -o data_file=base -b base -F qcow2 new 1M',
]);

compare('rebase, commit and bitmap', [
  'img rebase -b top -F qcow2 top',
  'img rebase -b top -F qcow2 base',
  'img rebase -b hard -F qcow2 base',
  'img rebase -b top -F raw top',
  'img rebase -U -b top -F qcow2 base',
  'img rebase -b df -F raw ext',
  'img commit top',
  'img commit -b hard top',
  'img commit -b link top',
  'img bitmap --merge b -b top top c',
]);

compare('graphs that use a file twice', [
  "io -c 'write 0 512' json:{'driver':'qcow2','file.filename':'base'," +
    "'backing.driver':'raw','backing.file.filename':'hard'}",
  "io -c 'write 0 512' json:{'driver':'qcow2','file.filename':'base'," +
    "'backing.driver':'qcow2','backing.file.filename':'hard'}",
  "io -c 'write 0 512' json:{'driver':'qcow2','file.filename':'base','force-share':true}",
  "io -r -c 'read 0 512' json:{'driver':'qcow2','file.filename':'base','force-share':true}",
  'img compare top ./top',
]);

compare('what an open graph does to its files changes', [
  "io -r -c 'read 0 512' -c 'reopen -w' -c 'write 0 512' -c 'read 0 512' e1",
  "io -r -c 'read 0 512' -c 'reopen -w' -c 'write 0 512' -c 'read 0 512' e2",
  "io -r -c 'reopen -w' -c 'write 0 512' -c 'reopen -r' -c 'reopen -w' -c 'write 512 512' base",
  "io -c 'write 0 512' -c 'reopen -r' -c 'write 0 512' -c 'reopen -w' -c 'write 0 512' twice",
  "io -r -c 'reopen -o read-only=off' -c 'discard 0 64k' -c 'truncate 1M' e1",
  'img commit twice',
  'img commit -d twice',
  'img commit e3',
  'img commit e4',
  'img commit -b onraw e4',
  'img commit -b r e4',
]);
