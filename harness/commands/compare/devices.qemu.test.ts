// Devices by their names, on the files of this machine: those that are everywhere, and a loop
// device each for the real tools and for ours where this machine gives them.
import { closeSync, mkdirSync, openSync, readSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { HostStorage } from '../../../engine/index.ts';
import { Scratch } from '../../../engine/testing/qemu-tools.ts';
import { hostFileCalls } from '../../host/file-calls.ts';
import { words } from '../../testing/differential.ts';
import { runCaptured } from '../../testing/run-captured.ts';
import { runImg, runIo } from '../program.ts';
import { Output, Transcript } from '../shared/output.ts';

const NULL_LINES = [
  'info /dev/null',
  'info --output=json /dev/null',
  'info nl',
  'info /dev/full',
  'info -f raw /dev/null',
  'info -f qcow2 /dev/null',
  'info -f qcow2 /dev/zero',
  'info -f file /dev/null',
  'info -f host_device /dev/null',
  'info host_device:/dev/null',
  'info file:/dev/null',
  'info --image-opts driver=file,filename=/dev/null',
  'info --image-opts driver=host_device,filename=/dev/null',
  'info --image-opts driver=host_device,filename=q',
  'info --image-opts driver=raw,file.driver=file,file.filename=/dev/null',
  'info --image-opts driver=raw,file.filename=/dev/null',
  'info --image-opts driver=qcow2,file.filename=/dev/null',
  'info json:{"driver":"raw","file":{"driver":"host_device","filename":"/dev/null"}}',
  'info /dev/tty',
  'info /dev',
  'map /dev/null',
  'map --output=json /dev/null',
  'check /dev/null',
  'check -f qcow2 /dev/null',
  'snapshot -l /dev/null',
  'amend -f raw -o size=4k /dev/null',
  'convert -O raw /dev/null x',
  'convert -O qcow2 /dev/zero y',
  'convert -O raw -n q /dev/null',
  'convert -O raw q /dev/null',
  'convert -O qcow2 q /dev/null',
  'create -f raw /dev/null 1M',
  'create -f raw /dev/null 0',
  'create -f qcow2 /dev/null 1M',
  'create -f raw -o preallocation=full /dev/null 1M',
  'create -f raw -o nocow=on /dev/null 1M',
  'create -f raw -o help /dev/null',
  'create -f qcow2 -b /dev/null -F raw b 1M',
  'create -f qcow2 -b /dev/null -F raw c',
  'create -f qcow2 -o data_file=/dev/null d 1M',
  'info --backing-chain b',
  'map --output=json b',
  'rebase -u -b /dev/null -F raw q',
  'commit b',
  'dd if=q of=/dev/null',
  'dd if=/dev/zero of=x2 bs=1k count=2',
  'measure -O qcow2 /dev/null',
  'compare /dev/null q',
  'resize -f raw /dev/null 2M',
  'resize -f raw --preallocation=full /dev/full 2M',
  'convert -t none -n -O raw q /dev/null',
  'convert -T none -O raw /dev/zero x3',
  'info --image-opts driver=host_device,filename=/dev/null,aio=native',
].map((line) => `img ${line}`);
const NULL_SESSIONS = [
  '-f raw -c read|0|4k -c write|0|4k -c length -c map -c info -c flush /dev/null',
  '-f raw -c truncate|5k -c truncate|0 -c length /dev/null',
  '-c read|0|4k /dev/zero',
  '-r -f raw -c reopen|-w -c length /dev/zero',
  '-f qcow2 -c read|0|4k b',
  '-f raw -t none -c length /dev/full',
  '-f raw -c truncate|-m|full|5k /dev/null',
].map((line) => `io ${line}`);

const DISK_LINES = [
  'img info DISK',
  'img create -f qcow2 DISK 3M',
  'img info -f qcow2 DISK',
  'img info DISK',
  'io -c write|-P|3|1M|64k -c read|-P|3|1M|64k -c map -c write|2M|1M DISK',
  'img check -f qcow2 DISK',
  'img convert -O raw DISK out',
  'img create -f qcow2 -b DISK -F qcow2 over',
  'io -c write|-P|4|0|64k -c read|-P|3|1M|64k over',
  'img commit over',
  'img create -f qcow2 DISK 64M',
  'io -c write|-P|3|0|2M DISK',
  'img check -r all DISK',
  'img create -f raw DISK 2M',
  'img create -f raw DISK 1M',
  'img create -f raw DISK 512k',
  'img resize -f raw DISK 512k',
  'img map --output=json -f raw DISK',
  'img convert -n -O raw q DISK',
  'img convert -O qcow2 q DISK',
  'img convert -O raw q DISK',
  'img convert -O raw -n small DISK',
  'img convert -O raw DISK out2',
  'img info --image-opts driver=file,filename=DISK',
  'img info --image-opts driver=host_device,filename=DISK',
  'img info -f host_device DISK',
  'img measure -f raw -O qcow2 DISK',
  'img dd if=small of=DISK bs=4k count=1',
  'io -f raw -c write|-P|5|0|64k -c write|-z|4k|4k -c discard|8k|4k -c map -c length DISK',
  'io -f raw -c truncate|5k -c truncate|2M -c write|1023k|4k -c write|1M|4k -c flush DISK',
  'io -f raw -t none -c write|-P|8|1000|3000 -c read|-v|990|20 -c length DISK',
  'img convert -n -t none -T none -O raw small DISK',
  'img resize -f raw DISK 2M',
  'io -r -f raw -c read|-v|0|32 -c reopen|-w -c write|-P|6|700k|1k DISK',
];

const scratch = new Scratch();
const disks: string[] = [];
afterAll(() => {
  for (const disk of disks) runCaptured('losetup', ['-d', disk], { cwd: scratch.folder });
  scratch.remove();
});

/** A folder with files of its own, and a disk of 1 MiB where this machine has them. */
function newPlace(name: string): { readonly folder: string; readonly disk: string | undefined } {
  const folder = join(scratch.folder, name);
  mkdirSync(folder);
  symlinkSync('/dev/null', join(folder, 'nl'));
  writeFileSync(join(folder, 'small'), new Uint8Array(65536).fill(9));
  runCaptured('qemu-img', words('create -q -f qcow2 q 3M'), { cwd: folder });
  writeFileSync(join(folder, 'disk'), new Uint8Array(1024 * 1024));
  const disk = attach(folder);
  if (disk !== undefined) disks.push(disk);
  return { folder, disk };
}

function attach(folder: string): string | undefined {
  try {
    const { status, stdout } = runCaptured('losetup', ['-f', '--show', 'disk'], { cwd: folder });
    return status === 0 ? stdout.trim() : undefined;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return undefined;
  }
}

const REAL = newPlace('real');
const OURS = newPlace('ours');

interface Outcome {
  readonly text: string;
  readonly status: number | null;
}

function argumentsOf(line: string, disk = ''): string[] {
  const args = line.startsWith('img info json:') ? line.split(' ') : words(line);
  return args.map((word) => word.replaceAll('|', ' ').replaceAll('DISK', disk));
}

function runReal(line: string): Outcome {
  const [program = '', ...args] = argumentsOf(line, REAL.disk);
  const { stdout, stderr, status } = runCaptured(`qemu-${program}`, args, { cwd: REAL.folder });
  return { text: plain(stdout + stderr, REAL.disk), status };
}

function runOurs(line: string): Outcome {
  const [program = '', ...args] = argumentsOf(line, OURS.disk);
  const transcript = new Transcript();
  const world = {
    storage: new HostStorage(OURS.folder, { calls: hostFileCalls() }),
    output: new Output(transcript.sink),
    stdin: '',
    clock: () => 0,
    now: () => 0,
  };
  const status = program === 'img' ? runImg(args, world) : runIo(args, world);
  return { text: plain(transcript.stdout + transcript.stderr, OURS.disk), status };
}

const plain = (text: string, disk = 'no disk'): string =>
  text
    .replaceAll(disk, 'DISK')
    .replace(/ops; .*/g, 'ops; TIME')
    .replace(/Run completed in .*/g, 'TIME')
    .replace(/disk size: .*/g, 'disk size: SIZE')
    .replace(/"actual-size": \d+/g, '"actual-size": SIZE')
    .replace(/#block\d+/g, '#blockNNN');

function contentOf(disk = ''): Uint8Array {
  const bytes = new Uint8Array(1024 * 1024);
  const descriptor = openSync(disk, 'r');
  readSync(descriptor, bytes, 0, bytes.length, 0);
  closeSync(descriptor);
  return bytes;
}

/** Without loop devices on this machine the lines about a disk are left out. */
const hasDisks = REAL.disk !== undefined && OURS.disk !== undefined;

describe('devices', () => {
  test.each([...NULL_LINES, ...NULL_SESSIONS])('%s', (line) => {
    expect(runOurs(line)).toEqual(runReal(line));
  });

  test.each(hasDisks ? DISK_LINES : [])('a loop device: %s', (line) => {
    expect(runOurs(line)).toEqual(runReal(line));
    expect(Buffer.compare(contentOf(OURS.disk), contentOf(REAL.disk))).toBe(0);
  });
});
