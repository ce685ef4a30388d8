// The filters, on text that the real tools print.
import { describe, expect, test } from 'vitest';
import { filterCheck, hideLeakLines } from './check-text.ts';
import {
  filterCreate,
  filterImg,
  filterFormat,
  filterInfo,
  filterIo,
} from './filters.ts';

const MASKED = 'X ops; XX:XX:XX.X (XXX YYY/sec and XXX ops/sec)';

describe('qemu-io', () => {
  test.each([
    '64 KiB, 1 ops; 00.00 sec (7.023 MiB/sec and 112.3722 ops/sec)',
    '64 KiB, 1 ops; 0:01:02.34 (7.023 MiB/sec and 112.3722 ops/sec)',
    '64 KiB, 1 ops; 00.00 sec (inf EiB/sec and inf ops/sec)',
    '64 KiB, 1 ops; 00.01 sec (36.856479 bytes/sec and 0.0720 ops/sec)',
  ])('%s', (line) => {
    expect(filterIo(`${line}\n`)).toBe(`64 KiB, ${MASKED}\n`);
  });

  test('prompts, carriage returns and process numbers go', () => {
    expect(filterIo('qemu-io> length\r\n')).toBe('length\n');
    expect(filterIo('./x: line 7:  123 Aborted (core)\n')).toBe('./x: Aborted (core)\n');
  });
});

test('create shows the options that matter, in a fixed order', () => {
  const line =
    "Formatting 'TEST_DIR/t.qcow2', fmt=qcow2 cluster_size=65536 extended_l2=off " +
    'preallocation=metadata compression_type=zlib size=1048576 backing_file=b, c.qcow2 ' +
    'backing_fmt=qcow2 lazy_refcounts=off refcount_bits=16\n';
  expect(filterFormat(filterCreate(line))).toBe(
    "Formatting 'TEST_DIR/t.IMGFMT', fmt=IMGFMT size=1048576 backing_file=b, c.IMGFMT " +
      'backing_fmt=IMGFMT preallocation=metadata\n',
  );
  expect(filterCreate('qemu-img: no, fmt=qcow2 size=1\n')).toBe('qemu-img: no, fmt=qcow2 size=1\n');
});

test('check loses its summary, and its leak lines where they are only counted', () => {
  const text =
    'Leaked cluster 4 refcount=1 reference=0\nLeaked cluster 5 refcount=2 reference=0\n\n' +
    '2 leaked clusters were found on the image.\n' +
    '1/1024 = 0.10% allocated, 0.00% fragmented, 0.00% compressed clusters\n' +
    'Image end offset: 393216\n';
  expect(filterCheck(hideLeakLines(text))).toBe(
    'Leaked cluster 5 refcount=2 reference=0\n\n2 leaked clusters were found on the image.\n',
  );
  expect(filterCheck('No errors were found on the image.\n')).toBe(
    'No errors were found on the image.\n',
  );
});

test('info loses what depends on the file system', () => {
  expect(filterInfo('a\ndisk size: 196 KiB\nb\n"actual-size": 4096,\n')).toBe(
    'a\nb\n"actual-size": SIZE,\n',
  );
});

test('the time that bench took is no news', () => {
  const text = 'Sending 4 read requests\nRun completed in 0.013 seconds.\n';
  expect(filterImg(text)).toBe('Sending 4 read requests\nRun completed in X.XXX seconds.\n');
});

test('of a line of qemu-io that could not go on only that is left', () => {
  const told =
    'qemu-io: a request waits for one that is stopped at a breakpoint: nothing can run\n';
  expect(filterIo(`blkdebug: Suspended request 'A'\n${told}`)).toBe(told);
  expect(filterIo('a request waits\n')).toBe('a request waits\n');
});
