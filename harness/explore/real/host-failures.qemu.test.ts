// What the host refuses: calls on files fail in turn below the real tools and below our programs,
// by the same library, and both say and leave the same.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../build/paths.mjs';
import { makeLibrary } from '../../engines/preloaded.ts';
import { runCaptured } from '../../testing/run-captured.ts';

const MAKES = [
  ['img create -q -f qcow2 T/a 1M', 'io -f qcow2 -c write|-q|-P|1|0|128k T/a'],
  ['img create -q -f qcow2 -b a -F qcow2 T/top 1M', 'io -f qcow2 -c write|-q|64k|128k T/top'],
  ['img create -q -f raw T/r 1M', 'io -f raw -c write|-q|-P|3|0|64k T/r'],
  ['img create -q -f qcow2 -o data_file=T/d T/e 1M', 'img create -q -f qcow2 T/s 1M'],
  ['io -f qcow2 -c write|-q|0|128k T/s', 'img snapshot -c one T/s'],
  ['img create -q -f qcow2 T/bits 1M', 'img bitmap --add T/bits b'],
].flat();

const LINES = [
  'img create -f qcow2 T/n 1M',
  'img create -f qcow2 -o preallocation=metadata,cluster_size=4k T/n 256k',
  'img create -f qcow2 -o preallocation=full T/n 256k',
  'img create -f qcow2 -b a -F qcow2 T/n',
  'img create -f qcow2 -o data_file=T/nd T/n 256k',
  'img create -f qcow2 -o data_file=T/nd,preallocation=metadata T/n 256k',
  'img create -f raw T/n 1M',
  'img create -f raw -o preallocation=full T/n 128k',
  'img info T/top',
  'img check -r all T/a',
  'img map T/top',
  'img snapshot -a one T/s',
  'img snapshot -d one T/s',
  'img resize T/a 2M',
  'img resize --shrink T/a 64k',
  'img resize -f raw T/r 2M',
  'img resize -f raw --shrink T/r 64k',
  'img resize -f raw --preallocation=full T/r 1088k',
  'img resize -f raw --preallocation=falloc T/r 1088k',
  'img create -f raw -o preallocation=falloc T/n 128k',
  'img create -f qcow2 -o preallocation=falloc T/n 256k',
  'img resize --preallocation=falloc T/a 2M',
  'img resize --preallocation=metadata T/a 2M',
  'img convert -c -O qcow2 T/top T/n',
  'img measure -O qcow2 T/top',
  'img bench -w -c 4 -f qcow2 T/a',
  'img bench -w -c 4 -d 1 --flush-interval=2 -f qcow2 T/s',
  'img snapshot -l T/s',
  'img info --backing-chain --output=json T/top',
  'img check T/s',
  'img map --output=json T/top',
  'img rebase -u -b  T/top',
  'img commit -d T/top',
  'img amend -f qcow2 -o refcount_bits=64 T/a',
  'img amend -f qcow2 -o lazy_refcounts=on T/a',
  'img bitmap --clear T/bits b',
  'img bitmap --disable T/bits b',
  'img dd -f raw -O qcow2 if=T/r of=T/n bs=64k count=8',
  'img convert -O qcow2 T/top T/n',
  'img convert -O qcow2 -o data_file=T/nd T/top T/n',
  'img convert -O qcow2 -B a -F qcow2 T/top T/n',
  'img convert -O raw T/top T/n',
  'img convert -n -f qcow2 -O raw T/a T/r',
  'img dd -f qcow2 -O raw if=T/a of=T/n bs=64k',
  'img compare -f raw -F qcow2 T/r T/a',
  'img amend -f qcow2 -o compat=0.10 T/a',
  'img bitmap --add T/a y',
  'img bitmap --remove T/bits b',
  'img commit T/top',
  'img rebase -b  T/top',
  'io -f qcow2 -c write|0|64k -c write|512k|64k T/a',
  'io -f qcow2 -c write|-z|0|64k -c discard|64k|64k T/a',
  'io -f qcow2 -c read|0|192k T/top',
  'io -f raw -c write|0|64k -c flush -c write|-z|0|64k -c discard|0|64k -c flush T/r',
  'io -f raw -c write|-z|-u|0|64k -c truncate|2M -c map T/r',
  'io -f qcow2 -c write|0|64k T/e',
  'io -f qcow2 -c write|-c|512k|64k T/a',
  'io -f qcow2 -t writethrough -c write|0|64k T/a',
  'io -f qcow2 -c reopen|-r -c reopen|-w -c write|0|4k T/a',
  'io -f qcow2 -c write|0|64k T/bits',
];

const { EACCES, EDQUOT, EFBIG, EINTR, EIO, ENOSPC, EOPNOTSUPP } = constants.errno;
/** Half of the work is done, and no error is told. */
const HALF = 0;

