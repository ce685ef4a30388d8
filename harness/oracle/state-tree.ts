// Contents of the same pages, told apart by single bytes: however many are known, one look goes
// down a few bytes and compares whole pages once.

/** Bytes of a page; undefined where it is gone, which reads as zeroes. */
export type PageBytes = Uint8Array | undefined;

interface Leaf<T> {
  readonly pages: readonly PageBytes[];
  readonly value: T;
}

/** All contents below agree in what the nodes above have asked; here they differ. */
interface Fork<T> {
  readonly place: Place;
  readonly byValue: Map<number, Leaf<T> | Fork<T>>;
}

/** A byte: of which page, by its place in the list, and where in it. */
interface Place {
  readonly page: number;
  readonly at: number;
}

const ZEROES = new Uint8Array(65536);

const byteAt = (pages: readonly PageBytes[], { page, at }: Place): number => pages[page]?.[at] ?? 0;

/** `length` bytes from `at` on. */
function piece(bytes: PageBytes, at: number, length: number): Uint8Array {
  if (bytes !== undefined) return bytes.subarray(at, at + length);
  return length <= ZEROES.length ? ZEROES.subarray(0, length) : new Uint8Array(length);
}

/** The first byte that differs, found by halves; undefined where none does. */
function differenceOf(a: PageBytes, b: PageBytes): number | undefined {
  const length = Math.max(a?.length ?? 0, b?.length ?? 0);
  const differ = (at: number, count: number): boolean =>
    Buffer.compare(piece(a, at, count), piece(b, at, count)) !== 0;
  if (a === b || length === 0 || !differ(0, length)) return undefined;
  let [at, count] = [0, length];
  while (count > 1) {
    const half = Math.ceil(count / 2);
    if (differ(at, half)) count = half;
    else [at, count] = [at + half, count - half];
  }
  return at;
}

function firstDifference(a: readonly PageBytes[], b: readonly PageBytes[]): Place | undefined {
  for (let page = 0; page < Math.max(a.length, b.length); page += 1) {
    const at = differenceOf(a[page], b[page]);
    if (at !== undefined) return { page, at };
  }
  return undefined;
}

/** Values by the content of a list of pages, which has the same pages in each call. */
export class StateTree<T> {
  #root: Leaf<T> | Fork<T> | undefined;

  /**
   * The value of this content. `find` makes it where the content is new, and must not ask this
   * tree; from then on the bytes must not change. What it throws is passed on, and nothing is kept.
   */
  get(pages: readonly PageBytes[], find: () => T): T {
    let above: Map<number, Leaf<T> | Fork<T>> | undefined;
    let byte = 0;
    let node = this.#root;
    const put = (one: Leaf<T> | Fork<T>): void => {
      if (above === undefined) this.#root = one;
      else above.set(byte, one);
    };
    while (node !== undefined && 'byValue' in node) {
      above = node.byValue;
      byte = byteAt(pages, node.place);
      node = above.get(byte);
    }
    const place = node && firstDifference(node.pages, pages);
    if (node !== undefined && place === undefined) return node.value;
    const leaf = { pages, value: find() };
    if (node === undefined || place === undefined) put(leaf);
    else {
      const byValue = new Map<number, Leaf<T> | Fork<T>>();
      byValue.set(byteAt(node.pages, place), node).set(byteAt(pages, place), leaf);
      put({ place, byValue });
    }
    return leaf.value;
  }
}
