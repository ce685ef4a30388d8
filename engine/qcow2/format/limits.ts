// Upper bounds of everything whose size stands in the image. They are tested before memory is
// taken.

export const MIN_CLUSTER_BITS = 9;
export const MAX_CLUSTER_BITS = 21;
/** Bytes. */
export const MAX_L1_BYTES = 32 * 1024 * 1024;
/** Bytes. */
export const MAX_REFCOUNT_TABLE_BYTES = 8 * 1024 * 1024;
export const MAX_SNAPSHOTS = 65536;
/** Bytes of the whole snapshot table: 1024 for each snapshot that is allowed. */
export const MAX_SNAPSHOT_TABLE_BYTES = 1024 * MAX_SNAPSHOTS;
/** Bytes of extra data in one snapshot table entry. */
export const MAX_SNAPSHOT_EXTRA_BYTES = 1024;
export const MAX_REFCOUNT_ORDER = 6;
/** Bytes; the length must stay below it, for the text and its end. */
export const MAX_BACKING_FORMAT_BYTES = 16;
/** Bytes. */
export const MAX_BACKING_NAME_BYTES = 1023;
export const MAX_BITMAPS = 65535;
/** Bytes. */
export const MAX_BITMAP_DIRECTORY_BYTES = 67107840;
/** Entries of bitmap tables that are read when an image is opened, all bitmaps together. */
export const MAX_LOADED_TABLE_ENTRIES = 2 ** 25;
/** Bytes of bits that they name, and of memory that these take. QEMU takes as much as it gets. */
export const MAX_LOADED_BITS = 2 ** 31;
export const MAX_BITS_MEMORY = 2 ** 28;
export const MAX_INT32 = 2 ** 31 - 1;
/** A table must begin and end below this offset. */
export const MAX_OFFSET = 2 ** 63;
