// What it costs to open an image whose snapshots' L2 tables are protected as well: the L1 tables of
// all snapshots are read then, once.
import {
  type BlockNode,
  closeGraph,
  DRIVERS,
  HostStorage,
  openGraph,
  protectionOf,
  READ_WRITE,
  Scheduler,
} from '../../../engine/index.ts';
import { median, timed } from '../median.ts';
import { contextWith, createHere } from './create.ts';
import { withScratch } from './scratch.ts';

const RUNS = 5;
const SNAPSHOTS = 4;
/** Size of the disk in MiB; its clusters have 512 bytes, and all of them are there. */
export const OPENED_MIB = 1024;

/** Median milliseconds to open and close, and what the index then holds. */
export interface Opening {
  readonly template: string;
  readonly ms: number;
  readonly tables: number;
  readonly bytes: number;
}

/** An image with `SNAPSHOTS` snapshots that share all its L2 tables. */
export function measureOpening(): Opening[] {
  return withScratch((folder) => {
    createHere(folder, OPENED_MIB, {});
    const scheduler = new Scheduler();
    const open = (template: string): [BlockNode, () => void] => {
      const context = contextWith(new HostStorage(folder), { 'overlap-check': template }, []);
      const request = { filename: 'here', format: 'qcow2', mode: READ_WRITE };
      const node = scheduler.run(openGraph(context, request));
      return [node, () => scheduler.run(closeGraph(context, node))];
    };
    const snapshots = DRIVERS.get('qcow2')?.snapshots;
    if (snapshots === undefined) throw new Error('there is no driver for qcow2');
    const [node, close] = open('cached');
    for (let count = 0; count < SNAPSHOTS; count += 1) {
      const spec = { name: `s${count}`, dateSeconds: 0, dateNanoseconds: 0 };
      scheduler.run(snapshots.create(node, spec));
    }
    close();
    return ['none', 'cached', 'all'].map((template) => {
      let found = { inserts: 0, bytes: 0 };
      const times = Array.from({ length: RUNS }, () =>
        timed(() => {
          const [image, done] = open(template);
          found = protectionOf(image) ?? found;
          done();
        }),
      );
      return { template, ms: median(times), tables: found.inserts, bytes: found.bytes };
    });
  });
}
