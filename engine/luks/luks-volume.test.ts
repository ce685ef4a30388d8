// Volumes in an area of memory: what reaches it, in which order, and what is left where that fails.
import { beforeAll, expect, test } from 'vitest';
import { FormatError, IoError } from '../base/errors.ts';
import { EIO } from '../base/errno.ts';
import { fixedCryptoSource } from '../crypto/crypto-source.ts';
import { LuksHeader } from '../crypto/luks-header.ts';
import { explain } from '../task/explain.ts';
import { Scheduler } from '../task/scheduler.ts';
import type { Task } from '../task/task.ts';
import { formatErrorOf } from '../testing/failure.ts';
import { amendLuks, parseSlotChange, type SlotChange } from './amend.ts';
import { luksOverhead, parseLuksOptions, specOfOptions } from './create-options.ts';
import { createLuks, type LuksArea, type LuksVolume, openLuks } from './volume.ts';

const run = <T>(task: Task<T>): T => new Scheduler().run(task);
const bytesOf = (word: string): Uint8Array => new TextEncoder().encode(word);
const SECRETS = new Map([
  ['a', bytesOf('one')],
  ['b', bytesOf('two')],
]);

/** Bytes in memory, a line for each request, and requests that fail by their lines. */
class Area implements LuksArea {
  readonly bytes: Uint8Array;
  readonly log: string[] = [];
  readonly failing = new Set<string>();

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  *#submit(line: string): Task<void> {
    this.log.push(line);
    if (this.failing.has(line)) throw new IoError(EIO);
  }

  *read(offset: number, target: Uint8Array): Task<void> {
    yield* explain('cannot read', this.#submit(`read ${offset} ${target.length}`));
    target.set(this.bytes.subarray(offset, offset + target.length));
  }

  *write(offset: number, source: Uint8Array): Task<void> {
    yield* explain('cannot write', this.#submit(`write ${offset} ${source.length}`));
    this.bytes.set(source, offset);
  }
}

const SPEC = specOfOptions(parseLuksOptions(new Map([['cipher-alg', 'aes-128']])));
const MATERIAL = 128_000;

let made: Area;
beforeAll(() => {
  made = make();
});

function make(): Area {
  const areas: Area[] = [];
  const reserve = function* (length: number): Task<LuksArea> {
    const area = new Area(new Uint8Array(length));
    areas.push(area);
    return area;
  };
  const creation = { spec: SPEC, password: bytesOf('one'), iterTime: 0n };
  run(createLuks(reserve, creation, fixedCryptoSource('test')));
  const [area] = areas;
  if (area === undefined) throw new Error('nothing was reserved');
  return area;
}

/** A copy that was opened with that password, before anything is done to it. */
function opened(word = 'one', area = new Area(new Uint8Array(made.bytes))): [Area, LuksVolume] {
  const volume = run(openLuks(area, bytesOf(word)));
  area.log.length = 0;
  return [area, volume];
}

const change = (options: Record<string, string | bigint>): SlotChange =>
  parseSlotChange(new Map(Object.entries(options)));

function amend(
  area: Area,
  volume: LuksVolume,
  options: Record<string, string | bigint>,
  isForced = false,
): void {
  const source = fixedCryptoSource('amend');
  const tools = { objects: { secrets: SECRETS }, keySecret: 'a', source, isForced };
  run(amendLuks(area, volume, change(options), tools));
}

test('key material is written before the header that names it', () => {
  expect(made.log).toEqual([`write 4096 ${MATERIAL}`, 'write 0 592']);
  expect(made.bytes.length).toBe(luksOverhead(SPEC));
});

test('slots are tried until one opens, and none behind it', () => {
  const area = new Area(new Uint8Array(made.bytes));
  run(openLuks(area, bytesOf('one')));
  expect(area.log).toEqual(['read 0 592', `read 4096 ${MATERIAL}`]);
  const told = formatErrorOf(() => run(openLuks(area, bytesOf('two'))));
  expect(told).toMatchObject({
    message: 'Invalid password, cannot unlock any keyslot',
    errno: EIO,
  });
});

test('who only looks reads the header alone', () => {
  const area = new Area(new Uint8Array(made.bytes));
  expect(run(openLuks(area, undefined)).cipher).toBeUndefined();
  expect(area.log).toEqual(['read 0 592']);
});

test('a new password opens what the first one does', () => {
  const [area, volume] = opened();
  amend(area, volume, { state: 'active', 'new-secret': 'b', 'iter-time': 0n });
  expect(area.log).toEqual([`read 4096 ${MATERIAL}`, `write 135168 ${MATERIAL}`, 'write 0 592']);
  const sector = new Uint8Array(512).fill(3);
  const [one, other] = ['one', 'two'].map((word) => {
    const [, { cipher }] = opened(word, area);
    return cipher?.encrypt(sector, 7);
  });
  expect(one).toEqual(other);
  expect(one).not.toEqual(sector);
});

test('a slot is erased in the header first, and then forty times where its key was', () => {
  const [area, volume] = opened();
  amend(area, volume, { state: 'active', 'new-secret': 'b', 'iter-time': 0n });
  area.log.length = 0;
  amend(area, volume, { state: 'inactive', 'old-secret': 'b' });
  const tries = [`read 4096 ${MATERIAL}`, `read 135168 ${MATERIAL}`];
  const erasures = Array.from({ length: 40 }, () => `write 135168 ${MATERIAL}`);
  expect(area.log).toEqual([...tries, 'write 0 592', ...erasures]);
  expect(() => opened('two', area)).toThrow('Invalid password');
  expect(() => opened('one', area)).not.toThrow();
});

test('where the header cannot be written the key is erased all the same', () => {
  const [area, volume] = opened();
  area.failing.add('write 0 592');
  const told = formatErrorOf(() => amend(area, volume, { state: 'inactive', keyslot: 0n }, true));
  expect(told).toMatchObject({
    message: 'cannot write: Input/output error',
    hint: 'Failed to erase keyslot 0',
    hintEnd: '',
  });
  expect(area.log).toHaveLength(41);
  area.failing.clear();
  expect(() => opened('one', area)).toThrow('Invalid password');
});

test('a slot whose key material could not be written stays empty', () => {
  const [area, volume] = opened();
  area.failing.add(`write 135168 ${MATERIAL}`);
  const options = { state: 'active', 'new-secret': 'b', 'iter-time': 0n };
  expect(formatErrorOf(() => amend(area, volume, options))).toMatchObject({
    message: 'cannot write: Input/output error',
    hint: 'Failed to write to keyslot 1',
  });
  expect(new LuksHeader(area.bytes.subarray(0, 592)).slot(1).state).toBe('inactive');
  expect(() => opened('one', area)).not.toThrow();
});

test('what is refused leaves everything as it is', () => {
  const refused: readonly [Record<string, string | bigint>, string][] = [
    [{ state: 'active' }, "'new-secret' is required"],
    [{ state: 'active', 'new-secret': 'b', keyslot: 0n }, 'Refusing to overwrite active keyslot 0'],
    [{ state: 'inactive', keyslot: 0n }, 'Attempt to erase the only active keyslot 0'],
    [{ state: 'inactive', 'old-secret': 'a' }, 'All the active keyslots match'],
    [{ state: 'inactive', 'old-secret': 'b' }, 'No keyslots match'],
    [{ state: 'inactive', keyslot: 3n }, 'Given keyslot 3 is already erased'],
  ];
  for (const [options, message] of refused) {
    const [area, volume] = opened();
    expect(() => amend(area, volume, options)).toThrow(message);
    expect(area.bytes).toEqual(made.bytes);
    expect(volume.header.bytes).toEqual(made.bytes.subarray(0, 592));
  }
});

test('a header that asks for too much work is refused before any material is read', () => {
  const bytes = new Uint8Array(made.bytes);
  const header = new LuksHeader(bytes.subarray(0, 592));
  header.activateSlot(0, header.slot(0).salt, 2 ** 32 - 1);
  const area = new Area(bytes);
  expect(() => run(openLuks(area, bytesOf('one')))).toThrow(FormatError);
  expect(area.log).toEqual(['read 0 592']);
});
