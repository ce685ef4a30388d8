// Random rules, limits and requests on a raw image, given to the real qemu-io and to this engine:
// each command must succeed or fail alike, with the same error, and leave the same bytes.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { strerror } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import { IO_TYPES } from '../../block/events.ts';
import { closeGraph } from '../../block/close-graph.ts';
import { openGraph } from '../../block/graph.ts';
import type { BlockNode } from '../../block/node.ts';
import { NO_FLAGS, READ_WRITE } from '../../block/node.ts';
import type { OpenContext } from '../../block/open.ts';
import { parseKeyValueOptions } from '../../block/options.ts';
import { discard, flush, read, truncate, write, writeZeroes } from '../../block/request.ts';
import { rawDriver } from '../../formats/raw/raw.ts';
import { fileDriver } from '../../storage/file-driver.ts';
import { MemoryStorage } from '../../storage/memory.ts';
import { Scheduler } from '../../task/scheduler.ts';
import type { Task } from '../../task/task.ts';
import { blkdebugDriver } from './driver.ts';

const directory = mkdtempSync(join(tmpdir(), 'blkdrill-rules-'));
afterAll(() => {
  rmSync(directory, { recursive: true });
});

const SIZE = 64 * 1024;
const content = Uint8Array.from({ length: SIZE }, (_value, index) => 1 + (index % 251));

interface Command {
  readonly verb: 'read' | 'write' | 'write -z' | 'write -z -u' | 'discard' | 'flush' | 'truncate';
  readonly offset: number;
  readonly length: number;
}

interface Case {
  readonly config: string;
  readonly options: string;
  readonly commands: readonly Command[];
}

const textOf = ({ verb, offset, length }: Command): string => {
  if (verb === 'flush') return verb;
  if (verb === 'truncate') return `${verb} ${offset}`;
  return `${verb} ${offset} ${length}`;
};

const graphOf = ({ rules, image, options }: Record<string, string>): string =>
  `driver=raw,file.driver=blkdebug,file.config=${rules},` +
  `file.image.driver=file,file.image.filename=${image}${options}`;

/** One line per read, write and discard; the other commands say nothing on success. */
function onReal({ config, options, commands }: Case): { lines: string[]; bytes: Uint8Array } {
  const image = join(directory, 'image');
  const rules = join(directory, 'rules');
  writeFileSync(image, content);
  writeFileSync(rules, config);
  const graph = graphOf({ rules, image, options });
  const args = ['--image-opts', ...commands.flatMap((command) => ['-c', textOf(command)]), graph];
  const { stdout, stderr } = spawnSync('qemu-io', args, { encoding: 'utf8', timeout: 20_000 });
  const said = (stdout + stderr).split('\n').filter((line) => !/ ops; |^$/.test(line));
  const opened = said.filter((line) => line.includes("can't open"));
  const lines = opened.length > 0 ? opened : said.map((line) => line.replace(/^qemu-io: /, ''));
  return { lines: lines.sort(), bytes: readFileSync(image) };
}

/** What qemu-io does in writethrough mode, its default: writes are followed by a flush. */
function* perform(disk: BlockNode, command: Command): Task<string> {
  const { verb, offset, length } = command;
  const isInside = offset + length <= disk.length();
  const flags = { ...NO_FLAGS, fua: true, mayUnmap: verb === 'write -z -u' };
  if (verb === 'flush') {
    yield* flush(disk);
    return '';
  }
  if (verb === 'truncate') {
    yield* truncate(disk, offset);
    return '';
  }
  if (!isInside) throw new IoError(5);
  if (verb === 'read') {
    yield* read(disk, offset, new Uint8Array(length));
    return `read ${length}/${length} bytes at offset ${offset}`;
  }
  if (verb === 'discard') {
    yield* discard(disk, offset, length);
    return `discard ${length}/${length} bytes at offset ${offset}`;
  }
  if (verb === 'write') {
    yield* write(disk, offset, new Uint8Array(length).fill(0xcd), flags);
  } else {
    yield* writeZeroes(disk, offset, length, flags);
  }
  return `wrote ${length}/${length} bytes at offset ${offset}`;
}

function onOurs({ config, options, commands }: Case): { lines: string[]; bytes: Uint8Array } {
  const storage = new MemoryStorage();
  storage.writeBytes('image', content);
  storage.writeText('rules', config);
  const context: OpenContext = {
    storage,
    drivers: new Map([rawDriver, blkdebugDriver, fileDriver].map((item) => [item.name, item])),
    report: () => undefined,
    reportBare: () => undefined,
    now: () => 0,
  };
  const graph = graphOf({ rules: 'rules', image: 'image', options });
  const scheduler = new Scheduler();
  const request = { options: parseKeyValueOptions(graph), mode: READ_WRITE };
  const disk = scheduler.run(openGraph(context, request));
  const lines = commands.map((command) => {
    try {
      return scheduler.run(perform(disk, command));
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      const verb = command.verb.replace(/ .*/, '');
      if (verb === 'flush') return '';
      return `${verb} failed: ${strerror(error.errno)}`;
    }
  });
  scheduler.run(closeGraph(context, disk));
  return { lines: lines.filter((line) => line !== '').sort(), bytes: storage.readBytes('image') };
}

