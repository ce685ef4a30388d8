// What a client was told holds: whatever fails meanwhile, acknowledged data is read again, and what
// was flushed is there when the image is opened anew.
import fc from 'fast-check';
import { expect } from 'vitest';
import {
  closeGraph,
  DRIVERS,
  FormatError,
  IoError,
  nbd,
  openGraph,
  read,
  READ_ONLY,
  Scheduler,
} from '../../engine/index.ts';
import { property } from '../../engine/testing/property.ts';
import { clientFlags, command, go, joined, type RawCommand } from '../testing/raw-nbd.ts';
import { type FakePeer, ServedWorld } from '../testing/served-world.ts';

const { COMMAND } = nbd;
const UNIT = 4096;
const UNITS = 64;
const SIZE = UNIT * UNITS;

const rules = fc.array(
  fc.oneof(
    fc
      .record({
        event: fc.constantFrom(
          'write_aio',
          'read_aio',
          'l2_load',
          'l2_update',
          'l2_alloc_write',
          'cow_write',
          'cluster_alloc',
          'refblock_load',
          'refblock_update_part',
          'flush_to_os',
          'flush_to_disk',
          'pwritev',
          'pwritev_zero',
        ),
        errno: fc.constantFrom('EIO', 'ENOSPC'),
        once: fc.constantFrom('on', 'on', 'off'),
      })
      .map(({ event, errno, once }) => `event=${event},errno=${errno},once=${once}`),
    fc
      .tuple(
        fc.constantFrom('write', 'read', 'zero', 'flush', 'any'),
        fc.integer({ min: 1, max: 9 }),
      )
      .map(([kind, at]) => `${kind} ${at} EIO`),
  ),
  { maxLength: 4 },
);

const requests = fc.array(
  fc.record({
    kind: fc.constantFrom('write', 'write', 'write', 'zero', 'trim', 'flush', 'read'),
    first: fc.nat(UNITS - 1),
    count: fc.integer({ min: 1, max: 20 }),
    byte: fc.integer({ min: 1, max: 255 }),
    flags: fc.constantFrom(0, nbd.COMMAND_FLAG.fua),
  }),
  { maxLength: 25 },
);

/** What each unit may hold: now, and when the image is opened anew. */
class Model {
  readonly now = Array.from({ length: UNITS }, () => new Set([0]));
  stable = this.now.map((held) => new Set(held));

  /** `isSure`: it holds nothing else now. */
  change(unit: number, byte: number, isSure: boolean): void {
    this.now[unit] = new Set([...(isSure ? [] : (this.now[unit] ?? [])), byte]);
    this.stable[unit]?.add(byte);
  }

  flushed(): void {
    this.stable = this.now.map((held) => new Set(held));
  }
}

const byteOf = (data: Uint8Array): number => {
  const [first = 0] = data;
  return data.every((byte) => byte === first) ? first : -1;
};

/** Sends one command with simple replies. Returns its errno, and the data behind the reply. */
function ask(peer: FakePeer, send: (bytes: Uint8Array) => void, given: RawCommand) {
  const before = peer.bytes.length;
  send(command(given));
  const reply = peer.bytes.subarray(before);
  return {
    errno: new DataView(reply.buffer, reply.byteOffset).getUint32(4),
    data: reply.slice(16),
  };
}

property([rules, requests], { numRuns: 150 })('what was told holds', (faults, list) => {
  const world = opened(faults);
  if (world === undefined) return;
  const model = new Model();
  const { session, peer } = world.connect();
  const send = (bytes: Uint8Array): void => session.receive(bytes);
  send(joined(clientFlags(), go('')));
  for (const { kind, first, count: wanted, byte, flags } of list) {
    const count = Math.min(wanted, UNITS - first);
    const place = { cookie: 1, offset: first * UNIT, length: count * UNIT };
    const units = Array.from({ length: count }, (_, at) => first + at);
    if (kind === 'flush') {
      if (ask(peer, send, { command: COMMAND.flush, cookie: 1 }).errno === 0) model.flushed();
    } else if (kind === 'read') {
      const { errno, data } = ask(peer, send, { command: COMMAND.read, ...place });
      for (const [at, unit] of errno === 0 ? units.entries() : []) {
        const found = byteOf(data.subarray(at * UNIT, (at + 1) * UNIT));
        expect([...(model.now[unit] ?? [])]).toContain(found);
      }
    } else if (kind === 'write') {
      const data = new Uint8Array(count * UNIT).fill(byte);
      const { offset } = place;
      const { errno } = ask(peer, send, { command: COMMAND.write, cookie: 1, offset, flags, data });
      for (const unit of units) model.change(unit, byte, errno === 0);
    } else {
      const number = kind === 'zero' ? COMMAND.writeZeroes : COMMAND.trim;
      const { errno } = ask(peer, send, { command: number, ...place });
      // What is trimmed reads as it did, or as zeroes.
      for (const unit of units) model.change(unit, 0, kind === 'zero' && errno === 0);
    }
  }
  session.drop('the end');
  const expected = world.image.close() ? model.now : model.stable;
  expect(heldBy(world).map((byte, unit) => [unit, expected[unit]?.has(byte), byte])).toEqual(
    heldBy(world).map((byte, unit) => [unit, true, byte]),
  );
});

/** Undefined: a rule fires while the image is opened. */
function opened(faults: readonly string[]): ServedWorld | undefined {
  try {
    return new ServedWorld({ size: SIZE, faults, isStrict: true });
  } catch (error) {
    if (!(error instanceof FormatError || error instanceof IoError)) throw error;
    return undefined;
  }
}

/** The image opened anew, without faults. */
function heldBy({ storage }: ServedWorld): readonly number[] {
  const told: string[] = [];
  const report = (line: string): void => void told.push(line);
  const context = { storage, drivers: DRIVERS, report, reportBare: report, now: () => 0 };
  const scheduler = new Scheduler();
  const request = { filename: 't.qcow2', format: 'qcow2', mode: READ_ONLY };
  const node = scheduler.run(openGraph(context, request));
  const bytes = new Uint8Array(SIZE);
  scheduler.run(read(node, 0, bytes));
  scheduler.run(closeGraph(context, node));
  return Array.from({ length: UNITS }, (_, unit) =>
    byteOf(bytes.subarray(unit * UNIT, (unit + 1) * UNIT)),
  );
}
