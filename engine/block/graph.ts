// Opens a graph of nodes, bottom first, from a name or options, and closes it from the top.
//
// A name may be a plain file name, `protocol:...` or `json:{...}`. A node without a driver is a
// format whose file is probed; children other than a backing file are never probed.
import { strerror } from '../base/errno.ts';
import { FormatError, IoError } from '../base/errors.ts';
import { onOwnStack } from '../task/own-stack.ts';
import type { Task } from '../task/task.ts';
import { plainNameOf } from './filename.ts';
import { flattenJson, takeBelow, takeString } from './options.ts';
import { parseJsonName } from './json-name.ts';
import type { BlockNode, ChildRole, OpenMode } from './node.ts';
import type { FileUse } from './file-uses.ts';
import { claimFiles, claimOwnFile, HARMLESS, useOfProgram } from './file-claims.ts';
import { type ImagePlace, nextAbove, placeOf } from './image-place.ts';
import { childMode, takeMode } from './node-options.ts';
import type { Driver, DriverRequest, OpenContext, OpenRequest, Options } from './open.ts';
import { pathDriver, protocolDriver } from './protocol.ts';
import { flush, read } from './request.ts';

/** Bytes that drivers see when the format is probed. */
const PROBE_LENGTH = 512;

/** So many images of a chain are opened, or read through, on one stack. */
const IMAGES_A_STACK = 64;

/** Children whose format is guessed where it is not given. */
const PROBED_ROLES: readonly ChildRole[] = ['backing', 'test'];

/** One node that is to be opened. */
interface NodeRequest {
  readonly filename: string | undefined;
  readonly options: Options;
  /** All options as they were given, while drivers take theirs out of `options`. */
  readonly given: Options;
  readonly mode: OpenMode;
  /** Without a driver: a file (true), or a format to be probed (false). */
  readonly isBelowFormat: boolean;
  readonly forCheck: boolean;
  readonly noBacking: boolean;
  readonly noIo: boolean;
  /** Children that are open already. */
  readonly opened: ReadonlyMap<ChildRole, BlockNode>;
  /** Paths of the images whose chain leads here, from the top on. */
  readonly above: readonly string[];
}

/**
 * Opens what `request` names. Throws FormatError with the message that QEMU's tools print after
 * their `can't open device X: `; then nothing stays open.
 *
 * @example
 * ```ts
 * import * as engine from 'blkdrill/engine';
 *
 * const report = (line: string) => console.error(line);
 * const storage = new engine.MemoryStorage();
 * const context = { storage, drivers: engine.DRIVERS, report, reportBare: report, now: () => 0 };
 * const scheduler = new engine.Scheduler();
 *
 * const spec = engine.parseCreateOptions('t.qcow2', new Map([['size', 1048576n]]));
 * scheduler.run(engine.createImage(context, spec));
 * const request = { filename: 't.qcow2', format: 'qcow2', mode: engine.READ_WRITE };
 * const image = scheduler.run(engine.openGraph(context, request));
 *
 * scheduler.run(engine.write(image, 70_000, new Uint8Array(512).fill(7)));
 * const found = new Uint8Array(512);
 * scheduler.run(engine.read(image, 70_000, found));
 * console.log(found[0], found[511]); // 7 7
 *
 * scheduler.run(engine.closeGraph(context, image));
 * console.log(storage.length('t.qcow2')); // 393216
 * ```
 */
export function* openGraph(context: OpenContext, request: OpenRequest): Task<BlockNode> {
  const node = yield* openNode(context, nodeRequestOf(request, []));
  try {
    if (node.mode.readOnly && !request.mode.readOnly) {
      throw new FormatError('Block node is read-only');
    }
    claimFiles(context, node, useOf(request));
  } catch (error) {
    yield* closeGraph(context, node);
    throw error;
  }
  return node;
}

function useOf({ mode, isExclusive, isUnused, mayResize }: OpenRequest): FileUse {
  if (isUnused === true) return HARMLESS;
  const use = useOfProgram(mode.readOnly, isExclusive === true);
  return mayResize === true ? { ...use, resizes: use.writes } : use;
}

function nodeRequestOf(request: OpenRequest, above: readonly string[]): NodeRequest {
  const options: Options = new Map(request.options);
  if (request.format !== undefined) options.set('driver', request.format);
  return {
    filename: request.filename,
    options,
    given: new Map(),
    mode: request.mode,
    isBelowFormat: false,
    forCheck: request.forCheck ?? false,
    noBacking: request.noBacking ?? false,
    noIo: request.noIo ?? false,
    opened: request.lent ?? new Map(),
    above,
  };
}

/** Flushes `node`, closes it, and then what is below it and was not lent to it. */
export function* closeGraph(context: OpenContext, node: BlockNode): Task<void> {
  yield* closeNode(node);
  for (const child of node.children) {
    if (!child.node.isLent) yield* closeGraph(context, child.node);
  }
}

