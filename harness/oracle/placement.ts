// Where a line that another engine served has put data: lengths of files and host offsets, held
// against the same line on ours. Only cases that say so ask for that.
import type { MemoryStorage } from '../../engine/index.ts';
import { runImg } from '../commands/program.ts';
import { Output, Transcript } from '../commands/shared/output.ts';
import type { ServedRun } from '../engines/engine.ts';
import { readerOf } from './image-reader.ts';

/** What `map` says of an image: which part of its disk lies where, a line for each. */
function mapOf(storage: MemoryStorage, path: string): readonly string[] {
  const transcript = new Transcript();
  runImg(['map', '--output=json', '-f', 'qcow2', path], {
    storage,
    output: new Output(transcript.sink),
    stdin: '',
    clock: () => 0,
    now: () => 0,
  });
  return transcript.merged.trimEnd().split('\n');
}

/** What lies elsewhere than by our engine, in words; empty: nothing. */
export function judgePlacement({ files, ours }: ServedRun): readonly string[] {
  const lengths = ours.names().flatMap((path) => {
    const [found, wanted] = [files, ours].map((one) => (one.exists(path) ? one.length(path) : 0));
    return found === wanted ? [] : [`${path}: has ${found} bytes, by our engine ${wanted}`];
  });
  const reader = readerOf(files);
  const places = readerOf(ours)
    .images()
    .filter((path) => reader.isImage(path))
    .flatMap((path) => {
      const [found, wanted] = [mapOf(files, path), mapOf(ours, path)];
      const at = wanted.findIndex((line, index) => line !== found[index]);
      if (at < 0 && found.length === wanted.length) return [];
      const line = Math.max(0, at);
      return [`${path}: lies at ${found[line]}, by our engine ${wanted[line]}`];
    });
  return [...lengths, ...places];
}
