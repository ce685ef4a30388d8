// Opens a graph of nodes, bottom first, from a name or options.
//
// A name may be a plain file name, `protocol:...` or `json:{...}`. A node without a driver is a
// format whose file is probed; children other than a backing file are never probed.
import { FormatError } from '../base/errors.ts';
import { onOwnStack } from '../task/own-stack.ts';
import type { Task } from '../task/task.ts';
import { closeGraph } from './close-graph.ts';
import { plainNameOf } from './filename.ts';
import { findDriver, findProtocol, probe, takeFilename, textOf } from './find-driver.ts';
import { flattenJson, takeBelow } from './options.ts';
import { parseJsonName } from './json-name.ts';
import type { BlockNode, ChildRole, OpenMode } from './node.ts';
import type { FileUse } from './file-uses.ts';
import { claimFiles, claimOwnFile, HARMLESS, useOfProgram } from './file-claims.ts';
import { refuseLeftOvers, refuseReadOnlyChild } from './graph-checks.ts';
import { type ImagePlace, nextAbove, placeOf } from './image-place.ts';
import { CycleError, NO_NAME, NOT_ALONE, notFound, type Opening } from './named-nodes.ts';
import { childMode, takeMode } from './node-options.ts';
import type { Driver, DriverRequest, OpenContext, OpenRequest, Options } from './open.ts';

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
  return yield* openWith(context, { ...request, filename, given, mode }, driver);
}

/** Opens the file below a format that is not named, and asks all formats whose it is. */
function* openProbed(context: OpenContext, request: NodeRequest): Task<BlockNode> {
  const { options, filename } = request;
  const hasFile = [...options.keys()].some((key) => key === 'file' || key.startsWith('file.'));
  if (filename === undefined && !hasFile) {
    throw new FormatError('Must specify either driver or file');
  }
  const referred = new Set<ChildRole>();
  let file = yield* openChild(context, request, 'file', filename, (role, name) => {
    referred.add(role);
    return findNamed(context, name);
  });
  try {
    const driver = yield* probe(context, file);
    // What a wrapper has let through is flushed through it.
    if (referred.size === 0) file = wrapFile(context, file);
    const opened = new Map([...request.opened, ['file', file] as const]);
    return yield* openWith(context, { ...request, opened }, driver, referred);
  } catch (error) {
    yield* closeGraph(context, file);
    throw error;
  }
}

const wrapFile = (context: OpenContext, file: BlockNode): BlockNode =>
  context.wrapFormatFile?.(file) ?? file;

/** A node on its way: what it has got so far. */
interface Progress {
  /** Those that it closes again where it fails. */
  readonly opened: BlockNode[];
  /** Those that were there before, and have a name. */
  readonly referred: Set<ChildRole>;
  place: ImagePlace | undefined;
  /** Undefined until its name is taken. */
  opening: Opening | undefined;
}

