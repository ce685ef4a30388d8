// States that are made one after the other are those that are made each by itself.
import { expect, test } from 'vitest';
import { Draw } from '../../engine/index.ts';
import { pathOf } from '../engines/engine.ts';
import { NativeEngine } from '../engines/native.ts';
import { buildState, StateBuilder } from './build-state.ts';
import { statesAt } from './crash-states.ts';
import { recordRun } from './crash-sweep.ts';

const PATH = pathOf('t.qcow2');

const COMMANDS = [
  'write -P 2 3k 9k',
  'discard 0 4k',
  'write -P 3 100k 70k',
  'flush',
  'write 1k 2k',
];

test.each(['512', '64k'])('whatever came before it: clusters of %s', (size) => {
  const engine = new NativeEngine({ keepsTrace: false });
  const create = ['create', '-q', '-f', 'qcow2', '-o', `cluster_size=${size}`, PATH, '1M'];
  engine.run('img', create);
  engine.run('io', ['-f', 'qcow2', '-c', 'write -P 1 0 8k', PATH]);
  const argv = [
    '-f',
    'qcow2',
    '-t',
    'writeback',
    ...COMMANDS.flatMap((line) => ['-c', line]),
    PATH,
  ];
  const { recorder, mark } = recordRun(engine, {
    go: () => engine.run('io', argv),
    makesImages: false,
  });
  const draw = new Draw(size);
  const bounds = { complete: 3, samples: 4, random: () => draw.fraction() };
  const states = Array.from({ length: recorder.lastMoment + 1 }, (_none, moment) => [
    ...statesAt(recorder, moment, 'process', bounds),
    ...statesAt(recorder, moment, 'power', bounds),
  ]).flat();
  const files = engine.memoryFiles();
  const all = (): readonly unknown[] =>
    files.names().map((name) => [name, Buffer.from(files.readBytes(name)).toString('latin1')]);
  const own = states.map((state) => {
    buildState(engine, files, mark, state);
    return all();
  });
  engine.restore(mark);
  const builder = new StateBuilder(files);
  const mixed = states.map((_state, index) => index).sort(() => draw.fraction() - 0.5);
  const order = [...states.keys(), ...mixed.slice(0, 100)];
  for (const index of order) {
    builder.build(states[index] as (typeof states)[number]);
    expect(all()).toEqual(own[index]);
  }
  expect(states.length).toBeGreaterThan(200);
  engine.close();
});
