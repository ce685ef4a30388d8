// What is asked of an engine before cases are: that it keeps to the protocol, and that it reads and
// writes what it says that it serves.
import { CheckFailed, CheckLacks, type Lab } from './lab.ts';

/** One thing that is tried, on files of its own and in a process of its own. */
export interface Check {
  readonly name: string;
  /** Throws CheckFailed, CheckLacks, EngineBroken, EngineStopped. */
  run(lab: Lab): void;
}

/** Bytes. */
const MIB = 1024 * 1024;
const CLUSTER = 64 * 1024;
/** A number of Linux. */
const ENOSPC = 28;

/** An empty disk of 1 MiB, given to the engine. */
function empty(lab: Lab, options = ''): void {
  const more = options === '' ? '' : ` -o ${options}`;
  lab.ours(`img create -q -f qcow2${more} TEST_DIR/t.qcow2 1M`);
  lab.give();
}

const REQUESTS: readonly Check[] = [
  {
    name: 'an empty disk has its size and reads as zeroes',
    run(lab) {
      empty(lab);
      lab.open(MIB);
      lab.reads(0, CLUSTER, 0);
      lab.reads(MIB - 512, 512, 0);
      lab.ok('close');
    },
  },
  {
    name: 'what was written is read, within clusters and across them',
    run(lab) {
      empty(lab);
      lab.open(MIB);
      lab.ok('write', CLUSTER - 1024, '2048*a1');
      lab.reads(CLUSTER - 1024, 2048, 0xa1);
      lab.reads(CLUSTER - 2048, 1024, 0);
      lab.reads(CLUSTER + 1024, 1024, 0);
      lab.ok('write', MIB - 512, `512*a2`);
      lab.reads(MIB - 512, 512, 0xa2);
      lab.ok('close');
      lab.isSound();
    },
  },
  {
    name: 'base64 is data',
    run(lab) {
      empty(lab);
      lab.open(MIB);
      const bytes = Buffer.from(Array.from({ length: 512 }, (_, index) => index % 251));
      lab.ok('write', 512, bytes.toString('base64'));
      lab.reads(512, 1, 0);
      lab.reads(513, 1, 1);
      lab.reads(512 + 250, 1, 250);
      lab.ok('close');
    },
  },
  {
    name: 'behind close all of it is in the file, and it opens again',
    run(lab) {
      empty(lab);
      lab.open(MIB);
      lab.ok('write', 0, `${3 * CLUSTER}*b1`);
      lab.ok('close');
      lab.isSound();
      lab.readsAsOurs();
      lab.open(MIB);
      lab.reads(0, 3 * CLUSTER, 0xb1);
      lab.ok('close');
    },
  },
  {
    name: 'behind flush nothing is lost by an end of the process',
    run(lab) {
      empty(lab);
      lab.open(MIB);
      lab.ok('write', CLUSTER, '4096*c1');
      lab.ok('flush');
      lab.die();
      lab.isSound();
      lab.open(MIB);
      lab.reads(CLUSTER, 4096, 0xc1);
      lab.ok('close');
    },
  },
  {
    name: 'an image that is opened to be read is not written',
    run(lab) {
      empty(lab);
      lab.open(MIB, 'ro');
      const answer = lab.ask('write', 0, '512*d1');
      if (answer.kind === 'ok') throw new CheckFailed('a write is done');
      lab.ok('close');
      lab.open(MIB);
      lab.reads(0, 512, 0);
      lab.ok('close');
    },
  },
  {
    name: 'a file that is not there, and one that is no image, are errors',
    run(lab) {
      lab.ours('img create -q -f raw TEST_DIR/t.qcow2 1M');
      lab.give();
      lab.fails('open', 'TEST_DIR/none.qcow2');
      lab.fails('open', 'TEST_DIR/t.qcow2');
    },
  },
  {
    name: 'a request that nobody knows is answered, and changes nothing',
    run(lab) {
      empty(lab);
      lab.open(MIB);
      if (lab.ask('frobnicate', 1).kind === 'ok') throw new CheckFailed('it is done');
      lab.reads(0, 512, 0);
      lab.ok('close');
    },
  },
  {
    name: 'zero',
    run(lab) {
      lab.needs('zero');
      lab.ours('img create -q -f qcow2 TEST_DIR/t.qcow2 1M');
      lab.ours('io -f qcow2 -c write|-q|-P|1|0|256k TEST_DIR/t.qcow2');
      lab.give();
      lab.open(MIB);
      lab.ok('zero', CLUSTER + 512, CLUSTER);
      lab.reads(CLUSTER, 512, 1);
      lab.reads(CLUSTER + 512, CLUSTER, 0);
      lab.reads(2 * CLUSTER + 512, 512, 1);
      lab.ok('close');
      lab.isSound();
      lab.readsAsOurs();
    },
  },
  {
    name: 'discard leaves what is beside it',
    run(lab) {
      lab.needs('discard');
      lab.ours('img create -q -f qcow2 TEST_DIR/t.qcow2 1M');
      lab.ours('io -f qcow2 -c write|-q|-P|1|0|256k TEST_DIR/t.qcow2');
      lab.give();
      lab.open(MIB);
      lab.ok('discard', CLUSTER, CLUSTER);
      lab.reads(0, CLUSTER, 1);
      lab.reads(2 * CLUSTER, CLUSTER, 1);
      lab.ok('close');
      lab.isSound();
    },
  },
  {
    name: 'resize: what is new reads as zeroes',
    run(lab) {
      lab.needs('resize');
      empty(lab);
      lab.open(MIB);
      lab.ok('write', MIB - 512, '512*e1');
      lab.ok('resize', 2 * MIB);
      lab.reads(MIB - 512, 512, 0xe1);
      lab.reads(MIB, 512, 0);
      lab.ok('close');
      lab.isSound();
      lab.open(2 * MIB);
      lab.reads(2 * MIB - 512, 512, 0);
      lab.ok('close');
    },
  },
  {
    name: 'compressed data is read',
    run(lab) {
      lab.needs('compressed');
      empty(lab);
      lab.open(MIB);
      lab.ok('compressed', CLUSTER, `${CLUSTER}*f1`);
      lab.reads(CLUSTER, CLUSTER, 0xf1);
      lab.ok('close');
      lab.isSound();
      lab.readsAsOurs();
    },
  },
  {
    name: 'fault: one request below fails, and is counted',
    run(lab) {
      lab.needs('fault');
      empty(lab);
      lab.open(MIB);
      lab.ok('fault', 'any', 1, ENOSPC);
      // What the engine makes of it is told by no answer: it may try another way.
      lab.ask('write', 0, `${CLUSTER}*e2`);
      lab.counts(1);
      lab.counts(0);
      lab.ok('write', 2 * CLUSTER, `${CLUSTER}*e3`);
      lab.reads(2 * CLUSTER, CLUSTER, 0xe3);
      lab.ok('close');
    },
  },
];

