// A model knows what each step leaves, and the files are held against it.
import { expect, test } from 'vitest';
import { NativeEngine } from '../../engines/native.ts';
import { auditPlain } from '../../oracle/plain-audit.ts';
import { PlainImage } from '../../oracle/plain-image.ts';
import { judgeImage, judgeLeaksRepair, PlainWorld } from './judge-world.ts';
import { ModelImage } from './model-image.ts';
import { KINDS, laterSeeds, modelledCase } from './modelled-case.ts';
import { Workshop } from './workshop.ts';

test('a seed is a case, and the first seeds are of all kinds', () => {
  const made = Array.from({ length: KINDS }, (_none, seed) => modelledCase(seed));
  expect(new Set(made.map(({ testCase }) => testCase.purpose.split(', ')[1])).size).toBe(71);
  expect(modelledCase(3).text).toBe(made[3]?.text);
  expect(made.map(({ testCase, steps }) => testCase.steps.length - steps.length)).toEqual(
    made.map(() => 0),
  );
});

test('kinds that came later have seeds of their own', () => {
  const made = laterSeeds(2).map((seed) => modelledCase(seed));
  const kinds = made.map(({ testCase }) => testCase.purpose.split(', ')[1]);
  expect(new Set(kinds).size).toBe(20);
  expect(kinds.slice(0, 20)).toEqual(kinds.slice(20));
  expect(made.filter(({ text }) => /encrypt|luks/.test(text)).length).toBe(38);
  expect(made[0]?.testCase.number).toBe('m900000000');
  expect(() => modelledCase(900_020_000)).toThrow('there is no modelled case 900020000');
});

/** A world with one image of two clusters of data, and its model. */
function smallWorld(): { engine: NativeEngine; model: ModelImage; bytes: Uint8Array } {
  const engine = new NativeEngine({ keepsTrace: false });
  const geometry = new Workshop('for a test').geometry({
    clusterSize: 512,
    version: 3,
    size: 4096,
  });
  const model = new ModelImage({ ...geometry, refcountBits: 16, isLazy: false });
  engine.run('img', ['create', '-f', 'qcow2', '-o', 'cluster_size=512', 'TEST_DIR/t', '4096']);
  engine.run('io', ['-f', 'qcow2', '-c', 'write -P 7 0 1k', 'TEST_DIR/t']);
  model.write(0, 1024, 7);
  return { engine, model, bytes: engine.readFile('t').slice() };
}

const relationsOf = (engine: NativeEngine, model: ModelImage): readonly string[] =>
  judgeImage(new PlainWorld(engine), 't', model).map(({ relation }) => relation);

test('what a guest did not write, and what is counted wrongly, breaks promises', () => {
  const { engine, model, bytes } = smallWorld();
  expect(relationsOf(engine, model)).toEqual([]);
  const { active } = new PlainWorld(engine).image('t');
  const changed = (at: number, value: number): readonly string[] => {
    const file = bytes.slice();
    file[at] = value;
    engine.writeFile('t', file);
    return relationsOf(engine, model);
  };
  // The last byte of the file is one of the data; the first of an L1 entry has its COPIED flag.
  expect(changed(bytes.length - 1, 8)).toEqual(['content']);
  expect(changed(active.offset, 0)).toEqual(['sound']);
  engine.writeFile('t', bytes);
  model.addBitmap('b', 512, true);
  expect(relationsOf(engine, model)).toEqual(['bitmap']);
  engine.close();
});

test('a leak and a reference that is not counted are told apart', () => {
  const { engine, bytes } = smallWorld();
  const image = new PlainWorld(engine).image('t');
  const block = image.pointer(image.refcountTable.offset);
  const audited = (cluster: number, count: number): readonly number[] => {
    const file = bytes.slice();
    file[block + 2 * cluster + 1] = count;
    engine.writeFile('t', file);
    const { leaks, uncounted, wrongEntries } = auditPlain(new PlainWorld(engine).image('t'));
    return [leaks, uncounted, wrongEntries];
  };
  const last = bytes.length / 512 - 1;
  expect(audited(last, 1)).toEqual([0, 0, 0]);
  expect(audited(last, 2)).toEqual([1, 0, 1]);
  expect(audited(last, 0)).toEqual([0, 1, 1]);
  engine.close();
});

test('VM state stands behind the disk, and is held against the model', () => {
  const { engine, model } = smallWorld();
  engine.run('io', ['-f', 'qcow2', '-c', 'write -b -P 9 512 1k', 'TEST_DIR/t']);
  model.vmState.fill(512, 1024, 9);
  expect(relationsOf(engine, model)).toEqual([]);
  model.vmState.fill(1536, 1, 9);
  expect(relationsOf(engine, model)).toEqual(['vm state']);
  engine.close();
});

test('an entry that leads into a table may cost its own cluster, and nothing else', () => {
  const { engine, model, bytes } = smallWorld();
  const image = new PlainWorld(engine).image('t');
  const table = image.pointer(image.active.offset);
  const wrong = bytes.slice();
  // The third entry leads to the table itself.
  wrong.set([0x80, 0, 0, 0, 0, 0, Math.floor(table / 256), table % 256], table + 16);
  engine.writeFile('t', wrong);
  Object.assign(model, { isDamaged: true, wild: table / 512 });
  model.disk.doubt(1024, 512);
  expect(relationsOf(engine, model)).toEqual([]);
  engine.writeFile('t', wrong.slice().fill(0xaa, table, table + 512));
  expect(relationsOf(engine, model)).not.toEqual([]);
  engine.close();
});

test('a repair of leaks makes no count higher', () => {
  const { engine, bytes } = smallWorld();
  const image = new PlainWorld(engine).image('t');
  const block = image.pointer(image.refcountTable.offset);
  const last = bytes.length / 512 - 1;
  const lower = bytes.slice();
  lower[block + 2 * last + 1] = 0;
  const relations = (one: Uint8Array, other: Uint8Array): readonly string[] =>
    judgeLeaksRepair(new PlainImage(one), new PlainImage(other)).map(({ words }) => words);
  expect(relations(bytes, lower)).toEqual([]);
  expect(relations(lower, bytes)).toEqual([`the count of cluster ${last} is higher`]);
  engine.close();
});
