// Pages that files no longer need, kept for the next file: clearing a page is cheaper than
// allocating one. Pages that a snapshot may share never get here.

/** Bytes of one page. */
export const PAGE_SIZE = 64 * 1024;
/** Pages kept at most: 16 MiB. */
const MAX_PAGES = 256;

/** Belongs to one storage, or to those that one thread uses in turn. */
export class PagePool {
  readonly #pages: Uint8Array[] = [];

  /** A page of zeroes. */
  take(): Uint8Array {
    return this.#pages.pop()?.fill(0) ?? new Uint8Array(PAGE_SIZE);
  }

  /** A page with the bytes of another one. */
  copy(page: Uint8Array): Uint8Array {
    const kept = this.#pages.pop();
    if (kept === undefined) return page.slice();
    kept.set(page);
    return kept;
  }

  /** Takes back a page that nobody else refers to. */
  give(page: Uint8Array): void {
    if (this.#pages.length < MAX_PAGES) this.#pages.push(page);
  }
}