/**
 * Flushes and closes `node` alone. Errors of that flush are not reported here: a driver that has
 * something to say about its caches says it when it is closed.
 */
export function* closeNode(node: BlockNode): Task<void> {
  node.isClosing = true;
  try {
    yield* flush(node);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
  }
  yield* node.doClose();
  node.releaseFile?.();
}

function* openNode(context: OpenContext, request: NodeRequest): Task<BlockNode> {
  const { options } = request;
  let { filename } = request;
  if (filename?.startsWith('json:') === true) {
    for (const [key, value] of flattenJson(parseJsonName(filename.slice(5)))) {
      if (!options.has(key)) options.set(key, value);
    }
    filename = undefined;
  }
  const name = options.get('driver');
  options.delete('driver');
  let driver = typeof name === 'string' ? findDriver(context, name) : undefined;
  const given: Options = new Map(options);
  const mode = takeMode(options, request.mode);
  if (driver === undefined && !request.isBelowFormat) {
    return yield* openProbed(context, { ...request, filename, given, mode });
  }
  if (driver === undefined || driver.isProtocol === true) {
    driver ??= findProtocol(context, filename, options);
    takeFilename(driver, filename, options);
    filename ??= textOf(options, 'filename');
    if (driver.needsFilename === true && (textOf(options, 'filename') ?? '') === '') {
      throw new FormatError(`The '${driver.name}' block driver requires a file name`);
    }
    for (const [key, value] of options) given.set(key, value);
  }
  return yield* openWith(context, { ...request, filename, given, mode }, driver, false);
}

const textOf = (options: Options, key: string): string | undefined => {
  const value = options.get(key);
  return typeof value === 'string' ? value : undefined;
};

function findDriver(context: OpenContext, name: string): Driver {
  const driver = context.drivers.get(name);
  if (driver === undefined) throw new FormatError(`Unknown driver '${name}'`);
  return driver;
}

/** The protocol that `filename` begins with, if it was given as a name; plain files otherwise. */
function findProtocol(
  context: OpenContext,
  filename: string | undefined,
  options: Options,
): Driver {
  if (filename !== undefined) return protocolDriver(context, filename);
  const given = textOf(options, 'filename');
  if (given === undefined) throw new FormatError('Must specify either driver or file');
  return pathDriver(context, given);
}

/** Puts a file name that was given as such into the options of a protocol. */
function takeFilename(driver: Driver, filename: string | undefined, options: Options): void {
  if (filename === undefined) {
    return;
  }
  if (options.has('filename')) {
    const message = "Can't specify 'file' and 'filename' options at the same time";
    throw new FormatError(message);
  }
  if (driver.parseFilename === undefined) {
    if (driver.needsFilename === true) options.set('filename', filename);
  } else {
    driver.parseFilename(filename, options);
  }
}

/** Opens the file below a format that is not named, and asks all formats whose it is. */
function* openProbed(context: OpenContext, request: NodeRequest): Task<BlockNode> {
  const { options, filename } = request;
  const hasFile = [...options.keys()].some((key) => key === 'file' || key.startsWith('file.'));
  if (filename === undefined && !hasFile) {
    throw new FormatError('Must specify either driver or file');
  }
  let file = yield* openChild(context, request, 'file', filename);
  try {
    const driver = yield* probe(context, file);
    // What a wrapper has let through is flushed through it.
    file = wrapFile(context, file);
    const opened = new Map([...request.opened, ['file', file] as const]);
    return yield* openWith(context, { ...request, opened }, driver, true);
  } catch (error) {
    yield* closeGraph(context, file);
    throw error;
  }
}

function* probe(context: OpenContext, file: BlockNode): Task<Driver> {
  const raw = findDriver(context, 'raw');
  if (file.length() === 0) {
    return raw;
  }
  const bytes = new Uint8Array(PROBE_LENGTH);
  try {
    yield* read(file, 0, bytes);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    const reason = strerror(error.errno);
    const message = `Could not read image for determining its format: ${reason}`;
    throw new FormatError(message, { errno: error.errno });
  }
  let best = raw;
  let bestScore = 0;
  for (const driver of context.drivers.values()) {
    const score = driver.probe?.(bytes, file.filename) ?? 0;
    if (score > bestScore) {
      best = driver;
      bestScore = score;
    }
  }
  return best;
}

const wrapFile = (context: OpenContext, file: BlockNode): BlockNode =>
  context.wrapFormatFile?.(file) ?? file;

