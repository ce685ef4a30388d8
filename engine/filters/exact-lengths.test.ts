// A new length reaches the node below as it was asked for, through every layer that lets it pass.
import { expect, test } from 'vitest';
import { type BlockNode, READ_WRITE } from '../block/node.ts';
import { truncate } from '../block/request.ts';
import { RecordingNode, runAlone } from '../testing/recording-node.ts';
import { CrashRecorder } from './crash-recorder.ts';
import { FailNth } from './fail-nth.ts';
import { IoWatch } from './io-watch.ts';
import { PreallocateNode } from './preallocate.ts';
import { QuotaNode } from './quota.ts';
import { TraceNode } from './trace.ts';
import { WriteLogNode } from './write-log.ts';

const LISTENER = { issued: () => 0, ended: () => {}, failed: () => {} };
const STEP = { align: 512, size: 512 };

const LAYERS: { readonly [name: string]: (below: BlockNode) => BlockNode } = {
  'crash-recorder': (below) => new CrashRecorder().wrap(below),
  'fail-nth': (below) => new FailNth().wrap(below),
  'io-watch': (below) => new IoWatch(below, () => () => {}),
  preallocate: (below) => new PreallocateNode('f', READ_WRITE, below, STEP),
  quota: (below) => new QuotaNode(below, undefined),
  trace: (below) => new TraceNode(below, []),
  'write-log': (below) => new WriteLogNode(below, LISTENER),
};

test.each(Object.entries(LAYERS))('%s', (_name, layer) => {
  const below = new RecordingNode(4096);
  const node = layer(below);
  runAlone(truncate(node, 8192, 'off', true));
  runAlone(truncate(node, 512, 'off', false));
  const lengths = below.takeLog().filter((line) => line.startsWith('truncate'));
  expect(lengths).toEqual(['truncate 8192 exact', 'truncate 512']);
});
