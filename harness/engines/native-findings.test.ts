// What checks of our own engine find, told as values beside the text.
import { afterEach, expect, test } from 'vitest';
import { parseFieldPath, parseFieldValue } from '../../engine/index.ts';
import { hideLeakLines, isSingleLeak, parseCheck } from '../golden/check-text.ts';
import { pathOf } from './engine.ts';
import { pokeFields } from './fields.ts';
import { NativeEngine } from './native.ts';

const engine = new NativeEngine({ keepsTrace: false });
const IMAGE = 't.qcow2';

afterEach(() => engine.watchFindings(undefined));

/** An image with three leaks, of clusters that had one owner and two, and a wrong COPIED flag. */
function damagedImage(): void {
  engine.run('img', ['create', '-q', '-f', 'qcow2', pathOf(IMAGE), '1M']);
  engine.run('io', ['-f', 'qcow2', '-c', 'write 0 256k', pathOf(IMAGE)]);
  const bytes = engine.readFile(IMAGE);
  const longer = new Uint8Array(bytes.length + 2 * 65536);
  longer.set(bytes);
  engine.writeFile(IMAGE, longer);
  const changes = [
    { field: parseFieldPath('refcount[6]'), value: parseFieldValue('2') },
    { field: parseFieldPath('refcount[9]'), value: parseFieldValue('1') },
    { field: parseFieldPath('refcount[10]'), value: parseFieldValue('2') },
  ];
  const { refused } = pokeFields(engine, IMAGE, changes);
  expect(refused).toBe(undefined);
}

const check = (...options: readonly string[]) =>
  engine.run('img', ['check', '-f', 'qcow2', ...options, pathOf(IMAGE)]);

test('findings that are watched for stand where their lines are', () => {
  damagedImage();
  engine.watchFindings(() => true);
  const { text, found = [] } = check();
  expect(found.map(({ finding }) => finding)).toEqual(parseCheck(text).findings);
  expect(found.length).toBe(4);
  expect(found.map(({ start, end }) => text.slice(start, end)).join('')).toBe(
    text.slice(0, found.at(-1)?.end),
  );
});

test('lines for leaks are hidden by value as they are hidden by text', () => {
  damagedImage();
  engine.watchFindings(isSingleLeak);
  const { text, found } = check('-r', 'leaks');
  expect(found?.length).toBe(2); // it is told again when it is repaired
  const hidden = hideLeakLines(text, found);
  expect(hidden).not.toBe(text);
  expect(hidden).toBe(hideLeakLines(text));
});

test('nothing is kept where nobody asks', () => {
  damagedImage();
  expect(check().found).toBe(undefined);
});
