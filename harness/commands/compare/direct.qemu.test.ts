// Files past the host's cache (cache.direct=on): the real tools and ours on the same file systems,
// which ask for units of their own. Those that this machine lacks are left out, and say so.
import {
  accessSync,
  constants,
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
import { describe, expect, test } from 'vitest';
import { HostStorage } from '../../../engine/index.ts';
import { hostFileCalls } from '../../host/file-calls.ts';
import { runCaptured } from '../../testing/run-captured.ts';
import { runImg, runIo } from '../program.ts';
import { Output, Transcript } from '../shared/output.ts';

const DIRECT_BELOW =
  'driver=qcow2,file.driver=blkdebug,file.align=512,file.image.driver=file,' +
  'file.image.filename=a,file.image.cache.direct=on';

/** One after the other, on the same files. */
const LINES = [
  'io -f qcow2 -t none -c write|-P|3|1k|3k -c write|-P|4|70000|100 -c read|-v|69990|40 a',
  'io -f qcow2 -n -c read|0|512 a',
  'io -f raw -t none -c read|0|512 -c length r',
  'io -r -f raw -t none -c read|0|512 -c read|512|512 -c length r',
  'io -f raw -t none -c write|-P|7|900|50 -c length r',
  'io -f raw -t directsync -c write|-P|7|100|50 -c write|-z|4000|300 -c discard|0|1000 big',
  ...['r', 'odd', 'big', 'empty'].flatMap((name) => [
    `img map --output=json --image-opts driver=raw,file.filename=${name},cache.direct=on`,
    `img map --output=json -f raw ${name}`,
  ]),
  'io -f raw -t none -c write|4000|500 -c truncate|5000 odd',
  'io -f raw -t none -c truncate|7000 -c length big',
  'io -f raw -t none -c length empty',
  'img convert -t none -T none -O raw a o',
  'img convert -t none -f raw -O raw odd o2',
  'img convert -f raw -O raw odd o3',
  'img convert -t directsync -O qcow2 a o4',
  'img convert -n -t none -f raw -O raw r odd',
  'img convert -n -f raw -O raw --target-image-opts r driver=raw,file.filename=odd,cache.direct=on',
  'img commit -t none b',
  'img compare -T none a b',
  'img rebase -t none -T none -b  b',
  'img check -T none a',
  'img amend -t none -o compat=0.10 a',
  'img bench -w -t none -c 2 -s 1000 -f raw big',
  'io -f raw -c reopen|-c|none -c write|10|20 big',
  'io -f raw -c reopen|-c|none -c write|10|20 odd',
  'io -f raw -t none -c reopen|-c|writeback -c write|10|20 o',
  'io -f qcow2 -c reopen|-o|file.cache.direct=on -c write|10|20 a',
  `io -c open|-o|${DIRECT_BELOW} -c write|10|20`,
  'img info --image-opts driver=qcow2,file.filename=a,file.driver=file,file.aio=native',
  'img info --image-opts driver=qcow2,file.filename=a,file.aio=native,file.cache.direct=on',
  'img info --image-opts driver=qcow2,file.filename=a,file.aio=foo',
  'img info --image-opts driver=qcow2,file.filename=a,cache.direct=maybe',
  'io -i native -f qcow2 -c read|0|512 a',
  'io -i native -t none -f qcow2 -c read|0|512 a',
];

/** What is on a file system that knows no such files: procfs has none on any machine. */
const REFUSED = [
  'io -r -f raw -t none -c length /proc/version',
  'img info --image-opts driver=raw,file.filename=/proc/version,cache.direct=on',
  'img convert -T none -f raw -O raw /proc/version v',
  'img compare -T none -f raw -F raw /proc/version /proc/version',
];

interface Outcome {
  readonly text: string;
  readonly status: number | null;
}

const wordsOf = (line: string): string[] =>
  line.split(' ').map((word) => word.replaceAll('|', ' '));

function runReal(line: string, cwd: string): Outcome {
  const [program = '', ...args] = wordsOf(line);
  const { stdout, stderr, status } = runCaptured(`qemu-${program}`, args, { cwd });
  return { text: plain(stdout + stderr), status };
}

function runOurs(line: string, folder: string): Outcome {
  const [program = '', ...args] = wordsOf(line);
  const transcript = new Transcript();
  const world = {
    storage: new HostStorage(folder, { calls: hostFileCalls() }),
    output: new Output(transcript.sink),
    stdin: '',
    clock: () => 0,
    now: () => 0,
  };
  const status = program === 'img' ? runImg(args, world) : runIo(args, world);
  return { text: plain(transcript.stdout + transcript.stderr), status };
}

const plain = (text: string): string =>
  text
    .replace(/ops; .*/g, 'ops; TIME')
    .replace(/Run completed in .*/g, 'TIME')
    .replace(/disk size: .*/g, 'disk size: SIZE');

/** A folder with the files that the lines are about. */
function makeFiles(root: string, name: string): string {
  const folder = join(root, name);
  mkdirSync(folder);
  for (const line of ['create -q -f qcow2 a 1M', 'create -q -f qcow2 -b a -F qcow2 b']) {
    expect(runCaptured('qemu-img', line.split(' '), { cwd: folder }).status).toBe(0);
  }
  for (const [file, length] of Object.entries({ r: 1000, big: 8192, odd: 5000, empty: 0 })) {
    writeFileSync(join(folder, file), new Uint8Array(length).fill(1));
  }
  return folder;
}

const contentOf = (folder: string): Record<string, Buffer> =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));

function canWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return false;
  }
}

const FOLDERS = [tmpdir(), '/dev/shm', '/var/tmp'];

describe('past the cache of the host', () => {
  test.each(FOLDERS.filter((folder) => !canWrite(folder)))('not run: no files in %s', (folder) =>
    expect(canWrite(folder)).toBe(false),
  );

  test.each(FOLDERS.filter(canWrite))('files in %s', (parent) => {
    const root = mkdtempSync(join(parent, 'blkdrill-direct-'));
    try {
      const [real, ours] = [makeFiles(root, 'real'), makeFiles(root, 'ours')];
      for (const line of LINES) {
        expect({ line, ...runOurs(line, ours) }).toEqual({ line, ...runReal(line, real) });
        expect({ line, files: contentOf(ours) }).toEqual({ line, files: contentOf(real) });
      }
    } finally {
      rmSync(root, { recursive: true });
    }
  });

  test.each(['/proc/version'].filter((name) => existsSync(name)))('no such file: %s', () => {
    const root = mkdtempSync(join(tmpdir(), 'blkdrill-direct-'));
    try {
      for (const line of REFUSED) {
        const real = runReal(line, root);
        expect(real.status).not.toBe(0);
        expect({ line, ...runOurs(line, root) }).toEqual({ line, ...real });
      }
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});
