// Names of fields, right and wrong: what is wrong is told with the nearest right word.
import { expect, test } from 'vitest';
import { UsageError } from '../../base/errors.ts';
import { parseFieldPath } from './field-path.ts';
import { fitsSlot, HEADER_SLOTS, parseFieldValue, readSlot, storeSlot } from './field-slot.ts';

test('names come apart into root, indexes and part', () => {
  expect(parseFieldPath('header.l1_size')).toMatchObject({ root: 'header', part: 'l1_size' });
  expect(parseFieldPath('l2[0x10][5].copied')).toMatchObject({ indexes: [16, 5], part: 'copied' });
  expect(parseFieldPath('refcount[17]')).toMatchObject({ root: 'refcount', indexes: [17] });
  expect(parseFieldPath('0x200:8')).toMatchObject({ root: 'bytes', offset: 512, length: 8 });
  const bit = parseFieldPath('header.incompatible_features.dirty');
  expect(bit).toMatchObject({ part: 'incompatible_features.dirty' });
});

test.each([
  ['', "'' is no name of a field, as 'header.size' and '512:8' are"],
  ['heder.size', "unknown field 'heder' (did you mean 'header'?)"],
  ['zebra', "unknown field 'zebra'"],
  ['header', "'header' needs a field, as in 'header.l1_size'"],
  ['header.l1size', "'header.l1size': header has no part 'l1size' (did you mean 'l1_size'?)"],
  ['l1[0].size', "'l1[0].size': l1 has no part 'size' (offset, copied)"],
  ['refcount[0].bits', "'refcount[0].bits': refcount has no parts"],
  ['l2[0]', "'l2[0]': l2 takes two indexes, as in 'l2[0][5]'"],
  ['header[0].size', "'header[0].size': header takes no index, as in 'header.l1_size'"],
  [
    'extension[bitmap].count',
    "'extension[bitmap].count': no header extension is called 'bitmap' (did you mean 'bitmaps'?)",
  ],
  ['bitmap[0].flag', "'bitmap[0].flag': bitmap has no part 'flag' (did you mean 'flags'?)"],
  ['bitmap[0]', "'bitmap[0]' needs a field, as in 'bitmap[0].flags'"],
  [
    'snapshot_l2[0][1]',
    "'snapshot_l2[0][1]': snapshot_l2 takes three indexes, as in " + "'snapshot_l2[0][3][5]'",
  ],
  ['l1[x]', "'l1[x]': 'x' is not a whole number"],
  ['l1[99999999999999999]', "'l1[99999999999999999]': '99999999999999999' is not a whole number"],
  ['16:0', "'16:0': a length of 1 to 512 bytes is expected"],
  ['16:x', "'16:x': 'x' is not a whole number"],
])('%j is refused', (text, message) => {
  expect(() => parseFieldPath(text)).toThrow(new UsageError(message));
});

test('values are digits, hex digits or words', () => {
  expect(parseFieldValue('18446744073709551615').value).toBe(2n ** 64n - 1n);
  expect(parseFieldValue('0xfF').value).toBe(255n);
  expect(parseFieldValue('off')).toEqual({ value: 0n, isWord: true });
  for (const text of ['', '-1', '1k', '0x', 'maybe']) {
    expect(() => parseFieldValue(text)).toThrow(UsageError);
  }
});

test('a field takes what its bits hold, and leaves the other bits alone', () => {
  const dirty = HEADER_SLOTS.find(({ name }) => name === 'incompatible_features.corrupt');
  if (dirty === undefined) throw new Error('the corrupt bit has no slot');
  expect([fitsSlot(dirty, 1n), fitsSlot(dirty, 2n), fitsSlot(dirty, -1n)]).toEqual([
    true,
    false,
    false,
  ]);
  const word = new Uint8Array([0, 0, 0, 0, 0, 0, 0, 0xfd]);
  storeSlot(word, dirty, 1n);
  expect(word[7]).toBe(0xff);
  storeSlot(word, dirty, 0n);
  expect([word[7], readSlot(word, dirty)]).toEqual([0xfd, 0n]);
});
