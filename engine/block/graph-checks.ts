// What is refused once a node is open: options that nobody took, children that cannot be written.
import { FormatError } from '../base/errors.ts';
import { inDictionaryOrder } from '../base/key-order.ts';
import type { BlockNode } from './node.ts';
import type { Driver, Options } from './open.ts';

/** Throws FormatError for the first option that no driver took. */
export function refuseLeftOvers(driver: Driver, options: Options, leavesBacking: boolean): void {
  // An option that is null or belongs to no child that was asked for counts as not given.
  const left = inDictionaryOrder(options.keys()).find((key) => options.get(key) !== null);
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

/**
 * A node that is to be written needs files that can be written. Of one that has a name, and was
 * there before, this is judged with what its other users do.
 */
export function refuseReadOnlyChild(node: BlockNode): void {
  for (const { role, node: child, isForeign } of node.children) {
    if (isForeign === true) continue;
    if (!node.mode.readOnly && child.mode.readOnly && role !== 'backing') {
      throw new FormatError('Block node is read-only');
    }
  }
}
