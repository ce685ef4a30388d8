// The negotiation, as a client sees it that sends sense and nonsense.
import { describe, expect, test } from 'vitest';
import { nbd } from '../../engine/index.ts';
import {
  clientFlags,
  command,
  go,
  joined,
  lengthAndText,
  metaContexts,
  option,
} from '../testing/raw-nbd.ts';
import { ServedWorld, type WorldOptions } from '../testing/served-world.ts';

/** What comes behind the greeting, and how the connection ended. */
function talk(sent: readonly Uint8Array[], options: WorldOptions = {}) {
  const world = new ServedWorld(options);
  const { session, peer } = world.connect();
  for (const bytes of sent) session.receive(bytes);
  return { words: peer.words().slice(1), ending: peer.ending, log: world.log };
}

const STRUCTURED = option(nbd.OPTION.structuredReply);
/** 1 MiB, and what a writable export offers. */
const SIZE_AND_FLAGS = '0000000000100000' + '0d6d';

test('a client that goes is told sizes and offers', () => {
  const { words, ending, log } = talk([clientFlags(), STRUCTURED, go('', [nbd.INFO.blockSize])]);
  expect(words).toEqual([
    'option 8: ack ',
    'option 7: info 0003' + '00000001' + '00001000' + '02000000',
    `option 7: info 0000${SIZE_AND_FLAGS.replace('0d6d', '0ded')}`,
    'option 7: ack ',
  ]);
  expect(ending).toBeUndefined();
  expect(log).toEqual(['1 connected', '1 agreed: chunks']);
});

test('a read-only export offers no changes', () => {
  const { words } = talk([clientFlags(), go('')], { isReadOnly: true });
  expect(words[1]).toBe('option 7: info 00000000000000100000050f');
});

describe('an export is found by its name', () => {
  test('and told with it where that is asked for', () => {
    const named = { name: 'disk' };
    const { words } = talk([clientFlags(), go('disk', [1, 7, 3])], named);
    expect(words[0]).toBe(`option 7: info 0001${Buffer.from('disk').toString('hex')}`);
    const long = 'x'.repeat(100);
    const other = talk([clientFlags(), go('other'), go(long)], named);
    expect(other.words).toEqual([
      "option 7: export unknown export 'other' not present",
      `option 7: export unknown export '${'x'.repeat(80)}...' not present`,
    ]);
    expect(other.ending).toBeUndefined();
  });

  test('in a list', () => {
    const { words } = talk([clientFlags(), option(nbd.OPTION.list)], { name: 'disk' });
    const listed = `00000004${Buffer.from('disk').toString('hex')}`;
    expect(words).toEqual([`option 3: server ${listed}`, 'option 3: ack ']);
  });

  test.each([
    [3, `${SIZE_AND_FLAGS}`],
    [1, `${SIZE_AND_FLAGS}${'00'.repeat(124)}`],
    [0, `${SIZE_AND_FLAGS}${'00'.repeat(124)}`],
  ])('the old way, with flags %i', (flags, expected) => {
    const { words, ending } = talk([clientFlags(flags), option(nbd.OPTION.exportName)]);
    expect(words).toEqual([`raw ${expected}`]);
    expect(ending).toBeUndefined();
  });

  test.each([
    ['export not found', [clientFlags(), option(1, new TextEncoder().encode('other'))]],
    ['Bad length received', [clientFlags(), option(1, new Uint8Array(4097))]],
  ])('or the connection ends: %s', (why, sent) => {
    const { words, ending, log } = talk(sent);
    expect({ words, ending, last: log.at(-1) }).toEqual({
      words: [],
      ending: 'soft',
      last: `1 ended: ${why}`,
    });
  });
});