/** Opens one node with a known driver; `isProbed`: its file was opened to find that. */
function* openWith(
  context: OpenContext,
  request: NodeRequest,
  driver: Driver,
  isProbed: boolean,
): Task<BlockNode> {
  const { options, mode, filename } = request;
  const strong = new Map([...options].filter(([key]) => driver.isStrong?.(key) === true));
  const opened: BlockNode[] = [];
  let place: ImagePlace | undefined;
  const driverRequest: DriverRequest = {
    filename: filename ?? textOf(options, 'file.filename') ?? '',
    options,
    mode,
    forCheck: request.forCheck,
    noBacking: request.noBacking,
    noIo: request.noIo,
    context,
    isProbed,
    isLent: (role) => request.opened.get(role)?.isLent === true,
    *openChild(role, name) {
      let child = request.opened.get(role);
      if (child === undefined) {
        const ownName = role === 'file' && driver.isProtocol !== true ? filename : undefined;
        const below = yield* openChild(context, request, role, name ?? ownName);
        child = role === 'file' && driver.isFilter !== true ? wrapFile(context, below) : below;
        opened.push(child);
      }
      const { readOnly } = mode;
      claimOwnFile(context, child, { role, readOnly, ownsFile: driver.ownsFile === true });
      if (role === 'file') place = placeOf(context, child);
      return child;
    },
    *openOther(other) {
      const above = nextAbove(request.above, place);
      const below = openNode(context, nodeRequestOf(other, above));
      if (above.length % IMAGES_A_STACK !== 0) return yield* below;
      const image = yield* onOwnStack(below);
      image.isReadOnOwnStack = true;
      return image;
    },
  };
  let node: BlockNode;
  try {
    node = yield* driver.open(driverRequest);
  } catch (error) {
    for (const child of opened) yield* closeGraph(context, child);
    throw error;
  }
  try {
    refuseLeftOvers(driver, options, request.noBacking || node.canBack);
    refuseReadOnlyChild(node);
  } catch (error) {
    // The file that was opened for probing is closed by whoever probed it.
    if (!isProbed) yield* closeGraph(context, node);
    throw error;
  }
  if (driver.isProtocol === true && node.children.length === 0) {
    node = context.wrapBase?.(node) ?? node;
  }
  const plainName = driver.plainName
    ? driver.plainName(node, strong)
    : strong.size === 0 && canBeProbed(context, node)
      ? plainNameOf(node.primary)
      : undefined;
  node.openedWith = { strong, plainName, options: ownOptions(node, driver, request.given) };
  context.onOpen?.(node);
  return node;
}

/** Of `given` what is the node's own: what its children got is theirs. */
function ownOptions(node: BlockNode, driver: Driver, given: Options): Options {
  const own: Options = new Map([...given, ['driver', driver.name]]);
  for (const { role } of node.children) {
    own.delete(role);
    takeBelow(own, `${role}.`);
  }
  return own;
}

/** Whether opening the name of its file makes `node` again: no filter, nor what is on a format. */
const canBeProbed = (
  { drivers }: OpenContext,
  node: BlockNode,
): node is BlockNode & { readonly primary: BlockNode } =>
  !node.isFilter &&
  node.primary !== undefined &&
  drivers.get(node.primary.driver)?.isProtocol === true;

function* openChild(
  context: OpenContext,
  parent: NodeRequest,
  role: ChildRole,
  filename: string | undefined,
): Task<BlockNode> {
  const reference = takeString(parent.options, role);
  if (reference !== undefined) {
    throw new FormatError(`Cannot find device='${reference}' nor node-name='${reference}'`);
  }
  const options = takeBelow(parent.options, `${role}.`);
  if (filename === undefined && options.size === 0) {
    throw new FormatError(`A block device must be specified for "${role}"`);
  }
  return yield* openNode(context, {
    filename,
    options,
    given: new Map(),
    mode: childMode(parent.mode, role),
    isBelowFormat: !PROBED_ROLES.includes(role),
    forCheck: false,
    noBacking: false,
    noIo: parent.noIo,
    opened: new Map(),
    above: parent.above,
  });
}

/** Throws FormatError for the first option that no driver took. */
function refuseLeftOvers(driver: Driver, options: Options, leavesBacking: boolean): void {
  // An option that is null or belongs to no child that was asked for counts as not given.
  const left = [...options].find(([, value]) => value !== null)?.[0];
  if (left === undefined) {
    return;
  }
  if (driver.isProtocol === true) {
    throw new FormatError(`Block protocol '${driver.name}' doesn't support the option '${left}'`);
  }
  if (left.startsWith('backing') && !leavesBacking) {
    throw new FormatError("Driver doesn't support backing files");
  }
  throw new FormatError(`Block format '${driver.name}' does not support the option '${left}'`);
}

/** A node that is to be written needs files that can be written. */
function refuseReadOnlyChild(node: BlockNode): void {
  for (const { role, node: child } of node.children) {
    if (!node.mode.readOnly && child.mode.readOnly && role !== 'backing') {
      throw new FormatError('Block node is read-only');
    }
  }
}
