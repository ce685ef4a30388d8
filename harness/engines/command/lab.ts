// Where an engine is tried request by request: images made by our own engine, and the engine's
// answers beside those of ours on the same files.
import { NativeEngine } from '../native.ts';
import { pathOf } from '../engine.ts';
import { EngineProcess, type ProcessStart } from './engine-process.ts';
import { ImageFolder } from './image-folder.ts';
import { Speaker } from './speak.ts';
import { type Answer, lengthOfData, parseAnswer, readDataWord, shown } from './wire.ts';

/** Something is not as it has to be, in words. */
export class CheckFailed extends Error {
  override readonly name = 'CheckFailed';
}

/** The engine answers `no`, or its greeting does. */
export class CheckLacks extends Error {
  override readonly name = 'CheckLacks';
}

/** The image that checks are about. */
const IMAGE = pathOf('t.qcow2');

/** One engine, one image. close() lets go of both. */
export class Lab {
  readonly #start: Omit<ProcessStart, 'folder' | 'scratch'>;
  readonly #folder: ImageFolder;
  readonly #world = new NativeEngine({ keepsTrace: false });
  #process: EngineProcess | undefined;

  constructor(scratch: string, start: Omit<ProcessStart, 'folder' | 'scratch'>) {
    this.#start = start;
    this.#folder = new ImageFolder(scratch);
  }

  /** Runs a line of one of our programs on the files: 'img create ...', 'io -c ...'. */
  ours(line: string): string {
    const [program, ...argv] = line.split(' ');
    const words = argv.map((word) => word.replaceAll('|', ' '));
    const { text, status } = this.#world.run(program === 'io' ? 'io' : 'img', words);
    if (status !== 0) throw new CheckFailed(`our own engine: ${line}: ${text.trimEnd()}`);
    return text;
  }

  /** Gives the files to the engine. */
  give(): void {
    this.#folder.fill(this.#world.memoryFiles());
  }

  /** Takes them back. */
  take(): void {
    this.#folder.take(this.#world.memoryFiles());
  }

  #engine(): EngineProcess {
    const folder = this.#folder.path;
    this.#process ??= new EngineProcess({ ...this.#start, folder, scratch: folder });
    return this.#process;
  }

  /** Throws CheckLacks where the greeting has not that word. */
  needs(word: Parameters<EngineProcess['greeting']['serves']['has']>[0]): void {
    if (!this.#engine().greeting.serves.has(word)) throw new CheckLacks(word);
  }

  /** The answer, whatever it is. */
  ask(...words: readonly (string | number)[]): Answer {
    return this.#engine().request(...words);
  }

  /** The value of an answer that has to be `ok`. Throws CheckFailed and CheckLacks. */
  ok(...words: readonly (string | number)[]): string {
    const answer = this.ask(...words);
    if (answer.kind === 'ok') return answer.value;
    const asked = shown(words.join(' '));
    if (answer.kind === 'no') throw new CheckLacks(`${asked}: ${answer.text}`);
    throw new CheckFailed(`${asked} fails with errno ${answer.errno} ${answer.text}`);
  }

  /** An answer that has to be `err`. Throws CheckFailed and CheckLacks. */
  fails(...words: readonly (string | number)[]): void {
    const answer = this.ask(...words);
    if (answer.kind === 'no') throw new CheckLacks(`${shown(words.join(' '))}: ${answer.text}`);
    if (answer.kind === 'ok') throw new CheckFailed(`${shown(words.join(' '))} does not fail`);
  }

  /** Opens the image; its size has to be that. Throws CheckFailed and CheckLacks. */
  open(size: number, mode = ''): void {
    const told = this.ok('open', IMAGE, ...(mode === '' ? [] : [mode]));
    if (told !== String(size)) throw new CheckFailed(`open tells the size ${told}, it is ${size}`);
  }

  /** Ends all faults, of which that many have to have failed something. Throws CheckFailed. */
  counts(fired: number): void {
    const told = this.ok('fault', 'off');
    if (told !== String(fired)) throw new CheckFailed(`'fault off' tells ${told}, not ${fired}`);
  }

  /** What has to be read there: `length` bytes of `byte`. Throws CheckFailed and CheckLacks. */
  reads(offset: number, length: number, byte: number): void {
    const bytes = this.#bytes(offset, length);
    const at = bytes.findIndex((found) => found !== byte);
    if (at < 0) return;
    const place = `byte ${offset + at}`;
    throw new CheckFailed(`${place} reads 0x${hex(bytes[at])}, it has to be 0x${hex(byte)}`);
  }

  #bytes(offset: number, length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    readDataWord(this.ok('read', offset, length), bytes);
    return bytes;
  }

  /** The whole disk, which has to read as our own engine reads the files as they are. */
  readsAsOurs(): void {
    const speaker = new Speaker(this.#world.memoryFiles(), 'here', () => {});
    const size = Number(valueOf(speaker.answer(`open ${IMAGE} ro`)));
    if (this.ok('open', IMAGE, 'ro') !== String(size)) throw new CheckFailed('the size is wrong');
    for (let at = 0; at < size; at += PIECE) {
      const length = Math.min(PIECE, size - at);
      const word = valueOf(speaker.answer(`read ${at} ${length}`));
      const wanted = new Uint8Array(lengthOfData(word));
      readDataWord(word, wanted);
      const found = this.#bytes(at, length);
      const wrong = found.findIndex((byte, index) => byte !== wanted[index]);
      if (wrong < 0) continue;
      const place = `byte ${at + wrong}`;
      const bytes = `0x${hex(found[wrong])}, by our engine 0x${hex(wanted[wrong])}`;
      throw new CheckFailed(`${place} reads ${bytes}`);
    }
    this.ok('close');
  }

  /** A check of the file as the engine left it has to find no corruption. Throws CheckFailed. */
  isSound(): void {
    this.take();
    const { text, status } = this.#world.run('img', ['check', '-f', 'qcow2', IMAGE]);
    if (status === 0 || status === LEAKS) return;
    throw new CheckFailed(`check of what it left: ${text.trimEnd().split('\n')[0]}`);
  }

  /** The engine's process ends as if it were killed; the next request starts another. */
  die(): void {
    this.#engine().die();
    this.#process = undefined;
  }

  close(): void {
    this.#process?.close();
    this.#folder.close();
    this.#world.close();
  }
}

/** Bytes that are compared at a time. */
const PIECE = 64 * 1024;
/** Exit status of a check that has found leaks alone. */
const LEAKS = 3;

const hex = (byte = 0): string => byte.toString(16).padStart(2, '0');

function valueOf(line: string | undefined): string {
  const answer = parseAnswer(line ?? '');
  if (answer.kind === 'ok') return answer.value;
  throw new CheckFailed(`our own engine answers '${line}'`);
}