describe('contexts', () => {
  const hex = (text: string): string => Buffer.from(text).toString('hex');

  test('are listed all, by their beginning, or one', () => {
    const list = nbd.OPTION.listMetaContext;
    const asked = [[], ['base:'], ['qemu:'], ['qemu:allocation-depth', 'base:x', '']];
    const queries = asked.map((names) => metaContexts('', names, list));
    const { words } = talk([clientFlags(), ...queries]);
    const base = `option 9: meta context 00000000${hex('base:allocation')}`;
    const depth = `option 9: meta context 00000000${hex('qemu:allocation-depth')}`;
    const ack = 'option 9: ack ';
    expect(words).toEqual([base, depth, ack, base, ack, depth, ack, depth, ack]);
  });

  test('are chosen by whole names, and the last choice counts', () => {
    const { words, log } = talk([
      clientFlags(),
      STRUCTURED,
      metaContexts('', ['base:', 'qemu:']),
      metaContexts('', ['base:allocation']),
      metaContexts('', ['qemu:allocation-depth', 'x'.repeat(5000)]),
      go(''),
    ]);
    expect(words.slice(1, 6)).toEqual([
      'option 10: ack ',
      `option 10: meta context 00000000${hex('base:allocation')}`,
      'option 10: ack ',
      `option 10: meta context 00000001${hex('qemu:allocation-depth')}`,
      'option 10: ack ',
    ]);
    expect(log.at(-1)).toBe('1 agreed: chunks, qemu:allocation-depth');
  });

  test('are for clients that take chunks, and of one export', () => {
    const { words } = talk([
      clientFlags(),
      metaContexts('', ['base:allocation']),
      STRUCTURED,
      metaContexts('x', ['base:allocation']),
    ]);
    const asked = "request option 'set meta context' when structured reply is not negotiated";
    expect(words).toEqual([
      `option 10: invalid ${asked}`,
      'option 8: ack ',
      "option 10: export unknown export 'x' not present",
    ]);
  });
});

describe('an option', () => {
  const u32 = (value: number): Uint8Array => new Uint8Array(Buffer.from([0, 0, 0, value]));

  test.each([
    [option(99), 'option 99: unsupported Unsupported option 99 (<unknown>)'],
    [option(11, new Uint8Array(100)), 'option 11: unsupported Unsupported option 11 (<unknown>)'],
    [option(5), 'option 5: denied by policy TLS not configured'],
    [option(5, u32(1)), "option 5: invalid option 'starttls' has unexpected length"],
    [option(3, u32(1)), "option 3: invalid option 'list' has unexpected length"],
    [option(8, u32(1)), "option 8: invalid option 'structured reply' has unexpected length"],
    [option(7), 'option 7: invalid Inconsistent lengths in option go'],
    [option(7, u32(9)), 'option 7: invalid Inconsistent lengths in option go'],
    [option(7, lengthAndText('x'.repeat(4097))), 'option 7: invalid Invalid name length: 4097'],
    [option(7, lengthAndText('a\0b')), 'option 7: invalid Unexpected embedded NUL in option go'],
    [
      option(7, joined(lengthAndText(''), u32(0))),
      "option 7: invalid option 'go' has unexpected length",
    ],
    [option(7, new Uint8Array(65_537)), "option 7: option payload too big option 'go' is too long"],
  ])('that is wrong is refused, and the client goes on', (bytes, expected) => {
    const { words, ending } = talk([clientFlags(), bytes, option(nbd.OPTION.abort)]);
    expect(words).toEqual([expected, 'option 2: ack ']);
    expect(ending).toBe('soft');
  });

  test('structured replies are agreed on once', () => {
    const { words } = talk([clientFlags(), STRUCTURED, STRUCTURED]);
    expect(words[1]).toBe('option 8: invalid structured reply already negotiated');
  });

  test.each([
    ['Unknown client flags 0x4 received', [clientFlags(7)]],
    ['Bad magic received', [clientFlags(), new Uint8Array(16)]],
    ['Unsupported option 7 (go)', [clientFlags(2), go('')]],
    [
      'len (33554433) is larger than max len (33554432)',
      [clientFlags(), option(99, new Uint8Array(2 ** 25 + 1)).subarray(0, 16)],
    ],
    ['aborted', [clientFlags(), option(nbd.OPTION.abort)]],
  ])('ends the connection: %s', (why, sent) => {
    const { ending, log } = talk(sent);
    expect([ending, log.at(-1)]).toEqual(['soft', `1 ended: ${why}`]);
  });

  test('is not answered any more behind the end', () => {
    const { words } = talk([
      clientFlags(),
      option(2),
      option(3),
      command({ command: 0, cookie: 1 }),
    ]);
    expect(words).toEqual(['option 2: ack ']);
  });
});
