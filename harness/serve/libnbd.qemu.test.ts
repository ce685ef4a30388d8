// nbdinfo and nbdcopy as clients of `blkdrill serve`, with an error at each request in turn.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { NbdServer, stopServers } from '../testing/nbd-servers.ts';

const KIB = 1024;
const SIZE = 2 * 1024 * KIB;
const PIECE = 256 * KIB;
const folder = mkdtempSync(join(tmpdir(), 'blkdrill-libnbd-'));
const inFolder = (name: string): string => join(folder, name);
/** More requests than one copy makes. */
const MOST = 40;

const run = (program: string, ...args: readonly string[]) =>
  spawnSync(program, args, { encoding: 'utf8', cwd: folder, timeout: 60_000 });

function well(program: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = run(program, ...args);
  expect(`${stderr}${status}`).toBe('0');
  return stdout;
}

/** A source whose pieces differ, one of them zeroes. */
const source = new Uint8Array(SIZE);
for (let at = 0; at < SIZE; at += PIECE) source.fill(at / PIECE, at, at + PIECE);

beforeAll(() => writeFileSync(inFolder('source'), source));
afterEach(stopServers);
afterAll(() => rmSync(folder, { recursive: true }));

let number = 0;
const serve = (...words: readonly string[]): Promise<NbdServer> => {
  number += 1;
  return NbdServer.ours(inFolder(`s${number}`), [...words, inFolder('a.qcow2')]);
};

const makeEmpty = (): string =>
  well('qemu-img', 'create', '-q', '-f', 'qcow2', 'a.qcow2', `${SIZE}`);
const makeFull = (): string => well('qemu-img', 'convert', '-O', 'qcow2', 'source', 'a.qcow2');

describe('nbdinfo', () => {
  test('tells what is offered, and what is where', async () => {
    makeFull();
    well('qemu-img', 'bitmap', '--add', 'a.qcow2', 'b');
    const server = await serve('--export', 'disk', '--bitmap', 'b');
    const told = JSON.parse(well('nbdinfo', '--json', server.uri)) as {
      readonly protocol: string;
      readonly structured: boolean;
      readonly exports: readonly Readonly<Record<string, unknown>>[];
    };
    expect(told).toMatchObject({ protocol: 'newstyle-fixed', structured: true });
    expect(told.exports[0]).toMatchObject({
      'export-name': 'disk',
      'export-size': SIZE,
      contexts: ['base:allocation', 'qemu:allocation-depth', 'qemu:dirty-bitmap:b'],
      is_read_only: false,
      can_cache: true,
      can_df: true,
      can_fast_zero: true,
      can_flush: true,
      can_fua: true,
      can_multi_conn: true,
      can_trim: true,
      can_zero: true,
      block_size_minimum: 1,
      block_size_preferred: 4096,
      block_size_maximum: 33_554_432,
    });
    const map = well('nbdinfo', '--map', server.uri).trim().split('\n');
    expect(map.map((line) => line.trim().split(/\s+/))).toEqual([
      ['0', `${PIECE}`, '3', 'hole,zero'],
      [`${PIECE}`, `${SIZE - PIECE}`, '0', 'data'],
    ]);
    expect(well('nbdinfo', '--list', server.uri)).toContain('export="disk":');
    expect(run('nbdinfo', `nbd+unix:///other?socket=${server.socket}`).status).toBe(1);
    expect(await server.stop()).toBe(0);
  });
});

describe('nbdcopy', () => {
  test('copies to it and from it', async () => {
    makeEmpty();
    const server = await serve();
    well('nbdcopy', '--flush', 'source', server.uri);
    well('nbdcopy', server.uri, 'copy');
    expect(readFileSync(inFolder('copy'))).toEqual(readFileSync(inFolder('source')));
    const connections = ['--connections=8', '--threads=8', '--request-size=65536'];
    well('nbdcopy', ...connections, server.uri, 'copy');
    expect(readFileSync(inFolder('copy'))).toEqual(readFileSync(inFolder('source')));
    expect(await server.stop()).toBe(0);
    well('qemu-img', 'check', 'a.qcow2');
  });

  /** Copies with the request of each number failing; `judge` sees how it ended. */
  async function eachFailing(
    action: string,
    copy: (uri: string) => ReturnType<typeof run>,
    judge: (outcome: ReturnType<typeof run>, log: readonly string[]) => void,
  ): Promise<number> {
    for (let at = 1; at <= MOST; at += 1) {
      const log = inFolder('log');
      const server = await serve('--faults', `any ${at} ${action}`, '--log', log);
      const outcome = copy(server.uri);
      const status = await server.stop();
      if (status === 1) {
        // No such request any more: the copy was made without a fault.
        expect(server.stderr).toContain('the fault never fired');
        expect(outcome.status).toBe(0);
        return at - 1;
      }
      expect(status).toBe(0);
      judge(outcome, readFileSync(log, 'utf8').split('\n'));
    }
    throw new Error(`more than ${MOST} requests`);
  }

  /** Ranges that the server acknowledged as written. */
  const acknowledged = (log: readonly string[]): readonly (readonly [number, number])[] =>
    log.flatMap((line) => {
      const [, offset, length] = /^\d+ (?:write|zero) (\d+)\+(\d+).* = ok$/.exec(line) ?? [];
      return offset === undefined ? [] : [[Number(offset), Number(length)] as const];
    });

  test.each(['ENOSPC', 'EIO', 'disconnect'])(
    'to it tells of each request that ends with %s, and loses nothing of the others',
    async (action) => {
      makeEmpty();
      const copy = (uri: string) => run('nbdcopy', '--flush', 'source', uri);
      const tried = await eachFailing(action, copy, ({ status, stderr }, log) => {
        expect([status, stderr]).toEqual([1, expect.stringMatching(/^nbdcopy: |^nbd/)]);
        well('qemu-img', 'check', 'a.qcow2');
        well('qemu-img', 'convert', '-O', 'raw', 'a.qcow2', 'left');
        const left = readFileSync(inFolder('left'));
        for (const [offset, length] of acknowledged(log)) {
          const expected = source.subarray(offset, offset + length);
          expect(left.subarray(offset, offset + length)).toEqual(Buffer.from(expected));
        }
        makeEmpty();
      });
      // A write for each piece with data, one of zeroes, and a flush for each connection.
      expect(tried).toBeGreaterThanOrEqual(SIZE / PIECE);
      const compared = ['-f', 'qcow2', '-F', 'raw', 'a.qcow2', 'source'];
      well('qemu-img', 'compare', ...compared);
    },
  );

  test.each(['EIO', 'disconnect'])('from it tells of each that ends with %s', async (action) => {
    makeFull();
    const tried = await eachFailing(
      action,
      (uri) => run('nbdcopy', uri, 'copy'),
      ({ status, stderr }) => {
        expect([status, stderr]).toEqual([1, expect.stringMatching(/^nbdcopy: |^nbd/)]);
      },
    );
    expect(tried).toBeGreaterThanOrEqual(SIZE / PIECE - 1);
    expect(readFileSync(inFolder('copy'))).toEqual(readFileSync(inFolder('source')));
  });

  test('tells of faults of the image', async () => {
    makeFull();
    const server = await serve('--faults', 'event=read_aio,errno=EIO,once=on');
    const { status, stderr } = run('nbdcopy', server.uri, 'copy');
    expect([status, stderr]).toEqual([1, expect.stringContaining('Input/output error')]);
    well('nbdcopy', server.uri, 'copy');
    expect(readFileSync(inFolder('copy'))).toEqual(readFileSync(inFolder('source')));
    expect(await server.stop()).toBe(0);
  });
});
