// Each wording, on what the real tools print (10.0.13 and 11.1.3), and on a line close to it that
// it must leave alone: what differs in behaviour stays a difference.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WORDINGS, Words } from './table.ts';
import { hasSince, releaseOf } from './wording.ts';

interface Example {
  readonly wording: string;
  /** What tools of that version print. */
  readonly printed: string;
  readonly version?: string;
  /** The same of 7.2. */
  readonly recorded: string;
  /** What must stay as it is. */
  readonly kept: string;
}

const LONG_NAME = 'a-name-that-is-longer-than-its-column';

const EXAMPLES: readonly Example[] = [
  {
    wording: 'new line at close',
    printed:
      "qemu-io: Failed flush for 'TEST_DIR/t.qcow2' during close: No space left on device\n" +
      "qemu-img: Failed flush for 'blkdebug:a:t.qcow2' during close: Input/output error\nx\n",
    recorded: 'x\n',
    kept: 'qemu-img: Failed to flush target image: Input/output error\n',
  },
  {
    wording: 'info tells child nodes',
    printed:
      "image: t\n    extended l2: false\nChild node '/file':\n    filename: t\n" +
      "    disk size: 196 KiB\n    Child node '/file/image':\n        filename: t\nimage: u\n",
    recorded: 'image: t\n    extended l2: false\nimage: u\n',
    kept: "image: t\nChild node 'x':\n    filename: t\n",
  },
  {
    wording: 'info tells child nodes in JSON',
    printed:
      '[\n    {\n        "children": [\n            {\n                "info": {\n' +
      '                    "children": [\n                    ],\n                }\n' +
      '            }\n        ],\n        "virtual-size": 1048576,\n    }\n]\n',
    recorded: '[\n    {\n        "virtual-size": 1048576,\n    }\n]\n',
    kept: '{\n    "children": [\n        "virtual-size": 1\n}\n',
  },
  {
    wording: 'map tells what is compressed',
    printed:
      '[{ "start": 0, "length": 512, "depth": 0, "present": true, "zero": false, "data": true, ' +
      '"compressed": false, "offset": 20480},\n{ "start": 512, "length": 1, "depth": 0, ' +
      '"present": false, "zero": true, "data": false, "compressed": true}]\n' +
      '[{ "start": 0, "length": 512, "depth": 0, "data": true, "compressed": true},\n' +
      '{ "start": 512, "length": 512, "depth": 0, "data": true, "compressed": false},\n' +
      '{ "start": 1024, "length": 512, "depth": 0, "data": true, "compressed": true},\n' +
      '{ "start": 1536, "length": 8, "depth": 1, "data": true, "compressed": false}]\n',
    recorded:
      '[{ "start": 0, "length": 512, "depth": 0, "present": true, "zero": false, "data": true, ' +
      '"offset": 20480},\n{ "start": 512, "length": 1, "depth": 0, ' +
      '"present": false, "zero": true, "data": false}]\n' +
      '[{ "start": 0, "length": 1536, "depth": 0, "data": true},\n' +
      '{ "start": 1536, "length": 8, "depth": 1, "data": true}]\n',
    kept: '        "compressed": true\n{ "start": 512, "data": true, "offset": 20480}\n',
  },
  {
    wording: 'info tells that a LUKS header is not detached',
    printed:
      '    hash alg: sha256\n    detached header: false\n    uuid: x\n' +
      '            "hash-alg": "sha256",\n            "detached-header": false,\n',
    recorded: '    hash alg: sha256\n    uuid: x\n            "hash-alg": "sha256",\n',
    kept: '    detached header: true\n            "detached-header": true,\n',
  },
  {
    wording: 'columns of snapshot lists',
    printed: [
      'Snapshot list:',
      'ID      TAG               VM_SIZE                DATE        VM_CLOCK     ICOUNT',
      '1       one                   0 B 2026-11-30 21:38:47  0000:00:00.000          0',
      '1       a                   8 EiB 2026-11-30 21:51:08  0100:00:00.000          0',
      '2       b                12.1 KiB 2026-11-30 21:51:08 10000:00:00.000         --',
      `2       ${LONG_NAME}      0 B 2026-11-30 21:38:47  0000:00:00.000 12345678901`,
      '4       dddddddddddddddddddddddd    999 B 2026-11-30 21:51:08 2562047:47:16.854 ' +
        '-9223372036854775808',
      '5       é                    0 B 2026-11-30 21:51:08  0000:00:00.000          0',
      '6       e  f                  0 B 2026-11-30 21:51:08  0000:00:00.000          0',
      '1snapshot 1                       0 B 2026-11-30 21:51:08  0000:00:00.000         --',
      '                              0 B 2026-11-30 21:51:08  0000:00:00.000         --',
      'Format specific information:',
      '',
    ].join('\n'),
    recorded: [
      'Snapshot list:',
      'ID        TAG               VM SIZE                DATE     VM CLOCK     ICOUNT',
      '1         one                   0 B 2026-11-30 21:38:47 00:00:00.000          0',
      '1         a                   8 EiB 2026-11-30 21:51:08100:00:00.000          0',
      '2         b                12.1 KiB 2026-11-30 21:51:0810000:00:00.000           ',
      `2         ${LONG_NAME}      0 B 2026-11-30 21:38:47 00:00:00.00012345678901`,
      '4         dddddddddddddddddddddddd    999 B 2026-11-30 21:51:082562047:47:16.854' +
        '-9223372036854775808',
      '5         é                    0 B 2026-11-30 21:51:08 00:00:00.000          0',
      '6         e  f                  0 B 2026-11-30 21:51:08 00:00:00.000          0',
      '1snapshot 1                       0 B 2026-11-30 21:51:08 00:00:00.000           ',
      '                                0 B 2026-11-30 21:51:08 00:00:00.000           ',
      'Format specific information:',
      '',
    ].join('\n'),
    kept: '1       one                   0 B 2026-11-30 21:38:47  0000:00:00.000          0\n',
  },
  {
    wording: 'why a snapshot fails, without the number of the error',
    printed: "qemu-img: Could not create snapshot 'one': Invalid argument\n",
    recorded: "qemu-img: Could not create snapshot 'one': -22 (Invalid argument)\n",
    kept: "qemu-img: Could not create snapshot 'one': Something else\n",
  },
  {
    wording: 'what --output expects',
    printed:
      "qemu-img: --output expects 'human' or 'json', not 'xml'\n" +
      "Try 'qemu-img info --help' for more information\n",
    recorded: 'qemu-img: --output must be used with human or json as argument.\n',
    kept: "qemu-img: --output expects 'human' or 'xml', not 'json'\n",
  },
  {
    wording: 'what --repair expects',
    version: '10.0.13',
    printed: "qemu-img: --repair (-r) expects 'leaks' or 'all' not 'some'\n",
    recorded: "qemu-img: Unknown option value for -r (expecting 'leaks' or 'all'): some\n",
    kept: "qemu-img: --repair (-r) expects 'all'\n",
  },
  {
    wording: 'bitmap has --remove-all',
    printed:
      'qemu-img: Need at least one of --add, --remove, --remove-all, --clear, --enable, ' +
      '--disable, or --merge\n',
    recorded:
      'qemu-img: Need at least one of --add, --remove, --clear, --enable, --disable, or --merge\n',
    kept: 'qemu-img: Need at least one of --add, --remove-all, --clear\n',
  },
  {
    wording: 'values that are no numbers are quoted',
    printed:
      "qemu-img: Invalid count specified: 'x'\nqemu-img: Invalid queue depth specified: 'x'\n" +
      "qemu-img: Invalid number of coroutines specified: 'x'\n",
    recorded:
      'qemu-img: Invalid count specified. You may use k, M, G, T, P or E suffixes for\n' +
      'qemu-img: kilobytes, megabytes, gigabytes, terabytes, petabytes and exabytes.\n' +
      'qemu-img: Invalid queue depth specified\n' +
      'qemu-img: Invalid number of coroutines. Allowed number of coroutines is between 1 and 16\n',
    kept: 'qemu-img: Invalid image size specified. Must be between 0 and 9223372036854775807.\n',
  },
  {
    wording: 'option errors name the command',
    printed:
      "qemu-img check: unrecognized option '--x'\n" +
      "qemu-img commit: invalid option -- 'x'\n" +
      "qemu-img snapshot: option requires an argument -- 'c'\n",
    recorded:
      "qemu-img: unrecognized option '--x'\nqemu-img: unrecognized option '-x'\n" +
      "qemu-img: missing argument for option '-c'\n",
    kept: 'qemu-img: unrecognized operand seek\n',
  },
  {
    wording: 'usage hints name the command',
    version: '10.0.13',
    printed: "Try 'qemu-img check --help' for more info\n",
    recorded: "Try 'qemu-img --help' for more information\n",
    kept: "Try 'qemu-img check --help' for advice\n",
  },
  {
    wording: 'JSON that ends too early, with its place',
    printed: 'qemu-img: 1:30: JSON parse error, premature end of input\n',
    recorded: 'qemu-img: JSON parse error, premature EOI\n',
    kept: 'qemu-img: 1:30: JSON parse error, stray x\n',
  },
  {
    wording: 'create lists keep_data_file',
    printed:
      '  extended_l2=<bool (on/off)> - Extended L2 tables\n' +
      '  keep_data_file=<bool (on/off)> - Assume the external data file already exists\n',
    recorded: '  extended_l2=<bool (on/off)> - Extended L2 tables\n',
    kept: "qemu-img: Parameter 'keep_data_file' expects 'on' or 'off'\n",
  },
  {
    wording: 'usage of qemu-io tells of flags and commands that 7.2 does not have',
    printed:
      'aio_write [-Cfiqruz] [-P pattern] off len [len..] -- asynchronously writes\n' +
      'readv [-Cqrv] [-P pattern] off len [len..] -- reads a number of bytes\n' +
      'zone_open offset len -- explicit open a range of zones in zone block device\n',
    recorded:
      'aio_write [-Cfiquz] [-P pattern] off len [len..] -- asynchronously writes\n' +
      'readv [-Cqv] [-P pattern] off len [len..] -- reads a number of bytes\n',
    kept: "reopen [(-r|-w)] [-c cache] -- reopens\nread: invalid option -- 'r'\n",
  },
];

