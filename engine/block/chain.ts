// Walking backing chains: who is below whom, and which of them goes by a name.
import type { BlockNode } from './node.ts';
import { filenameOf, fullBackingName, hasProtocol, isBackingReplaced } from './filename.ts';
import type { Storage } from './storage.ts';

/** `node` without the filters above it. */
export function withoutFilters(node: BlockNode): BlockNode {
  let below = node;
  while (below.isFilter && below.primary !== undefined) below = below.primary;
  return below;
}

/** The image below `node`, filters left out; undefined at the end of the chain. */
export function backingOf(node: BlockNode): BlockNode | undefined {
  const { backing } = withoutFilters(node);
  return backing && withoutFilters(backing);
}

/** All images of the chain of `top`, filters left out, `top` first. */
export function chainOf(top: BlockNode): BlockNode[] {
  const chain: BlockNode[] = [];
  for (let node: BlockNode | undefined = withoutFilters(top); node !== undefined;) {
    chain.push(node);
    node = backingOf(node);
  }
  return chain;
}

/** The image whose backing file is `base`. */
export function overlayOf(top: BlockNode, base: BlockNode): BlockNode | undefined {
  return chainOf(top).find((node) => backingOf(node) === base);
}

/**
 * The backing file in the chain of `top` that is called `name`: as an image of the chain calls its
 * backing file, or by any name of the same file, seen from where that image lies. Undefined if
 * there is none.
 */
export function findInChain(storage: Storage, top: BlockNode, name: string): BlockNode | undefined {
  for (const node of chainOf(top)) {
    const below = backingOf(node);
    const stored = node.storedBackingName;
    if (below === undefined) return undefined;
    if (stored === undefined || isBackingReplaced(node)) {
      if (filenameOf(below) === name) return below;
    } else if (hasProtocol(name) || hasProtocol(stored)) {
      if (name === stored || name === fullBackingName(node, stored)) return below;
    } else {
      const wanted = storage.realPath(fullBackingName(node, name));
      const here = storage.realPath(fullBackingName(node, stored));
      if (wanted !== undefined && wanted === here) return below;
    }
  }
  return undefined;
}