/** Options of images, with what is done to them before the engine reads them. */
const FEATURES: readonly (readonly [name: string, options: string, lines: readonly string[]])[] = [
  ['clusters of 512 bytes', 'cluster_size=512', []],
  ['clusters of 2 MiB', 'cluster_size=2M', []],
  ['version 2', 'compat=0.10', []],
  ['refcounts of one bit', 'refcount_bits=1', []],
  ['refcounts of 64 bits', 'refcount_bits=64', []],
  ['lazy refcounts', 'lazy_refcounts=on', []],
  ['extended L2 entries', 'extended_l2=on', []],
  ['preallocated metadata', 'preallocation=metadata', []],
  ['zero clusters', '', ['io -f qcow2 -c write|-q|-z|64k|64k TEST_DIR/t.qcow2']],
  ['compressed clusters', '', ['io -f qcow2 -c write|-q|-c|-P|7|128k|64k TEST_DIR/t.qcow2']],
  ['an internal snapshot', '', ['img snapshot -c one TEST_DIR/t.qcow2']],
  ['a bitmap', '', ['img bitmap --add TEST_DIR/t.qcow2 b']],
  [
    'a backing file',
    '',
    [
      'img create -q -f qcow2 TEST_DIR/base.qcow2 512k',
      'io -f qcow2 -c write|-q|-P|9|0|512k TEST_DIR/base.qcow2',
      'img rebase -u -b base.qcow2 -F qcow2 TEST_DIR/t.qcow2',
    ],
  ],
];

/** Reads of images with one feature each; what an engine does not know it may refuse. */
const READS: readonly Check[] = FEATURES.map(([name, options, lines]) => ({
  name: `reads ${name}`,
  run(lab) {
    const more = options === '' ? '' : ` -o ${options}`;
    lab.ours(`img create -q -f qcow2${more} TEST_DIR/t.qcow2 1M`);
    lab.ours('io -f qcow2 -c write|-q|-P|5|60k|8k TEST_DIR/t.qcow2');
    for (const line of lines) lab.ours(line);
    lab.give();
    const answer = lab.ask('open', 'TEST_DIR/t.qcow2', 'ro');
    if (answer.kind !== 'ok') throw new CheckLacks(answer.text || 'it is refused');
    lab.ok('close');
    lab.readsAsOurs();
  },
}));

/** All checks, in the order in which they are told. */
export const CHECKS: readonly Check[] = [...REQUESTS, ...READS];
