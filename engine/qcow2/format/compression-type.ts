// Values of the header's field for the compression type.

/** Raw deflate streams. */
export const ZLIB = 0;
/** Zstandard frames. */
export const ZSTD = 1;
