// Clients that send anything at all: the server neither breaks nor hangs, keeps no more of it than
// it may, and serves the others.
import fc from 'fast-check';
import { expect } from 'vitest';
import { nbd } from '../../engine/index.ts';
import { property } from '../../engine/testing/property.ts';
import {
  clientFlags,
  command,
  go,
  joined,
  lengthAndText,
  metaContexts,
  option,
} from '../testing/raw-nbd.ts';
import { ServedWorld } from '../testing/served-world.ts';

const { OPTION, COMMAND } = nbd;
const RUNS = { numRuns: 10_000 };
/** More than one short stream can make a server send, in bytes. */
const MOST_SENT = 2 ** 26;

const noise = fc.uint8Array({ maxLength: 80 });
const name = fc.constantFrom('', 'disk', 'a\0b', 'x'.repeat(100));

/** Options that make sense, some with data that does not. */
const options = fc.oneof(
  fc.tuple(fc.nat(12), noise).map(([number, data]) => option(number, data)),
  fc.tuple(fc.nat(12), name).map(([number, text]) => option(number, lengthAndText(text))),
  fc.constantFrom(OPTION.list, OPTION.structuredReply).map((number) => option(number)),
  fc
    .tuple(name, fc.array(fc.nat(6)), fc.constantFrom(OPTION.info, OPTION.go))
    .map(([text, infos, number]) => go(text, infos, number)),
  fc
    .tuple(name, fc.array(fc.constantFrom('base:', 'base:allocation', 'qemu:', '', 'x')))
    .map(([text, queries]) => metaContexts(text, queries)),
);

const edge = fc.constantFrom(0, 1, 511, 512, 65_536, 2 ** 20, 2 ** 25, 2 ** 26, 2 ** 32 - 1);
const commands = fc
  .record({
    command: fc.oneof(fc.nat(8), fc.nat(65_535)),
    cookie: fc.nat(1000),
    offset: fc.oneof(edge, fc.constantFrom(2 ** 53, 2 ** 63, 2 ** 64 - 2048), fc.nat(2 ** 20)),
    length: fc.oneof(edge, fc.nat(4096)),
    flags: fc.oneof(fc.nat(31), fc.nat(65_535)),
    hasData: fc.boolean(),
  })
  .map(({ hasData, ...given }) => {
    const isFitting = given.command === COMMAND.write && hasData && given.length <= 65_536;
    const data = new Uint8Array(isFitting ? given.length : 0);
    return joined(command(given), data);
  });

/** Changes a few bytes, and cuts the end off. */
const damaged = (pieces: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> =>
  fc
    .record({
      list: fc.array(pieces, { maxLength: 6 }),
      changes: fc.array(fc.tuple(fc.nat(4000), fc.nat(255)), { maxLength: 3 }),
      cut: fc.option(fc.nat(4000)),
      isWhole: fc.boolean(),
    })
    .map(({ list, changes, cut, isWhole }) => {
      const bytes = joined(...list);
      if (isWhole) return bytes;
      for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte;
      return bytes.subarray(0, cut ?? bytes.length);
    });

/** One server for many clients: whatever one of them did, the next one is served. */
let world = new ServedWorld({ name: 'disk' });
let clients = 0;

const HONEST = joined(
  clientFlags(),
  go('disk'),
  command({ command: COMMAND.flush, cookie: 1 }),
  command({ command: COMMAND.disconnect, cookie: 2 }),
);

function meet(stream: Uint8Array): void {
  clients += 1;
  if (clients % 1000 === 0) world = new ServedWorld({ name: 'disk' });
  const { session, peer } = world.connect();
  session.receive(stream);
  expect(peer.bytes.length).toBeLessThan(MOST_SENT);
  session.finish();
  // Nothing stands at a breakpoint, so all that came was answered, or was never whole.
  expect(peer.ending).toBeDefined();
  expect(session.hasEnded).toBe(true);
  const honest = world.connect();
  honest.session.receive(HONEST);
  expect(honest.peer.words().at(-1)).toBe('1: simple 0');
  world.log.length = 0;
}

property([fc.oneof(noise, damaged(options))], RUNS)('a handshake of anything ends', (stream) => {
  meet(joined(clientFlags(), stream));
});

property([damaged(options)], RUNS)('so does one that is not greeted', (stream) => meet(stream));

const agreed = fc.constantFrom(
  joined(clientFlags(), go('disk')),
  joined(clientFlags(), option(OPTION.structuredReply), go('disk')),
  joined(
    clientFlags(),
    option(OPTION.structuredReply),
    metaContexts('disk', ['base:allocation', 'qemu:allocation-depth']),
    go('disk'),
  ),
);

property([agreed, fc.oneof(noise, damaged(commands))], RUNS)(
  'commands of anything are answered, refused or cut off',
  (start, stream) => meet(joined(start, stream)),
);
