// The programs in a world of memory files. What they print is compared with the real tools
// elsewhere; here stands what the real tools do not do, and what cases rely on.
import { expect, test } from 'vitest';
import { behaviourOf, type BlockNode, MemoryStorage } from '../../engine/index.ts';
import { Output, Transcript } from './shared/output.ts';
import type { ProgramWorld } from './program.ts';
import { runImg, runIo } from './program.ts';

function newWorld(more: Partial<ProgramWorld> = {}): {
  img: (...argv: string[]) => { status: number; text: string };
  io: (...argv: string[]) => { status: number; text: string };
  storage: MemoryStorage;
} {
  const storage = new MemoryStorage();
  const runner =
    (program: typeof runImg) =>
    (...argv: string[]): { status: number; text: string } => {
      const transcript = new Transcript();
      const output = new Output(transcript.sink);
      const world = { storage, output, stdin: '', clock: () => 0, now: () => 0, ...more };
      return { status: program(argv, world), text: transcript.merged };
    };
  return { img: runner(runImg), io: runner(runIo), storage };
}

/** The filter that transcripts go through: times and rates become placeholders. */
const RATES =
  /[0-9]* ops; [0-9/:. sec]* \([0-9/.inf]* [EPTGMKiBbytes]*\/sec and [0-9/.inf]* ops\/sec\)/g;

test('with a clock that stands still, reports fit the filter of transcripts', () => {
  const { img, io } = newWorld();
  img('create', 'a', '1M');
  const { status, text } = io('-f', 'raw', 'a', '-c', 'write 0 64k', '-c', 'read 0 0');
  expect(status).toBe(0);
  expect(text).toContain('64 KiB, 1 ops; 00.00 sec (inf EiB/sec and inf ops/sec)\n');
  expect(text.replace(RATES, 'X')).toBe(
    'wrote 65536/65536 bytes at offset 0\n64 KiB, X\nread 0/0 bytes at offset 0\n0 bytes, X\n',
  );
});

test('a clock that moves is read around each request', () => {
  let seconds = 0;
  const { img, io } = newWorld({ clock: () => (seconds += 0.5) });
  img('create', 'a', '1M');
  const { text } = io('-f', 'raw', 'a', '-c', 'write 0 1k', '-c', 'read -C 0 1k');
  expect(text).toContain('1 KiB, 1 ops; 00.50 sec (2 KiB/sec and 2.0000 ops/sec)\n');
  expect(text).toContain('1024,1,0:00:00.50,2048.000,2.000\n');
});

test('a signal ends qemu-io without a close; abort also loses what was not printed yet', () => {
  const { img, io, storage } = newWorld();
  img('create', '-f', 'qcow2', '-o', 'lazy_refcounts=on', 'a', '1M');
  const killed = io('a', '-c', 'write -q 0 4k', '-c', 'length', '-c', 'sigraise 9', '-c', 'info');
  expect(killed).toEqual({ status: 137, text: '1 MiB\n' });
  expect(storage.readBytes('a', 79, 1)).toEqual(Uint8Array.of(1));
  const aborted = io('-r', 'a', '-c', 'length', '-c', 'abort');
  expect(aborted).toEqual({ status: 134, text: '' });
  expect(io('-c', 'sigraise 65')).toEqual({
    status: 1,
    text: "signal argument '65' is too large to be a valid signal\n",
  });
  expect(io('-c', 'sigraise 17').status).toBe(0);
  expect(io('-c', 'sigraise 19').text).toContain('not supported yet by blkdrill');
});

test('what QEMU would wait for without end is told, and fails', () => {
  const { img, io } = newWorld();
  img('create', '-f', 'qcow2', 'a', '1M');
  const waiting = io('blkdebug::a', '-c', 'break write_aio A', '-c', 'wait_break A');
  expect(waiting.text).toMatch(/^qemu-io: no request stops at 'A', and nothing else can run/);
  expect(waiting.status).toBe(1);
  const stopped = io('blkdebug::a', '-c', 'break write_aio A', '-c', 'write 0 1');
  expect(stopped.text).toMatch(/^qemu-io: a request waits for one that is stopped/);
  expect(stopped.status).toBe(1);
});

test('requests end before the image is closed', () => {
  const { img, io } = newWorld();
  img('create', '-f', 'qcow2', 'a', '1M');
  const { text, status } = io('a', '-c', 'aio_write -P 7 0 1k', '-c', 'close', '-c', 'open a');
  expect(text).toContain('wrote 1024/1024 bytes at offset 0\n');
  expect(status).toBe(0);
  expect(io('a', '-c', 'read -P 7 0 1k').status).toBe(0);
});

