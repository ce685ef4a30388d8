// Readers of whole images, by their names, and what each makes of an image.
import type { MemoryStorage } from '../../engine/index.ts';
import { launcher } from '../build/paths.mjs';
import type { CommandLine } from '../engines/command/adapter.ts';
import { EngineBroken } from '../engines/command/engine-process.ts';
import { readByEngine, ReadRefused } from '../engines/command/engine-reader.ts';
import {
  type Reading,
  ReadersFolder,
  type ReaderTemplate,
  readerTemplate,
} from '../engines/command/foreign-reader.ts';
import { EngineStopped } from '../engines/engine.ts';
import { readerOf } from '../oracle/image-reader.ts';
import { differenceOf } from '../oracle/second-opinions.ts';
import type { Cell } from './page.ts';
import { commandsOf, IMAGE, plainNames, type Recipe } from './recipes.ts';

/** A program that is known by a name: `{image}` is what it reads, `{output}` what it may write. */
interface KnownReader {
  readonly words: readonly [program: string, ...args: string[]];
  /** What prints its version; where that fails the reader is not there. */
  readonly version: readonly [program: string, ...args: string[]];
}

/** Reads the disk by libqcow, whose own programs only mount it. */
const LIBQCOW =
  'import pyqcow, sys; f = pyqcow.file(); f.open(sys.argv[1]); o = open(sys.argv[2], "wb"); ' +
  '[o.write(data) for data in iter(lambda: f.read(1 << 20), b"")]';

/** Debian's, which has its packages: another Python may come first on PATH. */
const PYTHON = '/usr/bin/python3';

const IMPORT = '/usr/lib/systemd/systemd-import';
/** It gives the file its own name, in a folder. */
const IMPORTED =
  'rm -rf "$2.d" && mkdir "$2.d" && ' +
  `${IMPORT} --image-root="$2.d" --sync=no raw "$1" disk && mv "$2.d/disk.raw" "$2"`;

/** By the names that `--readers` takes. */
export const KNOWN_READERS: Readonly<Record<string, KnownReader>> = {
  ours: {
    words: [
      process.execPath,
      launcher('blkdrill-img'),
      ...['convert', '-f', 'qcow2', '-O', 'raw', '{image}', '{output}'],
    ],
    version: [process.execPath, launcher('blkdrill-img'), '--version'],
  },
  'qemu-img': {
    words: ['qemu-img', 'convert', '-f', 'qcow2', '-O', 'raw', '{image}', '{output}'],
    version: ['qemu-img', '--version'],
  },
  '7zip': { words: ['7zz', 'e', '-so', '{image}'], version: ['7zz'] },
  nbdkit: {
    words: [
      ...(['nbdkit', '-U', '-', '--filter=qcow2dec', 'file', '{image}'] as const),
      ...['--run', 'nbdcopy "$uri" {output}'],
    ],
    // The filter came with 1.36.
    version: [
      ...(['sh', '-c'] as const),
      'nbdkit --filter=qcow2dec null --dump-plugin >&2 && nbdkit --version',
    ],
  },
  libqcow: {
    words: [PYTHON, '-c', LIBQCOW, '{image}', '{output}'],
    version: [PYTHON, '-c', 'import pyqcow; print("libqcow", pyqcow.get_version())'],
  },
  'systemd-import': {
    words: ['sh', '-c', IMPORTED, 'sh', '{image}', '{output}'],
    version: [IMPORT, '--version'],
  },
};

/** A reader that is there. */
export interface Reader {
  readonly name: string;
  readonly by: { readonly template: ReaderTemplate } | { readonly engine: CommandLine };
}

/** A known reader, its program found. Throws EngineUnavailable. */
export function knownReader(name: string): Reader | undefined {
  const known = Object.hasOwn(KNOWN_READERS, name) ? KNOWN_READERS[name] : undefined;
  if (known === undefined) return undefined;
  const [program, ...args] = known.words;
  const found = readerTemplate(`${program} {image}`).words[0];
  const template = { text: known.words.join(' '), words: [found, ...args] as const };
  return { name, by: { template } };
}

/** Where readers work. */
export interface ReadersLab {
  readonly scratch: string;
  /** Milliseconds that one reading may take. */
  readonly time: number;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/** What a reader makes of the image of a recipe, which lies among the files. */
export function readingCell(
  reader: Reader,
  recipe: Recipe,
  files: MemoryStorage,
  lab: ReadersLab,
): Cell {
  try {
    return read(reader, files, lab, (reading) => judged(reading, reader, recipe, files));
  } catch (error) {
    if (error instanceof ReadRefused) return refusal(error.message, 'partly');
    const isTold = error instanceof EngineBroken || error instanceof EngineStopped;
    if (!isTold) throw error;
    const detail = error.message;
    return { mark: 'bad', text: 'breaks', detail, shows: shownBy(reader, recipe) };
  }
}

function read<T>(
  { by }: Reader,
  files: MemoryStorage,
  { scratch, time, clock }: ReadersLab,
  look: (reading: Reading) => T,
): T {
  const deadline = clock() + time;
  if ('engine' in by) {
    return readByEngine(by.engine, { files, image: IMAGE, scratch, deadline }, look);
  }
  const folder = new ReadersFolder(scratch, deadline);
  try {
    folder.fill(files);
    return folder.read(by.template, IMAGE, look);
  } finally {
    folder.close();
  }
}

const refusal = (said: string, mark: 'good' | 'partly'): Cell => {
  return { mark, text: 'refuses', detail: said.replaceAll('TEST_DIR/', '').slice(0, 400) };
};

function judged(reading: Reading, reader: Reader, recipe: Recipe, files: MemoryStorage): Cell {
  const shows = shownBy(reader, recipe);
  if (reading.kind === 'refused') {
    const mark = recipe.isRefused === true ? 'good' : 'partly';
    return refusal(reading.said, mark);
  }
  if (recipe.isRefused === true) {
    const detail = 'it opens what it cannot know';
    return { mark: 'bad', text: 'does not refuse', detail, shows };
  }
  const state = readerOf(files).look(IMAGE);
  if (state.refused !== undefined) return { mark: 'partly', text: 'ours refuses it' };
  const detail = differenceOf(reading, state.disk);
  if (detail === undefined) return { mark: 'good', text: 'right' };
  return { mark: 'bad', text: 'wrong', detail, shows };
}

/** How the image is made and read, for whoever wants to see it. */
function shownBy({ name, by }: Reader, recipe: Recipe): readonly string[] {
  const last =
    'engine' in by
      ? `printf 'open t.qcow2 ro\\nread 0 512\\n' | ${by.engine.join(' ')}`
      : plainWords(by.template.words, name);
  return [...commandsOf(recipe), plainNames(last)];
}

const plainWords = (words: readonly string[], name: string): string =>
  (KNOWN_READERS[name]?.words ?? words)
    .map((word) => word.replaceAll('{image}', 't.qcow2').replaceAll('{output}', 't.raw'))
    .map((word) => word.replace(process.execPath, 'node').replace(launcher('blkdrill-img'), OURS))
    .map((word) => (/[\s"$()]/.test(word) ? `'${word}'` : word))
    .join(' ');

const OURS = 'harness/bin/blkdrill-img.mjs';
