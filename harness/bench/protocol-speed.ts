// How many requests a second an engine behind the protocol answers: our own one, whose every
// answer goes through two pipes, beside the same requests within this process.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launcher } from '../build/paths.mjs';
import { EngineProcess } from '../engines/command/engine-process.ts';
import { ImageFolder } from '../engines/command/image-folder.ts';
import { Speaker } from '../engines/command/speak.ts';
import { NativeEngine } from '../engines/native.ts';
import { median, timed } from './median.ts';

const RUNS = 5;
const REQUESTS = 4000;
const IMAGE = 'TEST_DIR/t.qcow2';
const BLOCK = 4096;
const BLOCKS = 256;

/** Requests a second, by the clock. */
export interface ProtocolSpeed {
  readonly what: string;
  readonly behindPipes: number;
  /** Milliseconds of processor time that this process takes for a request behind pipes. */
  readonly busy: number;
  readonly inProcess: number;
}

/** What is asked, by its number. */
const KINDS: Readonly<Record<string, (index: number) => string>> = {
  'reads of 4 KiB': (index) => `read ${(index % BLOCKS) * BLOCK} ${BLOCK}`,
  'writes of 4 KiB': (index) => `write ${(index % BLOCKS) * BLOCK} ${BLOCK}*${'5a'}`,
};

/** Measures both sides in turn. */
export function measureProtocol(): readonly ProtocolSpeed[] {
  const scratch = mkdtempSync(join(tmpdir(), 'blkdrill-bench-'));
  const world = new NativeEngine({ keepsTrace: false });
  world.run('img', ['create', '-q', '-f', 'qcow2', IMAGE, '1M']);
  const folder = new ImageFolder(scratch);
  folder.fill(world.memoryFiles());
  const argv = [process.execPath, launcher('blkdrill'), 'engine', 'speak'] as const;
  const env = { PATH: process.env['PATH'] };
  const engine = new EngineProcess({ argv, folder: folder.path, scratch, env, deadline: Infinity });
  const speaker = new Speaker(world.memoryFiles(), 'here', () => {});
  try {
    engine.request(`open ${IMAGE}`);
    speaker.answer(`open ${IMAGE}`);
    return Object.entries(KINDS).map(([what, lineOf]) => {
      const [pipes, here, busy]: [number[], number[], number[]] = [[], [], []];
      for (let run = 0; run < RUNS; run += 1) {
        const before = process.cpuUsage();
        pipes.push(rateOf((index) => engine.request(lineOf(index))));
        const { user, system } = process.cpuUsage(before);
        busy.push((user + system) / 1000 / REQUESTS);
        here.push(rateOf((index) => speaker.answer(lineOf(index))));
      }
      const behindPipes = median(pipes);
      return { what, behindPipes, busy: median(busy), inProcess: median(here) };
    });
  } finally {
    engine.close();
    world.close();
    rmSync(scratch, { recursive: true });
  }
}

function rateOf(ask: (index: number) => unknown): number {
  const ms = timed(() => {
    for (let index = 0; index < REQUESTS; index += 1) ask(index);
  });
  return (1000 * REQUESTS) / ms;
}