test.each(['--trace x', 'info --object main-loop,id=b a'])(
  'qemu-img %s says that it is not there yet, and fails',
  (line) => {
    const { img } = newWorld();
    img('create', 'a', '1M');
    const { status, text } = img(...line.split(' '));
    expect(text).toMatch(/^qemu-img: not supported yet by blkdrill: .+\n$/);
    expect(status).toBe(1);
  },
);

test.each(['serpent-256', 'twofish-128'])('creating with the cipher %s is refused', (name) => {
  const { img, storage } = newWorld();
  const options = `encrypt.format=luks,encrypt.key-secret=s,encrypt.cipher-alg=${name}`;
  const secret = ['--object', 'secret,id=s,data=x'];
  const { status, text } = img('create', '-q', ...secret, '-f', 'qcow2', '-o', options, 'a', '1M');
  expect(text).toBe(`qemu-img: a: blkdrill does not support the cipher ${name} yet\n`);
  expect(status).toBe(1);
  expect(storage.exists('a')).toBe(false);
});

test('help and version go to standard output and succeed', () => {
  const { img, io } = newWorld();
  for (const { status, text } of [img('--help'), img('check', '-h'), img('create', '--help')]) {
    expect(status).toBe(0);
    expect(text).toContain('usage: qemu-img [standard options] command [command options]');
    expect(text).toContain('\n  resize [--object objectdef]');
  }
  expect(io('-h')).toMatchObject({ status: 0 });
  expect(io('-h').text).toMatch(/^Usage: qemu-io \[OPTIONS\]/);
  expect(io('a', 'b')).toMatchObject({ status: 1, text: io('-h').text });
  expect(io('-z').text).toBe(`qemu-io: invalid option -- 'z'\n${io('-h').text}`);
  expect(img('-V').text).toMatch(/^qemu-img version 7\.2/);
  expect(io('-V').text).toMatch(/^qemu-io version 7\.2/);
});

test('qemu-io help describes one command by the name it was asked for', () => {
  const { io } = newWorld();
  expect(io('-c', 'help r')).toEqual({
    status: 0,
    text:
      'r [-abCqv] [-P pattern [-s off] [-l len]] off len ' +
      '-- reads a number of bytes at a specified offset\n',
  });
});

test('truncate says what is wrong with a size', () => {
  const { img, io } = newWorld();
  img('create', 'a', '1M');
  expect(io('-f', 'raw', 'a', '-c', 'truncate size')).toEqual({
    status: 1,
    text: 'Parsing error: non-numeric argument, or extraneous/unrecognized suffix -- size\n',
  });
});

test('every node that is opened is shown, and base nodes can be wrapped', () => {
  const opened: string[] = [];
  const wrapped: string[] = [];
  const { img, io } = newWorld({
    onOpen: (node: BlockNode) => opened.push(node.driver),
    wrapBase: (node: BlockNode) => {
      wrapped.push(node.driver);
      return node;
    },
  });
  img('create', '-f', 'qcow2', 'a', '1M');
  opened.length = 0;
  wrapped.length = 0;
  io('blkdebug::a', '-c', 'length');
  expect(opened).toEqual(['file', 'blkdebug', 'qcow2']);
  expect(wrapped).toEqual(['file']);
});

test('lines of standard input may come one by one', () => {
  const lines = ['open -o driver=raw a\n', 'length\n', 'quit\n', 'length\n'];
  const { img, io } = newWorld({ stdin: () => lines.shift() });
  img('create', 'a', '1M');
  expect(io().text).toBe('qemu-io> qemu-io> 1 MiB\nqemu-io> ');
  expect(lines).toEqual(['length\n']);
});

test.each([
  ['7.2', "Driver 'blkdebug' does not support image creation", []],
  ['11.1', "Could not open 'd': No such file or directory", ['blkdebug::d']],
])('the name of a new data file: %s', (version, refusal, left) => {
  const { img, storage } = newWorld({ behaviour: behaviourOf(version) });
  const options = ['-q', '-f', 'qcow2', '-o', 'data_file=blkdebug::d'];
  const text = `qemu-img: t: ${refusal}\n`;
  expect(img('create', ...options, 't', '1M')).toEqual({ status: 1, text });
  expect([...storage.names()]).toEqual(left);
});
