// `blkdrill inspect` and `blkdrill diff`: images on disk, of any engine, looked at and compared.
import { RequestError } from '../cases/request-error.ts';
import {
  type BlockNode,
  closeGraph,
  diffImages,
  DRIVERS,
  FormatError,
  HostStorage,
  type ImageSide,
  inspectEncryption,
  inspectImage,
  inspectLuksFile,
  IoError,
  type LuksInspection,
  type OpenContext,
  openGraph,
  read,
  READ_ONLY,
  readMetadata,
  Scheduler,
  statusAbove,
  type Task,
} from '../../engine/index.ts';
import {
  type ContentDifference,
  diffLines,
  diffValue,
  inspectionLines,
  inspectionValue,
  isSame,
} from '../report/inspect-text.ts';
import { luksLines } from '../report/luks-text.ts';
import { hostFileCalls } from '../host/file-calls.ts';
import type { Request } from './command.ts';
import { type ImageKeys, keyHint, keysOf } from './image-keys.ts';

/** Guest bytes that are compared at a time. */
const CHUNK = 1024 * 1024;

const report = (line: string): void => void process.stderr.write(`blkdrill: ${line}\n`);

const context: OpenContext = {
  storage: new HostStorage('', { calls: hostFileCalls() }),
  drivers: DRIVERS,
  report,
  reportBare: report,
  now: () => Date.now() / 1000,
};

/** Runs `task`; what is wrong with a file becomes a RequestError. */
function run<T>(task: Task<T>): T {
  try {
    return new Scheduler().run(task);
  } catch (error) {
    if (!(error instanceof IoError || error instanceof FormatError)) throw error;
    throw new RequestError([error.message]);
  }
}

function* named<T>(name: string, task: Task<T>): Task<T> {
  try {
    return yield* task;
  } catch (error) {
    if (!(error instanceof IoError || error instanceof FormatError)) throw error;
    const hint = error instanceof FormatError ? keyHint(error) : '';
    throw new FormatError(`${name}: ${error.message}${hint}`);
  }
}

function* openSide(name: string): Task<ImageSide> {
  const file = yield* openGraph(context, { filename: name, format: 'file', mode: READ_ONLY });
  const options = { readOnly: true, forCheck: true, noIo: true, report };
  return { file, metadata: yield* readMetadata(file, options) };
}

function print(lines: readonly string[], value: unknown, isJson: boolean): void {
  const text = isJson ? JSON.stringify(value, null, 2) : lines.join('\n');
  process.stdout.write(`${text}\n`);
}

/** Undefined where the file is no LUKS volume by itself. */
function* openLuksFile(name: string): Task<LuksInspection | undefined> {
  const file = yield* openGraph(context, { filename: name, format: 'file', mode: READ_ONLY });
  const volume = yield* inspectLuksFile(file);
  yield* closeGraph(context, file);
  return volume;
}

/** Returns the exit status. Throws RequestError. */
export function inspect(request: Request): number {
  const [name = ''] = request.words;
  const volume = run(named(name, openLuksFile(name)));
  if (volume !== undefined) {
    print(
      ['format: luks', ...luksLines(volume)],
      { format: 'luks', ...volume },
      request.has('json'),
    );
    return 0;
  }
  const found = run(
    named(
      name,
      (function* () {
        const { file, metadata } = yield* openSide(name);
        const inspection = yield* inspectImage(file, metadata);
        const encryption = yield* inspectEncryption(file, metadata);
        yield* closeGraph(context, file);
        return { found: inspection, encryption };
      })(),
    ),
  );
  print(inspectionLines(found), inspectionValue(found), request.has('json'));
  return 0;
}

/** Returns the exit status. Throws RequestError. */
export function diff(request: Request): number {
  const [first = '', second = ''] = request.words;
  const keys = keysOf(request, context.storage);
  const { structure, content } = run(
    (function* () {
      const a = yield* named(first, openSide(first));
      const b = yield* named(second, openSide(second));
      const compared = yield* diffImages(a, b);
      yield* closeGraph(context, a.file);
      yield* closeGraph(context, b.file);
      return { structure: compared, content: yield* compareContent(first, second, keys) };
    })(),
  );
  print(diffLines(structure, content), diffValue(structure, content), request.has('json'));
  return isSame(structure, content) ? 0 : 1;
}

/** What a guest reads of both; the shorter disk counts as different from its end on. */
function* compareContent(first: string, second: string, keys: ImageKeys): Task<ContentDifference> {
  const keyed: OpenContext = { ...context, secrets: keys.secrets };
  const open = (filename: string, index: number): Task<BlockNode> => {
    const options = keys.optionsOf(index);
    const request = { filename, format: 'qcow2', mode: READ_ONLY, options };
    return named(filename, openGraph(keyed, request));
  };
  const a = yield* open(first, 0);
  const b = yield* open(second, 1);
  const common = Math.min(a.length(), b.length());
  let different: number | undefined = a.length() === b.length() ? undefined : common;
  for (let at = 0, step = 0; at < common; at += step) {
    const zero = Math.min(yield* zeroesAt(a, at), yield* zeroesAt(b, at));
    step = zero > 0 ? zero : Math.min(CHUNK, common - at);
    if (zero > 0) continue;
    const left = Buffer.alloc(step);
    const right = Buffer.alloc(left.length);
    yield* named(first, read(a, at, left));
    yield* named(second, read(b, at, right));
    if (!left.equals(right)) {
      different = at + left.findIndex((byte, index) => byte !== right[index]);
      break;
    }
  }
  yield* closeGraph(context, a);
  yield* closeGraph(context, b);
  return different;
}

/** Guest bytes from `at` on that read as zeroes without being looked at; 0 where nobody knows. */
function* zeroesAt(node: BlockNode, at: number): Task<number> {
  const { zero, length } = yield* statusAbove(node, at, node.length() - at, true);
  return zero ? length : 0;
}