test('commands that are reproduced here are not left out', () => {
  const line = 'aio_discard [-Cq] off len -- asynchronously discards a number of bytes\n';
  expect(new Words('11.1.3').toRecorded(line)).toBe(line);
});

test('each wording has an example', () => {
  expect(EXAMPLES.map(({ wording }) => wording)).toEqual(WORDINGS.map(({ name }) => name));
});

test.each(EXAMPLES)('$wording', ({ wording, printed, version = '11.1.3', recorded, kept }) => {
  const words = new Words(version);
  expect(words.toRecorded(printed)).toBe(recorded);
  const met = words.takeMet();
  expect(met.get(wording)).toBeGreaterThan(0);
  expect(words.toRecorded(kept)).toBe(kept);
  expect([...words.takeMet().keys()]).toEqual([]);
  const own = WORDINGS.find(({ name }) => name === wording);
  const release = own?.since ?? [0, 0];
  expect(hasSince(releaseOf(version) ?? [0, 0], release)).toBe(true);
});

test.each(['7.2.22', '7.2.0', 'unknown'])('the words of %s are left alone', (version) => {
  const words = new Words(version);
  for (const { printed } of EXAMPLES) expect(words.toRecorded(printed)).toBe(printed);
  expect(words.takeMet()).toEqual(new Map());
});