/** Opens one node with a known driver; `probed`: its file was opened, or referred to, before. */
function* openWith(
  context: OpenContext,
  request: NodeRequest,
  driver: Driver,
  probed?: Set<ChildRole>,
): Task<BlockNode> {
  const { options, given } = request;
  const isProbed = probed !== undefined;
  const strong = new Map([...options].filter(([key]) => driver.isStrong?.(key) === true));
  const referred = probed ?? new Set();
  const progress: Progress = { opened: [], referred, place: undefined, opening: undefined };
  let node: BlockNode;
  try {
    // A disk has its file before it has its name, all others have their name first.
    if (driver.isProtocol === true || request.isBelowFormat) takeName(context, request, progress);
    node = yield* driver.open(driverRequestOf(context, { ...request, driver, isProbed }, progress));
    takeName(context, request, progress);
  } catch (error) {
    if (progress.opening !== undefined) context.nodeNames?.giveUp(progress.opening);
    for (const child of progress.opened) yield* closeGraph(context, child);
    if (error instanceof CycleError && error.top === progress.opening) throw error.told();
    throw error;
  }
  if (progress.referred.size > 0) markReferred(node, progress.referred);
  try {
    refuseLeftOvers(driver, options, request.noBacking || node.canBack);
    refuseReadOnlyChild(node);
  } catch (error) {
    if (progress.opening !== undefined) context.nodeNames?.giveUp(progress.opening);
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
  node.openedWith = { strong, plainName, options: ownOptions(node, driver, given) };
  if (progress.opening !== undefined) context.nodeNames?.complete(progress.opening, node);
  context.onOpen?.(node);
  return node;
}

/** Throws FormatError where another node has the name. */
function takeName(context: OpenContext, { given }: NodeRequest, progress: Progress): void {
  progress.opening ??= context.nodeNames?.begin(textOf(given, 'node-name'));
}

/** They keep their options when this node gets other ones. */
function markReferred(node: BlockNode, roles: ReadonlySet<ChildRole>): void {
  node.children = node.children.map((child) =>
    roles.has(child.role) ? { ...child, isForeign: true } : child,
  );
}

function driverRequestOf(
  context: OpenContext,
  request: NodeRequest & { readonly driver: Driver; readonly isProbed: boolean },
  progress: Progress,
): DriverRequest {
  const { options, mode, filename, driver, forCheck, noBacking, noIo, isProbed } = request;
  const refer = (role: ChildRole, name: string): BlockNode => {
    progress.referred.add(role);
    return findNamed(context, name);
  };
  function* referTo(role: ChildRole, name: string): Task<BlockNode> {
    return refer(role, name);
  }
  return {
    filename: filename ?? textOf(options, 'file.filename') ?? '',
    ...{ options, mode, forCheck, noBacking, noIo, context, isProbed },
    isLent: (role) => request.opened.get(role)?.isLent === true,
    *openChild(role, name) {
      let child = request.opened.get(role);
      if (role !== 'file') takeName(context, request, progress);
      if (child === undefined) {
        const ownName = role === 'file' && driver.isProtocol !== true ? filename : undefined;
        const childName = nameBelow(options, role);
        const task = openChild(context, request, role, name ?? ownName, refer);
        const opened = yield* throughCycles(role, childName, task);
        const isWrapped =
          role === 'file' && driver.isFilter !== true && !progress.referred.has(role);
        child = isWrapped ? wrapFile(context, opened) : opened;
        progress.opened.push(child);
      }
      takeName(context, request, progress);
      context.nodeNames?.attach(child, progress.opening, role);
      const ownsFile = driver.ownsFile === true;
      claimOwnFile(context, child, { role, readOnly: mode.readOnly, ownsFile }, progress.opening);
      if (role === 'file') progress.place = placeOf(context, child);
      return child;
    },
    *openOther(role, other) {
      takeName(context, request, progress);
      const above = nextAbove(request.above, progress.place);
      const isDeep = above.length % IMAGES_A_STACK === 0;
      const task = openNode(context, nodeRequestOf(other, above));
      const name = (other.options && textOf(other.options, 'node-name')) ?? NO_NAME;
      const image = yield* throughCycles(role, name, isDeep ? onOwnStack(task) : task);
      if (isDeep) image.isReadOnOwnStack = true;
      context.nodeNames?.attach(image, progress.opening, role);
      return image;
    },
    *openNamed(role, name) {
      takeName(context, request, progress);
      const node = yield* throughCycles(role, name, referTo(role, name));
      progress.opened.push(node);
      context.nodeNames?.attach(node, progress.opening, role);
      return node;
    },
  };
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

function findNamed({ nodeNames }: OpenContext, name: string): BlockNode {
  if (nodeNames === undefined) throw notFound(name);
  return nodeNames.refer(name);
}

/** What the child of that role is called, by its parent's options. */
const nameBelow = (options: Options, role: ChildRole): string =>
  textOf(options, role) ?? textOf(options, `${role}.node-name`) ?? NO_NAME;

/** Opens a child called `name`; a reference from there to a node above notes the way. */
function* throughCycles(role: ChildRole, name: string, opened: Task<BlockNode>): Task<BlockNode> {
  try {
    return yield* opened;
  } catch (error) {
    if (error instanceof CycleError) error.pass(role, name);
    throw error;
  }
}

function* openChild(
  context: OpenContext,
  parent: NodeRequest,
  role: ChildRole,
  filename: string | undefined,
  refer: (role: ChildRole, name: string) => BlockNode,
): Task<BlockNode> {
  const reference = textOf(parent.options, role);
  parent.options.delete(role);
  const options = takeBelow(parent.options, `${role}.`);
  if (reference !== undefined) {
    if (filename !== undefined || options.size > 0) throw new FormatError(NOT_ALONE);
    return refer(role, reference);
  }
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
