// Huffman codes with the lengths that zlib gives them. Symbols of equal frequency could be joined
// in any order; the heap and the depth below decide it, and with it every bit of the output.

/** A code for symbols 0, 1, 2, ... */
export interface Code {
  /** Bits of each symbol's code; 0 for symbols that do not occur. */
  readonly lengths: Uint8Array;
  /** The codes, first bit lowest, as they go to the stream. */
  readonly codes: Uint16Array;
  /** The last symbol that has a code. */
  readonly maxSymbol: number;
}

/** Longest code, the number of leaves as a node number, and how nodes compare. */
interface Tree {
  readonly frequencies: number[];
  readonly depths: number[];
  readonly parents: number[];
  /** Nodes that are to be joined still, least frequent first; index 0 is not used. */
  readonly heap: number[];
}

/** A code whose lengths are known already. */
export function codeOfLengths(lengths: Uint8Array, maxLength: number): Code {
  const counts = new Array<number>(maxLength + 1).fill(0);
  let maxSymbol = 0;
  for (const [symbol, length] of lengths.entries()) {
    if (length === 0) continue;
    counts[length] = (counts[length] ?? 0) + 1;
    maxSymbol = symbol;
  }
  const next = [0];
  for (let bits = 1, code = 0; bits <= maxLength; bits += 1) {
    code = (code + (bits === 1 ? 0 : (counts[bits - 1] ?? 0))) << 1;
    next.push(code);
  }
  const codes = new Uint16Array(lengths.length);
  for (const [symbol, length] of lengths.entries()) {
    if (length === 0) continue;
    const code = next[length] ?? 0;
    next[length] = code + 1;
    codes[symbol] = reversed(code, length);
  }
  return { lengths, codes, maxSymbol };
}

function reversed(code: number, length: number): number {
  let result = 0;
  for (let bit = 0; bit < length; bit += 1) {
    result = (result << 1) | ((code >> bit) & 1);
  }
  return result;
}

/**
 * The code for symbols that occur as often as `frequencies` say, no code longer than `maxLength`.
 * At least two symbols get one, as a decoder wants it.
 */
export function buildCode(frequencies: readonly number[], maxLength: number): Code {
  const count = frequencies.length;
  const tree: Tree = { frequencies: [...frequencies], depths: [], parents: [], heap: [0] };
  let maxSymbol = -1;
  for (const [symbol, frequency] of frequencies.entries()) {
    tree.depths[symbol] = 0;
    if (frequency === 0) continue;
    tree.heap.push(symbol);
    maxSymbol = symbol;
  }
  while (tree.heap.length < 3) {
    const symbol = maxSymbol < 2 ? maxSymbol + 1 : 0;
    maxSymbol = Math.max(maxSymbol, symbol);
    tree.frequencies[symbol] = 1;
    tree.heap.push(symbol);
  }
  const byFrequency = joinNodes(tree, count);
  const lengths = limitedLengths(tree, byFrequency, count, maxLength);
  return { ...codeOfLengths(lengths, maxLength), maxSymbol };
}

/** Joins nodes until one is left; returns all nodes in the order most frequent (the root) first. */
function joinNodes(tree: Tree, count: number): number[] {
  const { heap, frequencies, depths, parents } = tree;
  for (let at = Math.floor((heap.length - 1) / 2); at >= 1; at -= 1) siftDown(tree, at);
  const taken: number[] = [];
  let node = count;
  do {
    const least = heap[1] ?? 0;
    heap[1] = heap.at(-1) ?? 0;
    heap.pop();
    siftDown(tree, 1);
    const second = heap[1] ?? 0;
    taken.push(least, second);
    frequencies[node] = (frequencies[least] ?? 0) + (frequencies[second] ?? 0);
    depths[node] = Math.max(depths[least] ?? 0, depths[second] ?? 0) + 1;
    parents[least] = node;
    parents[second] = node;
    heap[1] = node;
    node += 1;
    siftDown(tree, 1);
  } while (heap.length > 2);
  taken.push(heap[1] ?? 0);
  return taken.reverse();
}

function siftDown(tree: Tree, from: number): void {
  const { heap } = tree;
  const node = heap[from] ?? 0;
  let at = from;
  for (let child = at * 2; child < heap.length; child = at * 2) {
    if (child + 1 < heap.length && isBefore(tree, heap[child + 1] ?? 0, heap[child] ?? 0)) {
      child += 1;
    }
    if (isBefore(tree, node, heap[child] ?? 0)) break;
    heap[at] = heap[child] ?? 0;
    at = child;
  }
  heap[at] = node;
}

function isBefore({ frequencies, depths }: Tree, one: number, other: number): boolean {
  const first = frequencies[one] ?? 0;
  const second = frequencies[other] ?? 0;
  return first < second || (first === second && (depths[one] ?? 0) <= (depths[other] ?? 0));
}

/**
 * The depth of each leaf. Leaves that lie too deep are lifted to the limit, and others let down to
 * make room for them; the least frequent get the longest codes then.
 */
function limitedLengths(
  tree: Tree,
  nodes: readonly number[],
  count: number,
  maxLength: number,
): Uint8Array {
  const depth: number[] = [];
  const perLength = new Array<number>(maxLength + 2).fill(0);
  const lengths = new Uint8Array(count);
  let tooDeep = 0;
  for (const [order, node] of nodes.entries()) {
    const wanted = order === 0 ? 0 : (depth[tree.parents[node] ?? 0] ?? 0) + 1;
    if (wanted > maxLength) tooDeep += 1;
    const bits = Math.min(wanted, maxLength);
    depth[node] = bits;
    if (node >= count) continue;
    lengths[node] = bits;
    perLength[bits] = (perLength[bits] ?? 0) + 1;
  }
  if (tooDeep === 0) return lengths;
  while (tooDeep > 0) {
    let bits = maxLength - 1;
    while (perLength[bits] === 0) bits -= 1;
    perLength[bits] = (perLength[bits] ?? 0) - 1;
    perLength[bits + 1] = (perLength[bits + 1] ?? 0) + 2;
    perLength[maxLength] = (perLength[maxLength] ?? 0) - 1;
    tooDeep -= 2;
  }
  const leaves = nodes.filter((node) => node < count).reverse();
  let next = 0;
  for (let bits = maxLength; bits > 0; bits -= 1) {
    for (let left = perLength[bits] ?? 0; left > 0; left -= 1) {
      lengths[leaves[next] ?? 0] = bits;
      next += 1;
    }
  }
  return lengths;
}
