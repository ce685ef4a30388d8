// For tests only: what the qemu-img and qemu-io found on PATH print, in the words of 7.2, whatever
// their version: our engine, which is compared with them, speaks as 7.2 does.
import { spawnSync } from 'node:child_process';
import { Words } from '../golden/words/table.ts';

/** '11.1.3'; 'unknown' where qemu-img is not on PATH or tells no version. */
export const TOOLS_VERSION: string =
  /version (\d+\.\d+\.\d+)/.exec(
    spawnSync('qemu-img', ['--version'], { encoding: 'utf8' }).stdout ?? '',
  )?.[1] ?? 'unknown';

const words = new Words(TOOLS_VERSION);

/** The text of a run in the words of 7.2; programs that are none of the two are left alone. */
export const inRecordedWords = (program: string, text: string): string =>
  program === 'qemu-img' || program === 'qemu-io' ? words.toRecorded(text) : text;
