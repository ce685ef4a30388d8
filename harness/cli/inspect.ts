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
  inspectImage,
  IoError,
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
import { hostFileCalls } from '../host/file-calls.ts';
import type { Request } from './command.ts';

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
    throw new FormatError(`${name}: ${error.message}`);
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

/** Returns the exit status. Throws RequestError. */
export function inspect(request: Request): number {
  const [name = ''] = request.words;
  const found = run(
    named(
      name,
      (function* () {
        const { file, metadata } = yield* openSide(name);
        const inspection = yield* inspectImage(file, metadata);
        yield* closeGraph(context, file);
        return inspection;
      })(),
    ),
  );
  print(inspectionLines(found), inspectionValue(found), request.has('json'));
  return 0;
}

/** Returns the exit status. Throws RequestError. */
export function diff(request: Request): number {
  const [first = '', second = ''] = request.words;
  const { structure, content } = run(
    (function* () {
      const a = yield* named(first, openSide(first));
      const b = yield* named(second, openSide(second));
      const compared = yield* diffImages(a, b);
      yield* closeGraph(context, a.file);
      yield* closeGraph(context, b.file);
      return { structure: compared, content: yield* compareContent(first, second) };
    })(),
  );
  print(diffLines(structure, content), diffValue(structure, content), request.has('json'));
  return isSame(structure, content) ? 0 : 1;
}

/** What a guest reads of both; the shorter disk counts as different from its end on. */
function* compareContent(first: string, second: string): Task<ContentDifference> {
  const open = (filename: string): Task<BlockNode> =>
    named(filename, openGraph(context, { filename, format: 'qcow2', mode: READ_ONLY }));
  const a = yield* open(first);
  const b = yield* open(second);
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