test('a version has what came before it, and nothing of what came later', () => {
  const nine = new Words('9.0.0');
  for (const { wording, printed } of EXAMPLES) {
    nine.toRecorded(printed);
    const isOld = ['info tells child nodes', 'info tells child nodes in JSON'].includes(wording);
    const isMet = isOld || wording === 'map tells what is compressed';
    expect(nine.takeMet().has(wording), wording).toBe(isMet);
  }
  const closing = EXAMPLES[0]?.printed ?? '';
  expect(new Words('10.0.13').toRecorded(closing)).toBe(closing);
});

test('resize has one message in 10.0 for what 7.2 has two for: it is left alone', () => {
  const line = 'qemu-img: Expecting image file name and size\n';
  expect(new Words('11.1.3').toRecorded(line)).toBe(line);
});

test('text in the words of 7.2 stays as it is, whatever its lines', () => {
  const lines = EXAMPLES.flatMap(({ recorded, kept }) => [
    ...recorded.split('\n').slice(0, -1),
    ...kept.split('\n').slice(0, -1),
  ]).filter((line) => !/^Child node|"children"|^ {4}/.test(line));
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...lines), { maxLength: 12 }), (some) => {
      const text = some.map((line) => `${line}\n`).join('');
      expect(new Words('11.1.3').toRecorded(text)).toBe(text);
    }),
  );
});
