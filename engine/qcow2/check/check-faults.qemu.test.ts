// Checks whose reads fail, through blkdebug: the real one under qemu-img, and ours under this
// check.
import { afterAll, describe, expect, it } from 'vitest';
import { strerror } from '../../base/errno.ts';
import { FormatError } from '../../base/errors.ts';
import { openGraph } from '../../block/graph.ts';
import { READ_ONLY } from '../../block/node.ts';
import type { OpenContext } from '../../block/open.ts';
import { blkdebugDriver } from '../../filters/blkdebug/driver.ts';
import { fileDriver } from '../../storage/file-driver.ts';
import { MemoryStorage } from '../../storage/memory.ts';
import { Scheduler } from '../../task/scheduler.ts';
import { readMetadata } from '../metadata/read-metadata.ts';
import { Scratch } from '../../testing/qemu-tools.ts';
import { checkImage } from './check.ts';
import { printedBy } from './finding-text.ts';

const scratch = new Scratch();
afterAll(() => scratch.remove());

function ourCheck(config: string): string {
  const storage = new MemoryStorage();
  storage.writeBytes('image', scratch.read('image'));
  storage.writeText('conf', config);
  let stderr = '';
  const bare = (line: string): void => void (stderr += `${line}\n`);
  const prefixed = (line: string): void => void (stderr += `qemu-img: ${line}\n`);
  const context: OpenContext = {
    storage,
    drivers: new Map([fileDriver, blkdebugDriver].map((driver) => [driver.name, driver])),
    report: prefixed,
    reportBare: bare,
    now: () => 0,
  };
  const scheduler = new Scheduler();
  const options = { readOnly: true, forCheck: true, report: prefixed };
  try {
    const request = { filename: 'blkdebug:conf:image', format: 'blkdebug', mode: READ_ONLY };
    const file = scheduler.run(openGraph(context, request));
    const metadata = scheduler.run(readMetadata(file, options));
    const result = scheduler.run(checkImage(file, metadata, printedBy({ bare, prefixed })));
    if (result.failure !== undefined) prefixed(`Check failed: ${strerror(result.failure)}`);
    else if (result.checkErrors > 0) prefixed('Check failed');
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    prefixed(`Could not open 'blkdebug:conf:image': ${error.message}`);
  }
  return stderr;
}

function qemuCheck(config: string): string {
  scratch.write('conf', new TextEncoder().encode(config));
  return scratch.run('qemu-img', ['check', '-f', 'qcow2', 'blkdebug:conf:image']).stderr;
}

const rule = (event: string, once: string, sector?: number, state?: number): string =>
  [
    '[inject-error]',
    `event = "${event}"`,
    'errno = "28"',
    `once = "${once}"`,
    ...(sector === undefined ? [] : [`sector = "${sector}"`]),
    ...(state === undefined ? [] : [`state = "${state}"`]),
    '',
  ].join('\n');

describe('a check whose reads fail says what QEMU says', () => {
  scratch.img('create', '-q', '-f', 'qcow2', '-o', 'cluster_size=1k', 'image', '1M');
  scratch.io('image', 'write 0 40k', 'write 600k 10k');
  scratch.img('snapshot', '-c', 'one', 'image');
  scratch.io('image', 'write 10k 10k');
  const sectors = scratch.read('image').length / 512;

  for (const once of ['on', 'off']) {
    it(`at the events of tables, once = ${once}`, () => {
      for (const event of ['reftable_load', 'refblock_load', 'l2_load']) {
        const config = rule(event, once);
        expect({ event, text: ourCheck(config) }).toEqual({ event, text: qemuCheck(config) });
      }
    });

    it(`at any place of the file, from the first refcount table on, once = ${once}`, () => {
      for (let sector = 0; sector < sectors; sector += 1) {
        const config = rule('reftable_load', once, sector);
        const text = ourCheck(config);
        expect({ sector, text }).toEqual({ sector, text: qemuCheck(config) });
      }
    });
  }
});
