// What the protection costs a guest: writes of one sector at random places of a preallocated image.
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../build/paths.mjs';
import { middleOf, type ProcessorTime, processorTime } from './processor-time.ts';
import { withScratch } from './scratch.ts';

const RUNS = 3;
const SECTOR = 512;
const DISK = 2 ** 30;
export const WRITES = 20_000;
export const TEMPLATES = ['none', 'cached', 'all'] as const;

/** Median seconds of user time for all writes, the start of the program included. */
export interface WriteTimes {
  readonly template: (typeof TEMPLATES)[number];
  readonly real: ProcessorTime;
  readonly ours: ProcessorTime;
}

/** Both programs in turn, each on a fresh copy. Throws where the images differ afterwards. */
export function measureRandomWrites(): WriteTimes[] {
  return withScratch((folder) => {
    const options = 'preallocation=metadata,cluster_size=512';
    const create = ['create', '-q', '-f', 'qcow2', '-o', options, 'fresh', String(DISK)];
    const program = join(root, 'harness/bin/blkdrill-img.mjs');
    processorTime(process.execPath, [program, ...create], folder);
    const input = places()
      .map((offset) => `write -q ${offset} ${SECTOR}\n`)
      .join('');
    return TEMPLATES.map((template) => {
      const times = { real: [] as ProcessorTime[], ours: [] as ProcessorTime[] };
      for (let turn = 0; turn < RUNS; turn += 1) {
        for (const who of ['real', 'ours'] as const) {
          copyFileSync(join(folder, 'fresh'), join(folder, who));
          times[who].push(write(who, template, folder, input));
        }
        processorTime('cmp', ['real', 'ours'], folder);
      }
      return { template, real: middleOf(times.real), ours: middleOf(times.ours) };
    });
  });
}

/** Offsets of all writes: sectors in the order of a Lehmer generator, always the same. */
function places(): number[] {
  let state = 1;
  return Array.from({ length: WRITES }, () => {
    state = (state * 16807) % (2 ** 31 - 1);
    return (state % (DISK / SECTOR)) * SECTOR;
  });
}

function write(
  who: 'real' | 'ours',
  template: string,
  folder: string,
  input: string,
): ProcessorTime {
  const image = `driver=qcow2,file.filename=${who},overlap-check=${template}`;
  const argv = ['-t', 'writeback', '--image-opts', image];
  if (who === 'real') return processorTime('qemu-io', argv, folder, input);
  const program = join(root, 'harness/bin/blkdrill-io.mjs');
  return processorTime(process.execPath, [program, ...argv], folder, input);
}
