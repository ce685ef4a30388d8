// What a guest and a check see of an image, where its bytes need not be equal.
import { createHash } from 'node:crypto';
import {
  type BlockNode,
  closeGraph,
  DRIVERS,
  FormatError,
  IoError,
  MemoryStorage,
  type OpenContext,
  openGraph,
  type Options,
  read,
  READ_ONLY,
  Scheduler,
  statusAbove,
  type Task,
} from '../../../engine/index.ts';
import {
  CASE_SECRETS,
  encryptedArgv,
  type ImageEncryption,
  KEY_ID,
} from '../../engines/encrypted-argv.ts';
import { pathOf } from '../../engines/engine.ts';
import { NativeEngine } from '../../engines/native.ts';

/** Three things that are equal where two images mean the same. */
export interface ImageView {
  /** Bytes of the file. */
  readonly fileSize: number;
  /** Exit status of `qemu-img check`: clean, corrupt, leaking, or not to be checked. */
  readonly checkStatus: number;
  /** Digest of the disk, or why it cannot be read. */
  readonly content: string;
}

/** Bytes that are read at a time. */
const CHUNK = 256 * 1024;
const NAME = 't.qcow2';

/** Looks at the bytes of an image; `files` are those that it may name as its backing file. */
export function viewImage(
  image: Uint8Array,
  files: ReadonlyMap<string, Uint8Array> = new Map(),
  encryption?: ImageEncryption,
): ImageView {
  const engine = new NativeEngine({ keepsTrace: false });
  const storage = new MemoryStorage();
  for (const [name, bytes] of new Map(files).set(NAME, image)) {
    engine.writeFile(name, bytes);
    storage.create(pathOf(name));
    storage.writeBytes(pathOf(name), bytes);
  }
  const plain = ['check', '-f', 'qcow2', pathOf(NAME)];
  const argv = encryption ? encryptedArgv('img', plain, NAME, encryption) : plain;
  const { status } = engine.run('img', argv);
  engine.close();
  return { fileSize: image.length, checkStatus: status, content: contentOf(storage, encryption) };
}

function contentOf(storage: MemoryStorage, encryption: ImageEncryption | undefined): string {
  const ignore = (): void => {};
  const context: OpenContext = {
    storage,
    drivers: DRIVERS,
    report: ignore,
    reportBare: ignore,
    now: () => 0,
    secrets: CASE_SECRETS,
  };
  const options: Options = new Map(encryption ? [['encrypt.key-secret', KEY_ID]] : []);
  try {
    return new Scheduler().run(digestDisk(context, options));
  } catch (error) {
    if (!(error instanceof IoError || error instanceof FormatError)) throw error;
    return error.message;
  }
}

/** A chunk of zeroes counts as one that is not there. */
function* digestDisk(context: OpenContext, options: Options): Task<string> {
  const request = { filename: pathOf(NAME), options, format: 'qcow2', mode: READ_ONLY };
  const node = yield* openGraph(context, request);
  const digest = createHash('sha256').update(`${node.length()}\n`);
  for (let at = 0; at < node.length(); at += CHUNK) {
    const length = Math.min(CHUNK, node.length() - at);
    if (yield* isKnownZero(node, at, length)) continue;
    const bytes = new Uint8Array(length);
    yield* read(node, at, bytes);
    if (bytes.some((byte) => byte !== 0)) digest.update(`${at}\n`).update(bytes);
  }
  yield* closeGraph(context, node);
  return digest.digest('hex');
}

function* isKnownZero(node: BlockNode, offset: number, length: number): Task<boolean> {
  let at = offset;
  while (at < offset + length) {
    const run = yield* statusAbove(node, at, offset + length - at, true);
    if (!run.zero) return false;
    at += run.length;
  }
  return true;
}