/** What calls of each kind fail with, in turn. Node asks for a file again where a signal comes. */
const FAILURES: Readonly<Record<string, readonly number[]>> = {
  open: [EACCES, EIO],
  create: [ENOSPC],
  read: [EIO, EINTR, HALF],
  write: [ENOSPC, HALF, EDQUOT, EINTR],
  truncate: [EFBIG, EINTR, ENOSPC],
  flush: [EIO, EINTR, ENOSPC],
  sync: [EIO],
  zero: [ENOSPC, EOPNOTSUPP],
  punch: [EIO, EOPNOTSUPP],
  allocate: [EDQUOT],
  close: [EIO, ENOSPC, EDQUOT],
};

let scratch: string;
let library: string;
beforeAll(() => {
  scratch = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'blkdrill-host-'));
  library = makeLibrary(scratch, join(import.meta.dirname, 'fail-call.c'));
  mkdirSync(join(scratch, 'made/T'), { recursive: true });
  for (const make of MAKES) {
    const [program = '', ...args] = wordsOf(make);
    expect(runCaptured(`qemu-${program}`, args, { cwd: join(scratch, 'made') }).status).toBe(0);
  }
});
afterAll(() => rmSync(scratch, { recursive: true }));

const wordsOf = (line: string): readonly string[] =>
  line.split(' ').map((word) => word.replaceAll('|', ' '));

interface Outcome {
  readonly text: string;
  readonly status: number | null;
  readonly files: readonly string[];
}

/** The call that fails: which one of its kind, from 1. */
interface Failing {
  readonly kind: string;
  readonly at: number;
  readonly errno: number;
}

/** Runs a line on new files; tells what came of it, and the calls that it made. */
function run(isOurs: boolean, line: string, failing?: Failing): [Outcome, readonly string[]] {
  const folder = join(scratch, 'files');
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(scratch, 'made'), folder, { recursive: true });
  const [program = '', ...args] = wordsOf(line);
  const log = join(scratch, 'calls');
  rmSync(log, { force: true });
  const env = {
    ...process.env,
    ...{ LD_PRELOAD: library, BLKDRILL_FOLDER: 'T', BLKDRILL_LOG: log },
    ...(failing && {
      BLKDRILL_KIND: failing.kind,
      BLKDRILL_AT: String(failing.at),
      BLKDRILL_ERRNO: String(failing.errno),
    }),
  };
  const ours = [join(root, `harness/bin/blkdrill-${program}.mjs`), ...args];
  const [path, argv] = isOurs ? [process.execPath, ours] : [`qemu-${program}`, args];
  const shell = ['-c', 'exec "$0" "$@" 2>&1', path, ...argv];
  const { stdout, status } = spawnSync('sh', shell, { cwd: folder, env, timeout: 30_000 });
  const names = readdirSync(join(folder, 'T')).sort();
  const files = names.map((name) => `${name} ${digestOf(join(folder, 'T', name))}`);
  const calls = existsSync(log) ? readFileSync(log, 'utf8').split('\n').filter(Boolean) : [];
  return [{ text: plain(stdout.toString()), status, files }, calls];
}

const digestOf = (path: string): string =>
  createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 16);

const plain = (text: string): string =>
  text
    .replace(/ops; .*/g, 'ops; TIME')
    .replace(/completed in .*/g, 'completed in TIME')
    .replace(/disk size: .*/g, 'disk size: SIZE')
    .replace(/#block\d+/g, '#block');

/** Calls that both make: the first, the middle and the last of each kind. */
function sharedCalls(real: readonly string[], ours: readonly string[]): readonly Failing[] {
  return Object.entries(FAILURES).flatMap(([kind, errnos], turn) => {
    const ofKind = (calls: readonly string[]) =>
      calls.filter((call) => call.startsWith(`${kind} `));
    const [one, other] = [ofKind(real), ofKind(ours)];
    const shared = one.flatMap((call, index) => (call === other[index] ? [index + 1] : []));
    const chosen = new Set([shared[0], shared[Math.floor(shared.length / 2)], shared.at(-1)]);
    return [...chosen].flatMap((at, index) =>
      at === undefined
        ? []
        : [{ kind, at, errno: errnos[(index + turn + at) % errnos.length] ?? EIO }],
    );
  });
}

/** How often a real run is asked again, where requests in flight race to the call that fails. */
const RUNS = 10;

describe('calls that fail', () => {
  let compared = 0;
  let varied = 0;
  test.each(LINES)('%s', (line) => {
    const [[real, realCalls], [ours, ourCalls]] = [run(false, line), run(true, line)];
    expect(ours).toEqual(real);
    const failures = sharedCalls(realCalls, ourCalls);
    expect(failures.length).toBeGreaterThan(0);
    for (const failing of failures) {
      const [[first], [found]] = [run(false, line, failing), run(true, line, failing)];
      let expected = first;
      for (let again = 1; again < RUNS && !isDeepStrictEqual(expected, found); again += 1) {
        [expected] = run(false, line, failing);
      }
      expect({ failing, ...found }).toEqual({ failing, ...expected });
      if (!isDeepStrictEqual(first, found)) varied += 1;
      compared += 1;
    }
  });

  test('there are many of them', () => expect(compared).toBeGreaterThan(320));
  test('of few of them the real tool gives one thing or another', () =>
    expect(varied).toBeLessThan(compared / 20));
});
