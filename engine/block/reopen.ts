// Changing the options of a graph that is open: all of its nodes, or none of them.
//
// Precedence: first what is asked for now, then what the node was given earlier, then what it
// inherits from its parent. A driver takes out of the options what may change; whatever is left has
// to be what it was.
import { FormatError } from '../base/errors.ts';
import { inDictionaryOrder } from '../base/key-order.ts';
import { explain } from '../task/explain.ts';
import type { Task } from '../task/task.ts';
import { closeGraph } from './close-graph.ts';
import { NO_NAME } from './named-nodes.ts';
import type { BlockNode, Child, ChildRole, OpenMode, PreparedReopen } from './node.ts';
import { renewClaims, useOfProgram } from './file-claims.ts';
import { childMode, takeMode } from './node-options.ts';
import type { OpenContext, Options } from './open.ts';
import { parseBoolean, takeBelow, takeString } from './options.ts';
import { flush } from './request.ts';
import { WrapperNode } from './wrapper.ts';

/** What is to change. */
export interface ReopenRequest {
  /** Options of the top node; those of its children have `role.` in front. */
  readonly options: Options;
  /** Whoever uses the top node goes on writing: it must stay writable. */
  readonly isWritten: boolean;
}

/** One node of the graph, on its way to its new options. */
interface Change {
  readonly node: BlockNode;
  readonly parent: { readonly change: Change; readonly role: ChildRole } | undefined;
  /** Those in force so far, and those that shall be. */
  readonly before: Options;
  readonly after: Options;
  mode: OpenMode;
  /** Another backing file, by its name: it takes the place of the one that is there. */
  backing?: BlockNode | undefined;
}

/**
 * Flushes the graph, then changes it. No request may be under way. Throws FormatError with the
 * message that the tools print; the graph then is as before, but flushed.
 */
export function* reopenGraph(
  context: OpenContext,
  top: BlockNode,
  request: ReopenRequest,
): Task<void> {
  if (!top.isInserted) throw new FormatError('No medium inserted');
  const changes: Change[] = [];
  addChanges(context, changes, top, undefined, new Map(request.options));
  for (const { node } of changes) yield* explain('Error flushing drive', flush(node));
  const prepared: PreparedReopen[] = [];
  const use = useOfProgram(!request.isWritten, false);
  try {
    for (const change of changes) prepared.push(yield* prepare(context, change));
    refuseReadOnly(changes, request.isWritten);
    const modes = new Map(changes.map(({ node, mode }) => [node, mode]));
    const modeOf = (node: BlockNode): OpenMode => modes.get(node) ?? node.mode;
    renewClaims(context, top, use, { modeOf });
  } catch (error) {
    for (const one of prepared.toReversed()) one.abort?.();
    for (const { backing } of changes) if (backing) yield* closeGraph(context, backing);
    throw error;
  }
  const replaced = changes.flatMap(({ node, backing }) =>
    backing === undefined || node.backing === undefined ? [] : [node.backing],
  );
  changes.forEach((change, index) => {
    prepared[index]?.commit();
    putInForce(change);
  });
  for (const one of prepared) {
    if (one.finish !== undefined) yield* one.finish();
  }
  if (changes.some(({ backing }) => backing !== undefined)) renewClaims(context, top, use);
  for (const old of replaced) yield* closeGraph(context, old);
}

/** A node, then what is below it: the child that was attached last comes first. */
function addChanges(
  context: OpenContext,
  changes: Change[],
  node: BlockNode,
  parent: Change['parent'],
  asked: Options,
): void {
  const before: Options = new Map(node.openedWith?.options);
  const below = node.children
    .filter(({ isForeign }) => isForeign !== true)
    .toReversed()
    .map((child) => ({
      ...child,
      // Beside a name no options are the child's.
      asked: asked.has(child.role) ? new Map() : takeBelow(asked, `${child.role}.`),
    }));
  const driver = context.drivers.get(node.driver);
  const after = driver?.joinOptions?.(asked, before) ?? new Map([...before, ...asked]);
  const change = { node, parent, before, after, mode: node.mode };
  changes.push(change);
  for (const child of below) {
    addChanges(context, changes, child.node, { change, role: child.role }, child.asked);
  }
}

const cannotReopen = (driver: string, name: string): FormatError =>
  new FormatError(
    `Block format '${driver}' used by node '${name}' does not support reopening files`,
  );

/** Throws FormatError where a node of that graph cannot have other options while it is open. */
export function refuseFixedNodes(context: OpenContext, top: BlockNode): void {
  const left = [top];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (context.drivers.get(node.driver)?.prepareReopen === undefined) {
      const name = node.openedWith?.options.get('node-name') ?? NO_NAME;
      throw cannotReopen(node.driver, String(name));
    }
    left.push(
      ...node.children.filter((child) => child.isForeign !== true).map((child) => child.node),
    );
  }
}