const EVENTS = [
  'none',
  'read_aio',
  'write_aio',
  'pwritev',
  'pwritev_zero',
  'pwritev_done',
  'flush_to_os',
  'flush_to_disk',
  'pwritev_rmw_head',
  'pwritev_rmw_after_tail',
];

const state = fc.constantFrom(undefined, 1, 1, 2, 3);
const inject = fc.record({
  section: fc.constant('inject-error'),
  event: fc.constantFrom(...EVENTS),
  state,
  errno: fc.constantFrom(undefined, 28, 0, 11, 28),
  sector: fc.constantFrom(undefined, undefined, 0, 3, 17, 100),
  once: fc.constantFrom(undefined, 'on', 'on', 'off'),
  immediately: fc.constantFrom(undefined, 'on'),
  iotype: fc.constantFrom(undefined, undefined, ...IO_TYPES.slice(0, 5)),
});
const setState = fc.record({
  section: fc.constant('set-state'),
  event: fc.constantFrom(...EVENTS),
  state,
  new_state: fc.constantFrom(1, 2, 3),
});

/**
 * Failed reads around an unaligned write leave bytes that QEMU does not define: not with `align`.
 */
const ruleText = (rule: Record<string, unknown>, isAligned: boolean): string => {
  const lines = Object.entries(rule).flatMap(([key, value]) => {
    const isReadHit = isAligned && key === 'iotype' && (value === undefined || value === 'read');
    const shown = isReadHit ? 'write' : value;
    return key === 'section' || shown === undefined ? [] : [`${key} = "${String(shown)}"\n`];
  });
  return `[${String(rule['section'])}]\n${lines.join('')}`;
};

const place = fc.oneof(
  fc.nat(SIZE),
  fc.nat(SIZE / 512).map((sector) => sector * 512),
  fc.nat(SIZE / 4096).map((block) => block * 4096),
);
const command: fc.Arbitrary<Command> = fc.record({
  verb: fc.constantFrom<Command['verb']>(
    'read',
    'write',
    'write',
    'write -z',
    'write -z',
    'write -z -u',
    'discard',
    'flush',
    'truncate',
  ),
  offset: place,
  length: fc.oneof(
    fc.nat(9000),
    fc.nat(20).map((sectors) => sectors * 512),
  ),
});

const LIMITS = [
  '',
  '',
  ',file.align=512',
  ',file.align=4096',
  ',file.opt-write-zero=4096',
  ',file.align=512,file.opt-write-zero=4096,file.max-write-zero=8192',
  ',file.max-transfer=1000',
  ',file.align=512,file.max-transfer=2048',
  ',file.opt-discard=4096,file.max-discard=8192',
  ',file.align=512,file.opt-discard=4096',
];

const randomCase: fc.Arbitrary<Case> = fc
  .record({
    rules: fc.array(fc.oneof(inject, inject, inject, setState), { maxLength: 5 }),
    options: fc.constantFrom(...LIMITS),
    commands: fc.array(command, { minLength: 1, maxLength: 12 }),
  })
  .map(({ rules, options, commands }) => ({
    config: rules.map((rule) => ruleText(rule, options.includes('align'))).join(''),
    options,
    commands: commands.map((item) => comparable(item, options)),
  }));

/**
 * Leaves out what cannot be compared: requests are aligned where the options ask for it, and the
 * disk, not blkdebug, refuses to have an odd size.
 */
function comparable(item: Command, options: string): Command {
  const { verb, offset, length } = item;
  if (verb === 'truncate') return { ...item, offset: offset - (offset % 512) };
  if (verb !== 'discard' || !options.includes('align')) return item;
  return { ...item, offset: offset - (offset % 4096), length: length - (length % 4096) };
}

test('random rules and requests go the same way on QEMU', { timeout: 600_000 }, () => {
  let failures = 0;
  fc.assert(
    fc.property(randomCase, (item) => {
      const real = onReal(item);
      const ours = onOurs(item);
      expect(ours.lines).toEqual(real.lines);
      expect(ours.bytes.length).toBe(real.bytes.length);
      expect(Buffer.compare(ours.bytes, real.bytes)).toBe(0);
      if (real.lines.some((line) => line.includes('failed'))) failures += 1;
    }),
    { numRuns: 400 },
  );
  // The comparison means something only where faults were hit.
  expect(failures).toBeGreaterThan(100);
});