/** Checked, and then left to be compared: they cannot change. */
const FIXED = ['node-name', 'force-share', 'copy-on-read'];

function* prepare(context: OpenContext, change: Change): Task<PreparedReopen> {
  const { node, parent, before, after } = change;
  const left: Options = new Map(after);
  const share = left.get('force-share');
  if (typeof share === 'string') parseBoolean('force-share', share);
  for (const key of FIXED) left.delete(key);
  const inherited = parent === undefined ? node.mode : childMode(parent.change.mode, parent.role);
  // Whether a node that shares with everybody may be written is judged when it is opened alone.
  const { forceShare = false, ...others } = inherited;
  change.mode = { ...takeMode(left, others), ...(forceShare && { forceShare }) };
  const driver = context.drivers.get(node.driver);
  if (driver?.prepareReopen === undefined) throw cannotReopen(node.driver, nameOf(change));
  const request = { options: left, mode: change.mode, context };
  const ready = yield* driver.prepareReopen(innermost(node), request);
  for (const key of FIXED) {
    const value = after.get(key);
    if (value !== undefined) left.set(key, value);
  }
  try {
    change.backing = takeOtherChildren(context, change, left);
    refuseChanged(left, before);
  } catch (error) {
    ready.abort?.();
    throw error;
  }
  return ready;
}

/**
 * A child can be named: the one that is there, or as a backing file any other node. Returns that
 * one, which counts as referred to then.
 */
function takeOtherChildren(
  { nodeNames }: OpenContext,
  { node, before, after }: Change,
  left: Options,
): BlockNode | undefined {
  let other: BlockNode | undefined;
  for (const role of ['backing', 'file'] as const) {
    const name = takeString(left, role);
    after.delete(role);
    const now = node.child(role)?.openedWith?.options.get('node-name');
    if (name === undefined || name === now) continue;
    if (nodeNames?.has(name) !== true) {
      throw new FormatError(`Cannot find device='' nor node-name='${name}'`);
    }
    if (nodeNames.isAbove(name, node)) {
      const own = String(before.get('node-name') ?? NO_NAME);
      const making = `Making '${name}' a ${role} child of '${own}'`;
      throw new FormatError(`${making} would create a cycle`);
    }
    if (role === 'file') {
      throw new FormatError(`Another file for an open node is not supported yet by blkdrill`);
    }
    if (!node.canBack) {
      const own = String(before.get('node-name') ?? NO_NAME);
      throw new FormatError(
        `Driver '${node.driver}' of node '${own}' does not support backing files`,
      );
    }
    other = nodeNames.refer(name);
  }
  return other;
}

function refuseChanged(left: Options, before: Options): void {
  const changed = inDictionaryOrder(left.keys()).find((key) => left.get(key) !== before.get(key));
  if (changed !== undefined) throw new FormatError(`Cannot change the option '${changed}'`);
}

/** Throws FormatError for the first node that is to be read only while somebody writes to it. */
function refuseReadOnly(changes: readonly Change[], isWritten: boolean): void {
  for (const change of changes) {
    const { node, parent, mode } = change;
    const hasWriter =
      parent === undefined ? isWritten : parent.role !== 'backing' && !parent.change.mode.readOnly;
    if (!hasWriter || !mode.readOnly) continue;
    throw new FormatError(
      node.mode.readOnly
        ? 'Block node is read-only'
        : `Read-only block node '${nameOf(change)}' cannot support read-write users`,
    );
  }
}

const nameOf = ({ before }: Change): string => String(before.get('node-name') ?? NO_NAME);

function innermost(node: BlockNode): BlockNode {
  let inner = node;
  while (inner instanceof WrapperNode) inner = inner.inner;
  return inner;
}

function putInForce({ node, after, mode, backing }: Change): void {
  const kept = node.children
    .filter(({ role }) => role !== 'backing' || backing === undefined)
    .map((child) => (child.role === 'backing' ? child : { ...child, isWritable: !mode.readOnly }));
  const added: Child[] =
    backing === undefined
      ? []
      : [{ role: 'backing', node: backing, isWritable: false, isForeign: true }];
  const children = [...kept, ...added];
  let layer = node;
  for (;;) {
    layer.mode = mode;
    layer.children = children;
    if (layer.openedWith !== undefined) {
      layer.openedWith = { ...layer.openedWith, options: after };
    }
    if (!(layer instanceof WrapperNode)) return;
    layer = layer.inner;
  }
}
